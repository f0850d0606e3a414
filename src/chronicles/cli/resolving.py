"""What pages ask and what they run, answered, with a word about what runs now."""

from collections.abc import Callable, Sequence

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from chronicles.cli.output import err
from chronicles.pages.reading import Reading
from chronicles.problems import Place
from chronicles.proof.answers import Answers
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.proof.transcripts.comparison import BlockOutput
from chronicles.proof.transcripts.scripts import Script
from chronicles.sandbox import unenforced
from chronicles.workspace.execution import run_scripts
from chronicles.workspace.workspace import Workspace


def ask(
    workspace: Workspace, readings: Sequence[Reading], *, run: bool
) -> tuple[Answers, dict[Place, BlockOutput]]:
    """Return the answers to all that the pages ask and, where `run`, what came of their transcripts.

    The latter is by the place of each block: its page, and the line of its opening fence.
    """
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    hidden = not run or not err.is_terminal  # it would leave an empty line in a file
    with (
        workspace.projects() as projects,
        Progress(*columns, console=err, transient=True, disable=hidden) as progress,
    ):
        answers = answer_all(questions(readings), projects)
        told = _teller(progress)
        return answers, run_scripts(workspace, projects, readings, told) if run else {}


def _teller(progress: Progress) -> Callable[[list[Script]], Callable[[Script, bool], None]]:
    """What shows the scripts that run now."""

    def begin(scripts: list[Script]) -> Callable[[Script, bool], None]:
        if scripts:
            for sentence in unenforced():
                err.print(Text(sentence, style="dim"))
        task = progress.add_task("transcripts", total=len(scripts), visible=bool(scripts))
        running: dict[Script, str] = {}

        def tell(script: Script, is_over: bool) -> None:
            if is_over:
                running.pop(script, None)
            else:
                running[script] = script.page
            now = next(reversed(running.values()), "")
            progress.update(
                task, advance=int(is_over), description=f"running {now}" if now else "transcripts"
            )

        return tell

    return begin
