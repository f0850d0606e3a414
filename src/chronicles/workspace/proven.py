"""What is known of a page's proof, from `proofs.lock`. Reads the states' trees."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.problems import Refused
from chronicles.proof.lockfile import LOCK, basis, read_lock
from chronicles.proof.transcripts.scripts import Script
from chronicles.source.projects import Projects
from chronicles.workspace.page_scripts import preceding, runnable_scripts
from chronicles.workspace.settings import Settings
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace


def bases(workspace: Workspace, projects: Projects, readings: Sequence[Reading]) -> Mapping[str, str]:
    """Return the hash of what each page's proof rests on, by its path.

    A page of a state that is not there has none.
    """
    requirements = workspace.settings.requirements
    interpreters = StateInterpreters(workspace, projects)
    before = preceding(workspace.series)
    told: dict[str, list[Script]] = {}
    for script in runnable_scripts(workspace.series, readings):
        told.setdefault(script.page, []).append(script)
    found = {}
    for reading in readings:
        scripts = told.get(reading.page.path, [])
        earlier = {("", before[script.state]) for script in scripts if script.needs_before(before)}
        with suppress(Refused):
            states = sorted(_states(reading) | earlier)
            trees = [projects.tree_hash(project, state) for project, state in states]
            inputs = [_inputs(workspace.settings, script) for script in scripts]
            ran = sorted({(script.project, script.state) for script in scripts} | earlier)
            locked = "".join(interpreters.locked(project, state) for project, state in ran)
            found[reading.page.path] = basis(reading.page, trees, inputs, requirements + locked.encode())
    return found


def proven(workspace: Workspace, projects: Projects, readings: Iterable[Reading]) -> dict[str, int]:
    """Return how many blocks of each page are proven, by its path; a page that has changed since has none."""
    try:
        known = read_lock((workspace.settings.root / LOCK).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
    wanted = [reading for reading in readings if reading.page.path in known]
    now = bases(workspace, projects, wanted)
    return {path: known[path].proven for path, hashed in now.items() if known[path].basis == hashed}


def _states(reading: Reading) -> set[tuple[str, State]]:
    """The states that a page's blocks are of, each with its project."""
    asked = {(ask.address.project, state) for ask in reading.asks for state in ask.address.states}
    return asked | {(code.project, code.run) for code in reading.code if code.run is not None}


def _inputs(settings: Settings, script: Script) -> str:
    """What decides how a script is run, besides the files and the text of the page."""
    clock = [script.day.isoformat(), str(settings.zone)]
    project = [script.project] if script.project else []
    application = [str(said)] if (said := settings.applications.get(script.project)) else []
    return json.dumps(
        [str(script.state), script.seed, *clock, *sorted(settings.programs), *project, *application]
    )
