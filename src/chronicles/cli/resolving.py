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
from chronicles.proof.transcripts.comparison import Performance
from chronicles.proof.transcripts.scripts import Story
from chronicles.sandbox import unenforced
from chronicles.workspace.execution import performances
from chronicles.workspace.loading import Gathered
from chronicles.workspace.patch_files import projects_of, series_of
from chronicles.workspace.settings import Settings


def ask(
    settings: Settings, gathered: Gathered, readings: Sequence[Reading], *, run: bool
) -> tuple[Answers, dict[Place, Performance]]:
    """Return the answers to all that the pages ask and, where `run`, what came of their transcripts."""
    series = series_of(settings, gathered.patches)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    hidden = not run or not err.is_terminal  # it would leave an empty line in a file
    with (
        projects_of(settings, series) as projects,
        Progress(*columns, console=err, transient=True, disable=hidden) as progress,
    ):
        answers = answer_all(questions(readings), projects)
        told = _teller(progress)
        return answers, performances(settings, projects, series, readings, told) if run else {}


def _teller(progress: Progress) -> Callable[[list[Story]], Callable[[Story, bool], None]]:
    """What shows the stories that run now."""

    def begin(stories: list[Story]) -> Callable[[Story, bool], None]:
        if stories:
            for sentence in unenforced():
                err.print(Text(sentence, style="dim"))
        task = progress.add_task("transcripts", total=len(stories), visible=bool(stories))
        running: dict[Story, str] = {}

        def tell(story: Story, is_over: bool) -> None:
            if is_over:
                running.pop(story, None)
            else:
                running[story] = story.page
            now = next(reversed(running.values()), "")
            progress.update(
                task, advance=int(is_over), description=f"running {now}" if now else "transcripts"
            )

        return tell

    return begin
