"""What a state of a project requires, from its own files. Pure.

That is `requirements.txt` at its root, in the form of pip's manual ("Requirements File Format"), else the
`dependencies` in `pyproject.toml` (PEP 621). Whoever installs them takes them from the package index of the
machine: nothing in a project may name another place.
"""

import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from packaging.markers import UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from chronicles.problems import Refused

BOM = "\ufeff"  # of editors that begin a file with it; pip takes it off, too
REQUIREMENTS, PYPROJECT = "requirements.txt", "pyproject.toml"
# The text of a file of the state, by its path; `None` where there is none.
ReadText = Callable[[str], str | None]

COMMENT = re.compile(r"(^|\s+)#.*$")
OPTION = re.compile(r"(?P<option>-r|-c|--requirement|--constraint)(?:\s*=\s*|\s+|(?<=-[rc]))(?P<path>\S.*)")
HASHES = re.compile(r"\s+--hash=sha256:(?P<digest>[0-9a-f]{64})(?=\s|$)")
LEADING_OUT = re.compile(r"-e\b|--editable|\.{0,2}/|[\w+.-]+://|git\+|.*\.(whl|zip|tar\.\w+)$")
INDEX = re.compile(r"--(index-url|extra-index-url|find-links|no-index|trusted-host)\b|-[if]\b")


@dataclass(frozen=True, slots=True)
class ProjectRequirements:
    """What a state requires: requirements and constraints as PEP 508 writes them, sorted, each once.

    `hashes` has those that a file gives with a package (SHA-256), by its normalized name.
    """

    requirements: tuple[str, ...]
    constraints: tuple[str, ...] = ()
    hashes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass
class _RequirementsRead:
    """What was read until now."""

    read: ReadText
    shown: str  # what stands before the path of a file, where it is told
    requirements: set[str] = field(default_factory=set)
    constraints: set[str] = field(default_factory=set)
    hashes: dict[str, set[str]] = field(default_factory=dict)
    seen: set[tuple[str, bool]] = field(default_factory=set)
    wrong: list[Refused] = field(default_factory=list)


def read_requirements(read: ReadText, project: str = "") -> ProjectRequirements | None:
    """Return what a state requires, `None` where it has no file that says so, or one that says nothing.

    `-r` and `-c` are followed to other files of the state. Raises `Refused` for what no package index can
    answer, with all such lines in its message; `project` is the path of the project as seen from the journal,
    with which that names the files.
    """
    found = _RequirementsRead(read, f"{project}/" if project not in ("", ".") else "")
    if (text := read(REQUIREMENTS)) is not None:
        _read_file(found, REQUIREMENTS, text, is_constraint=False)
    elif (text := read(PYPROJECT)) is not None:
        _read_pyproject(found, text)
    if found.wrong:
        mends = dict.fromkeys(refused.mend for refused in found.wrong)
        raise Refused("; ".join(refused.message for refused in found.wrong), " ".join(mends))
    if not found.requirements:
        return None
    hashes = tuple((name, tuple(sorted(found.hashes[name]))) for name in sorted(found.hashes))
    return ProjectRequirements(tuple(sorted(found.requirements)), tuple(sorted(found.constraints)), hashes)


def _read_file(found: _RequirementsRead, path: str, text: str, *, is_constraint: bool) -> None:
    if (path, is_constraint) in found.seen:
        return
    found.seen.add((path, is_constraint))
    for number, line in _logical_lines(text):
        try:
            if option := OPTION.fullmatch(line):
                target, inner = _included(found, path, option["path"])
                _read_file(found, target, inner, is_constraint=is_constraint or "c" in option["option"][:3])
            else:
                _add(found, line, is_constraint=is_constraint)
        except Refused as refused:
            found.wrong.append(
                Refused(f"{found.shown}{path}, line {number}: {refused.message}", refused.mend)
            )


def _read_pyproject(found: _RequirementsRead, text: str) -> None:
    try:
        project = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError as error:
        found.wrong.append(Refused(f"{found.shown}{PYPROJECT}: it is no TOML: {error}", "Mend it."))
        return
    listed = project.get("dependencies", []) if isinstance(project, dict) else []
    for line in listed if isinstance(listed, list) else []:
        try:
            _add(found, str(line), is_constraint=False)
        except Refused as refused:
            found.wrong.append(Refused(f"{found.shown}{PYPROJECT}: {refused.message}", refused.mend))


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with the number of its first line; a backslash joins lines."""
    joined, first = "", 0
    for number, line in enumerate(text.removeprefix(BOM).splitlines(), 1):
        first = first or number
        joined += COMMENT.sub("", line)
        if joined.endswith("\\"):
            joined = joined[:-1]
            continue
        if joined.strip():
            yield first, joined.strip()
        joined, first = "", 0
    if joined.strip():
        yield first, joined.strip()


def _included(found: _RequirementsRead, path: str, named: str) -> tuple[str, str]:
    """The path and the text of the file that `path` includes by the words `named`."""
    try:
        words = shlex.split(named)
    except ValueError:  # a quote that is not closed
        words = [named]
    target = normpath(join(dirname(path), words[0]))
    if "://" in named or target.startswith(("../", "/")) or target == ".." or len(words) > 1:
        raise Refused(f"{named!r} is no file of the project", "Copy it into the project.")
    if (text := found.read(target)) is None:
        raise Refused(f"the project has no file {target!r}", "Write it, or take the line out.")
    return target, text


def _add(found: _RequirementsRead, line: str, *, is_constraint: bool) -> None:
    digests = {match["digest"] for match in HASHES.finditer(line)}
    text = HASHES.sub("", line).strip()
    if INDEX.match(text):
        mend = (
            "Take it out: which package index is asked is a setting of the machine (PIP_INDEX_URL, UV_INDEX)."
        )
        raise Refused(f"{text!r} names another place to install from", mend)
    try:
        if LEADING_OUT.match(text):  # the name of a wheel could be that of a package
            raise InvalidRequirement(text)
        requirement = Requirement(text)
    except InvalidRequirement:
        raise _unreadable(text) from None
    if requirement.url:
        raise _unreadable(requirement.url)
    if not _has_answer(requirement):
        raise Refused(
            f"the marker of {text!r} compares what cannot be compared", "Write it as PEP 508 has it."
        )
    requirement.name = name = canonicalize_name(requirement.name)
    (found.constraints if is_constraint else found.requirements).add(str(requirement))
    if digests:
        found.hashes.setdefault(name, set()).update(digests)


def _has_answer(requirement: Requirement) -> bool:
    """Whether it can be said of a marker if it holds: only versions have an order."""
    try:
        if requirement.marker:
            requirement.marker.evaluate({"extra": ""})
    except (UndefinedComparison, UndefinedEnvironmentName):
        return False
    return True


def _unreadable(text: str) -> Refused:
    mend = "Name a package that the package index has, such as 'Django>=5.2'."
    if LEADING_OUT.match(text):
        return Refused(f"{text!r} leads out of the package index", mend)
    return Refused(f"{text!r} is no requirement", mend)
