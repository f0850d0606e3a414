"""The list of journals that a mentor keeps: `cohort.yml`."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml

from chronicles.problems import Place, Problem, Refused, Unusable, nearest

EXAMPLE = "- {name: Ada, journal: https://ada.example/progress.json}"
KEYS = ("name", "journal", "clone")
MEND = f"Write lines such as {EXAMPLE}."
RECORD = "progress.json"


@dataclass(frozen=True, slots=True)
class ListedJournal:
    """A journal of the list: the name that the mentor gives it, and where it is.

    `kind` is `web` for the address of a `progress.json`, and `folder` for a path as seen from the list:
    a clone, or a file of that name.
    """

    name: str
    kind: Literal["web", "folder"]
    where: str

    @property
    def url(self) -> str:
        """The address of the journal itself, `""` for a folder."""
        return self.where.removesuffix(RECORD) if self.kind == "web" else ""


def read_list(text: str, path: str) -> list[ListedJournal]:
    """Return the journals of the list, a YAML file at `path`: a sequence of addresses, paths, or mappings.

    Raises `Unusable` with all that is wrong in it.
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path, mark.line + 1 if mark else 1)
        raise Unusable([Problem(place, "it is not YAML", MEND)]) from None
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise Unusable([Problem(Place(path, 1), "it is no list of journals", MEND)])
    found, problems, places = [], list[Problem](), dict[str, int]()
    for node in root.value:
        line = node.start_mark.line + 1
        try:
            journal = _journal(_plain(node))
            if journal.name in places:
                message = f"{journal.name!r} is the name of the journal in line {places[journal.name]}, too"
                raise Refused(message, "Give one of them another 'name'.")
        except Refused as refused:
            problems.append(refused.at(Place(path, line)))
            continue
        places[journal.name] = line
        found.append(journal)
    if problems:
        raise Unusable(problems)
    return found


def _plain(node: yaml.Node) -> Any:
    """A text, or a mapping of texts."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode) and all(
        isinstance(part, yaml.ScalarNode) for pair in node.value for part in pair
    ):
        return {key.value: value.value for key, value in node.value}
    return None


def _journal(value: Any) -> ListedJournal:
    if isinstance(value, str):
        value = {"journal": value}
    if not isinstance(value, dict):
        raise Refused("it is not a journal", f"Write it as {EXAMPLE}.")
    for key in value:
        if key not in KEYS:
            raise Refused(f"{key!r} is unknown", nearest(key, KEYS))
    if "clone" in value and "journal" in value:
        raise Refused("it has both 'journal' and 'clone'", "Write the one to look at.")
    where = str(value.get("clone") or value.get("journal") or "").strip()
    if not where:
        raise Refused("it does not say where the journal is", f"Write it as {EXAMPLE}.")
    is_web = "://" in where
    if is_web:
        where = _address(where)
    name = " ".join(str(value.get("name") or "").split()) or _name(where)
    return ListedJournal(name, "web" if is_web else "folder", where)


def _address(where: str) -> str:
    try:
        parts = urlsplit(where)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        is_web = False
    if not is_web:
        raise Refused(f"{where!r} is not the address of a site", "Begin it with https://, without a name.")
    if parts.query or parts.fragment or where.endswith(".json"):
        return where
    return where.rstrip("/") + "/" + RECORD


def _name(where: str) -> str:
    """What a journal is called that has no name in the list."""
    return where.split("://")[-1].removesuffix(RECORD).rstrip("/") or where
