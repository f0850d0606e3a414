"""What to say where the system refuses what a build asks of it. Looks at the disk."""

from pathlib import Path

from chronicles.disk.system_errors import explained
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.journal_names import CONFIG


def refused_build(error: OSError) -> Problem:
    """Return the problem that an error of the system is for whoever writes pages."""
    said = Refused((error.strerror or str(error)).lower(), "Mend that, and save a page again.")
    path, refused = explained(error, Path(CONFIG), said)
    return refused.at(Place(str(path)))
