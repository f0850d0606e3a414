"""The MkDocs plugin: each hook calls one function of ours, and reports what it finds."""

import logging
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url

from chronicles.guides.outline import Guide
from chronicles.guides.series.state_files import read_states
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, Unusable, count
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.record import Record
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.features.comments import replies
from chronicles.site.features.demo_bundle import NONE, bundle, wanted
from chronicles.site.features.done_steps import show_ticks
from chronicles.site.features.duplicate_addresses import duplicate_addresses, outside_addresses
from chronicles.site.features.entry_pages import Journal, complete, list_questions
from chronicles.site.features.evidence_links import on_site
from chronicles.site.features.feed_formats import Feed
from chronicles.site.features.feed_selection import Site
from chronicles.site.features.guide_pages import introduce_guides
from chronicles.site.features.home import home
from chronicles.site.features.outputs import write_outputs
from chronicles.site.features.progress_pages import files_of, introduce, record_of, with_marks, without_marks
from chronicles.site.features.step_pages import ShownStep, States, downloads, shown_steps, zips_of
from chronicles.site.material.accessibility import accessible
from chronicles.site.material.archive import add_years, introduce_years
from chronicles.site.mkdocs import published_files
from chronicles.site.mkdocs.config import of_config
from chronicles.site.mkdocs.contents import add_to_contents
from chronicles.site.mkdocs.titles import escape_menu, escape_meta
from chronicles.site.render import source_pages
from chronicles.site.render.captions import linked
from chronicles.site.render.demo_html import ShownDemo, with_demos
from chronicles.site.render.highlights import Highlights
from chronicles.site.render.inline import inline
from chronicles.site.render.rendered import RenderedSite, render_site
from chronicles.site.render.transcript_html import presented
from chronicles.source.trees import NOT_SOURCE
from chronicles.workspace.goal_evidence import evidence_context
from chronicles.workspace.proven import proven
from chronicles.workspace.publication import Published, published
from chronicles.workspace.workspace import Workspace, load

