"""Modules that a page fetches when they are imported."""

import pytest

from tests.live.bridge import module


def test_a_pack_that_could_not_be_fetched_is_fetched_by_the_next_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def fetch(url: str) -> None:
        asked.append(url)
        if len(asked) == 1:
            raise OSError("no network")

    later = module("deferred_modules", monkeypatch).Later({"a.bin": frozenset({"a", "a.b"})}, fetch)
    with pytest.raises(ImportError, match=r"a.b could not be fetched \(no network\): are you online\?"):
        later.find_spec("a.b", [])
    assert later.find_spec("a.b", []) is None  # the pack has come, and this test has put nothing there
    assert (asked, later.packs, later.fetch_pack("a")) == (["a.bin", "a.bin"], {}, False)
