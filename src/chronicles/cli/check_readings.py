"""What `check` proves of pages, and prints; so does what publishes them."""

from collections.abc import Sequence

from chronicles.cli.check_addresses import address_warnings
from chronicles.cli.check_browser import browser_warnings
from chronicles.cli.check_evidence import check_evidence
from chronicles.cli.check_form import check_form
from chronicles.cli.check_scope import CheckScope
from chronicles.cli.check_states import check_states
from chronicles.cli.check_steps import check_steps, remember
from chronicles.cli.check_tasks import check_tasks
from chronicles.cli.output import report as say
from chronicles.cli.package_progress import remember_packages
from chronicles.cli.resolving import ask
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, visible
from chronicles.proof.check import CheckReport
from chronicles.proof.check import check as check_pages
from chronicles.proof.check_result import CheckResult, by_kind, counts_of
from chronicles.site.features.unsaid_pictures import unsaid_pictures
from chronicles.workspace.check_inputs import UNKNOWN, CheckInputs
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.project_clones import clone_problems
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

SHOWN = 5  # places of blocks that are listed
UNRUN = (
    "nothing was run; {}what mkdocs.yml names runs on your machine in every command: see the manual, Security"
)
HTML = "readers still get the HTML and scripts of pages, and "


def check_readings(
    workspace: Workspace, scope: CheckScope, *, run: bool, inputs: CheckInputs = UNKNOWN
) -> CheckResult:
    """Prove pages against the project, print how many blocks hold, and return every problem.

    `run` says whether blocks, tests and states are run. What holds is remembered. `inputs` are all files that
    this is about, where they are known. Raises `Unusable` as a build does.
    """
    readings, clones = scope.readings, clone_problems(workspace.settings)
    answers, block_outputs = ask(workspace, readings, run=run)
    report = check_pages(readings, answers, block_outputs)
    steps = check_steps(workspace, readings, is_whole=scope.is_series, run=run)
    tasks = check_tasks(workspace, readings, {one.place for one in report.problems}, run=run)
    with workspace.projects() as projects:
        lost = check_states(scope.seen, projects, workspace.wrong_day)
    evidence = check_evidence(workspace, readings, answers, run=run)
    _tell(report)
    unsaid = _unsaid(workspace.settings, readings)
    lacking = [*workspace.problems, *steps, *lost, *clones]  # behind these may be states that nobody sees
    are_all_known = not lacking and not any(reading.problems for reading in scope.seen)
    unwritten = (
        _remember(workspace, scope, report, are_all_known=are_all_known)
        if run
        else _unrun(workspace.settings)
    )
    known = {*report.problems, *lacking, *tasks, *evidence, *unwritten}
    form = check_form(workspace, scope.seen, known, is_whole=scope.is_form_of_all, inputs=inputs)
    kinds = by_kind(
        ("drift", report.drifts),
        ("settings", (one for one in (*clones, *workspace.problems) if one.place.path == CONFIG)),
        ("page", workspace.problems),
        ("page", (problem for reading in readings for problem in reading.problems)),
        ("source", (*report.problems, *lost)),
        ("step", (*steps, *tasks)),
        ("evidence", evidence),
        ("disk", unwritten),
        ("page", (*unsaid, *form)),
    )
    warnings = by_kind(
        ("browser", sorted(browser_warnings(workspace, readings, run=run))),
        ("address", address_warnings(workspace) if scope.is_whole else ()),
    )
    return CheckResult(kinds, counts_of(report, len(workspace.readings)), warnings=warnings)


def _remember(
    workspace: Workspace, scope: CheckScope, report: CheckReport, *, are_all_known: bool
) -> list[Problem]:
    found = remember_packages(workspace, are_all_known=are_all_known) if scope.is_whole else []
    found += remember(workspace, scope.readings, report, is_whole=scope.is_whole)
    workspace.settings.store.forget_old()
    return found


def _unrun(settings: Settings) -> list[Problem]:
    say(UNRUN.format(HTML if settings.html else ""), "dim")
    return []


def _unsaid(settings: Settings, readings: Sequence[Reading]) -> list[Problem]:
    """The pictures without a text; those of imported pages are only named: they are as they were."""
    finder = Finder(settings.dialect)
    own, imported = list[Reading](), list[Reading]()
    for reading in readings:
        (imported if "imported" in reading.front_matter.values else own).append(reading)
    _list("imported pictures without words", [one.place for one in unsaid_pictures(imported, finder)])
    return list(unsaid_pictures(own, finder))


def _tell(report: CheckReport) -> None:
    say(report.tally)
    _list("neither proven nor marked", report.unknown)


def _list(what: str, found: Sequence[Place]) -> None:
    """Name the first of the places where something is."""
    if found:
        places = [visible(str(place)) for place in found[:SHOWN]]
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        say(f"{what}: {', '.join(places)}{more}", "dim")
