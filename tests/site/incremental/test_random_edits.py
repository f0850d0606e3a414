"""After any fifty edits in any order, the site is the one that a clean build makes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.verification import verify

from .edits import FIRST, OPTIONS, POSTS, commit, entry, journal, write

# An example takes half a minute of the processor: two of them in `--all`, forty in `--long`.
EXAMPLES = max(1, settings().max_examples // 100)
AT_ONCE = 10  # edits, each with a build, until all is compared
Change = Callable[[Path, int], None]


def line(path: str, begins: str, text: str) -> Change:
    """Let a line that begins so say something else; `{}` in `text` is a number."""

    def change(root: Path, number: int) -> None:
        lines = (root / path).read_text("utf-8").splitlines()
        found = [text.format(number) if one.startswith(begins) else one for one in lines]
        write(path, "\n".join(found) + "\n")(root)

    return change


def switch(path: str, one: str, other: str) -> Change:
    """Let a text be the other one of two."""

    def change(root: Path, _: int) -> None:
        text = (root / path).read_text("utf-8")
        old, new = (one, other) if one in text else (other, one)
        write(path, text.replace(old, new))(root)

    return change


def come_and_go(path: str, text: str) -> Change:
    """Write a file with a number in its name, or delete it where it is there already."""

    def change(root: Path, number: int) -> None:
        name = path.format(number)
        write(name, None if (root / name).exists() else text.format(number))(root)

    return change


def move(root: Path, number: int) -> None:
    """Rename an entry that came, so that another may come in its place."""
    made = sorted((root / POSTS).glob("made*.md"))
    if made:
        made[number % len(made)].rename(root / POSTS / f"made-{number}-{len(made)}.md")


CHANGES: Mapping[str, Change] = {
    "a body": line(FIRST, "After", "After {}."),
    "a title": line(FIRST, "# ", "# The first {}"),
    "a heading": line(FIRST, "## ", "## Part {} {{#more}}"),
    "an excerpt": line(FIRST, "Before", "Before {}."),
    "tags": line(FIRST, "tags:", "tags: [orm, tag-{}]"),
    "a date": line(f"{POSTS}/second.md", "date:", "date: 2025-0{}-17"),
    "a category": line(f"{POSTS}/third.md", "categories:", "categories: [Part {}]"),
    "a draft": switch(f"{POSTS}/fourth.md", "draft: true", "draft: false"),
    "an entry": come_and_go(f"{POSTS}/made-{{}}.md", entry(7, "Made {}", "[Two](second.md)", "tags: [web]")),
    "a name": move,
    "a page": come_and_go("docs/page-{}.md", "# Page {}\n\n[About](about.md)\n"),
    "a page in a folder": come_and_go("docs/sub/{}/index.md", "# Sub {}\n\n[Home](../../index.md)\n"),
    "a picture": line("docs/pixel.svg", "<svg", '<svg width="{}"/>'),
    "a source": line("demo_project/students/models.py", "    title", "    title = {}"),
    "a snippet": line(
        "demo_project/students/models.py", "    name", "    name = models.CharField(max_length={})"
    ),
    "a note": line("docs/journal/log.md", "- 10:00", "- 10:00 A note of {}."),
    "a goal": switch("docs/goals.md", "- [ ]", "- [x]"),
    "a question": switch(f"{POSTS}/third.md", "Q: Why?\n", "Q: Why? [because](fifth.md)\n"),
    "a series": line(f"{POSTS}/third.md", "series:", "series: Path {}"),
    "a style": come_and_go("docs/own-{}.css", "a {{ color: red }}\n"),
    "a setting": line("mkdocs.yml", "site_name:", "site_name: Journal {}"),
    "a theme": switch(
        "mkdocs.yml", "  name: material\n  font", "  name: material\n  custom_dir: theme\n  font"
    ),
    "a template": line("theme/partials/copyright.html", "Mine", "Mine {}"),
    "a menu": switch(
        "mkdocs.yml", "\nplugins:", "\nnav: [index.md, Me: about.md, journal/index.md]\nplugins:"
    ),
    "the proofs": come_and_go("proofs.lock", ""),
    "a commit": lambda root, number: commit(root, f"2025-09-1{number} 12:00:00 +0000"),
}
MOVES = st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(1, 6))


@pytest.mark.slow
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    phases=[Phase.generate],  # what fails names ten edits; to make fewer of them would take an hour
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(MOVES, min_size=50, max_size=50))
def test_any_series_of_edits_gives_what_a_clean_build_gives(series: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        root = journal(Path(folder, "journal"), {"theme/partials/copyright.html": "Mine\n"})
        for at, (name, number) in enumerate(series, 1):
            CHANGES[name](root, number)
            built = build(root, options=OPTIONS)
            assert not built.problems, (series[:at], built.problems)
            if at % AT_ONCE == 0:
                assert verify(root, OPTIONS) == [], series[:at]
