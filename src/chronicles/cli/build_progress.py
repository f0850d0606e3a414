"""How far a build is: a bar for each of its phases at a terminal, elsewhere a line every few seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from chronicles.cli.output import err
from chronicles.cli.progress import pause_between, told
from chronicles.problems import visible
from chronicles.site.build_step import BuildStep, Tell

LONG = 1.0  # seconds, from which on a page is named


class _Line:
    """The last step that was told, after the `name` of what it is a step of."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.step: BuildStep | None = None

    @property
    def line(self) -> str:
        """The step in words."""
        return f"{self._name}: {visible(str(self.step))}" if self.step else self._name


class LongColumn(ProgressColumn):
    """What is at hand, once it takes long: the names of pages that fly by are of no use."""

    max_refresh = None

    def render(self, task: Task) -> Text:
        """Return the name, or nothing yet."""
        is_long = task.get_time() - task.fields["since"] >= LONG
        return Text(task.fields["now"] if is_long else "", style="dim")


@contextmanager
def build_progress(name: str, console: Console = err) -> Iterator[Tell]:
    """Show how far a build is, of which whoever builds tells the function that this gives."""
    if console.is_terminal:
        with _bar(name, console) as tell:
            yield tell
        return
    line = _Line(name)

    def keep(step: BuildStep) -> None:
        line.step = step

    if pause := pause_between():
        with told(line, pause):
            yield keep
    else:
        yield keep


@contextmanager
def _bar(name: str, console: Console) -> Iterator[Tell]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        LongColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=None, count="", now="", since=bar.get_time())

        def tell(step: BuildStep) -> None:
            bar.update(
                task,
                description=f"{name}: {visible(step.phase)}",
                total=step.total or None,
                completed=step.done,
                count=step.count,
                now=visible(step.now),
                since=bar.get_time(),
            )

        yield tell
