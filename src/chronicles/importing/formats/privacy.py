"""What an export says of who may read a post, and what that means for the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Publication(IntEnum):
    """Who may read a post; where several things are said of it, the strictest counts."""

    PUBLIC = 0
    DRAFT = 1
    LEFT_OUT = 2


@dataclass(frozen=True, slots=True)
class StateRule:
    """A state that posts of a format have, what becomes of them, and the document that says what it means."""

    state: str
    publication: Publication
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a post, and why it is not public, empty where it is."""

    publication: Publication
    because: str = ""


# A word that means the same in every program: what has it, has it to keep others from reading.
FLAGS = ("private", "hidden", "locked", "encrypted", "secret", "deleted", "trashed")
OF_ANY = tuple(
    StateRule(word, Publication.LEFT_OUT, "the word itself, as the name of a key that is true")
    for word in FLAGS
)


def decide_publication(states: Iterable[str], rules: Sequence[StateRule]) -> Decision:
    """Return what becomes of a post with these states; one that no rule knows makes it a draft.

    States are compared without regard to capitals and to blanks around them; an empty one says nothing.
    """
    known = {rule.state.casefold(): rule.publication for rule in (*OF_ANY, *rules)}
    found = Decision(Publication.PUBLIC)
    for state in states:
        word = state.strip()
        if not word:
            continue
        publication = known.get(word.casefold())
        because = f"its state is {word!r}"
        if publication is None:
            publication, because = Publication.DRAFT, f"its state {word!r} is not known"
        if publication > found.publication:
            found = Decision(publication, because)
    return found
