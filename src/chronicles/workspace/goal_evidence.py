"""Brings together what the goals are assessed by: the page, the files, `proofs.lock`. Touches the disk."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial

from chronicles.disk.paths import is_file
from chronicles.disk.writing import replace_text
from chronicles.guides.series.folders import project_files, project_tree
from chronicles.pages.addresses import parted
from chronicles.pages.reading import Reading
from chronicles.pages.states import NOW
from chronicles.problems import Refused
from chronicles.progress.evidence import EvidenceContext, goals_of, tests_of
from chronicles.progress.goal_tests import by_project, try_tests
from chronicles.progress.passed_tests import Noted, basis, passed, remembering
from chronicles.proof.answers import Answers
from chronicles.proof.lockfile import LOCK
from chronicles.workspace.proof_history import proof_commits
from chronicles.workspace.settings import GOALS, Settings
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace

TESTS = "tests"  # the part of the cache that has an empty file for each basis on which a test passed here


def goals_page(settings: Settings, readings: Iterable[Reading]) -> Reading | None:
    """Return the page of the goals, if there is one."""
    path = settings.shown(settings.docs / GOALS)
    return next((reading for reading in readings if reading.page.path == path), None)


def bases(workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """Return the hash of what it would mean now that each of these tests passed, by its name.

    A test of another project is called `PROJECT:NAME`. There is none without its project, or where git cannot
    read that.
    """
    found: dict[str, str] = {}
    requirements = workspace.settings.requirements
    with workspace.projects() as projects:
        interpreters = StateInterpreters(workspace, projects)
        for project, tests in by_project(names).items():
            with suppress(Refused):
                folder = workspace.settings.folder(project)
                tree = workspace.series.read(partial(project_tree, workspace.series, folder))
                locked = requirements + interpreters.locked(project, NOW).encode()
                found |= {name: basis(name, tree, locked) for name in tests}
    return found


def failures(workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """Run tests on their projects as they are now, and return why each does not hold, `""` where it does.

    Names are as in `bases`. Raises `Refused` where a project cannot be read, and as `try_tests` does.
    """
    found: dict[str, str] = {}
    with workspace.projects() as projects:
        interpreters = StateInterpreters(workspace, projects)
        for project, tests in by_project(names).items():
            files = project_files(workspace.series, workspace.settings.folder(project)).values()
            own = {parted(name)[1]: name for name in tests}
            tried = try_tests(own, files, interpreters.of(project, NOW))
            found |= {own[name]: why for name, why in tried.items()}
    return found


def named_tests(settings: Settings, readings: Iterable[Reading]) -> set[str] | None:
    """Return the tests that goals name, there or not; `None` where the page of the goals cannot be read."""
    if reading := goals_page(settings, readings):
        return {e.target for goal in goals_of(reading) for e in goal.evidence if e.kind == "test"}
    return None if is_file(settings.docs / GOALS) else set()


def remember_tests(
    workspace: Workspace, bases: Mapping[str, str], failures: Mapping[str, str], kind: Noted = "test"
) -> None:
    """Write into `proofs.lock` which of the tests in `failures` passed on their `bases`; forget the others.

    That they did so on this machine is kept in the cache: see `known_here`. Both are as the
    functions of these names return them; the bases are those of before the tests were run. With another
    `kind`, they are tasks.
    """
    failed = {name for name, why in failures.items() if why}
    good = {name: bases[name] for name in failures if name in bases and name not in failed}
    store = workspace.settings.store.part(f"{kind}s")
    for name in good.values():
        store.put(name, b"")
    before = lock_text(workspace.settings)
    after = remembering(before, good, failed, kind)
    if after != before and (good or before is not None):
        replace_text(workspace.settings.root / LOCK, before, after)


def known_here(workspace: Workspace, names: Iterable[str]) -> set[str]:
    """Return those of the tests that passed on this machine, on their projects as they are now.

    `proofs.lock` comes with a branch or a clone, and may say what is not so.
    """
    store = workspace.settings.store.part(TESTS)
    return {name for name, hashed in bases(workspace, names).items() if store.get(hashed) is not None}


def lock_text(settings: Settings) -> str | None:
    """Return what `proofs.lock` holds, `None` where there is none, or none that can be read.

    What is no UTF-8 becomes surrogates, which no line of it has (PEP 383): it is written anew without them.
    """
    with suppress(OSError):
        return (settings.root / LOCK).read_text("utf-8", errors="surrogateescape")
    return None


def evidence_context(
    workspace: Workspace, readings: Iterable[Reading], answers: Answers
) -> EvidenceContext | None:
    """Return what the goals are assessed by; `None` for a journal without goals.

    A test counts as passed where `proofs.lock` says so of the project as it is now.
    """
    pages, settings = list(readings), workspace.settings
    if (reading := goals_page(settings, pages)) is None:
        return None
    docs = settings.shown(settings.docs)
    known = {page.page.path.removeprefix(f"{docs}/") for page in pages}
    text = lock_text(settings) or ""
    remembered = passed(text)
    tests = [name for name in tests_of(goals_of(reading), reading, answers) if name in remembered]
    now = bases(workspace, tests)
    good = {name for name in tests if remembered[name] == now.get(name)}
    paths = {name: settings.project_path(name) for name in settings.projects}
    commits = proof_commits(settings, text, sorted(good))
    return EvidenceContext(
        reading,
        docs,
        answers,
        lambda path: path in known or _is_file(settings, path),
        good,
        paths,
        commits,
        settings.html,
    )


def _is_file(settings: Settings, path: str) -> bool:
    return ".." not in path.split("/") and is_file(settings.docs / path)
