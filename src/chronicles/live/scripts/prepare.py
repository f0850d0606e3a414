"""Prepares a state for the demo: its own check, migrate, seed, collectstatic. Runs in the sandbox, alone.

    python -c TEXT-OF-THIS FOLDER SECONDS

The project lies in FOLDER/project. What the demo has to know of it goes to FOLDER/facts.json, its
database to FOLDER/db.sqlite3, its static files to FOLDER/static. SECONDS, since 1970, is what the clock
says: the same state gives the same bytes on any day.
"""

import hashlib
import itertools
import json
import os
import runpy
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1]).resolve()
NOW = float(sys.argv[2])
PROJECT = FOLDER / "project"
DEMO = ("demo", "demo-password")
ROUNDS = 1000  # of the passwords' hashes: Python in a browser has no fast ones, and a demo guards nothing


def main() -> None:
    """Do all of it, and write the facts last."""
    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    stop_the_clock()
    run_manage("check")
    modules = started_with()
    from django.conf import settings
    from django.db import connection

    database = Path(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if not is_file or not database.resolve().is_relative_to(PROJECT):
        return tell({"refused": "its database is not a SQLite file inside of the project"})
    static = collect(settings)
    fill()
    users = [list(DEMO)] if has_demo_user() else []
    connection.close()
    keep(database)
    tell(
        {
            "settings": os.environ["DJANGO_SETTINGS_MODULE"],
            "database": database.resolve().relative_to(PROJECT).as_posix(),
            "static": static,
            "users": users,
            "language": settings.LANGUAGE_CODE,
            "zone": settings.TIME_ZONE,
            "modules": modules,
            "imports": sorted({*settings.INSTALLED_APPS, *settings.MIDDLEWARE}),
        }
    )


def stop_the_clock() -> None:
    """Let time stand still and chance repeat itself, before anything asks for them."""
    numbers = itertools.count()

    def bytes_of_chance(size: int) -> bytes:
        found = b""
        while len(found) < size:
            found += hashlib.sha256(b"%d" % next(numbers)).digest()
        return found[:size]

    os.urandom = bytes_of_chance
    import random
    import uuid

    random._urandom = uuid.os.urandom = bytes_of_chance  # type: ignore[attr-defined]
    random.seed(0)
    time.time = lambda: NOW
    import datetime

    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.utils import timezone

    def now() -> datetime.datetime:
        from django.conf import settings

        zone = datetime.UTC if settings.USE_TZ else None
        return datetime.datetime.fromtimestamp(NOW, zone)

    timezone.now = now
    PBKDF2PasswordHasher.iterations = ROUNDS


def run_manage(*words: str) -> None:
    """Run manage.py as a person would; it says which settings are the project's."""
    sys.argv = ["manage.py", *words]
    try:
        runpy.run_path("manage.py", run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise


def started_with() -> list[str]:
    """Return the modules of the project that are imported by now: its URLs and all that they name."""
    imported = [module for name, module in sys.modules.items() if not name.startswith("__")]  # no __main__
    files = (getattr(module, "__file__", None) for module in imported)
    paths = {Path(file).resolve() for file in files if file}
    inside = (path.relative_to(PROJECT) for path in paths if path.is_relative_to(PROJECT))
    return sorted(path.as_posix() for path in inside)


def collect(settings: Any) -> str | None:
    """Collect the static files, and return their URL; `None` for a project that has none."""
    from django.apps import apps
    from django.core.management import call_command

    if not apps.is_installed("django.contrib.staticfiles"):
        return None
    settings.STATIC_ROOT = str(FOLDER / "static")
    call_command("collectstatic", interactive=False, verbosity=0)
    return str(settings.STATIC_URL)


def fill() -> None:
    """Make the tables, and put into them what the project has for a new database."""
    from django.apps import apps
    from django.core.management import call_command, get_commands

    call_command("migrate", interactive=False, verbosity=0)
    if get_commands().get("seed", "django").partition(".")[0] != "django":
        call_command("seed")
    if not (apps.is_installed("django.contrib.auth") and apps.is_installed("django.contrib.admin")):
        return
    from django.contrib.auth import get_user_model

    users = get_user_model()
    if users._default_manager.exists() or users.REQUIRED_FIELDS not in ([], ["email"]):
        return  # it has its own, or nobody can know what one must have
    users._default_manager.create_superuser(
        **{users.USERNAME_FIELD: DEMO[0], "password": DEMO[1]},
        **dict.fromkeys(users.REQUIRED_FIELDS, "demo@example.org"),
    )


def has_demo_user() -> bool:
    """Whether the user that the poster names can sign in."""
    from django.apps import apps

    if not apps.is_installed("django.contrib.auth"):
        return False
    from django.contrib.auth import get_user_model

    users = get_user_model()
    found = users._default_manager.filter(**{users.USERNAME_FIELD: DEMO[0]}).first()
    return found is not None and found.check_password(DEMO[1])


def keep(database: Path) -> None:
    """Move the database out of the project: in one piece, and in the form that a browser can open."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    packed = FOLDER / "db.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", (str(packed),))
    connection.close()
    for ending in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    data = bytearray(packed.read_bytes())
    data[92:100] = data[24:28] + (3_039_000).to_bytes(4, "big")  # which SQLite wrote it: of no use to anyone
    packed.write_bytes(data)


def tell(facts: dict[str, object]) -> None:
    """Write the facts."""
    (FOLDER / "facts.json").write_text(json.dumps(facts, sort_keys=True), "utf-8")


main()
