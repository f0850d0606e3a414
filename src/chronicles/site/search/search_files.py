"""The files of the search. Pure.

`search/index.json` names the others, by hashes of what they hold, so that they fit each other also where a
browser keeps some: files of terms, and files of texts. A term is in the file of its `bucket`, modulo the
number of files, which is a power of two; a page is in the file of its number, modulo theirs.

A file of terms is a list with an item for each page that has some of them: its number, and what `weights`
returns. So what a page gives to each file depends on nothing else, and an edit makes that of one page anew.
A file of texts has, for each page, its number, its address, title and places, and of each section the
anchor, title and text.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from chronicles.site.search.search_terms import BUCKETS, bucket
from chronicles.site.search.searched_page import SearchedPage, weights

FORM = 1  # of the files; a script that knows another one makes nothing of them
INDEX = "search/index.json"
TERMS, TEXTS = 24_000, 16_000  # letters that a file has at most, in the middle
MOST_TEXTS = 2048  # files
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class PageTerms:
    """What a page gives to the index, as JSON: items of objects by buckets of terms, and its text."""

    terms: Mapping[int, bytes]
    text: bytes

    def kept(self) -> bytes:
        """Return all of it as bytes: a line for the text, and one for each bucket."""
        return b"\n".join([self.text, *(b"%d %s" % one for one in self.terms.items())])

    @classmethod
    def read(cls, data: bytes) -> "PageTerms":
        """Return what `kept` made bytes of."""
        text, *lines = data.split(b"\n")
        return cls({int(at): found for at, _, found in (line.partition(b" ") for line in lines)}, text)


def page_terms(page: SearchedPage) -> PageTerms:
    """Return what a page gives to the index, which depends on this page alone."""
    buckets: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for term, numbers in weights(page).items():
        buckets[bucket(term)][term] = numbers
    sections = [[one.anchor, one.title, one.text] for one in page.sections]
    text = _json([page.url, page.title, list(page.places), sections])
    return PageTerms({at: _json(found)[1:-1] for at, found in sorted(buckets.items())}, text)


def search_files(pages: Sequence[PageTerms]) -> dict[str, bytes]:
    """Return the files of the search by their paths in the site; pages are numbered as they come."""
    buckets: list[list[tuple[int, bytes]]] = [[] for _ in range(BUCKETS)]
    for number, page in enumerate(pages):
        for at, found in page.terms.items():
            buckets[at].append((number, found))
    count = _count(sum(len(found) for one in buckets for _, found in one), TERMS, BUCKETS)
    terms = [_terms(buckets[at::count]) for at in range(count)]
    groups = _count(sum(len(page.text) for page in pages), TEXTS, MOST_TEXTS)
    numbered = list(enumerate(pages))
    texts = [_texts(numbered[at::groups]) for at in range(groups)]
    files: dict[str, bytes] = {}
    about = {
        "form": FORM,
        "pages": len(pages),
        "terms": [*_named("terms", terms, files)],
        "texts": [*_named("texts", texts, files)],
    }
    return {INDEX: _json(about), **files}


def _count(size: int, length: int, most: int) -> int:
    """How many files, `most` at most: a power of two by which they have the `length`, in the middle."""
    count = 1
    while count < most and count * length < size:
        count *= 2
    return count


def _terms(buckets: Sequence[Sequence[tuple[int, bytes]]]) -> bytes:
    if len(buckets) == 1:  # as in a large site
        return _list(b"[%d,{%s}]" % one for one in buckets[0])
    pages: dict[int, list[bytes]] = defaultdict(list)
    for one in buckets:
        for number, found in one:
            pages[number].append(found)
    return _list(b"[%d,{%s}]" % (number, b",".join(pages[number])) for number in sorted(pages))


def _texts(pages: Sequence[tuple[int, PageTerms]]) -> bytes:
    return _list(b"[%d,%s]" % (number, page.text) for number, page in pages)


def _list(items: Iterable[bytes]) -> bytes:
    return b"[" + b",\n".join(items) + b"]"


def _named(kind: str, contents: Sequence[bytes], files: dict[str, bytes]) -> Iterator[str]:
    """Add files to `files`, and return what the names of each have of its hash."""
    for data in contents:
        name = sha256(data).hexdigest()[:12]
        files[f"search/{kind}-{name}.json"] = data
        yield name


def _json(value: object) -> bytes:
    return ENCODER.encode(value).encode("utf-8", "surrogatepass")
