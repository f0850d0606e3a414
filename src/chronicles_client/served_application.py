"""The application that answers a project's requests: loaded by its name. Imports the project.

A WSGI application is called with `(environ, start_response)` (PEP 3333), one of ASGI 3 with `(scope, receive,
send)` and one of ASGI 2 with `(scope)`, which returns what is called with the other two (ASGI specification,
"Applications" and "Legacy Applications").
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from .application_name import ApplicationName

Interface = Literal["wsgi", "asgi", "asgi2"]
BY_PARAMETERS: dict[int, Interface] = {1: "asgi2", 2: "wsgi", 3: "asgi"}


class Unserved(Exception):
    """An application that cannot be had, or cannot answer, in words."""


@dataclass(frozen=True, slots=True)
class ServedApplication:
    """An application, and how it is called."""

    call: Callable[..., Any]
    interface: Interface


def load_application(name: ApplicationName) -> ServedApplication:
    """Import the application and tell what it speaks; raises `Unserved` where either cannot be done."""
    try:
        module = import_module(name.module)
    except (Exception, SystemExit) as error:
        raise Unserved(f"{name} cannot be loaded: {said(error)}") from error
    found: Any = module
    for part in name.name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            raise Unserved(
                f"{name} cannot be loaded: the module {name.module} has no {name.name!r}"
            ) from None
    if name.is_factory:
        try:
            found = found()
        except (Exception, SystemExit) as error:
            raise Unserved(f"{name} fails: {said(error)}") from error
    return ServedApplication(found, interface_of(found, str(name)))


def said(error: BaseException) -> str:
    """Return what an exception says, on one line; files of the current folder by their paths from there.

    >>> said(ModuleNotFoundError("No module named 'flask'"))
    "ModuleNotFoundError: No module named 'flask'"
    """
    words = seen_from_here(str(error))
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def seen_from_here(text: str) -> str:
    """Return a text on one line, the files of the current folder by their paths from there."""
    return " ".join(text.replace(f"{Path.cwd()}/", "").split())


def interface_of(application: object, name: str) -> Interface:
    """Return what an application speaks; raises `Unserved`, naming it, for what is none.

    It is told by the number of its parameters that have to be given; a coroutine function is of ASGI 3, as
    uvicorn tells the two versions apart.
    """
    from inspect import iscoroutinefunction

    if not callable(application):
        kind = type(application).__name__
        raise Unserved(f"{name} is no application: it is a {kind}, which cannot be called")
    call = application if isinstance(application, type) else type(application).__call__
    if iscoroutinefunction(application) or (call is not application and iscoroutinefunction(call)):
        return "asgi"
    needed = _parameters(application)
    if found := BY_PARAMETERS.get(needed):
        return found
    if needed == 0 and not name.endswith("()"):
        raise Unserved(f"{name} is no application, but makes one when it is called: write '{name}()'")
    raise Unserved(
        f"{name} is no application: it is called neither as WSGI's, with (environ, start_response), nor as "
        "ASGI's, with (scope, receive, send)"
    )


def _parameters(application: Callable[..., Any]) -> int:
    """How many positional parameters have to be given; -1 where nobody can know."""
    from inspect import Parameter, signature

    try:
        parameters = signature(application).parameters.values()
    except (TypeError, ValueError):
        return -1
    positional = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    needed = [one for one in parameters if one.default is Parameter.empty]
    if any(one.kind is Parameter.KEYWORD_ONLY for one in needed):
        return -1
    return sum(one.kind in positional for one in needed)
