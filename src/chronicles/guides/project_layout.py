"""What kind of project its files make it: Django's or another one, and where its packages lie. Pure."""

from collections.abc import Iterable

MANAGE = "manage.py"  # what makes a project Django's
SOURCES = "src"  # whose folders are packages, as an installed project has them


def is_django(paths: Iterable[str]) -> bool:
    """Whether a project with files at `paths` is Django's: its `manage.py` says how it is run."""
    return MANAGE in set(paths)


def has_sources(paths: Iterable[str]) -> bool:
    """Whether the packages of a project are in a folder `src`, which is none itself."""
    below = [path for path in paths if path.startswith(f"{SOURCES}/")]
    return any(path.endswith(".py") for path in below) and f"{SOURCES}/__init__.py" not in below
