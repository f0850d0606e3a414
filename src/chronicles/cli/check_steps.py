"""What `check` says of the guides' states."""

from collections.abc import Collection, Sequence

from chronicles.cli.output import report
from chronicles.cli.progress import progress
from chronicles.disk.writing import replace_text
from chronicles.guides.checks import astray, unnamed
from chronicles.guides.series.folders import project_files
from chronicles.guides.series.series import Series
from chronicles.guides.trials import Trial, attempt, trials, undone
from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.problems import Place, Problem, Refused, count
from chronicles.progress.passed_tests import PREFIX, TASK_PREFIX
from chronicles.proof.check import CheckReport
from chronicles.proof.lockfile import LOCK, LockedPage, read_lock, written_lock
from chronicles.proof.step_tasks import step_tasks
from chronicles.workspace.goal_evidence import named_tests
from chronicles.workspace.proven import bases
from chronicles.workspace.settings import Settings
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace


def check_steps(
    workspace: Workspace, readings: Sequence[Reading], *, is_whole: bool, run: bool
) -> list[Problem]:
    """Prove the states of the steps whose pages are among `readings`; return what is wrong with them.

    How many hold is printed.
    `is_whole` says whether these are all pages, so that the last state is compared with the
    project; `run` whether the states are tried.
    """
    try:
        return _check(workspace, readings, is_whole=is_whole, run=run)
    except Refused as refused:
        return [refused.at(Place(workspace.settings.shown(workspace.settings.cache)))]


def _check(workspace: Workspace, readings: Sequence[Reading], *, is_whole: bool, run: bool) -> list[Problem]:
    series, settings = workspace.series, workspace.settings
    if not series.names:
        return []
    if series.broken:
        return [series.broken.at(Place(""))]
    read = {reading.page.path: reading.page for reading in readings}
    pages = {
        patch.path: read[path]
        for patch in workspace.patches
        if (path := settings.shown(settings.docs / patch.step.page)) in read
    }
    problems = unnamed(workspace.patches, pages)
    problems += _astray(settings, series) if is_whole else []
    if run:
        names = [patch.step.name for patch in workspace.patches if patch.path in pages]
        problems += _tried(workspace, names)
    return problems


def remember(
    workspace: Workspace,
    readings: Sequence[Reading],
    report: CheckReport,
    *,
    is_whole: bool,
) -> list[Problem]:
    """Write into `proofs.lock` which of `readings` hold, and what that rests on; return why it cannot be.

    Of a page with a block that does not hold, nothing is remembered; of pages that were not
    checked, what was; of pages that are gone, of tests that no goal names, and of tasks that are gone,
    nothing, once all were checked.
    """
    path = workspace.settings.root / LOCK
    before = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
    known = read_lock(before or "")
    if is_whole:
        named, tasks = named_tests(workspace.settings, readings), {one.name for one in step_tasks(readings)}
        known = {key: entry for key, entry in known.items() if _is_named(key, named, tasks)}
    with workspace.projects() as projects:
        now = bases(workspace, projects, readings)
    for reading in readings:
        name = reading.page.path
        known.pop(name, None)
        outcomes = [proof.outcome for proof in report.proofs if proof.place.path == name]
        if name in now and "proven" in outcomes and not {"drifted", "refused", "unrun"} & set(outcomes):
            known[name] = LockedPage(now[name], outcomes.count("proven"))
    after = written_lock(known)
    try:
        if after != before and (known or before is not None):
            replace_text(path, before, after)
    except Refused as refused:
        return [refused.at(Place(LOCK))]
    return []


def _is_named(key: str, tests: Collection[str] | None, tasks: Collection[str]) -> bool:
    """Whether a line of `proofs.lock` is of a test that goals name, or of one of the `tasks`.

    `None` is not to know which tests goals name.
    """
    if key.startswith(TASK_PREFIX):
        return key.removeprefix(TASK_PREFIX) in tasks
    return key.startswith(PREFIX) and (tests is None or key.removeprefix(PREFIX) in tests)


def _astray(settings: Settings, series: Series) -> list[Problem]:
    folder, last = settings.project, series.names[-1]
    if folder is None:
        return []  # what the last step leaves is all there is of it
    try:
        project = project_files(series, folder)
    except Refused as refused:
        return [refused.at(Place(settings.project_path()))]
    return astray({file.path: file for file in series.files(last)}, project, last, settings.project_path())


def _tried(workspace: Workspace, names: Sequence[str]) -> list[Problem]:
    settings, series = workspace.settings, workspace.series
    store, project = settings.store.part("trials"), settings.project_path() if settings.project else ""
    with workspace.projects() as projects:
        interpreters = StateInterpreters(workspace, projects)
        found, unready = trials(series, names, lambda name: interpreters.of("", State("step", name)))
    left = undone(found, store)
    with progress("states", len(left)) as task:

        def tell(trial: Trial) -> None:
            task.tell(f"tried {trial.name}", done=1)

        problems = attempt(series, left, store, settings.cache / "trials", tell, project)
    if found:
        failed, tried = _count(found, undone(found, store)), _count(found, left)
        said = f"{len(found) - failed} of {count(len(found), 'state')} pass"
        known = f", {len(found) - tried} of them from before" if tried < len(found) else ""
        report(said + known, again=f"{said}, {len(found)} of them from before")
    return [*unready, *problems]


def _count(found: Sequence[Trial], some: Sequence[Trial]) -> int:
    """How many states are those of `some` trials: equal ones are tried once."""
    keys = {trial.key for trial in some}
    return sum(trial.key in keys for trial in found)
