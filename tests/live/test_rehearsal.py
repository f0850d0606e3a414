"""A state is prepared by its own commands, and comes out the same each time."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.live.preparation import CannotRunLive, DemoSource, Prepared, prepare

from .projects import PROJECT, SEEDED, SETTINGS, stored

DAY = 1_700_000_000  # 2023-11-14T22:13:20Z


def prepared(files: dict[str, str], folder: Path) -> Prepared:
    return prepare(DemoSource("shop/01", "", "tree", DAY, lambda: stored(files)), Store(folder))


def rows(found: Prepared, folder: Path, query: str) -> list[tuple[object, ...]]:
    path = folder / "looked at.sqlite3"
    path.write_bytes(found.database)
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_state_without_users_gets_the_one_that_all_demos_have(tmp_path: Path) -> None:
    found = prepared(PROJECT, tmp_path)
    assert found.facts["users"] == [["demo", "demo-password"]]
    ((name, password, is_superuser),) = rows(
        found, tmp_path, "SELECT username, password, is_superuser FROM auth_user"
    )
    assert (name, is_superuser) == ("demo", 1)
    assert str(password).startswith("pbkdf2_sha256$1000$")


def test_a_state_seeds_itself(tmp_path: Path) -> None:
    found = prepared(SEEDED, tmp_path)
    ((name, password),) = rows(found, tmp_path, "SELECT username, password FROM auth_user")
    assert (name, found.facts["users"]) == ("ada", [])
    assert str(password).startswith("pbkdf2_sha256$1000$")
    assert found.project["media/ada.txt"] == b"2023-11-14T22:13:20+00:00"


def test_the_facts_are_those_of_its_settings(tmp_path: Path) -> None:
    found = prepared(PROJECT, tmp_path)
    facts = {key: found.facts[key] for key in ("settings", "database", "static", "language", "zone")}
    assert facts == {
        "settings": "config.settings",
        "database": "db.sqlite3",
        "static": "/static/",
        "language": "en-us",
        "zone": "America/Chicago",
    }
    assert "shop" in found.facts["imports"]
    assert "admin/css/base.css" in found.static
    assert "db.sqlite3" not in found.project


def test_what_a_project_is_not_started_with_is_not_among_what_it_starts_with(tmp_path: Path) -> None:
    later = ["shop/tests.py", "shop/migrations/0001_initial.py", "config/wsgi.py", "script.py"]
    found = prepared(PROJECT | dict.fromkeys(later, ""), tmp_path)
    assert {"config/settings.py", "config/urls.py", "shop/__init__.py"} <= found.started_with.keys()
    assert not {*later, "manage.py"} & found.started_with.keys()


def test_the_same_state_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = (prepared(SEEDED, tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert rows(one, tmp_path, "SELECT last_name FROM auth_user") != [("",)]


def test_a_write_ahead_log_is_folded_into_the_database(tmp_path: Path) -> None:
    options = '"OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"}'
    wal = SETTINGS.replace('"db.sqlite3"}}', f'"db.sqlite3", {options}}}}}')
    found = prepared(PROJECT | {"config/settings.py": wal}, tmp_path)
    assert found.database[18:20] == b"\x01\x01"  # what a browser can open: no log
    assert not [path for path in found.project if "sqlite3" in path]


def test_a_state_without_static_files_has_none(tmp_path: Path) -> None:
    settings = SETTINGS.replace('    "django.contrib.staticfiles",\n', "")
    found = prepared(PROJECT | {"config/settings.py": settings}, tmp_path)
    assert (found.facts["static"], found.static) == (None, {})


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"manage.py": "raise SystemExit(3)\n"}, "preparing it fails: it gives no reason"),
        ({"config/settings.py": "x ="}, "preparing it fails: SyntaxError: invalid syntax"),
        (
            {"config/settings.py": SETTINGS.replace('BASE_DIR / "db.sqlite3"', '":memory:"')},
            "its database is not a SQLite file inside of the project",
        ),
    ],
)
def test_why_a_state_cannot_be_shown_is_said(files: dict[str, str], why: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRunLive) as error:
        prepared(PROJECT | files, tmp_path)
    assert str(error.value) == why
