"""All pages of a site rendered to Markdown, and the source pages that they link to."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from chronicles.pages.reading import Reading
from chronicles.problems import Problem
from chronicles.proof.answers import Answers
from chronicles.proof.links import Target
from chronicles.site import source_pages
from chronicles.site.rendering import Rendering, body, render

LOCAL = "run-it-yourself.md"  # where live links lead until there are live demos


@dataclass(frozen=True, slots=True)
class WovenPage:
    """A page before and after: its Markdown as it stands, and what becomes of it."""

    plain: str
    rendering: Rendering


@dataclass(frozen=True, slots=True)
class Woven:
    """The pages by their path below `docs/`, the source pages likewise, and every problem."""

    pages: dict[str, WovenPage]
    sources: dict[str, str]
    problems: tuple[Problem, ...]


def weave_site(readings: Iterable[Reading], docs: str, answers: Answers) -> Woven:
    """Render the pages of `readings`, whose paths begin with the folder `docs`."""
    pages: dict[str, WovenPage] = {}
    targets: set[Target] = set()
    problems: list[Problem] = []
    for reading in readings:
        name = reading.page.path.removeprefix(f"{docs}/")
        rendering = render(reading, answers, partial(_url, name))
        pages[name] = WovenPage(body(reading.page.text, reading), rendering)
        targets.update(rendering.targets)
        problems += [*reading.problems, *rendering.problems]
    sources = {source_pages.uri(target): _source(target, answers) for target in sorted(targets)}
    return Woven(pages, sources, tuple(sorted(set(problems))))


def _url(page: str, target: Target | None) -> str:
    """The Markdown URL of a target, as seen from `page`."""
    uri = LOCAL if target is None else source_pages.uri(target)
    return posixpath.relpath(uri, posixpath.dirname(page) or ".") + (
        source_pages.anchor(target) if target else ""
    )


def _source(target: Target, answers: Answers) -> str:
    text = answers.projects.tree(target.project, target.state).read(target.path)
    return source_pages.markdown(target, text)
