"""The change of a step, where it is so long that it has pages of its own: what each of these shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.features.step_pages import ShownStep
from chronicles.site.render.differences import FileDifference


@dataclass(frozen=True, slots=True)
class ChangePart:
    """One page of a change: `number` of `total`; `pages` are all of them, as paths below `docs/`.

    `files` has what it shows, each with the path in the site of what is to be downloaded, `""` for none.
    `name` is that of the step, `step` its page, `words` are what the title is told in.
    """

    name: str
    step: str
    number: int
    pages: tuple[str, ...]
    files: tuple[tuple[FileDifference, str], ...]
    words: SiteWords = ENGLISH

    @property
    def total(self) -> int:
        """How many pages there are of the change."""
        return len(self.pages)

    @property
    def before(self) -> str:
        """The page before, `""` at the first."""
        return self.pages[self.number - 2] if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The next page, `""` at the last."""
        return self.pages[self.number] if self.number < self.total else ""

    @property
    def title(self) -> str:
        """What the page is called."""
        if self.total == 1:
            return self.words.say("change.title", step=self.name)
        return self.words.say("change.title_part", step=self.name, number=self.number, total=self.total)


def change_parts(steps: Mapping[str, ShownStep], words: SiteWords = ENGLISH) -> dict[str, ChangePart]:
    """Return the pages of the changes that have some of their own, by their paths below `docs/`.

    They are told in `words`.
    """
    return {page: part for step in steps.values() for page, part in _parts(step, words)}


def _parts(step: ShownStep, words: SiteWords) -> Iterator[tuple[str, ChangePart]]:
    if step.made is None:
        return
    places = step.made.pages
    pages = tuple(dict.fromkeys(places))
    for number, page in enumerate(pages, 1):
        files = tuple(pair for pair, place in zip(step.made.files, places, strict=True) if place == page)
        yield page, ChangePart(step.step.name, step.step.page, number, pages, files, words)
