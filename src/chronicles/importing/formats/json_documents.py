"""Exports in JSON: read within limits, and every value of them told that no entry has."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.formats.exported_posts import ExportedPost, add_post
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import FLAGS, StateRule
from chronicles.importing.nesting import is_too_deep
from chronicles.importing.stamps.moments import Choices, spoken
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

JSONObject = Mapping[str, Any]
LONGEST = 500  # characters of a value in the report


def read_json(text: str) -> Any:
    """Return what a text says in JSON; what is wrong with it is told alike on every Python.

    Raises `Refused` for what is no JSON, and for what is nested too deeply.
    """
    deep = Refused("its JSON is nested too deeply", "Export it again, or as Markdown.")
    try:
        found = json.loads(text)
    except RecursionError:
        raise deep from None
    except ValueError as error:
        line = _line(text, getattr(error, "pos", 0))
        raise Refused(f"it is no JSON: line {line} cannot be read", "Export it again.") from None
    if is_too_deep(found):
        raise deep
    return found


@lru_cache(maxsize=1)  # every format in JSON looks at a file for its marks
def _document(text: str) -> Any:
    try:
        return read_json(text.lstrip("\ufeff"))
    except Refused:
        return None


def document_of(file: TextFile, *endings: str) -> Any:
    """Return the values of a file with one of the endings, `.json` without any; `None` where it has none."""
    return _document(file.text) if file.name.lower().endswith(endings or (".json",)) else None


def objects_of(value: Any) -> list[JSONObject]:
    """Return the objects in a list, or none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def first_text(entry: JSONObject, *keys: str) -> str:
    """Return the first text that stands below one of the keys."""
    return next((value for key in keys if isinstance(value := entry.get(key), str) and value.strip()), "")


def true_flags(entry: JSONObject) -> tuple[str, ...]:
    """Return what the keys of an entry say of its privacy in any format, such as `isHidden` or `private`."""
    said = []
    for key, value in entry.items():
        word = key.casefold().replace("_", "").removeprefix("is").removeprefix("was")
        if word in FLAGS and value not in (None, False, 0, "", "0", "false"):
            said.append(word)
    return tuple(said)


def other_values(entry: JSONObject, known: Collection[str]) -> tuple[str, ...]:
    """Return what an object has below other keys than the `known`, a line each, but for what is empty."""
    return tuple(f"{key}: {_shown(entry[key])}" for key in entry if key not in known and _says(entry[key]))


def _says(value: Any) -> bool:
    return value not in (None, "", False, 0) and value != [] and value != {}


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


def read_objects(
    file: TextFile,
    entries: Sequence[JSONObject],
    post_of: Callable[[JSONObject, int], ExportedPost | ImportNote],
    rules: Sequence[StateRule],
    choices: Choices,
    others: Sequence[str] = (),
) -> Parsed:
    """Return the drafts of the entries; `post_of` has an entry and its number from 1.

    `others` is what the file has beside them, a line for each value.
    """
    parsed = Parsed()
    first, last = file.lines[0].number, file.lines[-1].number
    for number, entry in enumerate(entries, 1):
        post = post_of(entry, number)
        if isinstance(post, ImportNote):
            parsed.notes.append(post)
            continue
        before = len(parsed.drafts)
        add_post(parsed, file.name, post, rules, choices)
        for draft in parsed.drafts[before:]:
            message = f"{post.name}: {draft.stamp or 'its day'} is {spoken(draft.when)}"
            parsed.notes.append(ImportNote(first, first, Fate.DECIDED, message))
    parsed.notes += [
        ImportNote(0, 0, Fate.LEFT, "of the whole file: no part of an entry", text=x) for x in others
    ]
    message = f"JSON with {len(parsed.drafts)} of {len(entries)} entries to be; what else they hold is named"
    parsed.notes.append(ImportNote(first, last, Fate.CHANGED, message))
    return parsed


def _line(text: str, at: int) -> int:
    """The line of a mistake; that of a comma too many is at the comma since 3.13, else at what follows."""
    before = text[:at].rstrip()
    is_comma = text[at : at + 1] in ("]", "}") and before.endswith(",")
    return text.count("\n", 0, len(before) if is_comma else at) + 1
