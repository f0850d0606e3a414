"""From DATABASE_URL to an entry of DATABASES, with what each kind of database needs."""

from importlib import import_module
from importlib.util import find_spec

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        # SQLite allows one writer at a time. Asking for the write lock when a transaction
        # starts lets a second writer wait its turn instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        # How many seconds that second writer waits.
        "timeout": 20,
        # With a write-ahead log, reading goes on while somebody writes.
        "init_command": "PRAGMA journal_mode=WAL;",
    },
}

# How many seconds a server has to let us in, before we say that it is not there.
CONNECT_TIMEOUT = 5

POSTGRESQL = {
    "ENGINE": "django.db.backends.postgresql",
    "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT},
}

MYSQL = {
    "ENGINE": "django.db.backends.mysql",
    "OPTIONS": {
        "connect_timeout": CONNECT_TIMEOUT,
        # And how many for each answer. A long migration may add ?read_timeout=600 to its URL.
        "read_timeout": 8,
        # Every character there is; what MySQL calls utf8 has room for some of them only.
        "charset": "utf8mb4",
        # A value that does not fit is refused, not cut short.
        "sql_mode": "STRICT_TRANS_TABLES",
        # A query sees whatever others have finished by then, as it does in PostgreSQL.
        "isolation_level": "read committed",
    },
    "TEST": {"CHARSET": "utf8mb4"},
}

UNREADABLE = (
    "DATABASE_URL is not readable. It looks like postgres://user:password@host:5432/name, "
    "and in the password a / is written as %2F, an @ as %40, a # as %23 and a % as %25."
)

# How a URL may begin: the kind of database, the module that talks to it, how to get the module.
KINDS = {
    "sqlite:///": (SQLITE, "sqlite3", "a Python with SQLite"),
    "postgres://": (POSTGRESQL, "psycopg", 'pip install "psycopg[binary]"'),
    "postgresql://": (POSTGRESQL, "psycopg", 'pip install "psycopg[binary]"'),
    "mysql://": (MYSQL, "pymysql", "pip install PyMySQL"),
}


def database(url, file):
    """Say what Django has to know about the database at this URL; without one, it is this file.

    No message repeats the URL: there may be a password in it.
    """
    if not url:
        return SQLITE | {"NAME": file}
    for beginning, (kind, module, remedy) in KINDS.items():
        if url.startswith(beginning):
            load_driver(module, remedy)
            address = take_apart(url)
            return kind | address | {"OPTIONS": kind["OPTIONS"] | address.get("OPTIONS", {})}
    raise ImproperlyConfigured(
        "DATABASE_URL has to begin with sqlite:///, postgres:// or mysql://."
    )


def load_driver(module, remedy):
    """Make sure that the module is there which talks to this kind of database."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"The driver of this DATABASE_URL is missing: {remedy}")
    if module == "pymysql":
        # Django looks for a driver called MySQLdb. PyMySQL does its work and needs no compiler.
        import_module(module).install_as_MySQLdb()


def take_apart(url):
    """Find user, password, host, port, name, and the options behind a question mark."""
    try:
        address = environ.Env.db_url_config(url)
    except ValueError:
        # The error has a piece of the URL in it, so it is not shown with ours ("from None").
        raise ImproperlyConfigured(UNREADABLE) from None
    # A / in the password ends the host too early. Then the rest, with its @, is in the name.
    if not address["NAME"] or (address["HOST"] and "@" in address["NAME"]):
        raise ImproperlyConfigured(UNREADABLE)
    return address
