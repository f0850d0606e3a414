"""The files of a journal that begins, from templates and what its author answered. Reads the package."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chronicles.pages.escaping import escaped
from chronicles.pages.front_matter.quoting import quoted
from chronicles.starting.journal_answers import JournalAnswers
from chronicles.starting.package_files import package_file

TEMPLATES = Path(__file__).parent / "template"
ENDING = ".j2"
# Of the pages, by their paths in the folder of the pages.
PAGES = {
    "index.md": "pages/index.md",
    "journal/index.md": "pages/journal.md",
    "journal/questions.md": "pages/questions.md",
    "goals.md": "pages/goals.md",
    "progress.md": "pages/progress.md",
    "progress/review.md": "pages/review.md",
    "tags.md": "pages/tags.md",
}
FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    ".github/workflows/pages.yml": "pages.yml",
}
# What is added to a file of this name that is there.
LINES = {".gitignore": "gitignore", ".gitattributes": "gitattributes"}
DJANGO = re.compile(r"^django==(?P<version>\S+)", re.MULTILINE)


class Skeleton:
    """Renders the files of one journal."""

    def __init__(self, answers: JournalAnswers) -> None:
        self._answers = answers
        # No page of it is HTML: what stands in Markdown, YAML and Python is escaped for each by its filter.
        self._templates = Environment(  # noqa: S701
            loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
        )
        self._templates.filters.update(yaml=quoted, markdown=escaped, python=json.dumps)

    def files(self, entry: str) -> dict[str, bytes]:
        """Return all files but the first entry, which is called `entry`, by their paths in the journal."""
        answers = self._answers
        named = FILES | {f"{answers.docs}/{path}": name for path, name in PAGES.items()}
        files = {path: self._rendered(name, entry=entry) for path, name in named.items()}
        files[answers.program] = package_file("build.py")
        return files | (self._project() if answers.is_new else {})

    def lines(self) -> dict[str, bytes]:
        """Return the lines that a journal needs in files which may be there already, by their paths."""
        return {path: self._rendered(name) for path, name in LINES.items()}

    def first_entry(self, title: str, state: str, block: str) -> bytes:
        """Return the first entry; `block` is a filled snippet of the project or `""`."""
        return self._rendered("pages/first-entry.md", entry_title=title, state=state, block=block)

    def _project(self) -> dict[str, bytes]:
        """The files of a new Django project."""
        top = TEMPLATES / "project"
        paths = (path.relative_to(top).as_posix() for path in sorted(top.rglob(f"*{ENDING}")))
        names = {path.removesuffix(ENDING): f"project/{path.removesuffix(ENDING)}" for path in paths}
        django = DJANGO.search(package_file("requirements.txt").decode())
        more = {"django": django["version"] if django else ""}
        found = {_shown(path): self._rendered(name, **more) for path, name in names.items()}
        return {f"{self._answers.project}/{path}": data for path, data in found.items()}

    def _rendered(self, name: str, **more: Any) -> bytes:
        template = self._templates.get_template(f"{name}{ENDING}")
        return template.render(**_values(self._answers), **more).encode()


def _shown(path: str) -> str:
    """The name that a template stands for: a real `.gitignore` would hide files of this repository."""
    return ".gitignore" if path == "gitignore" else path


def _values(answers: JournalAnswers) -> Mapping[str, Any]:
    return {name: getattr(answers, name) for name in answers.__slots__}
