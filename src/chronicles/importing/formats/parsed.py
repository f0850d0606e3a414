"""What a file holds."""

from dataclasses import dataclass, field

from chronicles.importing.account import ImportNote
from chronicles.importing.drafts import Draft


@dataclass(slots=True)
class Parsed:
    """What a file holds: its drafts, and a note on every line that does not stand in them as it is."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
