"""Names of all languages on a page: pulled, proven and linked."""

from pathlib import Path

import pytest

from tests.journals import Journal, settle, snippet

FILES = {
    "a.py": '''\
"""A module whose names are bound in two branches each."""

from typing import overload

try:
    from fast import dump
except ImportError:

    def dump(value):
        return str(value)


@overload
def pick(key: int) -> int: ...
@overload
def pick(key: str) -> str: ...
def pick(key):
    return key


class Box:
    @property
    def lid(self):
        return self._lid

    @lid.setter
    def lid(self, value):
        self._lid = value
''',
    "new.py": "type Pair[T] = tuple[T, T]\n\n\nclass Stack[T: (int, str)]:\n    items: list[T]\n",
    "static/site.css": ".card > a:hover,\n.card > a:focus {\n  d: e\n}\n@media print {\n  a { b: c }\n}\n",
    "templates/a.html": "{% block content %}\n<main id='main-menu'></main>\n{% endblock %}\n",
    "settings.toml": "[tool.ruff.lint]\nselect = ['E']\n",
    "Dockerfile": "FROM a AS build\nRUN b\n",
}
QUOTED = "'.card > a:hover, .card > a:focus'"
ADDRESSES = [
    "a.py#dump[2]",
    "a.py#dump[*]",
    "a.py#pick",
    "a.py#Box.lid",
    "new.py#Pair",
    "new.py#Stack.items",
    f"static/site.css#{QUOTED}",
    f"static/site.css#{QUOTED},'@media print'",
    "templates/a.html#content",
    "templates/a.html#main-menu",
    "settings.toml#tool.ruff.lint",
    "settings.toml#'tool.ruff.lint'",
    "Dockerfile#build",
]


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_pulled_is_proven(tmp_path: Path, address: str) -> None:
    journal = Journal(tmp_path, {"docs/a.md": f"# Title\n\n{snippet(address)}"}, FILES)
    journal.pull_all()
    page = (tmp_path / "docs" / "a.md").read_text()
    assert f'data-from="{address}"' in page
    assert len(page.splitlines()) >= 5
    assert journal.check() == ["1 of 1 block proven in 1 page"]


@pytest.mark.parametrize("target", ["a.py#dump[2]", "static/site.css#'@media print'[1]"])
def test_a_link_leads_there(tmp_path: Path, target: str) -> None:
    page = f"# Title\n\n[it](<code:{target}>) and [another](code:a.py#Box.lid[2])\n"
    assert Journal(tmp_path, {"docs/a.md": page}, FILES).check() == ["0 of 0 blocks proven in 1 page"]


def test_what_is_several_things_is_refused(tmp_path: Path) -> None:
    journal = Journal(tmp_path, {"docs/a.md": f"# Title\n\n{snippet('a.py#dump')}"}, FILES)
    assert journal.check() == [
        "0 of 1 block proven in 1 page",
        "docs/a.md:3: 'dump' is 2 things in a.py (lines 6 and 9)\n"
        "    Select one of them, such as dump[1], or all of them: dump[*].",
    ]
