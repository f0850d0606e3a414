"""Try again when the database asks for it: it has broken off one of two that stood in each
other's way, and there is nothing wrong with either."""

import functools
import secrets
import time

from django.db import OperationalError, connection

RETRIES = 3

# PostgreSQL: serialization failure, deadlock. MySQL and MariaDB: deadlock, waited too long.
CONFLICTS = {"40001", "40P01", 1213, 1205}
# SQLite: somebody else is writing to the file, or to the table.
SQLITE_CONFLICTS = {5, 6}


class BusyError(Exception):
    """The database was too busy, several times in a row. Nothing was changed."""

    def __init__(self):
        super().__init__("The shop is very busy right now. Please try again in a moment.")


def is_conflict(error):
    """Say whether the database wants us to try again. Each one has its own way to say so."""
    cause = error.__cause__
    if hasattr(cause, "sqlstate"):
        return cause.sqlstate in CONFLICTS
    if hasattr(cause, "sqlite_errorcode"):
        # The lowest byte is the kind of error, the others are details.
        return cause.sqlite_errorcode & 0xFF in SQLITE_CONFLICTS
    return bool(error.args) and error.args[0] in CONFLICTS


def retry_on_conflict(function):
    """Run a whole transaction again, at most three times, and then give up politely."""

    @functools.wraps(function)
    def with_retries(*args, **kwargs):
        for attempt in range(RETRIES + 1):
            try:
                return function(*args, **kwargs)
            except OperationalError as error:
                # Inside somebody else's transaction, only that whole one could be run again.
                if connection.in_atomic_block or not is_conflict(error):
                    raise
                if attempt == RETRIES:
                    raise BusyError from error
            # Not all at the same moment, or they meet again.
            time.sleep(secrets.randbelow(50 * 2**attempt) / 1000)

    return with_retries
