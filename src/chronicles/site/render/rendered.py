"""All pages of a site rendered to Markdown, and the source pages that they link to."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.front_matter.front_matter import body
from chronicles.pages.reading import Reading
from chronicles.problems import Problem
from chronicles.proof.answers import Answers, File
from chronicles.proof.link_targets import Target
from chronicles.site.render import source_pages
from chronicles.site.render.demo_html import Live, query
from chronicles.site.render.page_markdown import Rendering, render

LOCAL = "run-it-yourself.md"  # where live links lead without a live demo
RUN_IT = """---
title: {title}
---

# {title}

{how}
"""
NAME = re.compile(r"[\w. -]+")  # what a page can show as it stands


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page before and after: its Markdown as it stands, and what becomes of it."""

    plain: str
    rendering: Rendering


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The pages by their path below `docs/`, the source pages likewise, and every problem.

    `moved` has the path of each source page that was elsewhere once, by the path of then.
    """

    pages: Mapping[str, RenderedPage]
    sources: Mapping[str, str]
    problems: tuple[Problem, ...]
    moved: Mapping[str, str] = field(default_factory=dict)


def render_site(
    readings: Sequence[Reading],
    docs: str,
    answers: Answers,
    number: Callable[[str, str], str] = source_pages.numbered,
    project: str = "",
    words: SiteWords = ENGLISH,
) -> RenderedSite:
    """Render the pages of `readings`, whose paths begin with the folder `docs`.

    `number` returns a source file, by its path and its text, as HTML with a number at each line;
    `project` is the folder of the journal's own project, `""` without one; what is said of
    source files is in `words`.
    """
    pages: dict[str, RenderedPage] = {}
    files: set[File] = set()
    problems: list[Problem] = []
    for reading in readings:
        name = reading.page.path.removeprefix(f"{docs}/")
        rendering = render(reading, answers, partial(_url, name))
        has_asked = any(code.header.data or code.transcript for code in reading.code)
        is_plain = not reading.links and not has_asked
        plain = rendering.markdown if is_plain else body(reading.page, reading.front_matter)
        pages[name] = RenderedPage(plain, rendering)
        files.update(target.file for target in rendering.targets)
        problems += [*reading.problems, *rendering.problems]
    sources = {
        source_pages.uri(file): source_pages.page(file, answers.texts[file], number, words) for file in files
    }
    if LOCAL not in pages and any(link.scheme == "live" for reading in readings for link in reading.links):
        sources[LOCAL] = run_it(project, words)
    former = {source_pages.former_uri(file): source_pages.uri(file) for file in files}
    moved = {old: new for old, new in sorted(former.items()) if old != new}
    return RenderedSite(pages, dict(sorted(sources.items())), tuple(sorted(set(problems))), moved)


def run_it(project: str, words: SiteWords = ENGLISH) -> str:
    """Return the page on how to run the project, whose folder is the last part of the path `project`.

    It is told in `words`.
    """
    name = posixpath.basename(project)
    how = words.say("run.folder", folder=f"`{name}`") if NAME.fullmatch(name) else words.say("run.readme")
    return RUN_IT.format(title=words.say("run.title"), how=how)


def _url(page: str, target: Target | Live) -> str:
    """The Markdown URL of a target, as seen from `page`."""
    here = posixpath.dirname(page) or "."
    if isinstance(target, Live):
        return posixpath.relpath(LOCAL, here) + query(target)
    # As it stands in Markdown, where a `%` begins an escape.
    return quote(posixpath.relpath(source_pages.uri(target.file), here)) + source_pages.anchor(target)
