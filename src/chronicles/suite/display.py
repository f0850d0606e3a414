"""Shows how far the suite is: a line a stage, with a bar on a terminal, and what failed in full."""

import shlex
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from chronicles.problems import count
from chronicles.suite.running import StageOutcome
from chronicles.suite.stages import Size, Stage
from chronicles.suite.tally import Tally

SLOW = 5  # tests that are named as the slowest
SLOW_FILES = 25  # files that are named with them, where more than the quick tests were run
PARTS = 10  # lines that tell of the tests' progress where there is no bar


class Screen:
    """The suite on a console; `program` is how a person calls `build.py`."""

    def __init__(self, console: Console, program: str, size: Size) -> None:
        self._console, self._program, self._size = console, program, size
        self._again = " ".join(filter(None, (program, "test", size.option)))
        columns = TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._tasks: dict[Stage, TaskID] = {}
        self._parts = 0

    def __enter__(self) -> "Screen":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def begun(self, stage: Stage) -> None:
        """Show a bar for the stage."""
        self._tasks[stage] = self._bars.add_task(stage.title, total=None if stage.tells_tests else 1)

    def progressed(self, stage: Stage, tally: Tally) -> None:
        """Move the bar of the tests; without one, print a line now and then."""
        self._bars.update(self._tasks[stage], completed=tally.over, total=tally.found or None)
        part = tally.over * PARTS // tally.found if tally.found else 0
        if not self._console.is_terminal and part > self._parts and part < PARTS:
            self._parts = part
            self._say(f"  {stage.title}: {tally.over} of {tally.found}")

    def ended(self, outcome: StageOutcome) -> None:
        """Print the line of a stage; of one that failed, what it said and the command that repeats it."""
        self._bars.remove_task(self._tasks.pop(outcome.stage))
        mark, style = ("✗", "bold red") if outcome.status else ("✓", "green")
        if outcome.skipped:
            return self._say(f"- {outcome.stage.title:<24}  skipped", "yellow")
        self._say(f"{mark} {outcome.stage.title:<24}{outcome.seconds:7.1f} s", style)
        if outcome.stage.shows or (outcome.status and not outcome.tally.failures):
            self._say(outcome.output.rstrip("\n"))
        if outcome.status and not outcome.tally.failures and not outcome.stage.lacking:
            folder = "" if outcome.stage.folder == "." else f"cd {shlex.quote(outcome.stage.folder)} && "
            self._say(f"  Again: {folder}{shlex.join(outcome.stage.command)}", "bold")
        for failure in outcome.tally.failures:
            self._say(failure.text.rstrip("\n"))
            self._say(f"  Again: {self._again} {shlex.quote(failure.test)}", "bold")

    def close(self, outcomes: Sequence[StageOutcome]) -> None:
        """Print what is slow, what was not run and why, and last the counts."""
        for outcome in outcomes:
            tally = outcome.tally
            if outcome.stage.tells_tests:
                self._tell_what_is_slow(tally)
            for line in (*tally.not_run(self._program), *tally.skipped()):
                self._say(line)
        lacking = Counter(outcome.stage.lacking for outcome in outcomes if outcome.skipped)
        for reason, number in lacking.items():
            self._say(f"{count(number, 'stage')} skipped: {reason}")
        failed = [outcome.stage.title for outcome in outcomes if outcome.status]
        run = len(outcomes) - lacking.total()
        passed = f"{run - len(failed)} of {count(run, 'stage')} passed"
        self._say(f"{passed}; failed: {', '.join(failed)}" if failed else passed)
        for outcome in outcomes:
            if outcome.stage.tells_tests:
                self._say(outcome.tally.summary, "bold red" if outcome.status else "bold green")

    def _tell_what_is_slow(self, tally: Tally) -> None:
        for test, seconds in tally.slowest(SLOW):
            self._say(f"{seconds:7.1f} s  {test}", "dim")
        for file, seconds, tests in tally.slowest_files(SLOW_FILES) if self._size else ():
            self._say(f"{seconds:7.1f} s  {file} ({count(tests, 'test')})", "dim")

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))
