"""The MkDocs plugin: each hook calls one function of ours, and reports what it finds."""

import gzip
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url

from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, count
from chronicles.proof.library import answer_all
from chronicles.proof.links import questions
from chronicles.site import source_pages
from chronicles.site.barriers import without_barriers
from chronicles.site.captions import linked
from chronicles.site.clashes import clashes, strays
from chronicles.site.gather import gather
from chronicles.site.home import home
from chronicles.site.marker import mark
from chronicles.site.settings import Unusable, of_config
from chronicles.site.woven import Woven, weave_site
from chronicles.source.projects import Projects
from chronicles.source.trees import NOT_SOURCE

THEME = Path(__file__).parent / "theme"
STYLE, SCRIPT = "assets/chronicles.css", "assets/chronicles.js"
log = logging.getLogger("mkdocs.plugins.chronicles")


class Options(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may set below `chronicles:`."""

    zone = config_options.Type(str, default="UTC")
    projects = config_options.Type(dict, default={})


class ChroniclesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Weaves the code of the project into the pages that ask for it."""

    def __init__(self) -> None:
        self.serving = False
        self._begin()

    def _begin(self) -> None:
        self.docs = "docs"
        self.problems: tuple[Problem, ...] = ()
        self.readings: tuple[Reading, ...] = ()
        self.woven = Woven({}, {}, ())

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
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read, answer and weave every page, before any other plugin looks at the files."""
        try:
            settings = of_config(config)
        except Unusable as error:
            raise PluginError(str(error)) from None
        gathered = gather(settings)
        self.docs = settings.shown(settings.docs)
        self.readings = gathered.readings
        self._report(gathered.problems)
        if gathered.unsafe:
            raise PluginError(f"{count(len(gathered.unsafe), 'file')} cannot be published")
        with Projects(settings.projects, settings.zone) as projects:
            answers = answer_all(questions(self.readings), projects)
        self.woven = weave_site(self.readings, self.docs, answers)
        self._report(self.woven.problems)
        for uri, content in self.woven.sources.items():
            files.append(File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Titles of the menu are text; themes print them as HTML."""
        for item in nav.items:
            _escape_titles(item)
        return nav

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Return what was woven of the page, before any other plugin changes it."""
        for key in ("title", "description"):  # text, which themes print as HTML
            if isinstance(page.meta.get(key), str):
                page.meta[key] = escape(page.meta[key])
        woven = self.woven.pages.get(page.file.src_uri)
        if woven is None:
            return markdown
        place = Place(f"{self.docs}/{page.file.src_uri}")
        if markdown != woven.plain and not any(problem.place.path == place.path for problem in self.problems):
            message = "another plugin changed the page before its blocks were filled"
            self._report([Problem(place, message, "Put '- chronicles' before that plugin in mkdocs.yml.")])
        return woven.rendering.markdown

    def on_page_content(self, html: str, *, page: SitePage, files: Files, **_: Any) -> str:
        """Make the captions of snippets links to their source."""
        if (woven := self.woven.pages.get(page.file.src_uri)) is None:
            return html
        urls = {}
        for origin, target in woven.rendering.captions.items():
            if file := files.get_file_from_path(source_pages.uri(target.file)):
                urls[origin] = get_relative_url(file.url, page.url) + source_pages.anchor(target)
        return linked(html, urls)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates what the home page shows.

        By now every page knows its address, entries too: two that share one are found here, and
        those that would be written outside of the site, before any is written.
        """
        written = [(f"{self.docs}/{file.src_uri}", file.dest_uri) for file in files.documentation_pages()]
        self._report(clashes(written))
        if lost := strays(written):
            self._report(lost)
            raise PluginError(f"{count(len(lost), 'page')} would be written outside of the site")
        blog = config.plugins.get("material/blog")
        pages = {file.src_uri: file.page for file in files.documentation_pages()}
        env.globals["chronicles"] = home(blog.blog.posts if blog else [], pages)
        return env

    def on_post_page(self, output: str, **_: Any) -> str:
        """Take the barriers out of the finished page."""
        return without_barriers(output)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The page for lost readers is a template, and a page like any other to them."""
        return without_barriers(output_content) if template_name.endswith(".html") else output_content

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
        """Leave nothing of the clock in the site, and fail when there are problems."""
        site = Path(config.site_dir)
        sitemap = site / "sitemap.xml"
        if sitemap.is_file():
            (site / "sitemap.xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))
        mark(site)
        if self.problems and not self.serving:
            raise PluginError(f"{count(len(self.problems), 'problem')} in the pages")

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            log.error("%s", problem)
            self.problems += (problem,)


def _escape_titles(item: StructureItem) -> None:
    if "title" in vars(item) and isinstance(item.title, str):
        item.title = escape(item.title)
    for child in getattr(item, "children", None) or []:
        _escape_titles(child)
