"""What kinds of problems `check` tells apart: the rules of SARIF, and `kind` in JSON. Pure."""

from typing import Literal

ProblemKind = Literal[
    "drift", "source", "page", "step", "evidence", "readme", "settings", "disk", "browser", "address"
]

# Each in a sentence. Other programs know them by these names: none is ever renamed.
PROBLEM_KINDS: dict[ProblemKind, str] = {
    "drift": "A block is no longer what its address or its run gives.",
    "source": "An address, a link or a run gives nothing, or the run fails.",
    "page": "A page is not written as it has to be, or the site cannot be built of it.",
    "step": "A step of a guide does not hold: its patch, its state, or what its page says of it.",
    "evidence": "The evidence behind a goal does not hold.",
    "readme": "A part of the README is not what the journal has.",
    "settings": "The settings cannot be used, or name a project that a clone would not have.",
    "disk": "A file or a folder cannot be read or written.",
    "browser": "A block answers otherwise in a reader's browser, and does not say so.",
    "address": "A page is gone, and nothing leads on from its address.",
}
