"""Answer what pages ask: the text at each address, each file read and parsed once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from chronicles.pages.addresses import Address
from chronicles.pages.reading import Ask
from chronicles.pages.states import State
from chronicles.problems import Absent, Refused
from chronicles.source.diffs import new_lines, unified
from chronicles.source.excerpts import Excerpt, excerpt
from chronicles.source.projects import Projects


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines at an address, which of them to highlight (from 1), and where the first stands."""

    lines: tuple[str, ...]
    marked: tuple[int, ...] = ()
    first: int = 1


@dataclass(slots=True)
class Answers:
    """Answers asks from `projects`; equal ones are answered once."""

    projects: Projects
    _known: dict[Ask, Answer | Refused] = field(default_factory=dict)
    _texts: dict[tuple[str, State, str], str | Refused] = field(default_factory=dict)

    def answer(self, ask: Ask) -> Answer:
        """Return the answer to `ask`; raises `Refused` where there is none."""
        return _once(self._known, ask, lambda: self._found(ask))

    def pinned(self, address: Address) -> Address:
        """Return `address` with days and moving names replaced by full hashes."""
        states = tuple(self.projects.pinned(address.project, state) for state in address.states)
        return replace(address, states=states)

    def text(self, address: Address, state: State) -> str:
        """Return the whole file of `address` at `state`."""
        key = address.project, state, address.path
        return _once(self._texts, key, lambda: self.projects.tree(address.project, state).read(address.path))

    def _found(self, ask: Ask) -> Answer:
        if ask.address.is_diff:
            if ask.mark:
                raise Refused(
                    "a difference cannot be marked", "Take data-mark out: its lines say what is new."
                )
            return Answer(tuple(self._difference(ask.address)))
        (state,) = ask.address.states
        found = excerpt(self.text(ask.address, state), ask.address.path, ask.address.selectors)
        if not any(line.strip() for line in found.lines):
            raise Refused(f"there is nothing to show at {ask.address}", "Name something that has lines.")
        first = next((number for number in found.numbers if number), 1)
        return Answer(found.lines, self._marked(ask, state, found), first)

    def _difference(self, address: Address) -> list[str]:
        before, after = (self._part(address, state) for state in address.states)
        if before is None and after is None:
            self._part(address, address.states[1], needed=True)
        lines = unified(before, after, address.path)
        if not lines:
            raise Refused(f"nothing differs in {address}", "Name two states between which it changed.")
        return lines

    def _part(self, address: Address, state: State, *, needed: bool = False) -> str | None:
        """The text at one end of a difference, `None` where the file or the part is not there."""
        tree = self.projects.tree(address.project, state)
        try:
            text = tree.read(address.path)
            return excerpt(text, address.path, address.selectors).text
        except Absent:
            if needed:
                raise
            return None

    def _marked(self, ask: Ask, state: State, found: Excerpt) -> tuple[int, ...]:
        if not ask.mark:
            return ()
        if ask.mark == "new":
            wanted = self._new(ask.address, state)
            return tuple(at for at, number in enumerate(found.numbers, 1) if number in wanted)
        words = [word for word in ask.mark.split("|") if word]
        marked = tuple(at for at, line in enumerate(found.lines, 1) if any(word in line for word in words))
        if not marked:
            raise Refused(
                f"no line holds data-mark={ask.mark!r}", "Name words that stand there, '|' between them."
            )
        return marked

    def _new(self, address: Address, state: State) -> frozenset[int]:
        after = self.text(address, state)
        before = self.projects.before(address.project, state)
        try:
            return new_lines(before.read(address.path) if before else "", after)
        except Absent:
            return new_lines("", after)


K = TypeVar("K")
V = TypeVar("V")


def _once(known: dict[K, V | Refused], key: K, find: Callable[[], V]) -> V:
    """What `find` gives or raises, found out the first time and remembered for the others."""
    if key not in known:
        try:
            known[key] = find()
        except Refused as refused:
            known[key] = refused
    value = known[key]
    if isinstance(value, Refused):
        raise value
    return value
