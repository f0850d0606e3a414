"""What is noted of an edit in its folder: all that its way back needs. Touches the disk."""

import json
from dataclasses import dataclass
from pathlib import Path

from chronicles.guides.outline import Step
from chronicles.guides.series.patches import Patch

NOTES = ".git/chronicles.json"


@dataclass(frozen=True, slots=True)
class Notes:
    """What was true when the edit began, and how far it has come.

    `commits` are those of all steps, `edited` the new commit of the step once saving has begun.
    """

    step: str
    patches: tuple[Patch, ...]
    commits: tuple[str, ...]
    edited: str = ""

    @property
    def at(self) -> int:
        """The number of the step, from 0."""
        return [patch.step.name for patch in self.patches].index(self.step)


def write_notes(folder: Path, notes: Notes) -> None:
    """Write `notes` into `folder`, whole or not at all."""
    about = {
        "step": notes.step,
        "edited": notes.edited,
        "commits": notes.commits,
        "patches": [
            [patch.step.guide, patch.step.number, patch.step.page, patch.path, patch.data.decode("latin-1")]
            for patch in notes.patches
        ],
    }
    path = folder / NOTES
    sibling = path.with_suffix(".new")
    sibling.write_text(json.dumps(about), "utf-8")
    sibling.replace(path)


def read_notes(folder: Path) -> Notes:
    """Return the notes in `folder`; raises `OSError`, or what any other file there gives rise to."""
    about = json.loads((folder / NOTES).read_text("utf-8"))
    patches = tuple(
        Patch(Step(guide, number, page), path, data.encode("latin-1"))
        for guide, number, page, path, data in about["patches"]
    )
    return Notes(about["step"], patches, tuple(about["commits"]), about["edited"])
