"""What `init` proposes, as far as the folder says it."""

from pathlib import Path

import pytest

from chronicles.starting import journal_defaults
from tests.journals import write


@pytest.mark.parametrize(
    ("files", "project"),
    [
        (("manage.py", "requirements.txt"), "."),
        (("site/manage.py", "pyproject.toml"), "site"),
        (("app.py",), "."),  # Flask's first page
        (("main.py", "requirements.txt"), "."),  # FastAPI's
        (("src/shop/__init__.py", "pyproject.toml"), "."),
        (("backend/app.py", "docs/requirements.txt"), "backend"),
        (("backend/pyproject.toml", "backend/src/shop/app.py"), "backend"),
        (("one/app.py", "two/app.py"), "new"),
        (("docs/requirements.txt", "README.md"), "new"),
        ((), "new"),
    ],
)
def test_the_project_is_where_its_framework_begins(
    tmp_path: Path, files: tuple[str, ...], project: str
) -> None:
    write(tmp_path, dict.fromkeys(files, ""))
    assert journal_defaults.project(tmp_path) == project
