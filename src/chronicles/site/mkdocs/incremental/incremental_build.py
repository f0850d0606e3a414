"""What a build takes from the one before, and what it keeps for the next."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from chronicles.disk.cache import key
from chronicles.disk.installed_code import OURS, installed_code
from chronicles.disk.record_store import RecordStore
from chronicles.site.material import known_minutes, known_posts
from chronicles.site.material.adapters import Adapter, install
from chronicles.site.material.known_adapters import ADAPTERS
from chronicles.site.material.known_minutes import KnownMinutes
from chronicles.site.material.known_posts import KnownPosts
from chronicles.site.mkdocs.code_styles import colors_code
from chronicles.site.mkdocs.incremental import finished_pages, rendered_markdown
from chronicles.site.mkdocs.incremental.copied_files import CopiedFiles
from chronicles.site.mkdocs.incremental.feed_texts import FeedTexts
from chronicles.site.mkdocs.incremental.finished_pages import FinishedPages
from chronicles.site.mkdocs.incremental.icon_folders import icon_folders
from chronicles.site.mkdocs.incremental.kept_parts import KeptParts
from chronicles.site.mkdocs.incremental.output_stamps import OutputStamps, read_stamps, write_stamps
from chronicles.site.mkdocs.incremental.page_keys import Shell, theme_key
from chronicles.site.mkdocs.incremental.prerendered_pages import PrerenderedPages
from chronicles.site.mkdocs.incremental.rendered_markdown import RenderedMarkdown
from chronicles.site.mkdocs.incremental.template_bytecode import TemplateBytecode
from chronicles.site.mkdocs.incremental.theme_assets import ThemeAssets
from chronicles.workspace.settings import Settings

KIND = "rules"  # of the builds that have filled the cache
# Another version may make its pages, or read its entries, in another way.
REUSE = Adapter("reuse of pages", {"mkdocs": "1.6.", "mkdocs-material": "9.8."})
# What a build asks for of nearly every page, once.
FETCHED = (
    rendered_markdown.KIND,
    finished_pages.KIND,
    known_minutes.KIND,
    known_posts.KIND,
    known_posts.ADDRESS,
)
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class IncrementalBuild:
    """One build of the site that is at `site`, made at `new`; `variant` names what is not as in others.

    It `is_first` where no build before had the same settings, theme and code: nothing is reused then.
    """

    def __init__(
        self, config: MkDocsConfig, settings: Settings, site: Path, new: Path, variant: str = ""
    ) -> None:
        self._store = settings.store
        self._rules = key(build_rules(config), variant)
        self.stamps: OutputStamps = read_stamps(settings.store, site, new)
        self.made: list[str] = []
        self.reused = 0
        self.is_first = False

    @contextmanager
    def used(self, records: RecordStore, shell: Callable[[], Shell]) -> Iterator[None]:
        """Let MkDocs take what it can from the build before, in the block of `with`."""
        self.is_first = is_first = not records.get(KIND, [self._rules])
        pages = FinishedPages(self.stamps, records, self._rules, shell, is_first=is_first)
        parts: tuple[Any, ...] = (
            TemplateBytecode(self._store),
            ThemeAssets(records, self._rules),
            RenderedMarkdown(records, self._rules),
            *([PrerenderedPages(records)] if is_first else []),
            KnownPosts(records, self._rules),
            KnownMinutes(records, self._rules),
            FeedTexts(records, self._rules),
            KeptParts(records, self._rules),
            pages,
            CopiedFiles(self.stamps, self._rules),
        )
        install(ADAPTERS)  # before what is kept of their results
        for kind in FETCHED:
            records.fetch(kind)
        with ExitStack() as stack:
            for part in parts:
                stack.enter_context(part.used())
            yield
        if is_first:
            records.put(KIND, self._rules, b"")
        self.made, self.reused = pages.made, pages.reused

    def keep(self) -> None:
        """Remember the site, which is in its place by now."""
        write_stamps(self._store, self.stamps)


def build_rules(config: MkDocsConfig) -> str:
    """Return the key of all that is the same for every page: the code at work, the settings, the theme."""
    said = {name: value for name, value in config.items() if name not in ("plugins", "site_dir", "theme")}
    # A hook is among the plugins, and has no settings.
    plugins = [(name, dict(getattr(plugin, "config", ()))) for name, plugin in config.plugins.items()]
    settings = ADDRESS.sub("", repr((said, plugins, dict(config.theme))))
    colors = str(colors_code(config))
    return key(
        installed_code(), settings, colors, theme_key([*config.theme.dirs, *icon_folders(config)], OURS)
    )
