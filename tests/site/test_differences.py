"""From what a page shows of a change, the change can be made: whatever the files hold."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from chronicles.guides.outline import Guide
from chronicles.guides.series.patches import FileChange
from chronicles.guides.series.series import Series, Stored
from chronicles.guides.series.state_files import read_states
from chronicles.language.site_words import ENGLISH
from chronicles.site.features.guide_pages import TABLE
from chronicles.site.features.placing import placed
from chronicles.site.features.step_pages import downloads, shown_steps
from chronicles.site.mkdocs.config import THEME
from chronicles.site.render.differences import difference, size
from chronicles.site.render.highlighting import LONGEST, highlighted
from tests.examples import examples
from tests.guides.series.guides import Files, Program, patches_of

from .follower import follow

PLAIN = ["", " ", "\t", "a", "b  ", "+a", "-b", "\\ No newline", "@@ -1 +1 @@", "diff --git a/a b/a", "-- "]
ODD = ["c\r", "\r", "\ufeff", "\x0c", "é", "<b>&amp;</b>", "&#13;", '"""', "x = 'y'", "\x85", "\u2028", "# 1"]
LINES = st.lists(st.sampled_from(PLAIN + ODD), max_size=14)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n", "\r\n", "\n\n"])
)
CONTENTS = st.one_of(
    TEXTS,
    TEXTS.map(Program),
    st.binary(max_size=40),
    TEXTS.map(lambda text: text.encode("latin-1", "replace")),
)
PATHS = st.sampled_from(["a.py", "b/c d.txt", "b/é&<.html", "README.md", "x", "index.html", "b/~25.css"])
STATES = st.lists(st.dictionaries(PATHS, CONTENTS, max_size=4), min_size=1, max_size=4)
PHASES = [Phase.explicit, Phase.generate]  # each example takes git a while: a failing one is told as it is


def rendered(folder: Path, states: Sequence[Files]) -> list[Path]:
    """The pages of a guide with these states, as far as they show changes."""
    patches = patches_of(folder, states)
    found = read_states(Series(folder / "series.git", patches))
    guide = Guide("demo", "steps/demo/index.md", tuple(patch.step for patch in patches))
    steps = shown_steps([guide], patches, found, {})
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    for path, data in downloads(steps).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    environment = Environment(loader=FileSystemLoader(THEME), autoescape=False)  # noqa: S701 - as MkDocs has it
    environment.filters["url"] = lambda url: f"../../../{url}"
    environment.globals["say"] = ENGLISH.say
    template = environment.get_template("partials/chronicles-step-made.html")
    files = {path: SimpleNamespace(url=quote(path)) for path in downloads(steps)}
    pages = []
    for page, step in steps.items():
        pages.append(site / page.removesuffix(".md") / "index.html")
        pages[-1].parent.mkdir(parents=True, exist_ok=True)
        html = template.render(step=step, chronicles={"files": files, "changes": {}})
        pages[-1].write_bytes(html.encode())
    return pages


@example([{"a.py": "a"}, {"a.py": "a\n"}, {"a.py": "a"}, {"a.py": ""}])
@example([{"x": "1\n" * 9}, {"x": "0\n" + "1\n" * 9 + "2"}, {"x": Program("1\n" * 9)}, {}])
@example([{"README.md": b"\xe9", "index.html": b"\0"}, {"README.md": "e"}, {"README.md": b"\xe9\xe9"}])
@given(STATES)
@settings(
    phases=PHASES,
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_changes_can_be_followed_from_the_page(tmp_path: Path, states: list[Files]) -> None:
    project = follow(rendered(tmp_path, states))
    assert project == {path: plain(content) for path, content in sorted(states[-1].items())}


def plain(content: str | bytes | Program) -> tuple[bytes, bool]:
    inner = content.text if isinstance(content, Program) else content
    return (inner if isinstance(inner, bytes) else inner.encode()), isinstance(content, Program)


def test_what_is_too_long_for_colors_has_none() -> None:
    text = "import os\n" * (LONGEST // 10 + 1)
    assert highlighted("a.py", text)[0] == "import os"
    assert highlighted("a.py", "import os\n")[0] != "import os"


def test_a_template_of_django_is_read_as_one() -> None:
    assert '<span class="cp">{%</span>' in highlighted("a.html", "{% if a %}<b>{% endif %}")[0]


@pytest.mark.parametrize("path", ["a b", "é", "a~b", 'a"b', "a#b", "a%20b", "a/b.py"])
def test_an_anchor_needs_no_escaping_and_no_two_are_the_same(path: str) -> None:
    found = difference(FileChange(path, "deleted"), None, None).anchor
    assert quote(found, safe="/~") == found
    assert found != difference(FileChange(f"{path}~", "deleted"), None, None).anchor


def test_a_change_of_rights_alone_has_a_note_and_no_lines() -> None:
    before, after = Stored("a", b"1\n"), Stored("a", b"1\n", is_executable=True)
    found = difference(FileChange("a", "changed"), before, after)
    assert (found.notes, found.hunks, found.whole) == (("It may be run: mode 755.",), (), "")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (1500, "2 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")],
)
def test_sizes_are_said_in_words(number: int, words: str) -> None:
    assert size(number) == words


def test_the_table_stands_where_the_mark_is_the_first_time_else_at_the_end() -> None:
    assert placed("<p>a</p><!--steps--><!-- steps -->", TABLE, "T") == "<p>a</p>T<!-- steps -->"
    assert placed("<p>a</p>", TABLE, "T") == "<p>a</p>\nT"
