"""The MkDocs plugin: each hook calls one function of ours, and reports what it finds."""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url

from chronicles.disk.cache import Store, key
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused, Unusable, count
from chronicles.site.build_step import READING, BuildStep
from chronicles.site.features.demo_bundle import Demos
from chronicles.site.features.duplicate_addresses import long_addresses, outside_addresses
from chronicles.site.features.feed_formats import Feed
from chronicles.site.features.former_addresses import LeadingPage
from chronicles.site.features.kept_steps import KeptSteps
from chronicles.site.features.outputs import write_files, write_outputs
from chronicles.site.features.page_images import wrong_images
from chronicles.site.features.page_metadata import SiteMetadata
from chronicles.site.features.page_places import places_of
from chronicles.site.features.reply_quotes import shown_quotes
from chronicles.site.features.site_content import SiteContent, site_content
from chronicles.site.features.site_demos import SiteDemos, site_demos
from chronicles.site.material.accessibility import accessible
from chronicles.site.material.adapters import install
from chronicles.site.material.archive_menu import years_in_menu
from chronicles.site.material.blog_drafts import show_drafts
from chronicles.site.material.blog_lists import end_numbered_pages, missing_blog, numbered_pages
from chronicles.site.material.category_names import long_categories
from chronicles.site.material.entry_dates import set_entry_dates, zoned_date
from chronicles.site.material.footer_links import footer_pages, keep_apart, pass_lists
from chronicles.site.material.highlighted_blocks import leave_out_classes
from chronicles.site.material.kept_menus import keep_menus
from chronicles.site.material.known_adapters import ADAPTERS
from chronicles.site.material.lean_styles import add_lean_styles
from chronicles.site.material.list_addresses import heading, set_list_addresses
from chronicles.site.material.list_ids import set_list_ids
from chronicles.site.material.page_script import PageScript, page_script
from chronicles.site.material.search_index import (
    SiteIndex,
    has_own_search,
    index_of,
    prepare_index,
    turn_index,
)
from chronicles.site.material.site_lists import SiteLists, add_lists
from chronicles.site.material.theme_words import theme_language, theme_words
from chronicles.site.mkdocs import published_files
from chronicles.site.mkdocs.build_options import BuildOptions, TrialEnded
from chronicles.site.mkdocs.card_files import write_cards
from chronicles.site.mkdocs.changed_text import changed_text
from chronicles.site.mkdocs.code_styles import colors_code
from chronicles.site.mkdocs.config import extensions, keep_code, keeps_pages, of_config, theme_folders
from chronicles.site.mkdocs.diagram_files import add_diagrams, draw_fences
from chronicles.site.mkdocs.incremental.output_stamps import OutputStamps
from chronicles.site.mkdocs.incremental.page_keys import Shell
from chronicles.site.mkdocs.license_files import add_licenses
from chronicles.site.mkdocs.machine_files import add_machine_files
from chronicles.site.mkdocs.made_site import MadeParts
from chronicles.site.mkdocs.moved_files import MovedFiles, copy_moved, lead_on, serve_all
from chronicles.site.mkdocs.output_copies import copy_output
from chronicles.site.mkdocs.page_policy import PagePolicy, page_policy
from chronicles.site.mkdocs.page_redirects import lead_from_former, wrong_parts
from chronicles.site.mkdocs.plugin_options import PluginOptions
from chronicles.site.mkdocs.script_words import add_script_words
from chronicles.site.mkdocs.shared_addresses import own_files, shared_addresses
from chronicles.site.mkdocs.site_pictures import SitePictures, add_pictures
from chronicles.site.mkdocs.source_page import SourcePage
from chronicles.site.mkdocs.source_shells import introduce_source_pages
from chronicles.site.mkdocs.templates import introduce_site
from chronicles.site.mkdocs.titles import drop_unknown, escape_menu, escape_meta
from chronicles.site.mkdocs.told_rebuilds import in_words
from chronicles.site.mkdocs.warnings import show_warnings
from chronicles.site.mkdocs.watched_paths import watched_paths
from chronicles.site.offline import offline_files
from chronicles.site.offline.offline_files import write_offline_worker
from chronicles.site.render import source_pages
from chronicles.site.render.captions import linked
from chronicles.site.render.demo_html import with_demos
from chronicles.site.render.diagram_html import with_diagrams
from chronicles.site.render.draft_mark import draft_mark
from chronicles.site.render.highlights import Highlights
from chronicles.site.render.ids import once
from chronicles.site.render.long_blocks import with_short_blocks
from chronicles.site.render.picture_tags import PictureTags
from chronicles.site.render.transcript_html import presented
from chronicles.site.search.search_files import search_files
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.publication import published
from chronicles.workspace.settings import line_of
from chronicles.workspace.theme_files import ThemeFiles
from chronicles.workspace.workspace import Workspace, load

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

