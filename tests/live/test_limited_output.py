"""An output of any length, of which a page shows the beginning and the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.live.bridge import module


def output(monkeypatch: pytest.MonkeyPatch, texts: list[str], first: int = 10, last: int = 4) -> str:
    limited = module("limited_output", monkeypatch)
    monkeypatch.setattr(limited, "FIRST", first)
    monkeypatch.setattr(limited, "LAST", last)
    said = limited.LimitedOutput()
    for text in texts:
        assert said.write(text) == len(text)
    return str(said.getvalue())


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ([], ""),
        (["0123456789"], "0123456789"),
        (["01234", "5678", "9abc", "d"], "0123456789abcd"),
        (["0123456789abcde"], "0123456789\n… 1 characters are left out here …\nbcde"),
        (["01234567", "89a", "b", "cde"], "0123456789\n… 1 characters are left out here …\nbcde"),
        (["x"] * 1014, "x" * 10 + "\n… 1,000 characters are left out here …\n" + "x" * 4),
        (["x" * 1014], "x" * 10 + "\n… 1,000 characters are left out here …\n" + "x" * 4),
    ],
)
def test_the_beginning_and_the_end_are_kept(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], shown: str
) -> None:
    assert output(monkeypatch, texts) == shown


@given(st.lists(st.text("ab", max_size=12), max_size=12))
def test_nothing_is_lost_or_added_in_the_count(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = output(patch, texts)
    whole = "".join(texts)
    first, mark, last = shown.partition("\n… ")
    if not mark:  # the last piece is kept whole
        assert shown == whole and len(whole) < 14 + 12
        return
    count, _, last = last.partition(" characters are left out here …\n")
    assert whole.startswith(first) and whole.endswith(last) and len(first) == 10
    assert 4 <= len(last) < 4 + 12 and len(first) + int(count.replace(",", "")) + len(last) == len(whole)


def test_only_text_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    said = module("limited_output", monkeypatch).LimitedOutput()
    with pytest.raises(TypeError, match=r"write\(\) argument must be str, not bytes"):
        said.write(b"x")
    print(1, "two", file=said, flush=True)
    assert (said.getvalue(), said.writable(), said.isatty()) == ("1 two\n", True, False)
