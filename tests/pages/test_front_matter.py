"""Front matter: where it ends, what it says, and what is wrong with it, each at its line."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from chronicles.pages.front_matter.front_matter import FrontMatter, body, read_front_matter
from chronicles.pages.page import Page
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem
from tests.documents import Case, cases
from tests.examples import examples
from tests.work import processor_limit

MEND = "Mend the YAML; put quotes around a value that holds ': ' or '#'."


def read(text: str) -> tuple[FrontMatter, list[Problem]]:
    return read_front_matter(Page("page.md", text))


def shown(text: str) -> str:
    front_matter, problems = read(text)
    said = [f"{front_matter.places[key]} {key}: {value!r}" for key, value in front_matter.values.items()]
    return "".join(
        f"{line}\n" for line in [f"length: {front_matter.length}", *said, *map(str, sorted(problems))]
    )


@cases("pages/front_matter.md")
def test_front_matter(case: Case) -> None:
    assert shown(case.input) == case.expected, case.place


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["---", "...", "--- \t"])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str, mark: str, end: str) -> None:
    front_matter, problems = read(mark + ending.join(["---", "title: x", "date: 2025-08-29", end, "# Prose"]))
    assert (front_matter.length, problems) == (4, [])
    assert front_matter.values == {"title": "x", "date": date(2025, 8, 29)}
    assert front_matter.places == {"title": 2, "date": 3}


@pytest.mark.parametrize("text", ["", "\ufeff", "Prose", "\n---\ntitle: x\n---\n", " ---\ntitle: x\n---\n"])
def test_a_page_may_have_none(text: str) -> None:
    assert read(text) == (FrontMatter(), [])


def test_what_mkdocs_does_not_cut_off_is_not_front_matter() -> None:
    # `mkdocs.utils.meta` wants a line end behind the closing line, and publishes the text otherwise.
    front_matter, problems = read("---\ntitle: x\n---")
    message = "the line that closes the front matter does not end"
    mend = "Press Enter behind it, or MkDocs takes all of it for text."
    assert (front_matter, problems) == (FrontMatter(), [Problem(Place("page.md", 1), message, mend)])


LINES = ["---", "---", "...", "--- ", "----", "", "", "  ", "title: x", "Note: y", "  a: b", "    c", "\td"]
LINES += [
    "# x",
    "text",
    "- a",
    "- b: c",
    "{}",
    "a: [",
    "a: 2025-02-30",
    "<<: {a: b}",
    "<<: 5",
    "? [a]",
    "a: !x",
]
LINES += ["tags: 5", "a-b_1:", ":", "https://x", "\u2028", "a: b\u2028---", "\x0c", "é: x", "5: x", "a: \x7f"]


@settings(max_examples=examples(1500), derandomize=True, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=7),
    st.lists(st.sampled_from(LINES), max_size=4),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_the_body_of_a_page_is_what_mkdocs_hands_on(
    top: list[str], rest: list[str], fenced: bool, ending: str, mark: str
) -> None:
    lines = ["---", *top, "---", *rest] if fenced else [*top, *rest]
    page = Page("page.md", mark + ending.join(lines))
    front_matter, problems = read_front_matter(page)
    theirs, data = get_data("\n".join(lines))
    assert body(page, front_matter) == theirs
    # Whatever MkDocs knows of a page we know as well, unless there is something to mend.
    assert problems or {str(key): value for key, value in data.items()} == front_matter.values


@pytest.mark.parametrize(
    "slug", ["/a", "a/", "..", "a..b", r"a\b", "'a\tb'", '"a\\nb"', '"a\\0b"', "'\u202ea'", "'\u2028'"]
)
def test_a_slug_names_a_file(slug: str) -> None:
    front_matter, (problem,) = read(f"---\nslug: {slug}\n---\n")
    assert problem.message.startswith("'slug' cannot name a file: ")
    assert front_matter.values == {}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("a: !!timestamp x", "x"),
        ("a: !!bool maybe", "maybe"),
        ("a: !!int x", "x"),
        ("a: !!float x", "x"),
        ("a: 2025-02-30", "2025-02-30"),
        ("a: 2025-08-29 25:61:00", "2025-08-29 25:61:00"),
        ("a: 2025-08-29 10:00:00 +24:00", "2025-08-29 10:00:00 +24:00"),
    ],
)
def test_a_value_that_does_not_exist_is_named(source: str, what: str) -> None:
    front_matter, problems = read(f"---\nb: 1\n{source}\n---\n")
    mend = "Write a date such as 2025-08-29, or put quotes around the value."
    assert problems == [Problem(Place("page.md", 3), f"'a' is not a value that exists: {what!r}", mend)]
    assert front_matter.values == {"b": 1}


@pytest.mark.parametrize("value", ["[2025-02-30]", "{created: 2025-02-30}", "[[2025-02-30]]"])
def test_what_the_parser_calls_its_parts_is_not_shown(value: str) -> None:
    _, (problem,) = read(f"---\ndate: {value}\n---\n")
    assert problem.place == Place("page.md", 2)
    assert "2025-02-30" in problem.message and "Node(" not in problem.message


@pytest.mark.parametrize("key", ["? [a, b]\n", "? {a: b}\n", "[a]"])
def test_a_key_that_is_no_word_is_a_problem(key: str) -> None:
    # MkDocs takes the whole of such front matter for prose.
    front_matter, problems = read(f"---\n{key}: c\n---\n")
    assert [problem.place for problem in problems] == [Place("page.md", 2)]
    assert front_matter.values == {}


@pytest.mark.parametrize("character", ["\x7f", "\x80", "\x9f", "\ufffe", "\uffff"])
def test_a_character_that_yaml_has_no_room_for_is_named_at_its_line(character: str) -> None:
    _, (problem,) = read(f"---\ntitle: x\nslug: a{character}b\n---\n")
    assert problem.place == Place("page.md", 3)
    assert problem.message.startswith("the front matter cannot be read: ")
    assert "nested" not in problem.message


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_lines_are_counted_as_in_the_page(character: str) -> None:
    _, (problem,) = read(f"---\nimported: {{stamp: 'a{character}b'}}\ntags: 5\n---\n")
    assert problem == Problem(
        Place("page.md", 3), "'tags' is a number, not a list of words", "Write 'tags: [django, orm]'."
    )


@pytest.mark.parametrize(
    "source",
    [
        "x: !!python/object:os.system {}",
        "x: !!python/object/apply:os.system ['exit 3']",
        "x: !!python/object/new:os.system ['exit 3']",
        "x: !!python/module:os {}",
        "x: !!python/name:os.system ''",
        "x: !secret y",
    ],
)
def test_nothing_is_made_of_a_tag_and_nothing_is_run(source: str) -> None:
    front_matter, (problem,) = read(f"---\ntitle: t\n{source}\n---\n")
    tag = source.split()[1].replace("!!", "tag:yaml.org,2002:")
    message = f"the front matter cannot be read: could not determine a constructor for the tag '{tag}'"
    assert problem == Problem(Place("page.md", 3), message, MEND)
    assert front_matter.values == {"title": "t"}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (BOMB + "title: *p", "'title' is a list, not text"),
        (BOMB + "tags: *p", "item 1 of 'tags' is a list, not a word"),
        (BOMB + "date: *p", "'date' is a list, not a date"),
        ("a: &a [*a]", "the front matter cannot be read: found unconstructable recursive node"),
        ("a: &a {b: *a}", "the front matter cannot be read: found unconstructable recursive node"),
        ("a: " + "[" * 2_000 + "]" * 2_000, "the front matter cannot be read: it is nested too deeply"),
        ("a: " + "{a: " * 2_000 + "}" * 2_000, "the front matter cannot be read: it is nested too deeply"),
        ("a: " + "x" * 70_000, "the front matter is over 64 KB"),
        ("a: *nowhere", "the front matter cannot be read: found undefined alias"),
    ],
    ids=lambda value: value[-40:],
)
def test_what_would_explode_is_refused_at_once(source: str, message: str) -> None:
    with processor_limit():
        _, (problem,) = read(f"---\n{source}\n---\n")
    assert problem.message.startswith(message)


@pytest.mark.parametrize("source", ["'a: ' + '[' * 60_000", "'a:\\n ' + ' -' * 30_000", "'? ' * 30_000"])
def test_no_front_matter_kills_python(source: str) -> None:
    # In a process of its own: where libyaml's stack overflows, that is the end of the process.
    code = (
        "from chronicles.pages.front_matter.front_matter import read_front_matter\n"
        "from chronicles.pages.page import Page\n"
        f"print(len(read_front_matter(Page('', '---\\n' + {source} + '\\n---\\n'))[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n")


def test_a_million_digits_are_not_repeated_to_the_reader() -> None:
    _, (problem,) = read("---\nseed: " + "9" * 60_000 + "\n---\n")
    assert problem.place == Place("page.md", 2) and len(problem.message) < 300


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("now", NOW),
        ("students/05", State("step", "students/05")),
        ("git:v1.0", State("git", "v1.0")),
        ("'2025-08-29'", State("day", "2025-08-29")),
        ("2025-08-29", State("day", "2025-08-29")),
        ("", NOW),
    ],
)
def test_a_page_says_which_state_it_speaks_of(value: str, state: State) -> None:
    front_matter, problems = read(f"---\nstate: {value}\n---\n")
    assert (front_matter.state, problems) == (state, [])


@pytest.mark.parametrize("value", ["5", "HEAD", "git:a..b", "[now]", "true"])
def test_a_state_that_is_none_is_a_problem_and_now(value: str) -> None:
    front_matter, problems = read(f"---\nstate: {value}\n---\n")
    assert front_matter.state == NOW and len(problems) == 1


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-08-29", date(2025, 8, 29)),
        ("2025-08-29 10:30:00", date(2025, 8, 29)),
        ("{created: 2025-08-29, updated: 2025-09-01}", date(2025, 8, 29)),
        ("", None),
    ],
)
def test_the_day_of_an_entry(value: str, day: Any) -> None:
    front_matter, problems = read(f"---\ndate: {value}\n---\n")
    assert (front_matter.date, problems) == (day, [])


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
def test_the_slow_parser_finds_the_same(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    # PyYAML comes without its C parser on some systems.
    monkeypatch.setattr("chronicles.pages.front_matter.pairs.Loader", loader)
    front_matter, (twice, wrong) = read("---\ntitle: x\ntitle: y\ntags: 5\n---\n")
    assert front_matter.values == {"title": "x"}
    assert (twice.place.line, wrong.place.line) == (3, 4)
    _, (broken,) = read("---\na: b\nc: d: e\n---\n")
    assert broken.place == Place("page.md", 3)
    assert broken.message == "the value of 'c' holds a colon, so it needs quotes"