STYLE, SCRIPT = "assets/chronicles.css", "assets/chronicles.js"
ICON, OTHER_ICON = "assets/chronicles-icon.svg", "assets/images/favicon.png"  # ours, and Material's
SEARCH_SCRIPT = "assets/search.js"
OFFLINE_STYLE, OFFLINE_SCRIPT = "assets/offline.css", "assets/offline.js"
log = logging.getLogger("mkdocs.plugins.chronicles")


class ChroniclesPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Weaves the code of the project into the pages that ask for it."""

    def __init__(self) -> None:
        self.options = BuildOptions()
        self.store_folder: Path | None = None
        self.stamps: OutputStamps | None = None  # of the site of before, where a build may take from it
        self.is_server = False
        self._demos, self._steps = Demos(), KeptSteps()  # for all builds of a server
        self._theme = ThemeFiles(())
        self._begin()

    def _begin(self) -> None:
        self.content = SiteContent()
        self.parts: MadeParts | None = None  # for whoever makes a page of the site once more
        self._workspace: Workspace | None = None
        self._nav: Navigation | None = None
        self._site_demos = SiteDemos()
        self._store = Store(Path())
        self.notices: Sequence[str] = ()
        self.is_written = False
        self.problems: tuple[Problem, ...] = ()
        self._feeds: Sequence[Feed] = ()
        self._lists = SiteLists()
        self._moved = MovedFiles()
        self._leads: Sequence[LeadingPage] = ()
        self._own: Sequence[File] = ()
        self._zone: tzinfo = UTC
        self._policy, self._script = PagePolicy(), PageScript()
        self._pictures, self._picture_tags = SitePictures(), PictureTags()
        self._is_thin = False
        self._diagrams = ""
        self._metadata = SiteMetadata("")

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Remember whether this is a server, which shows pages that have problems too."""
        self.is_server = command == "serve"

    @event_priority(100)
    def _on_config_first(self, /, config: MkDocsConfig) -> MkDocsConfig:
        """Look at the language before another plugin asks the theme for its words."""
        if config.strict:
            show_warnings()
        self._begin()
        self._language(config)
        return config

    def _on_config_between(self, /, config: MkDocsConfig) -> MkDocsConfig:
        """Add our templates and styles behind the user's own."""
        self._begin()
        install(ADAPTERS)
        config.theme.dirs = theme_folders(config)
        self._theme = ThemeFiles(tuple(map(Path, config.theme.dirs)))
        if self.options.drafts:
            show_drafts(config)
        config.markdown_extensions = extensions(
            config.markdown_extensions, html=self.config.html is not False
        )
        keep_code(config.mdx_configs)
        draw_fences(config.markdown_extensions, config.mdx_configs)
        self._is_thin = not colors_code(config)
        leave_out_classes(is_thin=self._is_thin)
        if STYLE not in config.extra_css:
            config.extra_css.insert(0, STYLE)
            config.extra_javascript.append(SCRIPT)
        if config.theme.get("favicon") == OTHER_ICON:
            config.theme["favicon"] = ICON
        if has_own_search(config) and SEARCH_SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SEARCH_SCRIPT)
        if keeps_pages(config) and OFFLINE_SCRIPT not in config.extra_javascript:
            config.extra_css.append(OFFLINE_STYLE)
            config.extra_javascript.append(OFFLINE_SCRIPT)
            config.theme.static_templates.add(offline_files.PAGE)
        return config

    on_config = CombinedEvent(_on_config_first, _on_config_between)

    @event_priority(100)
    def _on_files_first(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read, answer and render every page, before any other plugin looks at the files."""
        self.options.tell(BuildStep(READING))
        try:
            workspace = self.options.trial or load(of_config(config))
        except Unusable as error:
            raise PluginError(str(error)) from None
        self._workspace = workspace
        seen = published(workspace, self.options.as_of, drafts=self.options.drafts)
        published_files.change(files, seen, config)
        self._zone, self._store = workspace.settings.zone, workspace.settings.store
        self._script = page_script(config, may_ask_hosts=workspace.settings.policy.lets_ask)
        set_entry_dates(config, {seen.uri(one): one for one in seen.entries}, self._zone)
        self._own = own_files(files, config, seen.cache)
        set_list_addresses(config, seen.readings, seen.entries, self._zone)
        end_numbered_pages(config)
        self.content = SiteContent(workspace.settings.shown(workspace.settings.docs), seen)
        self._report([*seen.problems, *workspace.problems])
        if workspace.unsafe:
            raise PluginError(f"{count(len(workspace.unsafe), 'file')} cannot be published")
        self.options.tell(BuildStep("answering the pages"))
        highlights = Highlights(self._store.part("highlights"), is_thin=self._is_thin)
        self.content = site_content(workspace, seen, highlights, self._steps, theme_words(config))
        self._report(self.content.problems)
        self._stop_at(long_categories(seen.entries, config))
        self.notices = ()
        self.options.tell(BuildStep("packing the live demos"))
        if self.config.live and self.options.live:
            store, is_server = self._store.part("demos"), self.is_server
            self._site_demos, notices = site_demos(
                self._demos, workspace, seen.readings, store, is_server=is_server
            )
            self._notice(notices)
        self.options.tell(BuildStep("listing files and entries"))
        self._notice(missing_blog(seen.entries, config))
        if not self.is_server or self.options.preview:  # MkDocs writes a script into each page that it serves
            self._policy = page_policy(workspace.settings, config, self.content.readings)
            self._notice(self._policy.notices)
        readings, store = self.content.readings, self._store.part("pictures")
        self._pictures = add_pictures(files, self._own, config, readings, self._path, store)
        self._report(self._pictures.problems)
        self._diagrams = self._add_diagrams(files, config, workspace)
        self._store.forget_old()  # only now: what this build has used is new again
        files = published_files.added(files, self.content, config)
        texts = (reading.page.text for reading in self.content.readings)
        add_script_words(files, self.content.words, config)
        add_lean_styles(files, config, STYLE, texts, self._store.part("styles"))
        self._report(add_licenses(files, config, self.content, self._site_demos.bundle, self._store))
        return files

    @event_priority(-60)
    def _on_files_last(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the years and the tags, behind the blog, which makes its pages at -50; now all are there."""
        self._lists = add_lists(files, config, self.content.published)
        self._moved = serve_all(files, self.content.rendered.moved, config)
        if self._workspace:
            settings, seen = self._workspace.settings, self.content.published
            self._leads, problems = lead_from_former(files, settings, seen, config)
            self._report(problems)
            self._notice(add_machine_files(files, self._leads, settings, config))
        lead_on(files, numbered_pages(config), config)
        return files

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    def _on_nav_first(self, /, nav: Navigation, **_: Any) -> Navigation:
        """Let no title of the menu become HTML."""
        escape_menu(nav.items)
        return nav

    @event_priority(-60)
    def _on_nav_last(self, /, nav: Navigation, **_: Any) -> Navigation:
        """Lead from page to page of the menu, behind the blog, which puts its lists between them at -50."""
        self._nav = nav
        pass_lists(nav.pages)
        keep_apart(nav.pages, self.content.series)
        years_in_menu(nav.items, self._lists.years)
        return nav

    on_nav = CombinedEvent(_on_nav_first, _on_nav_last)

    @event_priority(100)
    def _on_page_markdown_first(self, /, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Return what was rendered of the page, before any other plugin changes it."""
        self._set_date(page)
        escape_meta(page.meta)
        drop_unknown(page, self._theme)
        rendered = self.content.rendered.pages.get(page.file.src_uri)
        if rendered is None or isinstance(page, SourcePage):
            return markdown
        place = Place(f"{self.content.docs}/{page.file.src_uri}")
        is_known = any(problem.place.path == place.path for problem in self.problems)
        if markdown != rendered.plain and not is_known:
            self._report([changed_text(page.file, markdown).at(place)])
        return self._lists.tags.marked(rendered.rendering.markdown)

    @event_priority(-60)
    def _on_page_markdown_last(self, /, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Show the names of lists as they are, behind the blog, which writes them at -50."""
        return heading(page, markdown)

    on_page_markdown = CombinedEvent(_on_page_markdown_first, _on_page_markdown_last)

    def on_page_content(self, html: str, *, page: SitePage, files: Files, **_: Any) -> str:
        """Make the captions of snippets links to their source."""
        if (rendered := self.content.rendered.pages.get(page.file.src_uri)) is None:
            return html
        urls = {}
        for origin, target in rendered.rendering.captions.items():
            if file := files.get_file_from_path(source_pages.uri(target.file)):
                urls[origin] = get_relative_url(file.url, page.url) + source_pages.anchor(target)
        mark = draft_mark(self.content.published.unpublished(page.file.src_uri), self.content.words)
        html = self.content.models.put_into(html, f"{self.content.docs}/{page.file.src_uri}")
        shown = presented(linked(html, urls), rendered.rendering.transcripts, self.content.words)
        return mark + shown_quotes(shown)

    @event_priority(-10)
    def _on_env_first(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates what they show.

        By now every page knows its address, entries too: two that share one are found here, and those that
        cannot be written, or would be outside of the site, before any is written. Raises `PluginError` for
        the latter two.
        """
        self.options.tell(BuildStep("preparing the templates"))
        docs = self.content.docs
        places = [(f"{docs}/{file.src_uri}", file.dest_uri) for file in files.documentation_pages()]
        self._stop_at([*outside_addresses(places), *long_addresses(places)])
        self._picture_tags = self._pictures.tags(config)
        has_cards = self.config.cards and not self.is_server  # which no preview of a link reads
        self._feeds, problems = introduce_site(
            env, config, files, self.content, self._lists, has_cards=has_cards
        )
        self._metadata = env.globals["chronicles"]["metadata"]
        readings = ((self.content.published.uri(one), one) for one in self.content.readings)
        self._report(wrong_images(readings, {file.src_uri for file in files}))
        self._report(problems)
        paths = self._workspace.settings.footer if self._workspace else ()
        env.globals["chronicles"]["offline"] = keeps_pages(config)
        env.globals["chronicles"]["footer"] = footer_pages(self._nav, paths) if self._nav else []
        self._report(wrong_parts(self._leads, files))
        self._report(shared_addresses(self._own, files, self._feeds, config, self._path, self._said))
        introduce_source_pages(env, config, lambda html: self._finished(self._mended(html)))
        self._prepare_index(config, env, files)
        keep_menus(env)
        if self._workspace and self._nav:
            self.parts = MadeParts(self._workspace, files, self._nav, env)
        return env

    @event_priority(-100)
    def _on_env_last(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """End a trial, with the check of links to headings, which MkDocs makes behind its last page."""
        if not self.options.trial:
            return env
        for file in files.documentation_pages():
            if file.page:
                file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        raise TrialEnded

    on_env = CombinedEvent(_on_env_first, _on_env_last)

    @event_priority(-110)
    def on_page_context(self, context: Any, **_: Any) -> Any:
        """Keep the entries of a list apart, behind the blog, which renders them at -100; link the tags."""
        set_list_ids(context.get("posts") or ())
        self._lists.tags.linked(context)
        return context

    def on_post_page(self, output: str, *, page: SitePage, **_: Any) -> str:
        """Mend what Material's pages lack for some readers, with the live demos, and each id once."""
        if isinstance(page, SourcePage) and page.is_finished:
            return output
        # A list of entries shows how they begin; their demos are in the entries.
        shown = {} if hasattr(page, "posts") else self._site_demos.shown
        output = self._moved.followed(self._mended(output), page.url)
        output = self._picture_tags.put_into(output, page.url)
        script = self._diagrams and get_relative_url(self._diagrams, page.url)
        output = with_diagrams(output, script, self.content.words)
        output = with_demos(output, page.url, shown, self._site_demos.bundle.script)
        output = once(with_short_blocks(output))
        written = (one.content for one in (page, *getattr(page, "posts", ())))
        return self._finished(output, *written)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The page for lost readers is a template, and a page like any other to them."""
        is_page = template_name.endswith(".html")
        return self._finished(once(self._mended(output_content))) if is_page else output_content

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, **_: Any) -> "LiveReloadServer":
        """Answer this machine alone, and build again when the code of a project changes."""
        from chronicles.site.mkdocs.request_guard import guard  # of a server that no build needs

        guard(server)
        server.builder = in_words(server.builder, Path(config.config_file_path).parent)
        settings = of_config(config)
        for name, folder in settings.projects.items():
            for path in watched_paths(folder, () if name else settings.own_paths):
                server.watch(str(path))
        return server

    @event_priority(100)
    def _on_post_build_first(self, *, config: MkDocsConfig) -> None:
        """Let Material write no index that nobody reads."""
        turn_index(config, is_on=False)

    def _on_post_build_between(self, *, config: MkDocsConfig) -> None:
        """Write what is beside the pages. Raises `PluginError` for problems, except in a server."""
        self.options.tell(BuildStep("writing feeds and indexes"))
        url, language = str(config.site_url), self.content.words.language.tag
        copy = partial(copy_output, config)
        write_outputs(
            Path(config.site_dir), url, language, self._feeds, self._site_demos.bundle, self._store, copy
        )
        if isinstance(index := index_of(config), SiteIndex):
            write_files(Path(config.site_dir), search_files(index.pages))
        write_offline_worker(Path(config.site_dir), is_keeping=keeps_pages(config))
        copy_moved(self._moved, Path(config.site_dir))
        cards = list(self._metadata.cards)
        self._notice(write_cards(cards, Path(config.site_dir), self.stamps, self._store, self.options.tell))
        self.is_written = True
        if self.problems and not self.is_server:
            raise PluginError(f"{count(len(self.problems), 'problem')} in the pages")

    @event_priority(-100)
    def _on_post_build_last(self, *, config: MkDocsConfig) -> None:
        """Let pages that are made alone from now on have the search."""
        turn_index(config, is_on=True)

    on_post_build = CombinedEvent(_on_post_build_first, _on_post_build_between, _on_post_build_last)

    def shell(self) -> Shell:
        """Return the keys of what every page may show besides the menu, once all of it is known."""
        common = key(repr(sorted(self._moved.addresses.items())), self._diagrams)
        return Shell(common, self._site_demos.key, self._pictures.key)

    def wants_demos(self, reading: Reading) -> bool:
        """Whether a page wants live demos that the build did not try to make."""
        return bool(self.config.live and self.options.live) and not self._demos.were_tried([reading])

    def _add_diagrams(self, files: Files, config: MkDocsConfig, workspace: Workspace) -> str:
        if self.options.trial:  # which writes no page
            return ""
        path, notices = add_diagrams(files, config, self.content.readings, workspace.settings.cache / "live")
        self._notice(notices)
        return path

    def _finished(self, html: str, *written: str | None) -> str:
        """A page with its script and its policy; `written` is the HTML of what authors wrote of it."""
        return self._policy.put_into(self._script.put_into(html), *written)

    def _prepare_index(self, config: MkDocsConfig, env: Any, files: Files) -> None:
        pages = {file.src_uri: file.page for file in files.documentation_pages()}
        steps = self.content.steps
        prepare_index(config, lambda page: places_of(page, pages, steps, env.filters["date"]))

    def _set_date(self, page: SitePage) -> None:
        """Let templates know a page's date as it was read, whatever YAML makes of its words."""
        if (said := self.content.dates.get(page.file.src_uri)) is not None:
            page.meta["date"] = zoned_date(said, self._zone)

    def _language(self, config: MkDocsConfig) -> None:
        """Raises `PluginError` for a language that the theme does not have."""
        try:
            theme_language(config)
        except Refused as refused:
            line = line_of(Path(config.config_file_path).parent, "theme:", "language:")
            self._stop_at([refused.at(Place(CONFIG, line))])

    def _mended(self, html: str) -> str:
        """A page of Material's without what keeps some of its readers out."""
        return accessible(html, self.content.words)

    def _path(self, uri: str) -> str:
        return f"{self.content.docs}/{uri}"

    def _said(self, path: str) -> str:
        """A path as a person knows it: that of a note is its line in the log."""
        return str(self.content.published.place(path))

    def _notice(self, notices: Sequence[str]) -> None:
        """Say what the site has to do without."""
        self.notices = [*self.notices, *notices]
        for notice in notices:
            log.warning("%s", notice)

    def _stop_at(self, problems: Sequence[Problem]) -> None:
        """Report what nothing can be written of; raises `PluginError` where there is any."""
        self._report(problems)
        if problems:
            raise PluginError(f"{count(len(problems), 'page')} cannot be written")

    def _report(self, problems: Iterable[Problem]) -> None:
        for problem in map(self.content.published.origin, problems):
            if problem not in self.problems:
                log.error("%s", problem)
                self.problems += (problem,)
