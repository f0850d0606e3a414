"""A small journal with two guides, whose steps are told in a few dicts of files."""

import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.journals import GIT, Content, Story, environment, write

from .conftest import CONFIG

SETTINGS = CONFIG.replace(
    "  font: false", "  font: false\n  features: [content.code.copy, navigation.footer]"
)
NAV = """
nav:
  - index.md
  - Guides:
      - Students:
          - steps/students/index.md
          - steps/students/01-idea.md
          - steps/students/02-project.md
          - steps/students/03-models.md
          - steps/students/04-views.md
      - Polls:
          - steps/polls/index.md
          - steps/polls/01-questions.md
          - steps/polls/02-clean.md
"""
MANAGE = '#!/usr/bin/env python3\nprint("run")\n'
MODELS = '''"""The models."""

from django.db import models


class Student(models.Model):
    """A person & what <they> "learn"."""

    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


def one():
    return 1


def two():
    return 2


def last():
\treturn 'tabs\tkept, spaces at the end  '  \n'''
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
# What each step writes; `None` takes a file away, and a step without files changes nothing.
STEPS: dict[str, Mapping[str, Content]] = {
    "students/01-idea": {"requirements.txt": "Django==5.2\n", "notes/idea with a space.txt": "no end"},
    "students/02-project": {
        "manage.py": MANAGE,
        "README.md": "# Demo\n\nRun `manage.py`.\n",
        "static/logo.png": PICTURE,
        "empty/__init__.py": "",
        "notes/windows.txt": "one\r\ntwo\r\n",
        "notes/mixed.txt": "a\rb\nc\r\n\n\n",
        "latin.txt": "\xe9t\xe9\n".encode("latin-1"),
    },
    "students/03-models": {
        "app/models.py": MODELS,
        "requirements.txt": "Django==5.2\nPillow",
        "notes/idea with a space.txt": "an end\n",
        "README.md": None,
    },
    "students/04-views": {},
    "polls/01-questions": {
        "app/models.py": MODELS.replace("return 1", "return 11\n\n    # at last")
        .replace("two", "zwei")
        .replace('"""The models."""', '"""The\nmodels.\n"""'),
        "README.md": "# Demo\n",
        "static/logo.png": PICTURE[::-1],
        "requirements.txt": "Django==5.2\nPillow\n\n",
        "templates/a&b <c>.html": '{% if a %}<p class="x">&amp; {{ b }}</p>{% endif %}\n\n',
        "notes/windows.txt": "one\r\nzwei\r\n",
        "latin.txt": "\xe9t\xe9s\n".encode("latin-1"),
        "été.txt": "un\x0cdeux\u2028trois\u0085\n</code><script>alert(1)</script>\n",
    },
    "polls/02-clean": {"notes/mixed.txt": "", "empty/__init__.py": None, "latin.txt": None},
}
RUNNABLE = {"students/02-project": "manage.py"}  # which step makes which file one that may be run
NO_LONGER = {"polls/02-clean": "manage.py"}


def guided(folder: Path, steps: Mapping[str, Mapping[str, Content]] = STEPS) -> dict[str, str | bytes]:
    """Return the files of a journal with these steps: pages, patches, and the project after the last."""
    story = Story(folder)
    for name, files in steps.items():
        write(folder, files)
        for modes, mode in ((RUNNABLE, 0o755), (NO_LONGER, 0o644)):
            if name in modes:
                (folder / modes[name]).chmod(mode)
        story.commit()
    pages: dict[str, str | bytes] = {"mkdocs.yml": SETTINGS + NAV, "docs/steps/index.md": "# Guides\n"}
    pages |= {f"docs/{name}": page for name, page in _pages(steps)}
    pages |= dict(zip((f"docs/steps/{name}.patch" for name in steps), patches(folder), strict=True))
    pages |= {f"demo_project/{name}": data for name, (data, _) in tree(folder).items()}
    pages["demo_project/students/models.py"] = b""
    return {name: content for name, content in pages.items() if content or not name.endswith(".patch")}


def patches(folder: Path) -> Iterator[bytes]:
    """The patch of each commit, nothing for one that changes nothing."""
    words = ("--zero-commit", "--no-signature", "--full-index", "--binary", "--no-renames", "--stdout")
    story = Story.at(folder)
    for commit in story.git("rev-list", "--reverse", "HEAD").split():
        done = subprocess.run(
            [GIT, "-c", "core.quotePath=false", "format-patch", "-1", *words, commit],
            cwd=folder,
            env=environment("2025-08-29 12:00:00 +0000"),
            capture_output=True,
            check=True,
        )
        yield done.stdout if b"\ndiff --git " in done.stdout else b""


def tree(folder: Path) -> dict[str, tuple[bytes, bool]]:
    """Every file below a folder but git's own: its bytes, and whether it may be run."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), bool(path.stat().st_mode & stat.S_IXUSR))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def _pages(steps: Sequence[str] | Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield (
        "steps/students/index.md",
        "---\ntitle: Students & <co>\n---\n\n# Students\n\nBefore.\n\n<!-- steps -->\n\nAfter.\n",
    )
    yield "steps/polls/index.md", "# The polls\n\nA guide.\n"
    for name in steps:
        number, _, word = name.rpartition("/")[2].partition("-")
        title = f"{int(number)}. {word.capitalize()}"
        head = f"---\ntitle: {title}\ndescription: We make <b> & {word}.\n---\n\n" if name[0] == "s" else ""
        yield f"steps/{name}.md", f"{head}# {word.capitalize()}\n\nThe words of the step.\n\n## Why\n\nSo.\n"
