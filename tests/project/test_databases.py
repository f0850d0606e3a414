"""The demo project holds on each of the three databases: its tests, and its migrations in both directions."""

import re
from pathlib import Path

import pytest

from tests.project.demo import Demo

pytestmark = pytest.mark.slow

RUNNER = str(Path(__file__).with_name("runner"))
# Takes every migration of the project's own apps back, those that others rest on last.
BACK_TO_ZERO = """
from pathlib import Path
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

for app in reversed(list(apps.get_app_configs())):
    if Path(app.path).parent == settings.BASE_DIR and (Path(app.path) / "migrations").is_dir():
        tables = {model._meta.db_table for model in app.get_models(include_auto_created=True)}
        assert tables <= set(connection.introspection.table_names()), app.label
        call_command("migrate", app.label, "zero", verbosity=0)
        assert not tables & set(connection.introspection.table_names()), app.label
        print("back to zero:", app.label)
"""


@pytest.mark.parametrize("server", ["postgresql", "mariadb"])  # on SQLite all are a stage of the suite
def test_every_test_of_the_project_that_asks_a_database_passes(
    demo: Demo, server: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(server)
    # Races are run in test_races, more often.
    words = ("--shuffle", "--exclude-tag", "race", "--testrunner", "database_runner.DatabaseRunner")
    done = demo.manage("test", *words, DATABASE_URL=url, PYTHONPATH=RUNNER)
    assert done.status == 0, done.output
    assert re.search(r"^Ran [1-9]\d* tests", done.output, re.MULTILINE), done.output


def test_migrations_go_forward_and_back_to_nothing_and_forward_again(demo: Demo, database: str) -> None:
    forward = demo.manage("migrate", "--verbosity", "0", DATABASE_URL=database)
    assert (forward.status, forward.output) == (0, "")
    back = demo.manage("shell", "--no-imports", "--command", BACK_TO_ZERO, DATABASE_URL=database)
    assert back.status == 0, back.output
    assert len(back.output.splitlines()) >= 2
    again = demo.manage("migrate", "--verbosity", "0", DATABASE_URL=database)
    assert (again.status, again.output) == (0, "")


def test_no_migration_is_missing(demo: Demo, database: str) -> None:
    done = demo.manage("makemigrations", "--check", "--dry-run", DATABASE_URL=database)
    assert (done.status, done.output) == (0, "No changes detected\n")
