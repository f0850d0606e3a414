"""The database servers that the demo project is tried on, and the databases that a run makes in them.

`PROJECT_POSTGRESQL_URL` and `PROJECT_MARIADB_URL` name other servers than the ones on this machine.
Nothing here touches a database that the tests did not make: their names begin with `PREFIX`.
"""

import os
import re
import secrets
import time
from abc import ABC, abstractmethod
from contextlib import closing
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
import pymysql  # type: ignore[import-untyped]

PREFIX = "chronicles_"
PATIENCE = 2  # seconds in which a server has to answer


NAME = re.compile(rf"(?:test_)?{PREFIX}(\d+)_[0-9a-f]{{8}}")
LONGEST_RUN = 2 * 3600  # seconds; none has come near


def fresh_name(made: float | None = None) -> str:
    """A name that no other run has; it says when it was made, in seconds since 1970."""
    return f"{PREFIX}{int(made or time.time())}_{secrets.token_hex(4)}"


class Server(ABC):
    """A database server; `start` says how somebody without one gets it."""

    variable: str
    default: str
    title: str
    start: str

    @property
    def address(self) -> str:
        return os.environ.get(self.variable) or self.default

    def url(self, name: str) -> str:
        """What `DATABASE_URL` has to be for the database `name`."""
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{name}"))

    def trouble(self) -> str:
        """Why the server cannot be used, and what helps; nothing if it can. No password is in it."""
        try:
            self._all("SELECT 1")
        except (psycopg.Error, pymysql.Error) as error:
            parts = urlsplit(self.address)
            where = f"{parts.hostname}:{parts.port}"
            kind = type(error).__name__
            return f"{self.title} does not answer at {where} ({kind}). {self.start}, or set {self.variable}."
        return ""

    def names(self) -> list[str]:
        """The databases that runs of these tests have made and not dropped yet."""
        return sorted(name for name in self._all(self._listing) if NAME.fullmatch(name))

    def forgotten(self) -> list[str]:
        """Those of them whose run must be over: it was killed, and whoever should have tidied as well."""
        made = {name: int(found[1]) for name in self.names() if (found := NAME.fullmatch(name))}
        return [name for name, when in made.items() if when < time.time() - LONGEST_RUN]

    def create(self, name: str) -> None:
        self._all(self._creating.format(name))

    def drop(self, name: str) -> None:
        """Drop a database and the one that Django's test runner makes beside it."""
        for victim in (name, f"test_{name}"):
            self._all(self._dropping.format(victim))

    _listing: str
    _creating: str
    _dropping: str

    @abstractmethod
    def _all(self, statement: str) -> list[str]:
        """Run a statement and return the first column of what it answers."""


class PostgreSQL(Server):
    variable = "PROJECT_POSTGRESQL_URL"
    default = "postgres://postgres@127.0.0.1:5432/postgres"
    title = "PostgreSQL"
    start = (
        "Start one with `docker run --rm --detach --publish 127.0.0.1:5432:5432 "
        "--env POSTGRES_HOST_AUTH_METHOD=trust postgres:17` or, on Debian, `apt install postgresql`"
    )
    _listing = "SELECT datname FROM pg_database"
    _creating = 'CREATE DATABASE "{}"'
    _dropping = 'DROP DATABASE IF EXISTS "{}" WITH (FORCE)'

    def _all(self, statement: str) -> list[str]:
        with psycopg.connect(self.address, connect_timeout=PATIENCE, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return [row[0] for row in cursor] if cursor.description else []


class MariaDB(Server):
    variable = "PROJECT_MARIADB_URL"
    # PyMySQL reads all certificates of the machine for each connection, also to a server without TLS: four
    # fifths of the time of a race.
    default = "mysql://root@127.0.0.1:3306/mysql?ssl_disabled=True"
    title = "MariaDB"
    start = (
        "Start one with `docker run --rm --detach --publish 127.0.0.1:3306:3306 "
        "--env MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 mariadb:11` or, on Debian, `apt install mariadb-server`"
    )
    _listing = "SHOW DATABASES"
    _creating = "CREATE DATABASE `{}` CHARACTER SET utf8mb4"
    _dropping = "DROP DATABASE IF EXISTS `{}`"

    def _all(self, statement: str) -> list[str]:
        parts = urlsplit(self.address)
        access: dict[str, Any] = {
            "host": parts.hostname,
            "port": parts.port or 3306,
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
        }
        connection = pymysql.connect(**access, connect_timeout=PATIENCE, autocommit=True)
        with closing(connection), connection.cursor() as cursor:
            cursor.execute(statement)
            return [row[0] for row in cursor.fetchall()]


SERVERS: dict[str, Server] = {"postgresql": PostgreSQL(), "mariadb": MariaDB()}
