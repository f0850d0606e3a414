"""What the site shows of a step beside its own words: where it stands, and what it changes."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from chronicles.guides.outline import Guide, Step
from chronicles.guides.series import zip_archives
from chronicles.guides.series.patches import Patch, changes
from chronicles.guides.series.series import Stored
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.render.change_sizes import MOST_IN_STEP, pages_of_change
from chronicles.site.render.differences import FileDifference, Highlight, difference, size
from chronicles.site.render.highlighting import highlighted

START = ".py"  # how the name of a file ends that makes a state one that can be run
README = "README.md"
PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")

# What stands below the words of a step: the anchor of each part, and what its title is known by.
SECTIONS = {"step-change": "step.made", "step-project": "step.project"}

States = Mapping[str, tuple[Stored, ...]]


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole project at a state: `zip` is the path of its ZIP in the site, empty where nothing runs yet.

    `size` is that of the ZIP in words.
    """

    name: str
    zip: str = ""
    size: str = ""
    has_readme: bool = False

    @property
    def folder(self) -> str:
        """The folder that it unpacks into."""
        return zip_archives.folder(self.name)


@dataclass(frozen=True, slots=True)
class Made:
    """What a step does to the project, which is `before` and then `after`.

    `files` has each file that changes, with the path in the site of what is to be downloaded of it, `""` for
    a file that the page shows. `pages` has the page of each where it is not the step's. The first step
    of all has nothing before it. `patch` and `pages` are paths below `docs/`.
    """

    files: tuple[tuple[FileDifference, str], ...]
    before: Whole | None
    after: Whole
    patch: str = ""
    pages: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """How many lines are new."""
        return sum(file.added for file, _ in self.files)

    @property
    def removed(self) -> int:
        """How many lines are gone."""
        return sum(file.removed for file, _ in self.files)

    @property
    def fates(self) -> list[tuple[str, int]]:
        """How many files are new, changed and deleted, without what there is none of."""
        words = [file.word for file, _ in self.files]
        return [(word, words.count(word)) for word in ("new", "changed", "deleted") if word in words]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of a guide: `place` counts from 1; `made` is missing where there is no state of it."""

    step: Step
    guide: Guide
    place: int
    made: Made | None = None

    @property
    def total(self) -> int:
        """How many steps the guide has."""
        return len(self.guide.steps)

    def prefix(self, title: str) -> str:
        """Return what stands before the title in a list: its number, unless it begins with it."""
        number = int(self.step.number)
        return "" if re.match(rf"0*{number}(?!\d)", title.lstrip()) else f"{number}. "

    def bare(self, title: str) -> str:
        """Return the title without the number that it may begin with: `Views` of `6. Views`."""
        return re.sub(rf"\A\s*0*{int(self.step.number)}[.:)]\s+(?=\S)", "", title)


def shown_steps(
    guides: Sequence[Guide],
    patches: Sequence[Patch],
    states: States,
    zips: Mapping[str, bytes],
    highlight: Highlight = highlighted,
    words: SiteWords = ENGLISH,
    most: int = MOST_IN_STEP,
) -> dict[str, ShownStep]:
    """Return every step by its page. `states` has the files of those that can be reached.

    A change of more than `most` bytes of HTML has pages of its own. What is said of files is in `words`.
    """
    made = dict(
        _made(patches, states, zips, partial(difference, highlight=highlight, words=words), words, most)
    )
    return {
        step.page: ShownStep(step, guide, place, made.get(step.name))
        for guide in guides
        for place, step in enumerate(guide.steps, 1)
    }


def zips_of(patches: Sequence[Patch], states: States) -> dict[str, bytes]:
    """Return a ZIP of every state that has something to run, by its path in the site."""
    return {
        _zip(patch.step): zip_archives.archive(patch.step.name, files)
        for patch in patches
        if (files := states.get(patch.step.name)) and any(file.path.endswith(START) for file in files)
    }


def downloads(steps: Mapping[str, ShownStep]) -> dict[str, bytes]:
    """Return the files that the pages cannot show, by their path in the site."""
    found = [file for step in steps.values() if step.made for file in step.made.files]
    return {path: file.data for file, path in found if file.data is not None}


def _made(
    patches: Sequence[Patch],
    states: States,
    zips: Mapping[str, bytes],
    tell: Callable[..., FileDifference],
    words: SiteWords,
    most: int,
) -> Iterator[tuple[str, Made]]:
    before: Whole | None = None
    old: dict[str, Stored] = {}
    for patch in patches:
        step = patch.step
        if (files := states.get(step.name)) is None:
            return
        new = {file.path: file for file in files}
        after = _whole(step, new, zips, words)
        found = [tell(change, old.get(change.path), new.get(change.path)) for change in changes(patch.data)]
        pairs = tuple((file, "" if file.data is None else _download(step, file.path)) for file in found)
        pages = pages_of_change(step.page, found, most)
        yield step.name, Made(pairs, before, after, step.patch if pairs else "", pages)
        before, old = after, new


def _whole(step: Step, files: Mapping[str, Stored], zips: Mapping[str, bytes], words: SiteWords) -> Whole:
    if (data := zips.get(_zip(step))) is None:
        return Whole(step.name)
    return Whole(step.name, _zip(step), size(len(data), words), README in files)


def _zip(step: Step) -> str:
    return f"{posixpath.dirname(step.page)}/{zip_archives.name(step.name)}"


def _download(step: Step, path: str) -> str:
    """Where a file lies in the site that its page cannot show; it must not become a page of its own."""
    folder = f"{posixpath.dirname(step.page)}/{zip_archives.folder(step.name)}"
    return f"{folder}/{path}" + (".bin" if path.endswith(PAGES) else "")
