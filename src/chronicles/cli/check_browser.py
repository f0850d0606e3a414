"""What `check` says of blocks that would answer otherwise in their reader's browser."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache

from chronicles.live.libraries import Environment
from chronicles.live.wheel_lock import LOCK, read_pins
from chronicles.pages.reading import Code, Reading
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.transcripts.browser_differences import (
    BrowserDifference,
    ConsoleNames,
    command_differences,
    console_differences,
)
from chronicles.proof.transcripts.scripts import ProjectState
from chronicles.site.features.demo_sources import has_manage
from chronicles.site.render.live_inputs import command_words
from chronicles.site.render.page_markdown import live_moment
from chronicles.source.projects import Projects
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace

SAYS = "data-differs"
MESSAGE = "this block answers otherwise in a reader's browser: {}"
MEND = (
    'Show it in another way, or tell the reader with data-differs="WHY" on the block; '
    "with data-unproven it has no button, and is not run here either."
)


def browser_warnings(workspace: Workspace, readings: Sequence[Reading], *, run: bool) -> list[Problem]:
    """Return where blocks of pages would answer otherwise in a reader's browser, and do not say so.

    With `run`, the packages of states are there, and those that a demo goes without are known.
    """
    with workspace.projects() as projects:
        features = _DemoFeatures(workspace, projects, run=run)
        return [
            Problem(Place(reading.page.path, code.block.first + one.line), MESSAGE.format(one.why), MEND)
            for reading in readings
            for code, one in _differences(reading, features)
        ]


def _differences(reading: Reading, features: "_DemoFeatures") -> Iterator[tuple[Code, BrowserDifference]]:
    names: dict[ProjectState, ConsoleNames] = {}
    for code in reading.code:
        if code.transcript is None or (moment := live_moment(code)) is None:
            continue
        found: list[BrowserDifference] = []
        if code.transcript.kind == "pycon":
            own = names.setdefault(moment, ConsoleNames(features.missing(moment)))
            found = console_differences(code.transcript, own)
        elif code.transcript.kind == "console":
            is_django = features.is_django(moment)
            found = command_differences(code.transcript, command_words, is_django=is_django)
        if SAYS not in code.header.data:
            yield from ((code, one) for one in found)


class _DemoFeatures:
    """What the demos of states have, as far as it is asked for."""

    def __init__(self, workspace: Workspace, projects: Projects, *, run: bool) -> None:
        self._projects, self._run = projects, run
        self._interpreters = StateInterpreters(workspace, projects)
        self._environments: dict[str, Environment] = {}
        self._django: dict[ProjectState, bool] = {}
        path = workspace.settings.root / LOCK
        pins = read_pins(path.read_text("utf-8", "replace")) if path.is_file() else {}
        self._wheels = frozenset(name.package for name in pins)

    def is_django(self, moment: ProjectState) -> bool:
        """Whether a state is Django's; one that is not there is told elsewhere."""
        if moment not in self._django:
            with suppress(Refused):
                self._django[moment] = has_manage(self._projects, *moment)
        return self._django.get(moment, False)

    def missing(self, moment: ProjectState) -> Callable[[str], str]:
        """Return what tells why a module is not in the demo of a state, `""` for one that is."""

        @cache
        def why(module: str) -> str:
            if not self._run or module in sys.stdlib_module_names:
                return ""
            with suppress(Refused):  # of a state without a Python, that is told
                python = self._interpreters.of(*moment)
                if python.folder not in self._environments:
                    self._environments[python.folder] = Environment(python.paths)
                return self._environments[python.folder].why_missing(module, self._wheels)
            return ""

        return why
