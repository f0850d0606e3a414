"""What the pages of guides and steps show besides their words, as Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from chronicles.guides.outline import Guide
from chronicles.guides.series.patches import FileChange, Patch, changes
from chronicles.language.site_words import ENGLISH
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.site.features.step_pages import SECTIONS, Made, ShownStep, Whole
from chronicles.site.plain import plain_words
from chronicles.site.plain.plain_sources import fenced, language
from chronicles.site.plain.plain_words import code, items, link, relative, shown_title
from chronicles.site.render.differences import FileDifference

CHANGE, PROJECT = map(ENGLISH.say, SECTIONS.values())
ANCHOR = "#what-changed-in-this-step"  # of the heading `CHANGE`, on GitHub as by Python-Markdown
MINUS = "\N{MINUS SIGN}"
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class PlainGuides:
    """The guides and their steps, by the path of their page below `docs/`; `pages` are those of the site."""

    guides: Sequence[Guide]
    steps: Mapping[str, ShownStep]
    patches: Mapping[str, Patch]
    pages: Mapping[str, Reading]

    def head(self, uri: str) -> str:
        """Return where a step stands in its guide, and how much it changes."""
        step = self.steps[uri]
        said = [f"Step {step.place} of {step.total}"]
        if step.guide.index in self.pages:
            guide = self.pages[step.guide.index]
            said.append(link(shown_title(guide), relative(uri, step.guide.index)))
        if step.made:
            number = len(step.made.files)
            words = f"{_files(number)} change{'s' if number == 1 else ''}" if number else "no file changes"
            said.append(link(words, ANCHOR))
        return ", ".join(said)

    def foot(self, uri: str) -> str:
        """Return what a step changes, complete, and where the project is before and after it."""
        step = self.steps[uri]
        if step.made is None:
            return ""
        patch = self.patches.get(uri)
        found = {change.path: change for change in changes(patch.data)} if patch else {}
        return plain_words.joined([*_changed(uri, step.made, found), *_project(uri, step.made)])

    def table(self, guide: Guide) -> str:
        """Return the table of the steps of a guide, for its page."""
        steps = [self.steps[step.page] for step in guide.steps if step.page in self.pages]
        has_changes = any(step.made for step in steps)
        head = ["Step", "What it means", *(["What changes"] if has_changes else [])]
        return plain_words.table(head, [self._row(guide, step, has_changes) for step in steps])

    def overview(self, here: str) -> str:
        """Return a list of all guides, each with its first step."""
        return items(self._overview(here, guide) for guide in self.guides if guide.index in self.pages)

    def _overview(self, here: str, guide: Guide) -> str:
        page = self.pages[guide.index]
        said = [link(shown_title(page), relative(here, guide.index))]
        if about := page.front_matter.values.get("description"):
            said.append(escaped(str(about)))
        if steps := [step.page for step in guide.steps if step.page in self.pages]:
            first = link(shown_title(self.pages[steps[0]]), relative(here, steps[0]))
            said.append(f"{len(steps)} step{'s' if len(steps) > 1 else ''}, the first: {first}")
        return ". ".join(one.removesuffix(".") for one in said)

    def _row(self, guide: Guide, step: ShownStep, has_changes: bool) -> list[str]:
        page = self.pages[step.step.page]
        name = shown_title(page)
        title = link(f"{step.prefix(name)}{name}", relative(guide.index, step.step.page))
        about = escaped(str(page.front_matter.values.get("description") or ""))
        return [title, about, *([_what(step.made)] if has_changes else [])]


def _what(made: Made | None) -> str:
    if made is None:
        return ""
    if len(made.files) > 2:
        return f"{_files(len(made.files))}, +{made.added} {MINUS}{made.removed}"
    return ", ".join(code(file.path) for file, _ in made.files) or "nothing in the project"


def _changed(uri: str, made: Made, found: Mapping[str, FileChange]) -> Iterator[str]:
    yield f"## {CHANGE}"
    if not made.files:
        yield "Nothing changes in the project."
        return
    fates = ", ".join(f"{number} {word}" for word, number in made.fates)
    lines = f"{made.added} line{'s' if made.added != 1 else ''} added, {made.removed} removed."
    yield f"{_files(len(made.files))}: {fates}. {lines}"
    yield items(_listed(file) for file, _ in made.files)
    yield "The whole change, file by file:"
    for file, download in made.files:
        yield from _file(uri, file, download, found.get(file.path))


def _listed(file: FileDifference) -> str:
    counts = [f"+{file.added}" if file.added else "", f"{MINUS}{file.removed}" if file.removed else ""]
    return " ".join(filter(None, [code(file.path), file.word, *counts]))


def _file(uri: str, file: FileDifference, download: str, change: FileChange | None) -> Iterator[str]:
    yield f"### {code(file.path)} {file.word}"
    yield from map(escaped, file.notes)
    if download:
        yield link(f"Download {escaped(file.path)}", relative(uri, download))
    elif file.whole:
        text = unescape(TAG.sub("", file.whole))
        yield "The whole file:"
        yield fenced(text.removesuffix("\n"), language(file.path, text))
    if file.hunks and change:
        yield from _hunks(file, change)
    if file.word == "deleted":
        yield "The file is gone."


def _hunks(file: FileDifference, change: FileChange) -> Iterator[str]:
    """The parts of a change, each with where it is; their lines are those of the patch."""
    lines: list[list[str]] = []
    for line in change.lines:
        if line.startswith("@@ "):
            lines.append([])
        elif lines:
            lines[-1].append(line.removesuffix("\r"))
    for hunk, own in zip(file.hunks, lines, strict=True):
        yield f"{hunk.title}{f' {code(hunk.where)}' if hunk.where else ''}:"
        yield fenced("\n".join(own), "diff")


def _project(uri: str, made: Made) -> Iterator[str]:
    yield f"## {PROJECT}"
    yield f"Start: {_whole(uri, made.before) if made.before else 'An empty folder.'}"
    yield f"Finished: {_whole(uri, made.after)}"
    if made.patch:
        name = link(escaped(made.patch.rpartition("/")[2]), relative(uri, made.patch))
        yield f"The step itself: {name}, a patch: `git apply` makes this change in your folder"
    if (made.before and made.before.zip) or made.after.zip:
        readme = ", and the README in it has the two commands that run the project"
        yield f"A ZIP unpacks into a folder of its own{readme if made.after.has_readme else ''}. {_CLONE}"
    else:
        yield "In a clone of this journal, a command writes the project into a new folder:"
    states = [state for state in (made.before, made.after) if state]
    commands = (f"python3 build.py step checkout {state.name} {state.folder}" for state in states)
    yield fenced("\n".join(commands), "sh")


_CLONE = "In a clone of this journal, a command writes the same into a new folder:"


def _whole(uri: str, state: Whole) -> str:
    if state.zip:
        return f"{link(f'{state.folder}.zip', relative(uri, state.zip))} {state.size}"
    return "There is nothing to run yet: the project has no Python in it."


def _files(number: int) -> str:
    return f"{number} file{'s' if number > 1 else ''}"