THEME = Path(__file__).parents[1] / "theme"
STYLE, SCRIPT = "assets/chronicles.css", "assets/chronicles.js"
log = logging.getLogger("mkdocs.plugins.chronicles")


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may set below `chronicles:`."""

    zone = config_options.Type(str, default="UTC")
    projects = config_options.Type(dict, default={})
    live = config_options.Type(bool, default=True)
    seconds = config_options.Type((int, float), default=30)
    programs = config_options.Type(list, default=[])
    comments = config_options.Optional(config_options.Type(object))


class ChroniclesPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Weaves the code of the project into the pages that ask for it."""

    def __init__(self) -> None:
        self.serving = False
        self.bundle = NONE
        self.tried: set[str] = set()  # the states whose demos were packed, or could not be
        self.highlights: Highlights | None = None  # for all builds of a server
        self.as_of: date | None = None  # the day until which scheduled entries are published
        self._begin()

    def _begin(self) -> None:
        self.docs = "docs"
        self.problems: tuple[Problem, ...] = ()
        self.readings: tuple[Reading, ...] = ()
        self.rendered = RenderedSite({}, {}, ())
        self.guides: tuple[Guide, ...] = ()
        self.notices: list[str] = []
        self.proven: dict[str, int] = {}
        self.steps: dict[str, ShownStep] = {}
        self.published = Published()
        self.feeds: list[Feed] = []
        self.record = Record()
        self.evidence: EvidenceContext | None = None
        self.years: dict[int, File] = {}

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Remember whether this is a server, which shows pages that have problems too."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our templates and styles behind the user's own."""
        self._begin()
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if STYLE not in config.extra_css:
            config.extra_css.insert(0, STYLE)
            config.extra_javascript.append(SCRIPT)
        return config

    @event_priority(100)
    def _on_files_first(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read, answer and weave every page, before any other plugin looks at the files."""
        try:
            settings = of_config(config)
        except Unusable as error:
            raise PluginError(str(error)) from None
        workspace = load(settings)
        self.docs = settings.shown(settings.docs)
        self.published = published(workspace, self.as_of)
        published_files.change(files, self.published, config)
        self.readings = self.published.readings
        self._report(self.published.problems)
        self._report(workspace.problems)
        if workspace.unsafe:
            raise PluginError(f"{count(len(workspace.unsafe), 'file')} cannot be published")
        self.guides = workspace.guides
        with workspace.projects() as projects:
            answers = answer_all(questions(self.readings), projects)
            known = proven(workspace, projects, self.readings)
        self.proven = {path.removeprefix(f"{self.docs}/"): number for path, number in known.items()}
        self._set_bundle(workspace)
        self.evidence = evidence = evidence_context(workspace, self.readings, answers)
        self.rendered = without_marks(
            render_site(with_marks(self.readings, evidence), self.docs, answers), evidence
        )
        self._report(self.rendered.problems)
        self.record = record_of(self.published.entries, self.readings, workspace.patches, evidence, self.docs)
        self._report(self.record.plan.problems)
        for uri, content in self.rendered.sources.items():
            files.append(File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        for uri, data in self._show_steps(workspace).items():
            files.append(File.generated(config, uri, content=data, inclusion=InclusionLevel.INCLUDED))
        return files

    @event_priority(-60)
    def _on_files_last(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the years of the archive, behind the blog, which makes its pages at -50."""
        self.years = add_years(files, config)
        return files

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    def _show_steps(self, workspace: Workspace) -> dict[str, bytes]:
        """Prepare what the pages show of their steps, and return the files that they link to."""
        patches, series, cache = workspace.patches, workspace.series, workspace.settings.cache
        states: States = {}
        zips: dict[str, bytes] = {}
        try:
            if patches:
                self._report([series.broken.at(Place(self.docs))] if series.broken else [])
                states = read_states(series)
                zips = zips_of(patches, states)
        except Refused as refused:
            self._report([refused.at(Place(patches[0].path))])
        if self.highlights is None or self.highlights.file.parent != cache:
            self.highlights = Highlights(cache / "highlights.json")
        self.steps = shown_steps(self.guides, patches, states, zips, self.highlights)
        self.highlights.save()
        return zips | downloads(self.steps)

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Let no title of the menu become HTML."""
        escape_menu(nav.items)
        return nav

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Return what was rendered of the page, before any other plugin changes it."""
        escape_meta(page.meta)
        rendered = self.rendered.pages.get(page.file.src_uri)
        if rendered is None:
            return markdown
        place = Place(f"{self.docs}/{page.file.src_uri}")
        if markdown != rendered.plain and not any(
            problem.place.path == place.path for problem in self.problems
        ):
            message = "another plugin changed the page before its blocks were filled"
            self._report([Problem(place, message, "Put '- chronicles' before that plugin in mkdocs.yml.")])
        return rendered.rendering.markdown

    def on_page_content(self, html: str, *, page: SitePage, files: Files, **_: Any) -> str:
        """Make the captions of snippets links to their source."""
        if (rendered := self.rendered.pages.get(page.file.src_uri)) is None:
            return html
        urls = {}
        for origin, target in rendered.rendering.captions.items():
            if file := files.get_file_from_path(source_pages.uri(target.file)):
                urls[origin] = get_relative_url(file.url, page.url) + source_pages.anchor(target)
        return presented(linked(html, urls), rendered.rendering.transcripts)

    @event_priority(-10)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates what the home page shows.

        By now every page knows its address, entries too: two that share one are found here, and
        those that would be written outside of the site, before any is written.
        """
        places = [(f"{self.docs}/{file.src_uri}", file.dest_uri) for file in files.documentation_pages()]
        self._report(duplicate_addresses(places))
        if lost := outside_addresses(places):
            self._report(lost)
            raise PluginError(f"{count(len(lost), 'page')} would be written outside of the site")
        blog = config.plugins.get("material/blog")
        pages = {file.src_uri: file.page for file in files.documentation_pages()}
        shown = {
            "steps": self.steps,
            "pages": pages,
            "proven": self.proven,
            "files": {file.src_uri: file for file in files},
        }
        posts = blog.blog.posts if blog else []
        readings = {self.published.uri(entry): entry for entry in self.published.entries}
        journal = Journal({post.file.src_uri: post for post in posts}, readings, get_relative_url)
        said, wrong = complete(journal, self.guides, pages)
        self._report(wrong)
        settings = of_config(config)
        site = Site(
            config.site_name,
            config.site_description or "",
            str(config.site_url or ""),
            settings.zone,
            pages,
        )
        self.feeds = site.feeds(posts, self.guides)
        said |= replies(settings.comments, posts, config.theme.get("language", "en"))
        env.filters["inline"] = inline
        env.globals["chronicles"] = home(posts, pages, self.guides) | shown | said | {"feeds": self.feeds}
        list_questions(env, pages, get_relative_url)
        introduce_years(env, config, self.years, add_to_contents)
        introduce_guides(env, pages, self.guides, self.steps, get_relative_url, add_to_contents)
        show_ticks(env, pages, self.guides, get_relative_url, add_to_contents)
        addresses = {file.src_uri: file.url for file in files}
        links = on_site(self.evidence, addresses) if self.evidence else {}
        introduce(env, pages, self.record, links, get_relative_url)
        urls = {uri: page.url for uri, page in pages.items() if page}
        for uri, data in files_of(self.record, urls).items():
            files.append(File.generated(config, uri, content=data, inclusion=InclusionLevel.INCLUDED))
        return env

    def on_post_page(self, output: str, *, page: SitePage, **_: Any) -> str:
        """Take the barriers out of the finished page, and put its live demos in."""
        # A list of entries shows how they begin; their demos are in the entries.
        demos = {} if hasattr(page, "posts") else self.bundle.demos
        shown = {name: ShownDemo(demo.manifest, demo.download) for name, demo in demos.items()}
        return with_demos(accessible(output), page.url, shown, self.bundle.script)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The page for lost readers is a template, and a page like any other to them."""
        return accessible(output_content) if template_name.endswith(".html") else output_content

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Build again when the code of a project changes.

        Its own folder is left out: a development server keeps its database there.
        """
        for folder in of_config(config).projects.values():
            for path in sorted(folder.iterdir()) if folder.is_dir() else []:
                if path.is_dir() and path.name not in NOT_SOURCE and not path.name.startswith("."):
                    server.watch(str(path))
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is beside the pages, and fail when there are problems."""
        url, language = str(config.site_url), config.theme.get("language", "en")
        write_outputs(Path(config.site_dir), url, language, self.feeds, self.bundle)
        if self.problems and not self.serving:
            raise PluginError(f"{count(len(self.problems), 'problem')} in the pages")

    def _set_bundle(self, workspace: Workspace) -> None:
        """Pack the live demos. A server does so once: an edit has to be on the page in a moment."""
        states = {str(state) for state in wanted(self.readings)}
        if not self.config.live:
            self.bundle = NONE
        elif not (self.serving and states <= self.tried):
            self.tried = states
            self.bundle, self.notices = bundle(workspace, self.readings)
            for notice in self.notices:
                log.warning("%s", notice)

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in (self.published.origin(problem) for problem in problems):
            if problem not in self.problems:
                log.error("%s", problem)
                self.problems += (problem,)
