"""What pages ask and what they run, answered, with a word about what runs now."""

from collections.abc import Callable, Sequence

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from chronicles.cli.console import err
from chronicles.pages.reading import Reading
from chronicles.problems import Place
from chronicles.proof.answers import Answers
from chronicles.proof.library import answer_all
from chronicles.proof.links import questions
from chronicles.proof.sandbox import unenforced
from chronicles.proof.transcripts.stories import Story
from chronicles.proof.transcripts.verdict import Performance
from chronicles.site.gather import Gathered
from chronicles.site.patches import projects_of, series_of
from chronicles.site.settings import Settings
from chronicles.site.theater import performances


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
