"""Logs that nobody has written yet: nothing is lost, nothing runs, a second import changes nothing."""

from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.importing.drafts import compose, is_untouched
from chronicles.importing.files import Imported
from chronicles.importing.note_files import NoteFile, sorted_out
from chronicles.importing.plan import Action, known_of, placements, plan
from chronicles.importing.sanitizer import harm
from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page, decode
from chronicles.pages.reading import read_page
from chronicles.problems import Refused
from tests.examples import examples
from tests.importing.shapes import CLEANER, DAY, lost, one, read

FINDER = Finder(Dialect())
MARKDOWN = Markdown(extensions=list(Dialect().extensions))
POSTS = "docs/journal/posts"
SHAPES = [
    "{:%d.%m.%Y} (23:13 HRS)",
    "### Day 0: {:%B %d, %Y} (Example 1)",
    "## Day 13: {:%B %d, %Y}",
    "# {:%d%m%Y}",
    "# {:%Y-%m-%d}",
    "## {:%Y-%m-%d} {:%A}",
    "[{:%Y-%m-%d} 15:39] My first entry.",
    "{:%Y-%m-%d} 08:05 did something",
    "- {:%Y-%m-%d}: did something",
    "| {:%Y-%m-%d} | did something |",
    "**{:%A, %B %d, %Y}**",
    "{:%d/%m/%y}, 11:13 PM - me: hello",
    "Week 3 ({:%d %B})",
    "Date: {:%a %b %d} 10:00:00 {:%Y} +0100",
    "* <{:%Y-%m-%d %a} 10:00> Title",
    "# {:%Y}",
    "## {:%B %Y}",
    "## 31.02.2024",
    "## Agust 3, 2024",
    "## 5 Foobar 2024",
    "## W/C {:%d/%m/%y}",
    "## Exam {:%d %B %Y} went well",
    "Ada -- {:%Y-%m-%d} 14:04",
    "<summary>{:%Y-%m-%d}</summary>",
    "## {:%G}-W{:%V}",
    "| 1 | {:%Y-%m-%d} | did something |",
    "## {:%y-%m-%d}",
    "## {:%d.}{:%m.%y}",
]
NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</div></article>",
    "<!-- steps -->",
    "<!-- more -->",
    "<b>bold</b> <i>open",
    "[x](code:a.py#B) [y](live:/admin/) [z](test:a.b)",
    "[x](java\\script:alert(1)) [y](&#106;avascript:alert(1))",
    "[x]: javascript:alert(1)",
    "[x]:",
    "   javascript:alert(1)",
    "![p](data:text/html;base64,AAAA) ![q](../a.png) [r](other.md#s)",
    '# Title {onclick="alert(1)" .x}',
    '*a*{: onmouseover="alert(1)"}',
    '```python {data-from="a.py#B"}',
    '```{.python data-run="here"}',
    '- ```console {data-run="here"}',
    '~~~ data-from="x"',
    "```",
    "````",
    "~~~",
    '--8<-- "/etc/passwd"',
    "`<script>",
    "`` ` `<script>alert(1)</script>",
    "<javascript:alert(1)>",
    "<http://example.org/?a=1>",
    "<a@b.example>",
    "    indented <script>",
    "\t- deep [x](code:y)",
    "> quote <iframe src=x>",
    "---",
    "----",
    "***",
    "=====",
    "+++",
    "...",
    "key: value",
    "• bullet",
    "1. First thing",
    "0 comments:",
    "Ã©tÃ© \uf8ffüëã",
    "&lt;script&gt;",
    "<svg/onload=alert(1)>",
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    "\u2028para\u0085graph\x0cfeed",
    "\x07\x1b[31m",
]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
STAMPS = st.builds(lambda shape, day: shape.format(day, day), st.sampled_from(SHAPES), DAYS)
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
LINES = st.one_of(STAMPS, STAMPS, st.just(""), st.just(""), st.sampled_from(NASTY), WORDS)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
LOGS = st.builds(lambda lines, end: end.join(lines), st.lists(LINES, max_size=25), ENDS)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "day_first": st.booleans(),
        "year": st.integers(1990, 2090),
        "day": st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    },
)
FEW = settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))


def planned(imported: Imported, entries: dict[str, str]) -> dict[str, str]:
    """The journal after an import, from what it was; every step has to be of one kind."""
    pages = [(path, text, read_front_matter(Page(path, text))[0].values) for path, text in entries.items()]
    known = [entry for page in pages if (entry := known_of(*page))]
    placed = placements([item.draft for item in imported.items], known, entries, POSTS)
    steps = plan(placed, [item.body for item in imported.items], {})
    assert {step.action for step in steps} <= {Action.SAME if entries else Action.NEW}
    return {step.path: step.after for step in steps}


def is_harmless(path: str, text: str) -> None:
    reading = read_page(Page(path, text), FINDER)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.is_sound and not reading.links and {code.kind for code in reading.code} <= {"plain"}
    MARKDOWN.reset()
    assert harm(MARKDOWN.convert(text.split("\n---\n", 1)[1])) == []


@FEW
@example("\u2028para\u0085graph\x0cfeed\n\n01.01.2000 (23:13 HRS)\n[2000-01-01 15:39] My first entry.", {})
@given(LOGS, OPTIONS)
def test_no_line_is_lost_nothing_can_run_and_a_second_import_adds_nothing(
    text: str, options: dict[str, object]
) -> None:
    imported = one(text, **options)
    assert lost(text, imported) == []
    first = planned(imported, {})
    assert len(first) == len(imported.items)
    for path, entry in first.items():
        assert is_untouched(entry)
        decode(entry.encode())
        is_harmless(path, entry)
    if first:
        assert planned(one(text, **options), first) == first


@settings(parent=FEW, max_examples=examples(60))
@given(st.lists(st.sampled_from(NASTY), max_size=12))
def test_whatever_stands_in_a_text_is_harmless_in_its_entry(lines: list[str]) -> None:
    for item in one("\n".join(["# 2025-01-01", *lines]), day=DAY).items:
        is_harmless("docs/journal/posts/a.md", compose(item.draft, item.body))


@settings(parent=FEW, max_examples=examples(60))
@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.html", "a.json", "a.xml", "a.org", "a.zip"]))
def test_any_bytes_are_imported_or_refused_in_words(data: bytes, name: str) -> None:
    for magic in (b"", b"PK\x03\x04", b"<?xml version='1.0'?>", b"<!doctype html>", b"{", b"---\n", b"+++\n"):
        try:
            texts, _ = sorted_out([NoteFile("", name, lambda: magic + data)])  # noqa: B023  # at once
            for file in texts:
                read(file.read(), file.name, day=DAY)
        except Refused as refused:
            assert refused.message and refused.mend


@settings(parent=FEW, max_examples=examples(40))
@given(st.lists(st.sampled_from(NASTY), max_size=8))
def test_cleaning_what_is_clean_changes_nothing(lines: list[str]) -> None:
    once = CLEANER.clean(lines)
    if len(once) == len(lines):
        assert CLEANER.clean(once) == once
