"""How the tests of a project are run: by Django, by pytest or by unittest, as its files ask for it. Pure."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Literal

from chronicles.guides.project_layout import is_django

Framework = Literal["django", "pytest", "unittest"]
TESTS = "test*.py"  # how Django and unittest find them
FOLDER_OF_TESTS = "tests"  # whose other modules have tests, or what these need
TEST_FILE = re.compile(r"(?:.*/)?(?:tests?(?:_\w+)?|\w+_test)\.py", re.ASCII)
# What a project that is tested by pytest has somewhere (pytest's documentation, "Configuration").
CONFIGURED = {
    "pytest.ini": re.compile(""),
    ".pytest.ini": re.compile(""),
    "tox.ini": re.compile(r"^\[pytest\]", re.MULTILINE),
    "setup.cfg": re.compile(r"^\[tool:pytest\]", re.MULTILINE),
}
REQUIREMENTS = re.compile(
    r"(?:requirements|dev)[\w.-]*\.(?:txt|in)|requirements/[\w.-]+\.(?:txt|in)", re.ASCII
)
REQUIRED = re.compile(r"^\s*pytest\b(?!-)", re.MULTILINE | re.IGNORECASE)
IMPORTED = re.compile(r"^(?:import|from) pytest\b", re.MULTILINE)
FUNCTION = re.compile(r"^(?:async )?def test\w*\(", re.MULTILINE)


def framework_of(files: Mapping[str, bytes]) -> Framework:
    """Return what runs the tests of a project with these files, by their paths.

    Where there is a `manage.py`, Django does. Otherwise pytest does if the project is configured for it,
    requires it, or has tests that only pytest runs; else unittest.
    """
    if is_django(files):
        return "django"
    return "pytest" if _wants_pytest(files) else "unittest"


def test_files(paths: Iterable[str]) -> list[str]:
    """Return the files that hold tests, by the names that unittest and pytest look for."""
    return sorted(path for path in paths if TEST_FILE.fullmatch(path))


def has_tests(path: str, names: Iterable[str]) -> bool:
    """Return whether tests of these names are in a file: `students/tests.py` has `students.tests.…`.

    A name may be that of a package, too: then all tests below it are.
    """
    *folders, file = path.split("/")
    if not (fnmatchcase(file, TESTS) or (file.endswith(".py") and FOLDER_OF_TESTS in folders)):
        return False
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") + "."
    return any(f"{name}.".startswith(module) or module.startswith(f"{name}.") for name in names)


def _wants_pytest(files: Mapping[str, bytes]) -> bool:
    if any(path.rpartition("/")[2] == "conftest.py" for path in files):
        return True
    if any(path in files and said.search(_text(files[path])) for path, said in CONFIGURED.items()):
        return True
    if any(REQUIREMENTS.fullmatch(path) and REQUIRED.search(_text(data)) for path, data in files.items()):
        return True
    if any(map(REQUIRED.match, _project_words(_text(files.get("pyproject.toml", b""))))):
        return True
    texts = [_text(files[path]) for path in test_files(files)]
    return any(IMPORTED.search(text) or FUNCTION.search(text) for text in texts)


def _project_words(text: str) -> Iterator[str]:
    """What `pyproject.toml` requires, whatever for (PEP 621, PEP 735); `pytest` where it configures that."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    project, tools = _table(values, "project"), _table(values, "tool")
    yield from ("pytest" for name in tools if name == "pytest")
    groups = [
        *_table(project, "optional-dependencies").values(),
        *_table(values, "dependency-groups").values(),
    ]
    for words in (project.get("dependencies"), *groups):
        yield from (word for word in words if isinstance(word, str)) if isinstance(words, list) else ()


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
