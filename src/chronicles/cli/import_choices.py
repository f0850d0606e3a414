"""What a person decides of each file of an import: with options, at its questions, or by its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from chronicles.git.first_commits import first_commits
from chronicles.importing.import_doubts import ImportAnswer
from chronicles.importing.note_files import NoteFile
from chronicles.importing.stamps.moments import Choices
from chronicles.problems import Place, Problem, Refused


@dataclass
class FirstCommits:
    """When files came into their repositories, asked once a folder; `problems` has what could not be."""

    problems: list[Problem] = field(default_factory=list)
    _known: dict[Path, Mapping[str, date]] = field(default_factory=dict)

    def of(self, file: NoteFile) -> date | None:
        """Return the day of a file's first commit, `None` where it has none that is known."""
        at = Path(file.path)
        folder, path = (Path(file.root), file.path) if file.root else (at.parent, at.name)
        if folder not in self._known:
            self._known[folder] = self._asked(folder) if folder.is_dir() else {}
        return self._known[folder].get(path)

    def _asked(self, folder: Path) -> Mapping[str, date]:
        try:
            return first_commits(folder)
        except Refused as refused:
            self.problems.append(refused.at(Place(str(folder))))
            return {}


@dataclass(frozen=True)
class FileChoices:
    """What a person decides: `said` with options, for all files, and `answers` at the questions of one.

    An option counts more than an answer, and an answer more than what is read. `history` is there where text
    without a date gets that of its file's first commit.
    """

    said: Choices
    answers: Mapping[str, ImportAnswer]
    history: FirstCommits | None = None

    def __call__(self, file: NoteFile) -> Choices:
        """Return what is decided of a file."""
        choices = _with_answer(self.said, self.answers.get(file.name))
        return replace(choices, first_commit=self.history.of(file)) if self.history else choices


def _with_answer(choices: Choices, answer: ImportAnswer | None) -> Choices:
    if answer is None:
        return choices
    day = choices.day or (date.fromisoformat(answer.day) if answer.day else None)
    first = answer.day_first if choices.day_first is None else choices.day_first
    return replace(choices, day=day, year=choices.year or answer.year, day_first=first)
