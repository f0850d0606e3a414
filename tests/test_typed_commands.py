"""Commands that a reader types are blocks with a button that copies them, never items of a list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"\s*(?P<sign>`{3,}|~{3,})(?P<rest>.*)")
PROGRAMS = (
    "cd chronicles createdb curl django-admin docker export git ls mkdocs npm npx pip pipx psql py pytest "
    "python python3 schemathesis source sudo unset uv"
)
# A whole item, perhaps with variables of the shell before the program.
TYPED = re.compile(
    r"\s*(?:[-*+]|\d+[.)])\s+`(?:\$ )?(?:\w+=\S+ )*(?:\S*/)?"
    rf"(?:{'|'.join(PROGRAMS.split())})(?: [^`]*)?`[.:]?"
)


def typed(text: str) -> Iterator[tuple[int, str]]:
    """The items of lists that are a command and nothing else, by their lines."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if mark := FENCE.fullmatch(line):
            if not fence:
                fence = mark["sign"]
            elif mark["sign"].startswith(fence) and not mark["rest"].strip():
                fence = ""
        elif not fence and TYPED.fullmatch(line):
            yield number, line.strip()


@pytest.mark.parametrize(
    ("line", "is_typed"),
    [
        ("- `python manage.py migrate`", True),
        ("1. `python3 build.py`.", True),
        ("    * `RACE_RUNS=20 python manage.py test`", True),
        ("- `.venv/bin/pip install django`", True),
        ("- [ ] `python manage.py test` passes.", False),
        ("- a timer that runs `python manage.py settle`", False),
        ("- `python_files` names them", False),
        ("- `pythonic`", False),
        ("`python manage.py migrate`", False),
        ("```sh\n- `git log`\n```", False),
    ],
)
def test_an_item_that_is_a_command_is_found(line: str, is_typed: bool) -> None:
    assert bool(list(typed(line))) == is_typed


def test_no_page_has_a_command_to_type_in_a_list() -> None:
    others = sorted(ROOT.glob("demo_project/**/*.md"))
    pages = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), *others]
    texts = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in pages}
    found = [(name, *one) for name, text in texts.items() for one in typed(text)]
    assert found == [], "make it a block: ```sh"
