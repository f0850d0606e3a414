"""The SQL that a block of a page asks of the databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from .project import is_set_up


@contextmanager
def recorded_queries() -> Iterator[list[str]]:
    """Fill a list with the SQL that runs inside, of every connection; it is there when the block is over.

    It stays empty where no Django is set up. (`django.test` has the like, but brings a second of imports.)
    """
    queries: list[str] = []
    if not is_set_up():
        yield queries
        return
    from django.db import connections, reset_queries

    before = {connection.alias: connection.force_debug_cursor for connection in connections.all()}
    for connection in connections.all():
        connection.force_debug_cursor = True
    reset_queries()
    try:
        yield queries
    finally:
        for connection in connections.all(initialized_only=True):
            connection.force_debug_cursor = before.get(connection.alias, False)
            queries += [query["sql"] for query in connection.queries_log]
