"""Which blocks of a page equal a part of the project, and the address that is proposed for each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from chronicles.documents.document import Document, Sample
from chronicles.documents.matches import Match, Words, words_of
from chronicles.pages.addresses import Address
from chronicles.problems import Place
from chronicles.source.search import language_of

# exact: one address gives the text. spaces: one gives it up to white space. several: more than one does.
# unnamed: it stands in the project, and no name stands for it.
Certainty = Literal["exact", "spaces", "several", "unnamed"]
LEAST_LINES, LEAST_LETTERS = 2, 20  # of a text that is looked for: less stands in any project by chance
# A word that may be the path of a file: as a title behind the fence, or in the first line of the block.
FILE_NAME = re.compile(r"""[\w./-]*\w\.\w+""")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A block that equals parts of the project; only one that is certain has an address."""

    document: Document
    sample: Sample
    certainty: Certainty
    matches: tuple[Match, ...]

    @property
    def place(self) -> Place:
        """Where the block is."""
        return Place(self.document.page.path, self.sample.fence.block.first)

    @property
    def address(self) -> Address | None:
        """What is proposed; nothing is picked out of several."""
        return self.matches[0].address if self.certainty in ("exact", "spaces") else None


def is_sought(sample: Sample) -> bool:
    """Whether a block says nothing of where it is from, and has a text that is long enough to be found."""
    words = words_of(sample.text)
    letters = sum(map(len, words))
    return sample.says_nothing and (len(words) >= LEAST_LINES or letters >= LEAST_LETTERS)


def propose(documents: Iterable[Document], matches: Mapping[Words, Sequence[Match]]) -> list[Proposal]:
    """Return a proposal for each sought block that stands in the project, in the order of the pages.

    `matches` has where each text stands. A single line that has no name is no proposal.
    """
    found = []
    for document in documents:
        for sample in filter(is_sought, document.samples):
            words = words_of(sample.text)
            proposal = _proposal(document, sample, matches.get(words, ()))
            if proposal and (proposal.certainty != "unnamed" or len(words) >= LEAST_LINES):
                found.append(proposal)
    return found


def _proposal(document: Document, sample: Sample, matches: Sequence[Match]) -> Proposal | None:
    if not matches:
        return None
    named = _narrowed(sample, [match for match in matches if match.address])
    if not named:
        return Proposal(document, sample, "unnamed", tuple(matches))
    exact = [match for match in named if match.lines == sample.text]
    # Of the addresses of one place, the first: the whole file rather than all that is in it.
    places = {(match.path, match.span): match for match in reversed(exact or named)}
    certainty: Certainty = "several" if len(places) > 1 else "exact" if exact else "spaces"
    return Proposal(document, sample, certainty, tuple(sorted(places.values(), key=lambda match: match.path)))


def _narrowed(sample: Sample, matches: list[Match]) -> list[Match]:
    """Those in files of the block's language, and of the name that stands behind its fence, if any are."""
    language = sample.code.header.language
    same = [match for match in matches if language_of(match.path) == language] or matches
    names = FILE_NAME.findall(sample.fence.info)
    return [match for match in same if any(f"/{match.path}".endswith(f"/{name}") for name in names)] or same
