"""For the tests: let many threads do something at the same moment, on a real database."""

import os
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import skipIf

from django.db import connection, connections
from django.test import TransactionTestCase, tag

# How often each race is run. Once is quick; twenty times is what I believe.
RUNS = int(os.environ.get("RACE_RUNS", "1"))


def all_at_once(tasks):
    """Run each task in a thread of its own, all released together; return their results."""
    barrier = threading.Barrier(len(tasks), timeout=30)

    def run(task):
        try:
            connection.ensure_connection()
            barrier.wait()
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


@tag("race")
@skipIf(sys.platform == "emscripten", "Python in the browser has no threads.")
class RaceTestCase(TransactionTestCase):
    """Not a `TestCase`: that keeps everything in one transaction, which no other thread can see.

    SQLite's tests run in memory, where connections do not wait for each other. So these move
    to a file, such as the real project has.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            cls.move_to_file()

    @classmethod
    def move_to_file(cls):
        """Copy the database of the tests into a file, and use that until the class is done."""
        folder = tempfile.TemporaryDirectory()
        file = Path(folder.name) / "race.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        in_memory = connection.connection, connection.settings_dict["NAME"]
        connection.connection, connection.settings_dict["NAME"] = None, str(file)
        # The first to come makes the write-ahead log, which SQLite lets nobody wait for.
        connection.ensure_connection()
        # What is registered last is done first.
        cls.addClassCleanup(folder.cleanup)
        cls.addClassCleanup(cls.move_back, *in_memory)
        cls.addClassCleanup(connection.close)

    @classmethod
    def move_back(cls, in_memory, name):
        connection.connection, connection.settings_dict["NAME"] = in_memory, name
