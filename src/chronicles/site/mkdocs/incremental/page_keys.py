"""The keys of finished pages: the hash of all that the theme's templates may show of the site on each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from chronicles.disk.cache import key
from chronicles.site.material.listed_entries import is_list, listed_entries
from chronicles.site.mkdocs.incremental.shown_values import ShownValues
from chronicles.site.render.demo_html import QUERY, STATE

# Templates of ours that show no other pages than those that are listed below.
DEMO = f"{STATE}=", f"?{QUERY}="
KNOWN = frozenset(
    {
        "main.html",
        "blog.html",
        "blog-post.html",
        "blog-archive.html",
        "blog-category.html",
        "chronicles-source.html",
    }
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The keys of what every page may show, and of the live demos and the pictures, which only some do."""

    common: str
    demos: str
    pictures: str = ""


class PageKeys:
    """The keys of the pages of one build, by the `rules` of the build and the `shell` of the site."""

    def __init__(self, rules: str, shell: Shell, config: MkDocsConfig, nav: Navigation, env: Any) -> None:
        self._demos, self._pictures = shell.demos, shell.pictures
        self._values = ShownValues()
        self._config = config
        self._ours = env.globals["chronicles"]
        self._blog = config.plugins.get("material/blog")
        self._tags = config.plugins.get("material/tags")
        # Other themes may show anything, and MkDocs' own search hears of a page when it is finished.
        is_material = config.theme.name == "material" and not config.theme.custom_dir
        self._is_known_theme = is_material and "search" not in config.plugins
        self._files = ""
        self._feeds: dict[tuple[int, ...], str] = {}
        self._shared = key(rules, shell.common, self._menu(nav), self._site())

    def key_of(self, page: Any) -> str | None:
        """Return the key of a page; `None` where its template may show anything."""
        template = page.meta.get("template", "main.html")
        if template not in KNOWN or not self._is_known_theme:
            return None
        values, uri = self._values, page.file.src_uri
        ours = self._ours
        step, change = ours["steps"].get(uri), ours["changes"].get(uri)
        return key(
            self._shared,
            uri,
            values.content(page),
            str(page.edit_url),
            str(page.file.inclusion),  # a draft is marked as one, below what is its own
            *map(values.page, (page.previous_page, page.next_page)),
            *map(values.page, page.ancestors),
            self._of_feeds(uri),
            values.key_of(ours["metadata"].shown_of_others(page)),
            values.key_of(
                ours["proven"].get(uri),
                ours["about"].get(uri),
                ours["replies"].get(uri),
                step,
                change,
                getattr(page, "authors", None) or None,
                list(self._tags_of(page)),
            ),
            self._demos if any(sign in (page.content or "") for sign in DEMO) else "",
            self._pictures if is_list(page) or "<img" in (page.content or "").lower() else "",
            self._of_step() if step or change else "",
            self._of_list(page) if is_list(page) else "",
        )

    def _menu(self, nav: Navigation) -> str:
        """The pages of the menu, as deep as it goes; each may show all of it."""

        def items(of: Any) -> Iterator[str]:
            for item in of:
                yield key(self._values.page(item), item.__class__.__name__, *items(item.children or ()))

        return key(*items(nav.items), self._values.page(nav.homepage))

    def _site(self) -> str:
        config, licenses = self._config, self._ours["licenses"]
        pictures = config.theme.get("logo"), config.theme.get("favicon")
        scripts = [str(script) for script in config.extra_javascript]
        footer = [page.file.src_uri for page in self._ours["footer"]]
        said = list(config.extra_css), scripts, pictures, self._ours.get("giscus"), footer
        return key(self._values.page(licenses), self._values.key_of(said))

    def _of_feeds(self, uri: str) -> str:
        feeds = self._ours["feeds"](uri)
        name = tuple(map(id, feeds))  # most pages tell of the same
        if name not in self._feeds:
            self._feeds[name] = self._values.key_of([list(feed.files.items()) for feed in feeds])
        return self._feeds[name]

    def _tags_of(self, page: Any) -> Iterator[tuple[str, str]]:
        if not (self._tags and self._tags.config.enabled):
            return
        mapping, urls = self._tags.mappings.get(page), self._ours["tag_urls"]
        if mapping and all(tag.name in urls for tag in mapping.tags):
            yield from ((tag.name, urls[tag.name]) for tag in sorted(mapping.tags))
        elif mapping:
            yield from ((tag.name, str(tag.url)) for tag in self._tags.listings & mapping)

    def _of_step(self) -> str:
        """A step shows where its guide and its downloads are."""
        if not self._files:
            found = ((file.src_uri, file.url, str(file.inclusion)) for file in self._ours["files"].values())
            pages = (self._values.page(page) for page in self._ours["pages"].values() if page)
            guides = key(*pages) if self._ours["guides"] else ""
            self._files = key(guides, *(part for parts in found for part in parts))
        return self._files

    def _of_list(self, view: Any) -> str:
        """A list shows the beginnings of its entries, and where the others are."""
        older = self._ours["older"](view)
        counts = [len(one.posts) for one in older.lists] if older else []
        entries = listed_entries(view, self._blog)
        return key(self._values.key_of(older, counts), *map(self._of_post, entries))

    def _of_post(self, post: Any) -> str:
        return key(self._values.content(post), post.markdown or "", self._values.key_of(post.authors))


def theme_key(folders: Iterable[str | Path], ours: Path) -> str:
    """Return the key of the templates in the folders of a theme that come with no package."""
    found = []
    for folder in map(Path, folders):
        if "site-packages" in folder.parts or folder.is_relative_to(ours):
            continue
        found += [part for path in sorted(folder.rglob("*")) if path.is_file() for part in _read(path)]
    return key(*found)


def _read(path: Path) -> tuple[str, bytes]:
    try:
        return str(path), path.read_bytes()
    except OSError:
        return str(path), b""
