"""A project of Django's, as the reader's browser runs it."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from chronicles_client.client import RawResponse
from chronicles_client.project import project_application
from chronicles_client.raw_requests import RawRequest

from . import inline_async, management, pbkdf2, separate_commands, statics
from .project_server import ProjectRequest, ProjectResponse, WsgiServer

# Their modules leave traces in Django that cannot be wiped away: the interpreter starts anew.
LASTING = {"models", "admin", "apps", "settings", "signals", "checks"}


class DjangoServer(WsgiServer):
    """Serves Django, which keeps the prefix of its addresses from request to request."""

    def send(self, request: RawRequest) -> RawResponse:
        """Send a request of the page's as `check` sends it: to the root of a server, by no browser."""
        from django.urls import set_script_prefix

        try:
            return super().send(request)
        finally:
            set_script_prefix(f"{self.client.script}/")


class DjangoSite:
    """One of the two kinds of projects that `RunningProject` runs."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.settings_module = str(options["settings"])
        self.server: DjangoServer

    def start(self) -> None:
        """Set Django up, such that it can answer."""
        os.environ["DJANGO_SETTINGS_MODULE"] = self.settings_module
        os.chdir(self.options["root"])
        sys.path.insert(0, self.options["root"])
        pbkdf2.install()
        inline_async.install()
        import django
        from django.conf import settings

        settings.ALLOWED_HOSTS = allowed_hosts(
            settings.ALLOWED_HOSTS, self.options["origin"], is_debugging=settings.DEBUG
        )
        settings.PASSWORD_HASHERS = ["bridge.hashers.DemoHasher", *settings.PASSWORD_HASHERS]
        django.setup(set_prefix=False)

    def send_letters(self, show: Callable[[str], None]) -> None:
        """Let e-mail that the project sends be shown, each as JSON."""
        from . import letters

        letters.install(show)

    def preload(self) -> None:
        """Import what answers the first request, without making any of it."""
        from importlib import import_module

        from django.conf import settings
        from django.db import connections
        from django.template import engines
        from django.urls import get_resolver

        _ = get_resolver().url_patterns
        for middleware in settings.MIDDLEWARE:
            import_module(middleware.rpartition(".")[0])
        import_module("django.core.handlers.wsgi")
        _ = [engines.all(), connections.all()]
        self.rest()

    def serve(self) -> None:
        """Move the project to its place in the site and import its addresses."""
        from .prefix import move_under

        script, origin, inside = (self.options[name] for name in ("script", "origin", "inside"))
        move_under(script)
        self.server = DjangoServer(project_application(), script, origin, inside)

    def static(self, asked: ProjectRequest) -> ProjectResponse | None:
        """Return a static file of the project's own folders, `None` where the project itself is to answer."""
        prefix = self.options["static"]
        if not prefix or not asked.path.startswith(prefix) or asked.method not in ("GET", "HEAD"):
            return None
        found = statics.find(unquote(asked.path).removeprefix(prefix))
        return (
            ProjectResponse(200, [("Content-Type", found[0]), ("Cache-Control", "no-cache")], found[1])
            if found
            else None
        )

    def command(self, words: Sequence[str]) -> dict[str, Any]:
        """Run what follows `python` on a command line: a command of `manage.py`."""
        return management.run(words)

    def is_separate(self, words: Sequence[str]) -> bool:
        """Whether a command has to have an interpreter of its own."""
        return separate_commands.is_separate(words)

    def run_separately(self, words: Sequence[str]) -> dict[str, Any]:
        """Run such a command, in an interpreter where the project has not been started."""
        return separate_commands.run(self.options["root"], self.settings_module, words)

    def stays(self, module: str) -> bool:
        """Whether a module leaves traces that cannot be wiped away."""
        parts = module.split(".")
        package = self.settings_module.rpartition(".")[0]
        return (
            bool(LASTING & set(parts))
            or "migrations" in parts
            or module == package
            or hasattr(sys.modules.get(module), "__path__")
        )

    def is_fixed(self, module: str) -> bool:
        """Whether such a module cannot get another text while the project runs."""
        return module in sys.modules or "migrations" in module.split(".")

    def wrong(self, path: Path, text: str) -> dict[str, Any] | None:
        """Return the `line` and a `message` of what is wrong with the text of a template."""
        if path.suffix != ".html":
            return None
        from django.template import TemplateSyntaxError, engines

        try:
            engines.all()[0].from_string(text)
        except TemplateSyntaxError as error:
            token = getattr(error, "token", None)
            return {"line": getattr(token, "lineno", None), "message": f"TemplateSyntaxError: {error}"}
        return None

    def reload(self) -> None:
        """Forget what Django made of the modules, import the addresses again, and serve that."""
        _forget_templates()
        _forget_urls()
        self.server.replace(project_application())

    def rest(self) -> None:
        """Leave the database as a file that can be read."""
        from django.db import connections

        connections.close_all()


def allowed_hosts(own: Sequence[str], origin: str, *, is_debugging: bool) -> list[str]:
    """Return the project's ALLOWED_HOSTS, or what Django takes where there are none, and the page's host."""
    local = [".localhost", "127.0.0.1", "[::1]"] if is_debugging and not own else []
    host = urlsplit(origin).hostname or ""
    return [*own, *local, f"[{host}]" if ":" in host else host]


def _forget_templates() -> None:
    from django.template import Engine, engines

    engines._engines.clear()
    Engine.get_default.cache_clear()


def _forget_urls() -> None:
    from django.conf import settings
    from django.urls import clear_url_caches, get_resolver, set_urlconf

    clear_url_caches()
    set_urlconf(None)
    if "rest_framework" in settings.INSTALLED_APPS:
        from rest_framework.settings import api_settings

        api_settings.reload()
    _ = get_resolver().url_patterns
