"""What the system refuses, as a problem at its file."""

from pathlib import Path

from chronicles.disk.system_errors import explained
from chronicles.problems import Place, Problem, Refused


def system_problem(error: OSError) -> Problem:
    """Return what to say of an error that no command has foreseen, at the file that it is about."""
    said = Refused((error.strerror or str(error)).lower(), "Make room, or make it readable and writable.")
    path, told = explained(error, Path("the output"), said)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return told.at(Place(str(shown)))
