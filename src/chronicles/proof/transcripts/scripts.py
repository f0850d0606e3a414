"""Which blocks of a page are run together: one script a page and state, from top to bottom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chronicles.pages.reading import Code, Reading
from chronicles.pages.states import State

ProjectState = tuple[str, State]  # a project by its name, and one of its states


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """The transcripts of a page that are run at one state of one project, in their order.

    `project` is its name, `""` for the journal's own; `day` is when it happens; `seed` is what the database
    holds then: `none` of the example data, the `demo` data, what it held `before` the state's own step, or
    nothing because it is `new`. Two scripts are never equal, whatever they tell.
    """

    page: str
    state: State
    day: date
    seed: str
    codes: tuple[Code, ...]
    project: str = ""

    @property
    def key(self) -> ProjectState:
        """The project and its state."""
        return self.project, self.state

    def needs_before(self, before: Mapping[State, State]) -> bool:
        """Whether its database is that of the state before its own, where there is one."""
        return self.seed == "before" and not self.project and self.state in before


def scripts(readings: Iterable[Reading], days: Mapping[State, date], otherwise: date) -> list[Script]:
    """Return the scripts of all pages.

    A script happens on the day of its page, else on that of its state in `days`, else on `otherwise`.
    """
    found = []
    for reading in readings:
        together: dict[ProjectState, list[Code]] = {}
        for code in reading.code:
            if code.run is not None and code.transcript is not None:
                together.setdefault((code.project, code.run), []).append(code)
        seed = str(reading.front_matter.values.get("seed") or "none")
        for (project, state), codes in together.items():
            day = reading.front_matter.date or (days.get(state) if not project else None) or otherwise
            found.append(Script(reading.page.path, state, day, seed, tuple(codes), project))
    return found
