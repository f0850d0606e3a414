"""`pull`: blocks filled and refreshed, every other byte as it was."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.journals import Journal, Story, settle, snippet, write

A = "class A:\n    x = 1\n\n    y = 2\n\n\nclass B: ...\n"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


def pulled(root: Path, page: str, **project: str) -> str:
    made = Journal(root, {"docs/a.md": page}, project or {"a.py": A})
    result = made.pull("docs/a.md")
    assert result.problems == ()
    return result.text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (snippet("a.py#B"), snippet("a.py#B", "class B: ...")),
        (snippet("a.py#B", "old", "lines"), snippet("a.py#B", "class B: ...")),
        (snippet("a.py#B", "", ""), snippet("a.py#B", "class B: ...")),
        ("~~~py {data-from='a.py#B'}\n~~~", "~~~py {data-from='a.py#B'}\nclass B: ...\n~~~"),
        (
            '- x\n\n    ```py {data-from="a.py#A"}\n    ```\n',
            '- x\n\n    ```py {data-from="a.py#A"}\n    class A:\n        x = 1\n\n        y = 2\n    ```\n',
        ),
        (
            '> ```py {data-from="a.py#A"}\n> ```\n',
            '> ```py {data-from="a.py#A"}\n> class A:\n>     x = 1\n>\n>     y = 2\n> ```\n',
        ),
        (
            '=== "x"\r\n\r\n\t```py {data-from="a.py#A.x"}\r\n\t```\r\nend',
            '=== "x"\r\n\r\n\t```py {data-from="a.py#A.x"}\r\n\tx = 1\r\n\t```\r\nend',
        ),
        ('\ufeff```py {data-from="a.py#B"}\n```', '\ufeff```py {data-from="a.py#B"}\nclass B: ...\n```'),
    ],
    ids=["filled", "refreshed", "blank", "tildes", "list", "quote", "tab", "bom"],
)
def test_blocks_are_filled(tmp_path: Path, page: str, expected: str) -> None:
    assert pulled(tmp_path, page) == expected


@pytest.mark.parametrize(
    "page",
    [
        "- x\n\n\t```py {data-from=\"a.py#A\"}  \n\tclass A:\n\t    x = 1\n\n\t    y = 2\n\t``` \n",
        '> ```py {data-from="a.py#A"}\n> class A:\n>     x = 1\n> \n>     y = 2\n> ```\n',
        '```py  { data-from=\'a.py#A\' .x }\r\nclass A:\r\n    x = 1\r\n\r\n    y = 2\r\n```',
        "# Nothing to pull\n\n```py\nold\n```\n",
        "",
    ],
)  # fmt: skip
def test_a_right_block_keeps_its_bytes(tmp_path: Path, page: str) -> None:
    made = Journal(tmp_path, {"docs/a.md": page}, {"a.py": A})
    result = made.pull("docs/a.md")
    assert (result.text, result.refreshed, result.diff, result.problems) == (page, 0, [], ())


def test_a_body_that_holds_a_fence_gets_a_longer_one_around_it(tmp_path: Path) -> None:
    expected = '````md {data-from="a.md"}\n```py\nx\n```\n````\n'
    assert pulled(tmp_path, '```md {data-from="a.md"}\n```\n', **{"a.md": "```py\nx\n```\n"}) == expected


def test_the_diff_names_what_changes(tmp_path: Path) -> None:
    made = Journal(tmp_path, {"docs/a.md": "# T\n\n" + snippet("a.py#B", "old")}, {"a.py": A})
    result = made.pull("docs/a.md")
    assert result.refreshed == 1
    assert result.diff == [
        "--- docs/a.md",
        "+++ docs/a.md",
        "@@ -1,6 +1,6 @@",
        " # T",
        " ",
        ' ```python {data-from="a.py#B"}',
        "-old",
        "+class B: ...",
        " ```",
        " ",
    ]


def test_problems_stand_in_the_way_of_their_own_blocks_only(tmp_path: Path) -> None:
    page = snippet("a.py#Z", "mine") + "\n" + snippet("a.py#B", "old")
    result = Journal(tmp_path, {"docs/a.md": page}, {"a.py": A}).pull("docs/a.md")
    assert result.text == page.replace("old", "class B: ...")
    assert list(map(str, result.problems)) == [
        "docs/a.md:1: there is no 'Z' in a.py\n    There are: A, A.x, A.y, B."
    ]


@pytest.mark.parametrize(
    "page",
    [
        '```py {data-from="a.py#B"\nold\n```\n\n' + snippet("a.py#B", "old"),
        snippet("a.py#B", "old") + "\n```py {data-from=\"a.py#B\"}\nnever closed\n",
        '```py{data-from="a.py#B"}\nold\n```\n',
        '- ```py {data-from="a.py#B"}\n  old\n  ```\n',
    ],
    ids=["brace", "never closed", "no space", "list marker"],
)  # fmt: skip
def test_an_unsound_page_is_left_alone(tmp_path: Path, page: str) -> None:
    result = Journal(tmp_path, {"docs/a.md": page}, {"a.py": A}).pull("docs/a.md")
    assert (result.text, result.refreshed) == (page, 0)
    assert result.problems != ()


def test_days_and_branches_are_pinned_and_tags_are_kept(tmp_path: Path) -> None:
    story = Story(tmp_path / "demo_project")
    first = story.commit({"a.py": A}, "2025-08-28 12:00:00 +0000")
    story.tag("v1")
    last = story.commit({"a.py": A.replace("B", "C")}, "2025-08-30 12:00:00 +0000")
    addresses = {
        "a.py#A@2025-08-29": f"a.py#A@git:{first}",
        "a.py#A@git:main": f"a.py#A@git:{last}",
        f"a.py#A@git:{last[:8]}": f"a.py#A@git:{last}",
        "a.py#A@git:HEAD~1": f"a.py#A@git:{first}",
        "a.py#A@git:v1": "a.py#A@git:v1",
        "a.py@2025-08-29..git:main": f"a.py@git:{first}..git:{last}",
        "a.py@git:v1..now": "a.py@git:v1..now",
        "a.py#A@now": "a.py#A@now",
        "a.py#A": "a.py#A",
    }
    page = "\n".join(snippet(address, extra='.x title="é"') for address in addresses)
    made = Journal(tmp_path, {"docs/a.md": page})
    assert made.pull_all() == []
    text = (tmp_path / "docs/a.md").read_text("utf-8")
    heads = [line for line in text.splitlines() if line.startswith("```python")]
    assert heads == [f'```python {{data-from="{pinned}" .x title="é"}}' for pinned in addresses.values()]
    assert made.check() == ["9 of 9 blocks proven in 1 page"]
    assert made.pull("docs/a.md").text == text


def test_a_block_that_is_right_is_pinned_and_keeps_its_body(tmp_path: Path) -> None:
    made = Story(tmp_path / "demo_project").commit({"a.py": A})
    page = '```py {data-from="a.py#A@git:main"}\nclass A:\n    x = 1\n\n    y = 2\n```\n'
    result = Journal(tmp_path, {"docs/a.md": page}).pull("docs/a.md")
    assert result.text == page.replace("git:main", f"git:{made}")


def test_what_was_pinned_does_not_move_with_the_branch(tmp_path: Path) -> None:
    story = Story(tmp_path / "demo_project")
    story.commit({"a.py": "old\n"})
    made = Journal(tmp_path, {"docs/a.md": snippet("a.py@git:main")})
    made.pull_all()
    story.commit({"a.py": "new\n"})
    assert made.check() == ["1 of 1 block proven in 1 page"]


@pytest.mark.parametrize(
    "source",
    ["x = 1\n\x0cclass A: ...\n", "x = '\u2028\x85'\n\x7f\u3000\n\ufeffy = 1\n", "\n\n\nx = 1\n", "<!-- x\n"],
    ids=["form feed", "separators", "blank lines", "comment"],
)
def test_what_was_pulled_can_be_read_again(tmp_path: Path, source: str) -> None:
    made = Journal(tmp_path, {"docs/a.md": snippet("a.py")}, {"a.py": source})
    assert made.pull_all() == []
    assert made.check() == ["1 of 1 block proven in 1 page"]


LINE = st.one_of(
    st.sampled_from(
        ["", " ", "\t", "x = 1", "    y = 2", "\tz = 3", "class A:", "```", "  ```", "````py", "~~~", "> ```",
         "- ```", "\t```", "<!-- x", "-->", "</div>", "&lt;", "[^1]: x", "*[A]: b", "# region r",
         "# endregion", "---", "!!! note", '=== "a"', "{% raw %}", "é\u2028ü", "x\t\ty", "\\", "a  ", "\xa0",
         "\u200b", "1. x", '```py {data-from="a.py"}', "$ [x](code:a.py)", "x\x0cy"]
    ),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip
AROUND = st.sampled_from(
    ["", "- x\n\n    ", "1. x\n\n\t", "> ", ">\t", "> - x\n>\n>     ", '=== "x"\n\n    ', "!!! note\n\n\t",
     "- a\n\n    - b\n\n        ", "[^{}]:\n    ", "x\n:   y\n\n    ", "> > ", "??? note\n\n    "]
)  # fmt: skip
BODY = st.lists(st.sampled_from(["old", "", "x = 1", "\ty", "> z"]), max_size=3)


def placed(around: str, block: str) -> str:
    """The block with its first line where `around` ends, the others indented the same."""
    head, newline, prefix = around.rpartition("\n")
    return head + newline + "".join(f"{prefix}{line}\n" for line in block.splitlines())


@given(
    source=st.lists(LINE, min_size=1, max_size=8).map("\n".join).filter(lambda text: text.strip()),
    blocks=st.lists(st.tuples(AROUND, BODY), min_size=1, max_size=3),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.sampled_from(["", "\ufeff"]),
)
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_pull_check_is_clean_and_pulling_again_changes_nothing(
    source: str, blocks: list[tuple[str, list[str]]], ending: str, bom: str
) -> None:
    parts = [placed(around.format(n), snippet("a.py", *body)) for n, (around, body) in enumerate(blocks)]
    page = "\n\nText.\n\n".join(parts)
    with tempfile.TemporaryDirectory() as folder:
        made = Journal(Path(folder), {"docs/a.md": bom + page.replace("\n", ending)}, {"a.py": source})
        sound = made.reading("docs/a.md").is_sound
        assert made.pull_all() == []
        once = made.reading("docs/a.md").page.text
        number = len(blocks)
        noun = "block" if number == 1 else "blocks"
        assert sound
        assert made.check() == [f"{number} of {number} {noun} proven in 1 page"]
        assert made.pull("docs/a.md").text == once
        outside = [line for line in once.splitlines() if line == "Text."]
        assert len(outside) >= number - 1


def test_a_project_that_changes_is_followed(tmp_path: Path) -> None:
    made = Journal(tmp_path, {"docs/a.md": snippet("a.py#A.x,B")}, {"a.py": A})
    assert made.pull_all() == []
    write(tmp_path / "demo_project", {"a.py": A.replace("x = 1", "x = 3")})
    assert made.check()[0] == "0 of 1 block proven in 1 page"
    assert made.pull_all() == []
    assert made.check() == ["1 of 1 block proven in 1 page"]
    assert "    x = 3" in (tmp_path / "docs/a.md").read_text()
