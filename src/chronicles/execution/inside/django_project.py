"""The project's Django: ready once, and its connections. Imports the project."""

import os
import runpy
import sys
from contextlib import suppress

from chronicles_client.project import is_set_up

MANAGE = "manage.py"


class Ready(Exception):
    """Django would run a command now: its settings are known."""


def set_up() -> None:
    """Let `manage.py` say which settings there are, and set Django up; raises whatever goes wrong."""
    import django
    from django.core import management

    def stop(*_: object) -> None:
        raise Ready

    run, management.execute_from_command_line = management.execute_from_command_line, stop
    sys.argv = [MANAGE, "shell"]
    try:
        runpy.run_path(MANAGE, run_name="__main__")
    except Ready:
        pass
    finally:
        management.execute_from_command_line = run
    django.setup()
    _load()


def _load() -> None:
    """Import what most pages need, so that they need not."""
    from django.conf import settings
    from django.core.management import get_commands
    from django.urls import get_resolver

    get_commands()
    with suppress(Exception):  # the page that asks for an address will show what is wrong
        get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018  # loads what has addresses
    close_connections()


def close_connections() -> None:
    """No connection may be shared by two processes."""
    if is_set_up():
        from django.db import connections

        connections.close_all()


def manage(words: list[str]) -> None:
    """Run `manage.py` as a person would; ends by `SystemExit` or comes back."""
    sys.argv = [MANAGE, *words]
    sys.path[0] = os.getcwd()
    runpy.run_path(MANAGE, run_name="__main__")
