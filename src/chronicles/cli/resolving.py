"""What pages ask and what they run, answered, with a word about what runs now."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from rich.text import Text

from chronicles.cli.output import err
from chronicles.cli.package_progress import begin_environments
from chronicles.cli.progress import progress
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
    if run:
        begin_environments(workspace)
    with workspace.projects() as projects, ExitStack() as shown:
        answers = answer_all(questions(readings), projects)
        told = _teller(shown)
        return answers, run_scripts(workspace, projects, readings, told) if run else {}


def _teller(shown: ExitStack) -> Callable[[list[Script]], Callable[[Script, bool], None]]:
    """What shows the scripts that run now, until `shown` is closed."""

    def begin(scripts: list[Script]) -> Callable[[Script, bool], None]:
        if scripts:
            for sentence in unenforced():
                err.print(Text(sentence, style="dim"))
        task = shown.enter_context(progress("transcripts", len(scripts)))
        running: dict[Script, str] = {}

        def tell(script: Script, is_over: bool) -> None:
            if is_over:
                running.pop(script, None)
            else:
                running[script] = script.page
            now = next(reversed(running.values()), "")
            task.tell(f"running {now}" if now else "", done=int(is_over))

        return tell

    return begin
