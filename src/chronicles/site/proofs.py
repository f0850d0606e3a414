"""What is known of a page's proof, from `proofs.lock`. Reads the states' trees."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.problems import Refused
from chronicles.proof.lock import basis, read_lock
from chronicles.site.settings import Settings
from chronicles.site.theater import requirements
from chronicles.source.projects import Projects

LOCK = "proofs.lock"


def bases(settings: Settings, projects: Projects, readings: Iterable[Reading]) -> Mapping[str, str]:
    """Return the hash of what each page's proof rests on; a page of a state that is not there has none."""
    locked = requirements(settings)
    found = {}
    for reading in readings:
        with suppress(Refused):
            trees = [projects.tree_hash(project, state) for project, state in sorted(_states(reading))]
            found[reading.page.path] = basis(reading.page, trees, locked)
    return found


def proven(settings: Settings, projects: Projects, readings: Iterable[Reading]) -> dict[str, int]:
    """Return how many blocks of each page are proven; a page that has changed since has none."""
    try:
        known = read_lock((settings.root / LOCK).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
    wanted = [reading for reading in readings if reading.page.path in known]
    now = bases(settings, projects, wanted)
    return {path: known[path].proven for path, hashed in now.items() if known[path].basis == hashed}


def _states(reading: Reading) -> set[tuple[str, State]]:
    """The states that a page's blocks are of, each with its project."""
    asked = {(ask.address.project, state) for ask in reading.asks for state in ask.address.states}
    return asked | {("", code.run) for code in reading.code if code.run is not None}
