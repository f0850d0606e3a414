"""A patch that cannot be applied, or should not be: what is wrong, and at which of its lines."""

import re

from chronicles.git.messages import read_message
from chronicles.guides.series.patches import START, Patch, difference
from chronicles.problems import Place, Problem, Refused

LINK = re.compile(rb"^(?:new file |new )mode (?:12|16)0000$", re.MULTILINE)
FIT = "Put back the patch that fits, from git."


class Broken(Refused):
    """A patch of the series does not apply, so no state from there on can be reached.

    Whoever asks for one, the one problem is at the patch.
    """

    def __init__(self, place: Place, message: str, mend: str) -> None:
        super().__init__(message, mend)
        self.place = place

    def at(self, place: Place) -> Problem:
        """Return the problem at the patch, wherever it was met."""
        return super().at(self.place)


def look_at(patch: Patch) -> None:
    """Raise `Broken` for what git would apply, and should not."""
    start = START.search(patch.data)
    if start and patch.data[start.start() :].partition(b"\n")[0].endswith(b"\r"):
        mend = "Let '*.patch -text' stand in .gitattributes, and take the patch from git again."
        raise Broken(Place(patch.path), "its line ends have become those of Windows", mend)
    if start and (link := LINK.search(patch.data, start.start())):
        place = Place(patch.path, patch.data.count(b"\n", 0, link.start()) + 1)
        raise Broken(place, "it makes a link, and states hold files alone", "Put the file in its place.")


def unfit(patch: Patch, said: str, parent: str) -> Broken:
    """Return what git says of a patch that it cannot apply, at the line where the change begins."""
    wrong = [line.removeprefix("error: ") for line in said.splitlines() if line.startswith("error: ")]
    what = wrong[0] if wrong else read_message(said).reason
    named = what.removeprefix("patch failed: ").rpartition(":")[0] or what.partition(":")[0]
    if invalid := re.fullmatch(r"invalid path '(.*)'", what):
        named = invalid[1]
    lines = patch.data.split(b"\n")
    header = b"diff --git a/" + named.encode() + b" "
    line = next((number for number, line in enumerate(lines, 1) if line.startswith(header)), 1)
    if counted := re.search(r" (?:at|on) line (\d+)$", what):  # from where the change begins
        line = patch.data[: -len(difference(patch.data))].count(b"\n") + int(counted[1])
        what = what[: counted.start()]
    where = "the step before" if parent else "an empty folder"
    return Broken(Place(patch.path, line), f"the patch does not apply to {where}: {what}", FIT)
