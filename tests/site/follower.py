"""Somebody who has only the rendered pages of the guides and an empty folder, and does what they say.

    steps = pages_of(site / "steps/students") + pages_of(site / "steps/polls")
    project = follow(steps)

Nothing is read here but HTML and the downloads that it links to: no patch, no repository, no ZIP.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, SoupStrainer, Tag

WHOLE = "The whole file"
FILES = SoupStrainer(class_="chronicles-file")  # the rest of a page is large, and nothing is done with it
LIST = SoupStrainer(class_="chronicles-files")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
TITLE = re.compile(r"Lines? (?P<first>\d+)(?: to (?P<last>\d+))?|After line (?P<after>\d+)")

# The bytes of each file, and whether it may be run.
Project = dict[str, tuple[bytes, bool]]


def pages_of(guide: Path) -> list[Path]:
    """The pages of the steps of a guide, in their order."""
    return sorted(guide.glob("[0-9][0-9]-*/index.html"))


def follow(steps: Iterable[Path]) -> Project:
    """The project of somebody who has followed these pages, one after the other."""
    project: Project = {}
    for page in steps:
        for where in [page, *_others(page)]:
            for file in _soup(where, FILES).select(".chronicles-file"):
                _do(file, project, where)
    return dict(sorted(project.items()))


def _others(page: Path) -> list[Path]:
    """The pages that the list of files leads to, in its order."""
    addresses = (str(link["href"]).partition("#")[0] for link in _soup(page, LIST).select("a"))
    return list(
        dict.fromkeys(page.parent / unquote(address) / "index.html" for address in addresses if address)
    )


def _soup(page: Path, part: SoupStrainer) -> BeautifulSoup:
    return BeautifulSoup(page.read_bytes().decode(), "html.parser", parse_only=part)


def _do(file: Tag, project: Project, page: Path) -> None:
    """Do what the page says of one file."""
    path, word = (part.get_text() for part in file.select("h2 > *, h3 > *"))
    notes = [note.get_text() for note in file.select(".chronicles-note")]
    if word == "deleted":
        del project[path]
        return
    assert (path in project) == (word == "changed"), f"{path} is not {word}"
    before, may_run = project.get(path, (b"", False))
    may_run = "It may be run: mode 755." in notes or (
        may_run and "It may no longer be run: mode 644." not in notes
    )
    if download := file.select_one("a[download]"):
        project[path] = (page.parent / unquote(str(download["href"]))).read_bytes(), may_run
        return
    if "It is empty." in notes:
        project[path] = b"", may_run
        return
    is_whole = word == "new" or _title(file) == WHOLE
    after = _whole(file) if is_whole else _changed(file, before.decode("utf-8"))
    assert ("It ends without a newline." in notes) <= (not after.endswith("\n")), (
        f"{path}: the end is not as it is said"
    )
    project[path] = after.encode("utf-8"), may_run


def _whole(file: Tag) -> str:
    code = file.select_one("pre > code")
    return code.get_text() if code else ""


def _changed(file: Tag, before: str) -> str:
    """The new text: what each part shows, and between the parts what was there before."""
    old = LINE.findall(before)
    new: list[str] = []
    at = 0
    for part in file.select(".chronicles-code"):
        first = _first(part)
        gap = first - 1 - len(new)
        new += old[at : at + gap]
        at += gap
        for sign, line in _lines(part):
            if sign != "+":
                assert old[at] == line, f"{old[at]!r} stands where the page says {line!r}"
                at += 1
            if sign != "-":
                new.append(line)
    return "".join(new + old[at:])


def _title(part: Tag) -> str:
    title = part.select_one(".chronicles-code__head > span")
    return title.get_text() if title else ""


def _first(part: Tag) -> int:
    """The number of the first new line."""
    match = TITLE.fullmatch(_title(part))
    assert match, "a part says which lines it is"
    return int(match["first"]) if match["first"] else int(match["after"]) + 1


def _lines(part: Tag) -> list[tuple[str, str]]:
    """The lines of a part in their order, each with `+`, `-` or nothing, as its element says."""
    shown = part.select_one(".chronicles-code__lines")
    assert shown
    found: list[tuple[str, str]] = []
    context = ""
    for child in [*shown.children, None]:
        if isinstance(child, Tag) and child.name in ("ins", "del"):
            found += _plain(context)
            context = ""
            sign = "+" if child.name == "ins" else "-"
            found += [(sign, line.get_text()) for line in child.find_all("span", recursive=False)]
        elif isinstance(child, Tag | NavigableString):
            context += child.get_text()
    return found + _plain(context)


def _plain(text: str) -> list[tuple[str, str]]:
    return [("", line) for line in LINE.findall(text)]
