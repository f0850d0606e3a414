"""How far a long command is, where there is no terminal to show it on."""

from collections.abc import Callable

import pytest

from tests.site.conftest import Journal

PAGE = "# A\n\n```console {data-run=\"here\"}\n$ python3 -c 'import time; time.sleep(0.5)'\n```\n"
SOON = "0.01"


def test_a_line_says_how_many_are_over_and_what_is_done_now(journal: Callable[..., Journal]) -> None:
    run = journal({"docs/a.md": PAGE}).run("check", CHRONICLES_PROGRESS=SOON)
    assert run.status == 0
    assert "transcripts: 0 of 1, running docs/a.md" in run.err.splitlines()


@pytest.mark.parametrize("pause", ["0", "-1"])
def test_whoever_wants_none_gets_none(journal: Callable[..., Journal], pause: str) -> None:
    run = journal({"docs/a.md": PAGE}).run("check", CHRONICLES_PROGRESS=pause)
    assert (run.status, run.err) == (0, "")


@pytest.mark.parametrize("pause", ["", "soon"])
def test_what_is_no_number_is_five_seconds(monkeypatch: pytest.MonkeyPatch, pause: str) -> None:
    from chronicles.cli import progress

    monkeypatch.setenv(progress.PAUSE, pause)
    assert progress._pause() == progress.SECONDS
