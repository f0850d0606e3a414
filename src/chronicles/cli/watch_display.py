"""What `check --watch` shows: at a terminal all that is wrong now, elsewhere what is new."""

from collections.abc import Collection, Iterable, Sequence

from rich.text import Text

from chronicles.cli.invocation import called
from chronicles.cli.output import out
from chronicles.problems import Problem, count, visible

SHOWN = 5  # files that have changed
BEGUN = "watching; Ctrl-C ends it"
PROVEN, REST = "all proven", "looking at the rest…"


class WatchDisplay:
    """Tells of one check after the other, and remembers what the last one found."""

    def __init__(self) -> None:
        self._known: frozenset[Problem] = frozenset()
        self._told: frozenset[Problem] = frozenset()
        self._changed = ""

    def begin(self) -> None:
        """Say that the first check begins."""
        self._changed = BEGUN
        self._head()

    def changed(self, paths: Sequence[str]) -> None:
        """Say which files have changed, so that a check begins."""
        more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
        self._changed = f"changed: {', '.join(map(visible, paths[:SHOWN]))}{more}"
        self._head()

    def early(self, found: Collection[Problem]) -> None:
        """Tell what is wrong as far as it is known before anything is run."""
        if out.is_terminal:
            self._screen(sorted({*found}), ())
            out.print(REST, style="dim")
            return
        self._told = frozenset(found) - self._known
        self._problems(sorted(self._told))

    def ended(self, found: Collection[Problem]) -> None:
        """Tell what a check has found: what is new, what is mended, and how many problems there are."""
        now = frozenset(found)
        mended = sorted(self._known - now)
        if out.is_terminal:
            self._screen(sorted(now), mended)
        else:
            self._problems(sorted(now - self._known - self._told))
            self._mended(mended)
        out.print(count(len(now), "problem") if now else PROVEN, style="bold red" if now else "bold green")
        self._known, self._told = now, frozenset()

    def _screen(self, found: Iterable[Problem], mended: Iterable[Problem]) -> None:
        out.clear()
        self._head()
        self._problems(found)
        self._mended(mended)

    def _head(self) -> None:
        out.print(Text(self._changed), style="dim")

    def _problems(self, found: Iterable[Problem]) -> None:
        for problem in found:
            out.print(Text(called(str(problem))))

    def _mended(self, mended: Iterable[Problem]) -> None:
        for problem in mended:
            out.print(Text(f"mended: {called(str(problem)).splitlines()[0]}"), style="green")
