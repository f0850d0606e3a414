"""The front matter of entries: read as by the reader that is written in Python, errors too."""

import random

import pytest
import yaml

from chronicles.site.material.entry_yaml import PLAIN, EntryLoader

PIECES = [
    *[
        "date: 2025-08-29",
        "date: 2025-08-29 12:00:00 +01:00",
        "a: 1_000",
        "a: 0o7",
        "a: 010",
        "a: 1e3",
        "a: .5",
    ],
    *["a: yes", "a: No", "a: ~", "a: null", "a:", "a: ''", 'a: "\\u00e9\\n"', "a: 'it''s'", "a: b: c", "a:b"],
    *["tags: [x, 'y', z]", "tags: [x", "tags:\n  - x\n  - y", "tags:\n- x\n - y", "{a: 1, b}", "? a\n: b"],
    *[
        "a: |\n  one\n  two\n",
        "a: >-\n  one\n  two",
        "a: one\n  two",
        "&x a: *x",
        "a: &x 1\nb: *x",
        "b: *none",
    ],
    *[
        "a: !!str 1",
        "a: !!python/none x",
        "a: !other x",
        "<<: {a: 1}",
        "# comment",
        "a: 1 # comment",
        "a: x#y",
    ],
    *[
        "---",
        "...",
        "%YAML 1.1",
        "a: @x",
        "a: `x",
        "a: %x",
        "- x",
        " a: 1",
        "a:\t1",
        "\ta: 1",
        "a: 1:30",
        "=: 1",
    ],
    *[
        "a: é",
        "a: 漢字",
        "a: \U0001f600",
        "a: \x85",
        "a: \u2028b",
        "a: \ufeff",
        "a: \x00",
        "a: \x7f",
        "a: \xa0",
    ],
    *["a: 12:30:45", "a: 0x1F", "a: .inf", "a: 2025-08-29T10:00:00Z", "a: 2025-13-45", "a: {b: [c, {d: e}]}"],
    *[
        '"a": 1',
        "a : 1",
        "a: 'x",
        'a: "x',
        "a: [1, 2,]",
        "a: ,",
        "a: ]",
        "1: a",
        "[a]: b",
        "a: !!binary aGk=",
    ],
]


def read(text: str, loader: object) -> str:
    try:
        return repr(yaml.load(text, loader))  # type: ignore[arg-type]  # noqa: S506
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("text", PIECES)
def test_each_piece_is_read_as_before(text: str) -> None:
    assert read(text, EntryLoader) == read(text, yaml.SafeLoader)


@pytest.mark.parametrize("seed", range(8))
def test_pieces_together_are_read_as_before(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same texts every time
    for _ in range(150):
        text = "\n".join(chance.choices(PIECES, k=chance.randrange(6)))
        assert read(text, EntryLoader) == read(text, yaml.SafeLoader), text


def test_characters_that_libyaml_knows_otherwise_are_left_to_python() -> None:
    assert PLAIN.fullmatch("title: Prüfung … 漢字\ntags: [a]")
    assert not PLAIN.fullmatch("a:\tb")
    assert not PLAIN.fullmatch("a: \u2028")
    assert not PLAIN.fullmatch("a: \U0001f600")
