"""The SQL that a block of a page asks of the databases."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def recorded_queries() -> Iterator[list[str]]:
    """Fill a list with the SQL that runs inside, of every connection; it is there when the block is over.

    It stays empty where no Django is set up. (`django.test` has the like, but brings a second of imports.)
    """
    queries: list[str] = []
    if not _is_ready():
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


def _is_ready() -> bool:
    if "django.apps" not in sys.modules:
        return False
    from django.apps import apps

    return bool(apps.ready)
