"""The addresses that pages had once: where each leads now, and what is wrong with it. Pure.

A page says its own, at `redirect_from:`; the settings say those of pages that are gone, at `redirects:`, in
the form that the plugin mkdocs-redirects has for its `redirect_maps`.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chronicles.disk.system_errors import LONGEST_NAME
from chronicles.problems import Place, Problem, Refused, nearest
from chronicles.site.features.duplicate_addresses import longest

WEB = re.compile(r"https?://[^\s/]+\S*")
INDEXES = ("index", "README")  # of a folder, as MkDocs has them
FORMS = "Write the path that the page had, such as 'steps/old.md', or its address, such as 'steps/old/'."


@dataclass(frozen=True, slots=True, order=True)
class FormerAddress:
    """What is `said` of an address of then: a path below `docs/`, or the address itself, below the site's.

    `target` is the path of the page that it leads to, with the id of a part of it or without, a whole address
    on the web, or `""` for what is gone for good; `key` names who says so.
    """

    said: str
    target: str
    place: Place
    key: str = "redirects"


@dataclass(frozen=True, slots=True)
class LeadingPage:
    """A page at the file `path` of a site that leads to the page at `uri`, or to the web at `url`."""

    path: str
    place: Place
    uri: str = ""
    anchor: str = ""
    url: str = ""


def leading_pages(
    said: Iterable[FormerAddress],
    pages: Mapping[str, str],
    taken: Iterable[str],
    file_of: Callable[[str], str],
) -> tuple[Sequence[LeadingPage], Sequence[Problem]]:
    """Return what leads on from each address that was a page's once, and what is wrong with any of them.

    `pages` has the files of the site's pages by their paths below `docs/`, and `taken` all files of the site.
    `file_of` returns the file of an address as it was said, and raises `Refused` for what is none. One
    that leads to another of them leads to the end of that way.
    """
    known, problems = _known(said, file_of)
    files = {path.casefold(): uri for uri, path in pages.items()}
    others = {path.casefold() for path in taken}
    found = []
    for path, one in known.items():
        try:
            if path.casefold() in others:
                raise _alive(one, files.get(path.casefold(), ""))
            target = _end(one, known, file_of)
            if target.target:
                found.append(_leading(path, one, target.target, pages))
        except Refused as refused:
            problems.append(refused.at(one.place))
    return found, problems


def former_file(said: str, *, has_folders: bool) -> str:
    """Return the file in the site of a page that was at the path or the address `said`.

    `has_folders` is whether each page is in a folder of its own, which MkDocs calls `use_directory_urls`.
    Raises `Refused` where no page can have been there.

    >>> former_file("a/old.md", has_folders=True), former_file("/a/old.html", has_folders=True)
    ('a/old/index.html', 'a/old.html')
    """
    path = said.strip().removeprefix("/")
    parts = path.removesuffix("/").split("/")
    if not path.isprintable() or set(path) & set("?#\\:") or {"", ".", ".."} & set(parts):
        raise Refused(f"{said[:80]!r} is no address within the site", FORMS)
    stem, suffix = posixpath.splitext(path)
    folder, name = posixpath.split(stem)
    if suffix == ".md" and name in INDEXES:
        path = posixpath.join(folder, "index.html")
    elif suffix == ".md":
        path = f"{stem}/index.html" if has_folders else f"{stem}.html"
    elif not suffix:
        path = posixpath.join(path, "index.html")
    if not path.endswith(".html"):
        raise Refused(f"{said[:80]!r} is no page, and only a page can lead on", FORMS)
    if (size := longest(path)) > LONGEST_NAME:
        raise Refused(f"a name in {said[:40]!r} has {size} bytes", f"A file has {LONGEST_NAME} at most.")
    return path


def _known(
    said: Iterable[FormerAddress], file_of: Callable[[str], str]
) -> tuple[dict[str, FormerAddress], list[Problem]]:
    """Each address of then by its file, and what cannot be one, or is said twice."""
    known: dict[str, FormerAddress] = {}
    problems = []
    for one in sorted(said, key=lambda one: (one.key != "redirects", one.place, one.said)):
        try:
            path = file_of(one.said)
            other = known.setdefault(path, one)
            if other is not one and other.target != one.target:
                raise Refused(
                    f"{one.said!r} leads elsewhere already, in {other.place}", "Delete one of them."
                )
        except Refused as refused:
            problems.append(refused.at(one.place))
    return known, problems


def _alive(one: FormerAddress, uri: str) -> Refused:
    what = f"the page {uri} is at {one.said!r}" if uri else f"there is a file at {one.said!r}"
    return Refused(
        f"{what}, so nothing can lead on from there", f"Take it out of {one.key!r}, or move the page."
    )


def _end(
    one: FormerAddress, known: Mapping[str, FormerAddress], file_of: Callable[[str], str]
) -> FormerAddress:
    """The last one of the way that an address leads."""
    seen = [one.said]
    while one.target and not WEB.fullmatch(one.target):
        try:
            following = known.get(file_of(one.target.partition("#")[0]))
        except Refused:
            break
        if following is None:
            break
        if following.said in seen:
            way = " -> ".join([*seen, following.said])
            raise Refused(
                f"addresses lead in a circle: {way}", "Let one of them lead to a page that there is."
            )
        seen.append(following.said)
        one = following
    return one


def _leading(path: str, one: FormerAddress, target: str, pages: Mapping[str, str]) -> LeadingPage:
    if WEB.fullmatch(target):
        return LeadingPage(path, one.place, url=target)
    uri, _, anchor = target.partition("#")
    if uri not in pages:
        mend = nearest(uri, pages, "Write the path of a page below the folder of pages, or a whole address.")
        raise Refused(f"{one.said!r} leads to {target[:80]!r}, and there is no such page", mend)
    return LeadingPage(path, one.place, uri, anchor)
