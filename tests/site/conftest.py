"""Small journals to build: written from a dict, run as a person would run them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import Browser, Page

from tests.commands import Run, run

CONFIG = """
site_name: A small journal
site_url: https://example.org/journal/
theme:
  name: material
  font: false
plugins:
  - search
  - blog:
      blog_dir: journal
      post_url_format: "{file}"
  - chronicles:
      zone: Africa/Lagos
validation:
  links:
    anchors: warn
    absolute_links: warn
    unrecognized_links: warn
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
MODELS = '''
from django.db import models


class Student(models.Model):
    """Somebody who learns."""

    name = models.CharField(max_length=100)
    age = models.PositiveSmallIntegerField()

    def __str__(self):
        return self.name


class Course(models.Model):
    title = models.CharField(max_length=80)
'''
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Home\n\nWelcome.\n",
    "docs/run-it-yourself.md": "# Run it yourself\n",
    "docs/journal/index.md": "# Journal\n",
    "demo_project/students/models.py": MODELS,
}


SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
# Each window and each scheme once. No rule of our styles is about both at once (see test_looks.py), so the
# other pairs show again what these show.
ENOUGH = (("phone", "light"), ("desktop", "dark"))
LOOKS = [
    pytest.param(*pair, id="-".join(pair), marks=() if pair in ENOUGH else pytest.mark.long)
    for pair in product(SIZES, SCHEMES)
]

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Journal:
    """A journal in a folder of its own."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> "Journal":
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()
            path.write_bytes(data)
        return self

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def run(self, *words: str, **environment: str) -> Run:
        """Run a command in it, as build.py does."""
        return run(self.root, *words, **environment)

    def files(self, folder: str = "site") -> dict[str, bytes]:
        top = self.root / folder
        return {str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()}


def share_demos(root: Path) -> None:
    """Let a journal take what live demos are made of from ours: all of it is known by its hash."""
    for name in "live", "store/demos":
        ours, theirs = (folder / ".chronicles" / name for folder in (ROOT, root))
        ours.mkdir(parents=True, exist_ok=True)
        theirs.parent.mkdir(parents=True, exist_ok=True)
        theirs.symlink_to(ours)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Callable[..., Journal]]:
    """Make a journal with the files given, on top of the few that each one has."""

    def make(files: Mapping[str, str | bytes] | None = None) -> Journal:
        root = tmp_path / "journal"
        root.mkdir(exist_ok=True)
        return Journal(root).write(FILES).write(files or {})

    yield make


@pytest.fixture
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at the size and in the scheme that the test asks for; it may only ask its own host."""
    size, scheme = getattr(request, "param", ("desktop", "light"))
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda sent: wrong.append(sent.url) if not sent.url.startswith((base, "data:")) else None
    )
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield page
    context.close()
    assert wrong == []
