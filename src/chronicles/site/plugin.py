"""The MkDocs plugin: hands pages to the renderer and their problems to whoever builds."""

import gzip
import logging
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url

from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, count
from chronicles.proof.answers import Answers
from chronicles.site import source_pages
from chronicles.site.barriers import without_barriers
from chronicles.site.clashes import clashes
from chronicles.site.gather import gather
from chronicles.site.guides import guides
from chronicles.site.marker import mark
from chronicles.site.settings import Unusable, of_config
from chronicles.site.woven import Woven, weave_site
from chronicles.source.projects import Projects

THEME = Path(__file__).parent / "theme"
NEWEST = 5  # entries on the home page
log = logging.getLogger("mkdocs.plugins.chronicles")

# What superfences prints above a snippet; where its lines are numbered, a table stands between.
CAPTION = re.compile(
    r'(?P<head><div [^>]*data-from="(?P<origin>[^"]*)"[^>]*>'
    r'(?:<table class="highlighttable"><tr><th [^>]*>)?)'
    r'<span class="filename">(?P<title>.*?)</span>'
)


class Options(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may set below `chronicles:`."""

    zone = config_options.Type(str, default="UTC")
    projects = config_options.Type(dict, default={})


class ChroniclesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Weaves the code of the project into the pages that ask for it."""

    def __init__(self) -> None:
        self.problems: tuple[Problem, ...] = ()
        self.readings: tuple[Reading, ...] = ()
        self.woven = Woven({}, {}, ())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our templates and styles behind the user's own."""
        place = 1 if config.theme.custom_dir else 0
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(place, str(THEME))
        if "assets/chronicles.css" not in config.extra_css:
            config.extra_css.insert(0, "assets/chronicles.css")
            config.extra_javascript.append("assets/chronicles.js")
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read and answer every page, before any other plugin looks at the files."""
        try:
            settings = of_config(config)
        except Unusable as error:
            raise PluginError(str(error)) from None
        gathered = gather(settings)
        self.docs = settings.shown(settings.docs)
        self.readings = gathered.readings
        self._report(gathered.problems)
        if gathered.unread:
            self._report(gathered.unread)
            raise PluginError(f"{count(len(gathered.unread), 'file')} cannot be published")
        with Projects(settings.projects, settings.zone) as projects:
            self.woven = weave_site(gathered.readings, self.docs, Answers(projects))
        self._report(self.woven.problems)
        for uri, content in self.woven.sources.items():
            files.append(File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Return what was woven of the page, before any other plugin changes it."""
        if isinstance(title := page.meta.get("title"), str):
            # Themes print titles as they are, into the page and its search index.
            page.meta["title"] = escape(title, quote=False)
        woven = self.woven.pages.get(page.file.src_uri)
        if woven is None:
            return markdown
        if markdown != woven.plain:
            place = Place(f"{self.docs}/{page.file.src_uri}")
            message = "another plugin changed the page before its blocks were filled"
            self._report([Problem(place, message, "Put '- chronicles' before that plugin in mkdocs.yml.")])
        return woven.rendering.markdown

    def on_page_content(self, html: str, *, page: SitePage, files: Files, **_: Any) -> str:
        """Make the captions of snippets links to their source."""
        woven = self.woven.pages.get(page.file.src_uri)
        if woven is None or not woven.rendering.captions:
            return html

        def linked(match: re.Match[str]) -> str:
            target = woven.rendering.captions.get(match["origin"])
            file = files.get_file_from_path(source_pages.uri(target)) if target else None
            if target is None or file is None:
                return match[0]
            url = get_relative_url(file.url, page.url) + source_pages.anchor(target)
            return f'{match["head"]}<span class="filename"><a href="{url}">{match["title"]}</a></span>'

        return CAPTION.sub(linked, html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates what the home page shows: the newest entries, and the guides.

        By now every page knows its address, entries too, so two that share one are found here.
        """
        docs = self.docs
        self._report(clashes((f"{docs}/{f.src_uri}", f.dest_uri) for f in files.documentation_pages()))
        blog = config.plugins.get("material/blog")
        posts = sorted(blog.blog.posts, key=_written, reverse=True) if blog else []
        pages = {file.src_uri: file.page for file in files.documentation_pages()}
        env.globals["chronicles"] = {
            "entries": posts[:NEWEST],
            "guides": [
                {"page": pages[guide.index], "steps": [pages[step] for step in guide.steps]}
                for guide in guides(pages)
                if guide.index in pages
            ],
        }
        return env

    def on_post_page(self, output: str, **_: Any) -> str:
        """Take the barriers out of the finished page."""
        return without_barriers(output)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The page for lost readers is a template, and a page like any other to them."""
        return without_barriers(output_content) if template_name.endswith(".html") else output_content

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Build again when the code of a project changes."""
        for folder in of_config(config).projects.values():
            if folder.is_dir():
                server.watch(str(folder))
        server.watch(str(THEME))
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Leave nothing of the clock in the site, and fail when there are problems."""
        site = Path(config.site_dir)
        sitemap = site / "sitemap.xml"
        if sitemap.is_file():
            (site / "sitemap.xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))
        mark(site)
        if self.problems:
            raise PluginError(f"{count(len(self.problems), 'problem')} in the pages")

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            log.error("%s", problem)
            self.problems += (problem,)


def _written(post: Any) -> Any:
    return post.config.date.created
