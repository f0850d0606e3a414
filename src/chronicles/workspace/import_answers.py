"""What a person said of doubtful notes, so that nobody is asked twice. Touches the disk."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from chronicles.disk.writing import replace_text
from chronicles.importing.import_doubts import ImportAnswer
from chronicles.problems import Place, Problem, Unusable

NAME = "import-answers.json"
MEND = "Mend it, or delete it: then the next import --interactive asks again."


def read_answers(root: Path) -> dict[str, ImportAnswer]:
    """Return the answers by the names of their files. Raises `Unusable` for a file that is none of ours."""
    try:
        said: Any = json.loads((root / NAME).read_text("utf-8"))
        return {str(name): _answer(**values) for name, values in said.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        wrong = f"it cannot be read: {error.strerror}"
    except (ValueError, TypeError, AttributeError):
        wrong = "it does not hold answers of an import"
    raise Unusable([Problem(Place(NAME), wrong, MEND)])


def _answer(day: str | None = None, year: int | None = None, day_first: bool | None = None) -> ImportAnswer:
    """Raises `ValueError` or `TypeError` for what nobody can have said."""
    if day is not None:
        date.fromisoformat(day)
    if not isinstance(year, int | None) or not isinstance(day_first, bool | None):
        raise TypeError
    return ImportAnswer(day, year, day_first)


def keep_answers(root: Path, answers: Mapping[str, ImportAnswer]) -> None:
    """Write the answers, sorted by file. Raises `Refused` where the file cannot be written."""
    path = root / NAME
    replace_text(path, path.read_text("utf-8") if path.exists() else None, _text(answers))


def _text(answers: Mapping[str, ImportAnswer]) -> str:
    values = {name: _said(answer) for name, answer in sorted(answers.items())}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _said(answer: ImportAnswer) -> dict[str, object]:
    said = {"day": answer.day, "year": answer.year, "day_first": answer.day_first}
    return {key: value for key, value in said.items() if value is not None}
