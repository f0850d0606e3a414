"""What `check` proves of pages, and prints; so does what publishes them."""

from collections.abc import Sequence

from rich.text import Text

from chronicles.cli.check_evidence import check_evidence
from chronicles.cli.check_form import check_form
from chronicles.cli.check_states import check_states
from chronicles.cli.check_steps import check_steps, remember
from chronicles.cli.output import out
from chronicles.cli.resolving import ask
from chronicles.pages.reading import Reading
from chronicles.problems import Problem, visible
from chronicles.proof.check import CheckReport
from chronicles.proof.check import check as check_pages
from chronicles.workspace.project_clones import clone_problems
from chronicles.workspace.workspace import Workspace

SHOWN = 5  # places of blocks that are listed
UNRUN = (
    "nothing was run; {}what mkdocs.yml names runs on your machine in every command: see the manual, Security"
)
HTML = "readers still get the HTML and scripts of pages, and "


def check_readings(
    workspace: Workspace, readings: Sequence[Reading], *, is_whole: bool, run: bool
) -> set[Problem]:
    """Prove `readings` against the project, print how many blocks hold, and return every problem.

    `is_whole` says whether these are all pages, `run` whether blocks, tests and states are run. What holds is
    remembered. Raises `Unusable` as a build does.
    """
    answers, block_outputs = ask(workspace, readings, run=run)
    report = check_pages(readings, answers, block_outputs)
    wrong = check_steps(workspace, readings, is_whole=is_whole, run=run)
    with workspace.projects() as projects:
        wrong += check_states(readings, projects, workspace.wrong_day)
    wrong += check_evidence(workspace, readings, answers, run=run)
    _tell(report)
    if run:
        wrong += remember(workspace, readings, report, is_whole=is_whole)
        workspace.settings.store.forget_old()
    else:
        out.print(Text(UNRUN.format(HTML if workspace.settings.html else ""), style="dim"))
    problems = {*report.problems, *workspace.problems, *wrong, *clone_problems(workspace.settings)}
    return problems | {*check_form(workspace, readings, problems, is_whole=is_whole)}


def _tell(report: CheckReport) -> None:
    out.print(Text(report.tally))
    if report.unknown:
        places = [visible(str(place)) for place in report.unknown[:SHOWN]]
        more = f" and {len(report.unknown) - SHOWN} more" if len(report.unknown) > SHOWN else ""
        out.print(Text(f"neither proven nor marked: {', '.join(places)}{more}", style="dim"))
