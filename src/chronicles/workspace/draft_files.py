"""Which files beside pages only a draft uses: they are not for readers before it is. Pure.

A page may name a picture in Markdown, in HTML, in its front matter; a style or a script may, too. So wherever
a file's name stands, it is used. Only what no reader's page names, nor what such a page may load, waits.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

WORD = re.compile(r"""[^\s"'`()<>\[\]{}=,;|]+""")
END = re.compile(r"[?#]")
UP = re.compile(r"\A(?:\.{0,2}/)+")
# The files beside pages that can name others.
TEXTS = (".css", ".js", ".mjs", ".html", ".htm", ".svg", ".json", ".xml", ".txt", ".webmanifest", ".yml")


def draft_files(
    drafts: Mapping[str, str],
    shown: Mapping[str, str],
    others: Iterable[str],
    files: Mapping[str, str],
    read: Callable[[str], str],
) -> frozenset[str]:
    """Return those of `files` that drafts use and nothing else does.

    `drafts` and `shown` have the texts of pages by their paths, `others` those of the settings and the theme.
    `files` has the path in the site of what is no page by the one below `docs/`, which is that of all pages,
    too; `read` returns the text of a file.
    """
    known = _NamedFiles(files)
    mine = _reached((found for at, text in drafts.items() for found in known.named_in(text, at)), known, read)
    if not mine:
        return frozenset()
    used = {found for at, text in shown.items() for found in known.named_in(text, at)}
    used.update(found for text in others for found in known.named_in(text, ""))
    for path in files.keys() - mine:
        used.update(known.named_in(read(path), path) if path.endswith(TEXTS) else ())
    return frozenset(mine - _reached(used & mine, known, read))


def _reached(begun: Iterable[str], known: "_NamedFiles", read: Callable[[str], str]) -> set[str]:
    """What is named, and what that names in turn."""
    found: set[str] = set()
    waiting = list(begun)
    while waiting:
        if (path := waiting.pop()) not in found:
            found.add(path)
            waiting += known.named_in(read(path), path) if path.endswith(TEXTS) else ()
    return found


class _NamedFiles:
    """The files by their names, as texts use them: from where they lie, or from where they are published."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._paths = {place: path for path, place in files.items()} | {path: path for path in files}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for place in sorted(self._paths):
            self._by_name[posixpath.basename(place)].append(place)
        # A name of several words is no word; it is looked for as it is.
        self._odd = [name for name in self._by_name if not WORD.fullmatch(name)]

    def named_in(self, text: str, at: str) -> Iterator[str]:
        """Yield the files that a text names which stands at the path `at`."""
        for word in set(WORD.findall(text)):
            path = unquote(END.split(word, maxsplit=1)[0])
            if places := self._by_name.get(posixpath.basename(path)):
                yield from (self._paths[place] for place in self._meant(path, at, places))
        for name in self._odd:
            if name in text:
                yield from (self._paths[place] for place in self._by_name[name])

    def _meant(self, path: str, at: str, places: list[str]) -> list[str]:
        """Where an address leads from there; where it leads to nothing, the files whose paths end so."""
        exact = posixpath.normpath(posixpath.join(posixpath.dirname(at), path))
        if exact in self._paths:
            return [exact]
        end = "/" + UP.sub("", path)
        return [one for one in places if f"/{one}".endswith(end) or end.endswith(f"/{one}")]
