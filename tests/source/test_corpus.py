"""The names of Python files that nobody wrote for a test."""

from pathlib import Path

import pytest

from chronicles.pages.selectors import Selector
from chronicles.problems import Refused
from chronicles.source.excerpts import Index
from tests.source import corpus

SOME, MANY = 40, 400


def missing(path: Path) -> list[str]:
    """The names of a file that are neither found nor refused as ambiguous, or answered in half."""
    source = corpus.text_of(path)
    if source is None:
        return []
    index = Index(source, "a.py")
    lines: dict[str, set[int]] = {}
    for name, line in corpus.bindings(source):
        lines.setdefault(name, set()).add(line)
    wrong = [f"{path}: {name} is not found" for name in corpus.names(source) - index.known.keys()]
    for name in lines.keys() & index.known.keys():
        try:
            answer = index.spans(Selector(name))
        except Refused as refused:
            assert refused.message.startswith(f"{name!r} is "), f"{path}: {refused}"
            answer = index.spans(Selector(name, "*"))
        wrong += [
            f"{path}:{line}: {name} is bound here, too"
            for line in lines[name]
            if not any(line in span for span in answer)
        ]
    return wrong


@pytest.mark.parametrize("count", [SOME, pytest.param(MANY, marks=pytest.mark.long)])
def test_every_name_that_python_knows_is_found_whole_or_refused(count: int) -> None:
    files = corpus.files(count)
    assert len(files) >= count
    assert [name for path in files for name in missing(path)] == []


def test_the_corpus_binds_names_in_many_ways() -> None:
    """Or the test above proves nothing."""
    source = "import a.b\nx = [h for h in i]\nclass C:\n    for y in z: __d = [h for h in i]\n"
    source += "    def f(self): g = 3\nwith p as q: pass"
    assert corpus.names(source) == {"a", "x", "C", "C.y", "C.__d", "C.f", "q"}
    expected = [("a", 1), ("x", 2), ("C", 3), ("C.y", 4), ("C.__d", 4), ("C.f", 5), ("q", 6)]
    assert list(corpus.bindings(source)) == expected
