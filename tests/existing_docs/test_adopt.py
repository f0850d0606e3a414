"""`adopt`: which blocks equal a part of a project, and what is written of that."""

from pathlib import Path

import pytest

from tests.commands import run
from tests.journals import Story, write
from tests.terminals import CTRL_C, terminal

SOURCE = (
    "import os\n\n\ndef f():\n    return 1\n\n\nclass A:\n    x = 1\n\n    def f(self):\n        return 2\n"
)
TWICE = "def same():\n    return 3\n"
PAGE = """# Page

```python
def f():
    return 1
```

```python
  class A:
    x = 1

    def f(self):
        return 2
```

```python
def same():
    return 3
```

```python
    return 2
x = 5
```

```python
    x = 1

    def f(self):
        return 2
```

```python
class A:
    x = 1
```

```sh
os
```

```python {data-from="a.py#A.x"}
x = 1
```
"""
LISTED = """\
docs/page.md:3: a.py#f (exact)
docs/page.md:8: a.py#A (the same but for white space)
docs/page.md:16: one of 2 places: b.py, c.py#same
docs/page.md:26: a.py#A.x,A.f (the same but for white space)
docs/page.md:33: stands in a.py (lines 8 to 9), and has no name there: put a region around it
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"src/a.py": SOURCE, "src/b.py": TWICE, "src/c.py": f"{TWICE}\n\nZ = 0\n", "docs/page.md": PAGE}
    return write(tmp_path, files)


def page(folder: Path) -> str:
    return (folder / "docs/page.md").read_text("utf-8")


def test_without_a_word_nothing_is_written(folder: Path) -> None:
    found = run(folder, "adopt", "docs", "--project", "src")
    assert (found.status, found.err) == (0, "")
    assert found.out == LISTED + (
        "3 of 7 blocks without an address could have one; "
        "nothing is written: --write asks for each, --yes takes the exact\n"
    )
    assert page(folder) == PAGE


def test_yes_writes_what_is_exact_and_check_proves_it(folder: Path) -> None:
    found = run(folder, "adopt", "docs", "--project", "src", "--yes")
    assert found.status == 0
    assert found.out.endswith("3 of 7 blocks without an address could have one; 1 written\n")
    assert page(folder) == PAGE.replace("```python\ndef f", '<!-- data-from="a.py#f" -->\n```python\ndef f')
    assert run(folder, "check", "docs", "--project", "src").out.startswith("2 of 8 blocks proven in 1 page\n")


def test_the_form_can_be_chosen(folder: Path) -> None:
    assert run(folder, "adopt", "docs", "--project", "src", "--yes", "--form", "braces").status == 0
    assert page(folder) == PAGE.replace("```python\ndef f", '```python {data-from="a.py#f"}\ndef f')


def test_to_ask_needs_somebody(folder: Path) -> None:
    found = run(folder, "adopt", "docs", "--project", "src", "--write")
    assert found.status == 2
    assert "There is nobody to ask: --yes writes what is exact." in found.err
    assert page(folder) == PAGE


def test_each_is_asked_for(folder: Path) -> None:
    with terminal(folder, "adopt", "docs", "--project", "src", "--write") as at:
        at.sees("docs/page.md:3: a.py#f (exact)")
        at.sees("Write it (y yes, n no, a all that are exact, q quit)")
        at.types("n\n")
        at.sees("docs/page.md:8: a.py#A")
        at.sees("Write it")
        at.types("x\n")
        at.sees("'x' is none of y, n, a, q.")
        at.types("y\n")
        at.sees("one of 2 places")
        at.sees("Write it")
        at.types("q\n")
        at.sees("1 written")
        assert at.end() == 0
    assert page(folder) == PAGE.replace(
        "```python\n  class", '<!-- data-from="a.py#A" -->\n```python\n  class'
    )


def test_who_stops_has_nothing_written(folder: Path) -> None:
    with terminal(folder, "adopt", "docs", "--project", "src", "--write") as at:
        at.sees("Write it")
        at.types("y\n")
        at.sees("Write it")
        at.presses(CTRL_C)
        assert at.end() == 130
    assert page(folder) == PAGE


def test_of_a_repository_only_what_git_tracks_is_looked_at(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.commit({"src/a.py": SOURCE})
    write(tmp_path, {"src/copy.py": SOURCE, "docs/page.md": "```python\ndef f():\n    return 1\n```\n"})
    assert run(tmp_path, "adopt", "docs", "--project", "src").out.startswith(
        "docs/page.md:1: a.py#f (exact)\n"
    )


def test_the_pages_themselves_and_other_pages_are_no_source(tmp_path: Path) -> None:
    text = "# T\n\n```python\nsomething = other\nmore = something\n```\n"
    write(tmp_path, {"README.md": text, "other.md": f"more\n{text}", "notes.rst": text})
    found = run(tmp_path, "adopt", "README.md", "--project", ".")
    assert found.out.startswith("0 of 1 block without an address could have one")


def test_the_language_and_the_title_tell_two_places_apart(tmp_path: Path) -> None:
    block = "```{}\n[a]\nlong_enough = 'to be found'\n```\n"
    source = "[a]\nlong_enough = 'to be found'\n"
    write(tmp_path, {"src/x.toml": source, "src/y.cfg": source, "src/deep/x.toml": source})
    write(tmp_path, {"page.md": block.format("toml") + "\n" + block.format('toml title="deep/x.toml"')})
    found = run(tmp_path, "adopt", "page.md", "--project", "src")
    assert found.out.splitlines()[:2] == [
        "page.md:1: one of 2 places: deep/x.toml, x.toml",
        "page.md:6: deep/x.toml (exact)",
    ]


def test_what_is_defined_twice_is_told_apart(tmp_path: Path) -> None:
    source = "if x:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2\n"
    write(tmp_path, {"src/a.py": source, "page.md": "```python\ndef f():\n    return 2\n```\n"})
    assert run(tmp_path, "adopt", "page.md", "--project", "src", "--yes").status == 0
    assert (tmp_path / "page.md").read_text().startswith('<!-- data-from="a.py#f[2]" -->\n')
    assert run(tmp_path, "check", "page.md", "--project", "src").status == 0


def test_a_region_is_a_part(tmp_path: Path) -> None:
    source = "a = 1\n# region setup\nb = call_of_something()\nc = 3\n# endregion\n"
    write(tmp_path, {"src/a.py": source, "page.md": "```python\nb = call_of_something()\nc = 3\n```\n"})
    assert run(tmp_path, "adopt", "page.md", "--project", "src").out.startswith(
        "page.md:1: a.py#setup (exact)\n"
    )


def test_a_block_that_nothing_can_be_written_to_is_named(tmp_path: Path) -> None:
    text = "- ```python\n  def same():\n      return 3\n  ```\n\n```python\ndef same():\n    return 3\n```\n"
    write(tmp_path, {"src/b.py": TWICE, "page.md": text})
    found = run(tmp_path, "adopt", "page.md", "--project", "src", "--yes")
    assert found.status == 1
    assert found.out.endswith("2 of 2 blocks without an address could have one; 1 written\n")
    assert found.err == (
        "page.md:1: this block begins in the line of its item\n"
        "    Begin it on a line of its own, below the text of the item.\n"
        "1 problem\n"
    )
    written = text.replace("\n\n```python", '\n\n<!-- data-from="b.py" -->\n```python')
    assert (tmp_path / "page.md").read_text() == written


def test_the_copy_of_a_readme_in_a_package_is_no_source_of_it(tmp_path: Path) -> None:
    block = "```python\nimport shop\nshop.open()\n```\n"
    write(tmp_path, {"src/README.md": block, "src/PKG-INFO": f"Name: shop\n\n{block}", "page.md": block})
    said = run(tmp_path, "adopt", "page.md", "--project", "src")
    assert (said.status, said.err, said.out.splitlines()[0]) == (
        0,
        "",
        "0 of 1 block without an address could have one; "
        "nothing is written: --write asks for each, --yes takes the exact",
    )
