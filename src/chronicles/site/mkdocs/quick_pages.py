"""Makes single pages of a site anew whose text alone has changed: for the author, until the whole is built.

It uses up what the site was made from, so it is for a process that ends then (see `PageRenderer`).

What a page has of its own text is as a build makes it: its words, its headings and their menu, its code, the
minutes that it takes to read. What it shows of the whole journal is as it was built last: what other pages
say of it, what is near it, heat maps, lists of questions, numbers of goals. A build has the last word.
"""

from collections.abc import Sequence
from contextlib import chdir, suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as SitePage

from chronicles.disk.paths import followed
from chronicles.pages.page import Page, decode
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import NOW
from chronicles.problems import Refused
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.features.site_content import SiteContent
from chronicles.site.material.kept_engine import engine
from chronicles.site.material.renewed_posts import is_post
from chronicles.site.material.search_index import index_of
from chronicles.site.mkdocs.incremental.known_parts import is_ever_new, unknown_parts
from chronicles.site.mkdocs.incremental.told_warnings import warnings_told
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.site.mkdocs.plugin import ChroniclesPlugin
from chronicles.site.mkdocs.single_page import SinglePage, finished
from chronicles.site.render import source_pages
from chronicles.site.render.rendered import render_site
from chronicles.workspace.goal_evidence import goals_page
from chronicles.workspace.proven import proven
from chronicles.workspace.workspace import Workspace

SAMPLE = "# A\n\nWords.\n\n```python\npass\n```\n"
COMMENT = "<!--"  # by which a page asks for what is made of the whole journal


def quick_pages(made: MadeSite, paths: Sequence[Path]) -> dict[str, bytes] | None:
    """Return pages as they are now, by their paths in the site; `None` where that takes a build.

    It does unless each of `paths` is a page of the site `made` of which the body alone has changed, and
    nobody is to be told anything of it. Raises whatever a plugin or an extension may raise.
    """
    if unknown_parts(made.config) or is_ever_new(made.config):
        return None
    index_nothing(made.config)
    with chdir(made.parts.workspace.settings.root), warnings_told() as told:
        found = [_page(made, path) for path in paths]
    return None if told or None in found else dict(filter(None, found))


def get_ready(made: MadeSite) -> None:
    """Do once what the first page would have to wait for: load templates, make the Markdown engine."""
    index_nothing(made.config)
    first = {type(file.page): file.page for file in made.pages if _is_alone(file)}
    with chdir(made.parts.workspace.settings.root), suppress(Exception):
        for page in first.values():
            finished(made, page)
        read_page(Page("sample.md", SAMPLE), made.finder)
        extensions, configs = made.config.markdown_extensions, made.config.mdx_configs
        engine(extensions=extensions, extension_configs=configs).convert(SAMPLE)


def index_nothing(config: MkDocsConfig) -> None:
    """Leave the search index to builds."""
    index = index_of(config)
    if index is not None:
        index.add_entry_from_context = lambda page: None


def _page(made: MadeSite, path: Path) -> tuple[str, bytes] | None:
    """The path of a page in the site, and the page."""
    plugin = cast(ChroniclesPlugin, made.config.plugins["chronicles"])
    known = plugin.content
    before = _before(made, path, known)
    reading = _reading(made, path, before) if before else None
    content = _content(made.parts.workspace, known, reading) if reading else None
    if not (reading and content) or plugin.wants_demos(reading):
        return None
    file = made.parts.files.src_uris[content.published.uri(reading)]
    single = SinglePage(made, file.page, reading.page.text)
    html = single.html(content)
    return (single.place, html) if html else None


def _is_alone(file: File) -> bool:
    """Whether a file is a page that its own text is all of."""
    is_own = type(file.page) is SitePage or is_post(file.page)
    return is_own and file.inclusion in (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)


def _before(made: MadeSite, path: Path, content: SiteContent) -> Reading | None:
    """The page as it was read last, where it may be made alone."""
    settings = made.parts.workspace.settings
    name = settings.shown(path)
    if name in made.wrong or not path.is_relative_to(settings.docs):
        return None
    file = made.parts.files.src_uris.get(path.relative_to(settings.docs).as_posix())
    if file is None or not _is_alone(file) or followed(Path(str(file.abs_src_path))) != path:
        return None
    goals = goals_page(settings, content.readings)
    if goals and goals.page.path == name:  # it is assessed by what stands on all others
        return None
    return next((one for one in content.readings if one.page.path == name), None)


def _reading(made: MadeSite, path: Path, before: Reading) -> Reading | None:
    """The page as it is now, where nothing is wrong with it, and where its body alone is another one."""
    settings = made.parts.workspace.settings
    uri = path.relative_to(settings.docs).as_posix()
    state = next((one.step.state for one in made.parts.workspace.patches if one.step.page == uri), NOW)
    try:
        page = Page(before.page.path, decode(path.read_bytes()))
        reading = read_page(page, made.finder, state, settings.zone)
    except (Refused, OSError):
        return None
    same = _head(reading) == _head(before)
    asks = page.text.count(COMMENT) != before.page.text.count(COMMENT)
    return reading if same and not asks and reading.is_sound and not reading.problems else None


def _head(reading: Reading) -> list[str]:
    """The lines of the front matter."""
    return reading.page.lines[: reading.front_matter.length]


def _content(workspace: Workspace, content: SiteContent, reading: Reading) -> SiteContent | None:
    """What is known of the site, with the page as it is now; `None` where that needs other pages."""
    if content.published.uri(reading) in content.replies:  # which stand at lines that may have moved
        return None
    with workspace.projects() as projects:
        answers = answer_all(questions([reading]), projects)
        known = proven(workspace, projects, [reading])
    rendered = render_site([reading], content.docs, answers, lambda path, text: "", content.project)
    sources = {name for name in rendered.sources if source_pages.is_source(name)}
    if rendered.problems or not sources <= content.rendered.sources.keys():
        return None
    uri = content.published.uri(reading)
    numbers = {name: number for name, number in content.proven.items() if name != uri}
    numbers |= dict.fromkeys([uri] if known else [], known.get(reading.page.path, 0))
    pages = {**content.rendered.pages, **rendered.pages}
    return replace(content, rendered=replace(content.rendered, pages=pages), proven=numbers)
