"""Pages, read: what their blocks ask, and every fault of form, at once and in the order of lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.pages.addresses import Address
from chronicles.pages.headers import Header
from chronicles.pages.markdown.blocks import Block, Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.markdown.engine import Engine
from chronicles.pages.page import Page
from chronicles.pages.reading import Ask, Code, Reading, at_state, read_page
from chronicles.pages.states import NOW, State
from chronicles.pages.weave import weave
from chronicles.problems import Refused
from tests.documents import Case, cases
from tests.examples import examples

FINDER = Finder(Dialect())


def read(text: str) -> Reading:
    return read_page(Page("page.md", text), FINDER)


def shown(reading: Reading) -> str:
    said = []
    for code in reading.code:
        ask = f" {code.ask.address} {code.ask.mark}".rstrip() if code.ask else ""
        said.append(f"{code.block.first}-{code.block.last} {code.kind}{ask}")
    said += [] if reading.is_sound else ["not sound"]
    return "".join(f"{line}\n" for line in [*said, *map(str, reading.problems)])


@cases("pages/reading.md")
def test_reading(case: Case) -> None:
    assert shown(read(case.input)) == case.expected, case.place


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_problems_stand_at_their_lines_with_every_line_ending(ending: str, mark: str) -> None:
    lines = [
        "---",
        "tags: 5",
        "---",
        '```py{data-from="a.py"}',
        "```",
        "",
        '```py {data-form="b"}',
        "```",
        "```",
    ]
    problems = read(mark + ending.join(lines)).problems
    assert [(problem.place.line, problem.message) for problem in problems] == [
        (2, "'tags' is a number, not a list of words"),
        (4, "there is no space before '{'"),
        (7, "unknown attribute 'data-form'"),
        (9, "this block is never closed"),
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({}, "plain"),
        ({"data-from": "a.py"}, "snippet"),
        ({"data-run": "here"}, "transcript"),
        ({"data-unproven": "why"}, "unproven"),
        ({"data-unproven": "why", "data-run": "here"}, "unproven"),
        ({"data-from": "a.py", "data-run": "here"}, "snippet"),
        ({"data-mark": "new"}, "plain"),
    ],
)
def test_the_kind_of_a_block(data: dict[str, str], kind: str) -> None:
    assert Code(Block(1, 2, "", "```", "", (), ()), Header("", data=data)).kind == kind


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("", False),
        ("```python\n```\n", False),
        ("The attribute `data-from` says where.\n", False),
        ('```python {data-from="a.py"}\n```\n', True),
        ('```python{data-from="a.py"}\n```\n', True),
        ('- ```console {data-run="here"}\n', True),
        ('```python {data-form="a.py"}\n```\n', False),
    ],
)
def test_a_page_is_ours_when_a_line_was_meant_to_say_where_its_code_is_from(text: str, is_ours: bool) -> None:
    assert read(text).is_ours is is_ours


def test_what_a_page_asks_stands_in_the_order_of_its_blocks() -> None:
    text = '```py {data-from="b.py" data-mark="new"}\n```\n```sh\n```\n```py {data-from="a.py@git:v1"}\n```\n'
    assert read(text).asks == (
        Ask(Address("b.py", (), (NOW,)), "new"),
        Ask(Address("a.py", (), (State("git", "v1"),))),
    )


def test_an_address_keeps_the_states_that_it_names() -> None:
    state = State("step", "students/05")
    assert at_state(Address("a.py"), state) == Address("a.py", (), (state,))
    assert at_state(Address("a.py", (), (NOW,)), state) == Address("a.py", (), (NOW,))


MEANT = [
    '```py{data-from="a.py"}',
    '- ```py {data-from="a.py"}',
    '~~~ data-run="here"',
    '```py {data-from="a.py"',
]
MEANT += ['```py {data-from="a.py"} x', '1. ~~~ {data-run="here"}', '```py {data-form="a"}', "``` a b"]
LINES = [
    *MEANT,
    "```",
    "```",
    "~~~",
    '```py {data-from="a.py"}',
    "````",
    "",
    "",
    "prose",
    "<!--",
    "-->",
    "- a",
    "> q",
]
LINES += [
    "---",
    "title: x",
    "tags: 5",
    "...",
    "<div markdown>",
    "</div>",
    "\f",
    "\u2028",
    "[x](code:a.py)",
    "\ufeff",
]
pages = st.lists(
    st.tuples(st.sampled_from(["", "", "", "    ", "> ", "\t", "  "]), st.sampled_from(LINES)).map("".join),
    max_size=14,
)


@settings(max_examples=examples(300), derandomize=True, deadline=None)
@given(pages, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_page_can_be_read(lines: list[str], ending: str) -> None:
    reading = read(ending.join(lines))
    assert list(reading.problems) == sorted(set(reading.problems))
    assert all(0 < problem.place.line <= len(lines) for problem in reading.problems)
    assert reading.is_sound or reading.problems
    assert weave(reading.page, {}) == reading.page.text
    for code in reading.code:
        first, last = (reading.page.lines[number - 1] for number in (code.block.first, code.block.last))
        assert first.strip("> \t").startswith(code.block.marker)
        assert last.strip("> \t") == code.block.marker


@pytest.mark.parametrize(
    ("top", "state"),
    [
        ("", "students/03"),
        ("---\ntitle: x\n---\n", "students/03"),
        ("---\nstate: git:v1\n---\n", "git:v1"),
        ("---\nstate: now\n---\n", "now"),
        ("---\nstate: HEAD\n---\n", "students/03"),
    ],
)
def test_a_page_that_names_no_state_has_the_one_that_it_is_given(top: str, state: str) -> None:
    page = Page("page.md", top + '```py {data-from="a.py"}\n```\n')
    reading = read_page(page, FINDER, State("step", "students/03"))
    assert str(reading.state) == state
    assert [str(ask.address) for ask in reading.asks] == [f"a.py@{state}"]


def test_front_matter_that_would_end_the_process_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read("---\na: " + "[" * 2_000 + "\n---\n")
    assert refused.value.message == "the front matter cannot be read: it is nested too deeply"
    with pytest.raises(Refused) as refused:
        read("---\ntags:\n" + "- a\n" * 20_000 + "---\n")
    assert refused.value.message == "the front matter is over 64 KB"


@pytest.mark.parametrize("key", ["tags", "categories"])
def test_more_tags_than_anybody_looks_for_are_refused_at_their_line(key: str) -> None:
    def page(number: int) -> str:
        return (
            f"---\ndate: 2025-09-01\n{key}:\n" + "".join(f"  - t{one}\n" for one in range(number)) + "---\n"
        )

    assert read(page(300)).problems == ()
    with pytest.raises(Refused) as refused:
        read(page(301))
    assert (refused.value.line, refused.value.message) == (3, f"{key!r} has 301 words, more than 300")


@pytest.mark.parametrize(
    "fault",
    [
        '- ```py {{data-from="a{}.py"}}\n  x\n  ```\n\n',
        '```py{{data-from="a{}.py"}}\nx\n```\n',
        '> ```py {{data-from="a{}.py"}} x\n> ```\n\n```\ny\n```\n',
    ],
)
def test_hundreds_of_faults_are_told_of_at_once_and_in_time(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = []
    parse = Engine.parse
    monkeypatch.setattr(Engine, "parse", lambda *args, **words: parsed.append(1) or parse(*args, **words))
    text = "".join(fault.format(number) for number in range(400))
    problems = read(text).problems
    meant = [number for number, line in enumerate(text.split("\n"), 1) if "data-from" in line]
    assert [problem.place.line for problem in problems] == meant
    assert not any("never closed" in problem.message for problem in problems)
    assert len(parsed) < 20
