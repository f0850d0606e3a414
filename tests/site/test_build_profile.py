"""What a build tells of its cost, where it is asked for."""

import re
from collections.abc import Callable

import pytest

from chronicles.cli.profile_lines import NOTHING, profile_lines
from chronicles.disk import worker_processes
from chronicles.disk.worker_processes import in_workers
from chronicles.site.build_profile import BuildProfile, PageCost, PeakMemory, PhaseCost, page_costs
from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.build_step import BuildStep
from chronicles.site.material import adapters
from chronicles.site.material.known_adapters import ADAPTERS
from chronicles.site.site_builder import build_site

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]


def profiled(journal: Journal) -> BuildProfile:
    with BuildRecorder() as recorder:
        assert build_site(journal.root, live=False, recorder=recorder).problems == ()
        return recorder.profile()


def test_the_lines_say_phases_pages_memory_and_what_explains_them() -> None:
    phases = PhaseCost("rendering", 1.25, 2.5), PhaseCost("templates", 0.0001, 0.0)
    pages = PageCost("quick\x1b.md", 0.001), PageCost("slow.md", 0.25, 0.5)
    memory = PeakMemory(150_000_000, 80_000_000, 50_000_000)
    profile = BuildProfile(phases, pages, memory, ("adapter dates: on",))
    assert list(profile_lines(profile, 500, is_unchanged=False)) == [
        "  seconds    work  phase",
        "    1.250   2.500  rendering",
        "    1.250   2.500  all of it",
        "Milliseconds for 2 pages:",
        "rendering  finishing  page",
        "      250        500  slow.md",
        "        1          0  quick␛.md",
        "Memory at most: 150 MB, and 80 MB in the largest process that it started; "
        "100 MB of it for the pages, 200 MB for each 1,000",
        "adapter dates: on",
    ]


def test_only_the_slowest_of_many_pages_are_told() -> None:
    pages = tuple(PageCost(f"{number}.md", number / 1000) for number in range(12))
    lines = list(profile_lines(BuildProfile((), pages), 12, is_unchanged=False))
    assert lines[2] == "Milliseconds for the 10 slowest of 12 pages:"
    assert [line.split()[-1] for line in lines[4:]] == [f"{number}.md" for number in range(11, 1, -1)]


def test_what_is_measured_of_a_page_is_added_up() -> None:
    said = [("rendering", "a.md", 1.0), ("finishing", "a.md", 2.0), ("rendering", "a.md", 0.5)]
    assert page_costs(said) == (PageCost("a.md", 1.5, 2.0),)


def test_the_clock_runs_for_one_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(100))
    monkeypatch.setattr("chronicles.site.build_recorder._clocks", lambda: (float(next(now)), 0.0))
    with BuildRecorder() as recorder:
        recorder.hear(BuildStep("rendering"))
        with recorder.part("lists"), recorder.part("templates"):
            recorder.hear(BuildStep("rendering", 1, 2))  # the same phase
        phases = {phase.name: phase.seconds for phase in recorder.profile().phases}
    assert phases == {"starting": 1.0, "rendering": 2.0, "lists": 2.0, "templates": 1.0}


def test_what_other_processes_measure_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "cores", lambda: 2)
    names = [f"{number}.md" for number in range(60)]
    with BuildRecorder() as recorder:
        recorder.hear(BuildStep("finishing"))

        def work(name: str) -> None:
            with recorder.page("finishing", name), recorder.part("templates"):
                sum(range(1000))

        assert len(in_workers(names, work)) == len(names)
        profile = recorder.profile()
    assert {page.path for page in profile.pages} == set(names)
    assert all(page.finishing > 0 for page in profile.pages)
    found = {phase.name: phase for phase in profile.phases}
    assert found["templates"].seconds == 0.0 < found["templates"].cpu


def test_a_profile_names_phases_pages_and_adapters_and_changes_no_byte(journal: Make) -> None:
    site = journal({"docs/a.md": "# A\n"})
    profile = profiled(site)
    assert {"reading the pages", "rendering", "Markdown", "finishing", "templates", "search index"} < {
        phase.name for phase in profile.phases
    }
    costs = {page.path: page for page in profile.pages}
    assert costs["a.md"].rendering > 0 and costs["a.md"].finishing > 0
    assert profile.notes == (
        "reuse of pages: none: no build before had these settings, this theme and these packages",
        *map(str, ADAPTERS),
    )
    measured = site.files()
    site.write({"docs/a.md": "# A\n\nNew.\n"})
    assert "reuse of pages: on" in profiled(site).notes
    site.write({"docs/a.md": "# A\n"})
    assert build_site(site.root, live=False).problems == ()
    assert site.files() == measured


def test_the_command_prints_it_before_its_last_line(journal: Make) -> None:
    lines = journal().run("build", "--no-live", "--profile").out.splitlines()
    assert lines[0] == "  seconds    work  phase"
    assert re.fullmatch(r"Milliseconds for \d+ pages:", next(line for line in lines if "Milli" in line))
    assert lines[-1].startswith("Built 3 pages into site/ (")


def test_nothing_changed_is_said(journal: Make) -> None:
    site = journal()
    # What was written just before the first build may still have changed within it: only the second is sure.
    built, _, again = (site.run("build", "--no-live", "--profile").out for _ in range(3))
    assert NOTHING not in built
    assert NOTHING in again.splitlines()


def test_what_keeps_pages_from_being_reused_is_said(journal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    site = journal({"hook.py": "", "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    run = site.run("build", "--no-live", "--profile")
    assert (
        run.err
        == "Every page is made anew at each build: nobody here knows what the hook hook.py looks at.\n"
    )
    assert "reuse of pages: off, for what is said above" in run.out.splitlines()
    monkeypatch.setattr(adapters, "version", lambda package: "9.9.0" if "material" in package else "1.6.1")
    off = [note for note in profiled(site).notes if note.startswith("reuse")]
    assert off == [
        "reuse of pages: off: mkdocs-material 9.9.0 is here, it was written for mkdocs-material 9.8.x"
    ]
