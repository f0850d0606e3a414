"""A small journal and what may be edited in it, by which builds are tried that take from the one before."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.build_options import BuildOptions
from chronicles.site.mkdocs.verification import verify
from tests.journals import DAY, GIT, environment

from ..conftest import MODELS

CONFIG = """
site_name: A small journal
site_url: https://example.org/journal/
theme:
  name: material
  font: false
plugins:
  - search
  - blog: {blog_dir: journal, post_url_format: "{file}", authors: false}
  - tags
  - chronicles: {zone: Africa/Lagos}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist: {custom_checkbox: true}
"""
POSTS = "docs/journal/posts"
OPTIONS = BuildOptions(live=False)
HOME = {"index.md"}  # its template may show anything
FIRST = f"{POSTS}/first.md"
SNIPPET = '```python {data-from="students/models.py#Student"}\n```\n'


def entry(day: int, title: str, body: str = "Some words.", *more: str) -> str:
    said = "\n".join((f"date: 2025-08-{day:02}", *more))
    return f"---\n{said}\n---\n\n# {title}\n\n{body}\n"


FILES = {
    ".gitignore": ".chronicles\nsite\n",
    "mkdocs.yml": CONFIG,
    "docs/index.md": "---\ntemplate: home.html\n---\n\n# Home\n\n[First](journal/posts/first.md#more)\n",
    "docs/about.md": "# About\n\n" + SNIPPET,
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/goals.md": "# Goals\n\n- [ ] Learn the ORM\n",
    "docs/progress.md": "# Progress\n\n<!-- progress -->\n",
    "docs/pixel.svg": "<svg/>",
    "docs/journal/index.md": "# Journal\n",
    "docs/journal/log.md": "# Log\n\n## 2025-08-20\n\n- 10:00 A note.\n",
    "docs/journal/questions.md": "# Questions\n\n<!-- questions -->\n",
    f"{POSTS}/first.md": entry(1, "First", "Before.\n\n<!-- more -->\n\n## More\n\nAfter.", "tags: [orm]"),
    f"{POSTS}/second.md": entry(2, "Second", "![a](../../pixel.svg) [First](first.md)", "tags: [orm, web]"),
    f"{POSTS}/third.md": entry(3, "Third", "Q: Why?\n\n" + SNIPPET, "categories: [Weekly]", "series: Path"),
    f"{POSTS}/fourth.md": entry(4, "Fourth", "Words.", "series: Path", "draft: true"),
    f"{POSTS}/fifth.md": entry(25, "Fifth", "Words.", "corrects: first.md"),
    "demo_project/students/models.py": MODELS,
}
Edit = Callable[[Path], None]
Chain = Mapping[str, tuple[Edit, set[str] | None]]


def write(path: str, text: str | None) -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink() if text is None else (root / path).write_text(text, "utf-8")

    return edit


def replace(path: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, "an edit that changes nothing shows nothing"
        (root / path).write_text(text.replace(old, new), "utf-8")

    return edit


def overwrite(path: str, text: str) -> Edit:
    """Write as many bytes as there are into a file, and set the time of its last change back."""

    def edit(root: Path) -> None:
        about = (root / path).stat()
        assert len(text.encode()) == about.st_size
        (root / path).write_text(text, "utf-8")
        os.utime(root / path, ns=(about.st_atime_ns, about.st_mtime_ns))

    return edit


def together(*edits: Edit) -> Edit:
    def edit(root: Path) -> None:
        for one in edits:
            one(root)

    return edit


def rename(old: str, new: str) -> Edit:
    return lambda root: (root / old).rename(root / new) and None


def journal(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """A journal that was built once; `None` leaves one of its files out."""
    for name, text in {**FILES, **(files or {})}.items():
        if text is not None:
            write(name, text)(root)
    git(root, DAY, "init", "--quiet")
    commit(root)
    built = build(root, options=OPTIONS)
    assert not built.problems, built.problems
    return root


def commit(root: Path, day: str = DAY) -> None:
    git(root, day, "add", "--all")
    git(root, day, "commit", "--quiet", "--allow-empty", "--message=a step")


def git(root: Path, day: str, *words: str) -> None:
    subprocess.run([GIT, *words], cwd=root, env=environment(day), check=True)


def holds(root: Path, chain: Chain) -> None:
    """Edit, build and compare, one after the other: what one edit leaves behind, the next may trip over."""
    for name, (edit, pages) in chain.items():
        edit(root)
        built = build(root, options=OPTIONS)
        assert not built.problems, (name, built.problems)
        differences = verify(root, OPTIONS)
        assert not differences, (name, differences)
        if pages is not None:
            assert {*built.made} <= pages, (name, built.made)
            assert built.reused, name
