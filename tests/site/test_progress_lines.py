"""How far a long command is, where there is no terminal to show it on."""

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress

from chronicles.cli import progress
from chronicles.cli.build_progress import LONG, LongColumn, build_progress
from chronicles.site.build_step import BuildStep
from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.build_options import BuildOptions
from tests.site.conftest import Journal
from tests.waiting import wait_for

PAGE = "# A\n\n```console {data-run=\"here\"}\n$ python3 -c 'import time; time.sleep(0.5)'\n```\n"
SOON = "0.01"


def test_a_line_says_how_many_are_over_and_what_is_done_now(journal: Callable[..., Journal]) -> None:
    run = journal({"docs/a.md": PAGE}).run("check", CHRONICLES_PROGRESS=SOON)
    assert run.status == 0
    assert "transcripts: 0 of 1, running docs/a.md" in run.err.splitlines()


def test_a_build_tells_what_it_does_now(journal: Callable[..., Journal]) -> None:
    told: list[BuildStep] = []
    build(journal({"docs/a.md": "# A\n"}).root, options=BuildOptions(live=False, tell=told.append))
    assert list(dict.fromkeys(step.phase for step in told)) == [
        "reading the pages",
        "answering the pages",
        "packing the live demos",
        "listing files and entries",
        "rendering",
        "preparing the templates",
        "finishing",
        "writing feeds and indexes",
        "moving the site into its place",
        "keeping what the next build needs",
    ]
    for phase in "rendering", "finishing":
        pages = [step for step in told if step.phase == phase]
        assert [step.done for step in pages] == list(range(len(pages)))
        assert {step.total for step in pages} == {len(pages)}
        assert {"index.md", "a.md"} < {step.now for step in pages}


def test_what_is_done_now_is_said_where_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.PAUSE, SOON)
    monkeypatch.setattr(progress, "err", Console(file=(said := StringIO()), width=80))
    with build_progress("build", Console(file=StringIO())) as tell:
        wait_for(lambda: "build\n" in said.getvalue())
        tell(BuildStep("rendering", 40, 1033, "a\x1b.md"))
        wait_for(lambda: "build: rendering 40 of 1033, a␛.md\n" in said.getvalue())
    end = said.getvalue()
    tell(BuildStep("nobody hears this"))
    assert said.getvalue() == end


def test_a_terminal_shows_a_bar_for_the_phase_with_its_count() -> None:
    said = StringIO()
    console = Console(file=said, width=100, force_terminal=True, color_system=None)
    with build_progress("build", console) as tell:
        tell(BuildStep("reading the pages"))
        wait_for(lambda: "build: reading the pages" in said.getvalue())
        tell(BuildStep("finishing", 40, 1033, "a.md"))
        wait_for(lambda: "40 of 1033" in said.getvalue())
    assert "build: finishing" in said.getvalue()
    assert said.getvalue().endswith("\r\x1b[1A\x1b[2K")


@pytest.mark.parametrize(("seconds", "shown"), [(0.0, ""), (LONG, "slow.md")])
def test_a_page_is_named_once_it_takes_long(seconds: float, shown: str) -> None:
    with Progress(get_time=lambda: 100.0 + seconds, disable=True) as bar:
        task = bar.add_task("build", now="slow.md", since=100.0)
        assert LongColumn().render(bar.tasks[task]).plain == shown


@pytest.mark.parametrize("pause", ["0", "-1"])
def test_whoever_wants_none_gets_none(journal: Callable[..., Journal], pause: str) -> None:
    run = journal({"docs/a.md": PAGE}).run("check", CHRONICLES_PROGRESS=pause)
    assert (run.status, run.err) == (0, "")


@pytest.mark.parametrize("pause", ["", "soon"])
def test_what_is_no_number_is_five_seconds(monkeypatch: pytest.MonkeyPatch, pause: str) -> None:
    monkeypatch.setenv(progress.PAUSE, pause)
    assert progress.pause_between() == progress.SECONDS
