"""Answers questions: reads each file once from the disk or from git, and parses it once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from chronicles.disk.diffs import new_lines, unified
from chronicles.disk.texts import FileText
from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.reading import Ask
from chronicles.pages.states import NOW, State
from chronicles.problems import Absent, Refused
from chronicles.proof.answers import Answer, Answers, File, ProjectMoment, Question, Test, no_test
from chronicles.proof.node_ids import read_node_id
from chronicles.source.excerpts import Excerpt, Index
from chronicles.source.projects import Projects


def answer_all(questions: Iterable[Question], projects: Projects) -> Answers:
    """Return the answers to all of `questions`. Equal ones are answered once."""
    library = Resolver(projects)
    known = {question: library.attempt(question) for question in set(questions)}
    return Answers(known, library.texts)


class Resolver:
    """The files of the projects, as far as they were asked for."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects
        self._indexes: dict[File, Index | Refused] = {}

    @property
    def texts(self) -> dict[File, FileText]:
        """The text of every file that was read."""
        return {
            file: FileText(index.source, index.ends)
            for file, index in self._indexes.items()
            if isinstance(index, Index)
        }

    def attempt(self, question: Question) -> Answer | Refused:
        """Return the answer to `question`, or why there is none."""
        try:
            match question:
                case Test():
                    return self.test(question)
                case ProjectMoment():
                    return self.moment(question)
                case _:
                    return self.answer(question)
        except Refused as refused:
            return refused

    def answer(self, ask: Ask) -> Answer:
        """Return the answer to `ask`; raises `Refused` where there is none."""
        pinned = self._pinned(ask.address)
        if ask.address.is_diff:
            if ask.mark:
                raise Refused(
                    "a difference cannot be marked", "Take data-mark out: its lines say what is new."
                )
            return Answer(ask.address, tuple(self._difference(ask.address)), pinned=pinned)
        found = self._excerpt(ask.address)
        first = next((number for number in found.numbers if number), 1)
        return Answer(ask.address, found.lines, self._marked(ask, found), first, pinned, found.ends)

    def moment(self, moment: ProjectMoment) -> Answer:
        """Return an answer without lines for a project that is there at a state; raises `Refused` else."""
        self._projects.tree(moment.project, moment.state)
        return Answer(Address("", (), (moment.state,), moment.project), ())

    def test(self, test: Test) -> Answer:
        """Return the source of a test: the longest run of names that is a module, then a symbol.

        A node id of pytest's has the path of the file in it. Raises `Refused` where there is none.
        """
        if node := read_node_id(test.name):
            address = parse_address(node.path)
            selectors = (".".join(node.names),) if node.names else ()
            return self._within(
                test, replace(address, selectors=selectors, states=(test.state,), project=test.project)
            )
        parts = test.name.split(".")
        for length in range(len(parts), 0, -1):
            for ending in (".py", "/__init__.py"):
                path = "/".join(parts[:length]) + ending
                selectors = (".".join(parts[length:]),) if parts[length:] else ()
                try:
                    self._index(File(test.project, test.state, path))
                except Absent:
                    continue
                return self._within(test, Address(path, selectors, (test.state,), test.project))
        raise no_test(str(test))

    def _within(self, test: Test, address: Address) -> Answer:
        try:
            return self.answer(Ask(address))
        except Absent as absent:
            raise Refused(no_test(str(test)).message, absent.mend) from None

    def _pinned(self, address: Address) -> Address:
        states = tuple(self._projects.pinned(address.project, state) for state in address.states)
        return replace(address, states=states)

    def _index(self, file: File) -> Index:
        return _once(self._indexes, file, lambda: self._read(file))

    def _read(self, file: File) -> Index:
        found = self._projects.tree(file.project, file.state).read(file.path)
        return Index(found.text, file.path, found.ends)

    def _excerpt(self, address: Address, state: State | None = None) -> Excerpt:
        file = File(address.project, state or address.states[0], address.path)
        try:
            return self._index(file).cut(address.selectors)
        except Absent as absent:
            raise _absent_at(absent, file.state) from None

    def _difference(self, address: Address) -> list[str]:
        before, after = (self._part(address, state) for state in address.states)
        if before is None and after is None:
            self._excerpt(address, address.states[1])  # which says what is missing
        lines = unified(before, after, address.path)
        if not lines:
            raise Refused(f"nothing differs in {address}", "Name two states between which it changed.")
        return lines

    def _part(self, address: Address, state: State) -> FileText | None:
        """What is at one end of a difference, `None` where the file or the part is not there."""
        try:
            found = self._excerpt(address, state)
            return FileText(found.text, found.ends)
        except Absent:
            return None

    def _marked(self, ask: Ask, found: Excerpt) -> tuple[int, ...]:
        if not ask.mark:
            return ()
        if ask.mark == "new":
            wanted = self._new(ask.address)
            return tuple(at for at, number in enumerate(found.numbers, 1) if number in wanted)
        words = [word for word in ask.mark.split("|") if word]
        marked = tuple(at for at, line in enumerate(found.lines, 1) if any(word in line for word in words))
        if not marked:
            raise Refused(
                f"no line holds data-mark={ask.mark!r}", "Name words that stand there, '|' between them."
            )
        return marked

    def _new(self, address: Address) -> frozenset[int]:
        (state,) = address.states
        after = self._index(File(address.project, state, address.path)).source
        before = self._projects.before(address.project, state)
        try:
            return new_lines(before.read(address.path).text if before else "", after)
        except Absent:
            return new_lines("", after)


def _absent_at(absent: Absent, state: State) -> Absent:
    """What is not there, with the state at which it was looked for."""
    when = f" at {state}"
    if state == NOW or absent.message.endswith(when):
        return absent
    return Absent(f"{absent.message}{when}", lambda: absent.mend)


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
