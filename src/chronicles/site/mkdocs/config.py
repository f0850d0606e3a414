"""Reads `mkdocs.yml`, through MkDocs: what the rest needs of it, as plain values."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any, cast
from zoneinfo import ZoneInfo

# Material prints a warning about MkDocs 2 at each start. It is pinned below 2, so there is nothing to do.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.config import load_config
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from chronicles.dates.zones import read_zone
from chronicles.disk.paths import followed
from chronicles.guides.outline import USUAL
from chronicles.pages.characters import unfit
from chronicles.pages.excerpt_end import SEPARATOR
from chronicles.pages.markdown import limited_html
from chronicles.pages.markdown.dialect import Dialect
from chronicles.problems import Place, Problem, Refused, Unusable
from chronicles.site.material.search_index import has_own_search
from chronicles.site.mkdocs.warnings import MkDocsWarnings
from chronicles.site.mkdocs.wrong_config import wrong_config
from chronicles.workspace import (
    comment_settings,
    day_settings,
    footer_settings,
    host_settings,
    policy_settings,
    project_settings,
    redirect_settings,
    share_settings,
)
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings, line_of
from chronicles.workspace.theme_files import ThemeFiles

THEME = Path(__file__).parents[1] / "theme"
SEARCH_THEME = THEME.with_name("search") / "theme"
OFFLINE_THEME = THEME.with_name("offline") / "theme"
SECONDS, MOST_SECONDS = 30, 3600  # that a block of a page may run
PROGRAM = re.compile(r"[\w.+-]+")
BLOG = "material/blog"


def load(root: Path) -> Settings:
    """Return what `mkdocs.yml` in `root` says of the journal. Raises `Unusable`."""
    with opened(root) as config:
        return of_config(config)


def wrong_settings(root: Path) -> list[Problem]:
    """Return why `mkdocs.yml` in `root` cannot be used, nothing where it can.

    A server may ask, whose plugins go on to be used: they stay as they are.
    """
    used = {*_known_plugins()}
    try:
        of_config(_read(root))
    except Unusable as error:
        return list(error.problems)
    finally:
        _leave({*_known_plugins()} - used)
    return []


@contextmanager
def opened(root: Path) -> Iterator[MkDocsConfig]:
    """Read `mkdocs.yml` in `root`, as MkDocs and the plugins that it names do. Raises `Unusable`.

    What plugins have made for it is gone at the end.
    """
    used = {*_known_plugins()}
    made: set[str] = set()
    try:
        config = _read(root)
        made = {*config.plugins}
        yield config
    finally:
        _leave(made or {*_known_plugins()} - used)


def _leave(names: Iterable[str]) -> None:
    """Delete the folders for temporary files that Material's blog makes whenever the settings are read.

    It does so itself in `on_shutdown`, an event that only a build has. MkDocs would use the same plugin
    again when settings are read once more in this process; it has to make another.
    """
    known = _known_plugins()
    for name in [name for name in names if name.startswith(BLOG)]:
        if plugin := known.pop(name, None):
            rmtree(plugin.temp_dir, ignore_errors=True)


def _known_plugins() -> dict[str, Any]:
    return cast(Plugins, MkDocsConfig.plugins).plugin_cache


def _read(root: Path) -> MkDocsConfig:
    path = root / CONFIG
    if not path.is_file():
        mend = "Go to the folder of your journal, the one that holds mkdocs.yml."
        raise Unusable([Problem(Place(CONFIG), "there is no mkdocs.yml here", mend)])
    with MkDocsWarnings() as warnings:
        try:
            config = load_config(str(path), config_file_path=str(path))
        except OSError as error:
            mend = "Make it readable."
            raise Unusable([Problem(Place(CONFIG), f"it cannot be read: {error.strerror}", mend)]) from None
        except (Exception, Abort) as error:  # whatever a hook or a plugin that it names may raise
            raise Unusable(wrong_config(root, error, warnings)) from None
    if warnings.records:
        raise Unusable(wrong_config(root, None, warnings))
    if "chronicles" not in config.plugins:
        place = Place(CONFIG, line_of(root, "plugins:"))
        raise Unusable([Problem(place, "the chronicles plugin is off", "Add '- chronicles' below plugins.")])
    return config


def of_config(config: MkDocsConfig) -> Settings:
    """Return what a configuration that MkDocs has loaded says. Raises `Unusable`."""
    root = followed(Path(config.config_file_path or CONFIG)).parent
    docs = followed(Path(config.docs_dir))
    options = _options(config)
    html = options.get("html") is not False
    problems: list[Problem] = []
    tell = partial(_teller, root, problems)
    seconds, programs = _limits(options, root, problems)
    settings = Settings(
        root,
        docs,
        Dialect(tuple(extensions(config.markdown_extensions, html=html)), dict(config.mdx_configs)),
        _zone(str(options.get("zone") or "UTC"), tell()),
        project_settings.read(options.get("project"), options.get("projects") or {}, root, tell()),
        _posts(config, docs),
        tuple(_pages(config.nav or [])),
        seconds,
        programs,
        comment_settings.read(options.get("comments"), str(config.repo_url or ""), tell("comments:")),
        day_settings.read(options.get("days"), tell("days:")),
        ThemeFiles(tuple(map(Path, theme_folders(config)))),
        _authors(config, docs),
        html,
        frozenset(map(str, (*config.extra_javascript, *_pictures(config)))),
        config.exclude_docs,
        _guides(str(options.get("guides", USUAL)), tell()),
        os.path.relpath(config.site_dir, root),
        project_settings.applications(options.get("application"), options.get("projects") or {}, tell()),
        getattr(config.plugins.get("chronicles"), "store_folder", None),
        footer_settings.read(options.get("footer", []), _in_menu(config, docs), tell("footer:")),
        policy_settings.read(options.get("policy"), tell("policy:")),
        str(config.repo_url or ""),
        redirect_settings.read(options.get("redirects"), tell("redirects:")),
        host_settings.read(options.get("host"), tell("host:")),
        excerpt_separator=_separator(config),
        unshared=share_settings.read(options.get("share"), tell("share:")),
    )
    if problems := problems + _wrong_texts(config, root):
        raise Unusable(problems)
    return settings


def _guides(said: str, wrong: Callable[[Refused, tuple[str, ...]], None]) -> str:
    """The folder of the guides, as seen from that of the pages."""
    parts = said.rstrip("/").split("/")
    if all(parts) and not {".", ".."} & set(parts) and "\\" not in said:
        return "/".join(parts)
    mend = "Write a path below the folder of the pages, such as 'guides: tutorials'."
    wrong(Refused(f"{said!r} is not a folder of guides", mend), ("guides",))
    return USUAL


def extensions(names: Sequence[str], *, html: bool) -> list[str]:
    """Return the extensions of pages, with the one behind them that lets no HTML through, where none may."""
    return [*names] if html else [*(name for name in names if name != limited_html.NAME), limited_html.NAME]


def keep_code(configs: MutableMapping[str, Any]) -> None:
    """Let the extensions keep the characters of code, unless the settings say otherwise: tabs, blank lines.

    `configs` are the `mdx_configs` of MkDocs, by the names of the extensions.
    """
    configs.setdefault("pymdownx.superfences", {}).setdefault("preserve_tabs", True)
    configs.setdefault("pymdownx.highlight", {}).setdefault("stripnl", False)
    configs.setdefault("pymdownx.extra", {}).setdefault("pymdownx.superfences", {}).setdefault(
        "preserve_tabs", True
    )


def _pictures(config: MkDocsConfig) -> list[Any]:
    """The pictures of the theme, which its templates show."""
    return [config.theme[key] for key in ("logo", "favicon") if config.theme.get(key)]


def _teller(root: Path, problems: list[Problem], *above: str) -> Callable[[Refused, tuple[str, ...]], None]:
    """What is told of a wrong value below the keys `above`: it becomes a problem at its line."""

    def wrong(refused: Refused, keys: tuple[str, ...]) -> None:
        line = line_of(root, "chronicles:", *above, *(f"{inner}:" for inner in keys))
        problems.append(refused.at(Place(CONFIG, line)))

    return wrong


def _limits(options: dict[str, Any], root: Path, problems: list[Problem]) -> tuple[float, frozenset[str]]:
    """How long a block may run, and which programs it may name."""
    seconds, programs = options.get("seconds", SECONDS), options.get("programs") or []
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 < seconds <= MOST_SECONDS:
        mend = f"Write a number up to {MOST_SECONDS}, such as 'seconds: {SECONDS}'."
        problems.append(
            Problem(Place(CONFIG, line_of(root, "seconds:")), f"{seconds!r} is no number of seconds", mend)
        )
        seconds = SECONDS
    if not isinstance(programs, list) or not all(
        isinstance(name, str) and PROGRAM.fullmatch(name) for name in programs
    ):
        mend = "Write a list such as 'programs: [curl]'."
        problems.append(
            Problem(Place(CONFIG, line_of(root, "programs:")), "'programs' is not a list of names", mend)
        )
        programs = []
    return float(seconds), frozenset(programs)


def _in_menu(config: MkDocsConfig, docs: Path) -> list[str]:
    """The pages of the menu, which are all where `mkdocs.yml` does not list them."""
    if config.nav is not None:
        return [*_pages(config.nav)]
    return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def _pages(nav: Any) -> Iterator[str]:
    """The pages in a menu, as deep as it goes."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages(item)


def _posts(config: MkDocsConfig, docs: Path) -> Path:
    """Where the blog plugin looks for entries."""
    blog = config.plugins.get("material/blog")
    folder = str(blog.config.blog_dir) if blog else "journal"
    return docs / folder / "posts"


def _separator(config: MkDocsConfig) -> str:
    """What ends the beginning of an entry that lists show."""
    blog = config.plugins.get("material/blog")
    return str(blog.config.post_excerpt_separator) if blog else SEPARATOR


def _wrong_texts(config: MkDocsConfig, root: Path) -> list[Problem]:
    """What its texts hold that no page and no feed can show.

    Material prints the name of the site as it is, also into an attribute.
    """
    found = [
        refused.at(Place(CONFIG, line_of(root, f"{key}:")))
        for key in ("site_name", "site_description", "site_author")
        if (refused := unfit(str(config.get(key) or ""), repr(key)))
    ]
    if signs := [sign for sign in '<>"' if sign in str(config.get("site_name") or "")]:
        refused = Refused(f"'site_name' holds {signs[0]!r}", "Write it in plain words.")
        found.append(refused.at(Place(CONFIG, line_of(root, "site_name:"))))
    place = Place(CONFIG, line_of(root, "nav:"))
    return found + [
        refused.at(place) for title in _titles(config.nav) if (refused := unfit(title, "a title in 'nav'"))
    ]


def _titles(nav: Any) -> Iterator[str]:
    """The titles in a menu, as deep as it goes."""
    for item in nav if isinstance(nav, list) else [nav]:
        for title, below in item.items() if isinstance(item, dict) else ():
            yield str(title)
            yield from _titles(below)


def keeps_pages(config: MkDocsConfig) -> bool:
    """Return whether the site lets browsers keep its pages; never while `serve` shows it, which changes."""
    plugin = config.plugins.get("chronicles")
    return bool(plugin and plugin.config["offline"] and not getattr(plugin, "is_server", False))


def theme_folders(config: MkDocsConfig) -> list[str]:
    """Return the folders of the theme with ours among them, behind the user's own."""
    folders = list(config.theme.dirs)
    wanted = {SEARCH_THEME: has_own_search(config), OFFLINE_THEME: keeps_pages(config)}
    for ours in (THEME, *(folder for folder, is_wanted in wanted.items() if is_wanted)):
        if str(ours) not in folders:
            folders.insert(1 if config.theme.custom_dir else 0, str(ours))
    return folders


def _authors(config: MkDocsConfig, docs: Path) -> Path | None:
    """The file of the authors, where the blog plugin reads one."""
    blog = config.plugins.get("material/blog")
    if not blog or not blog.config.authors:
        return None
    return docs / str(blog.config.authors_file).format(blog=blog.config.blog_dir)


def _options(config: MkDocsConfig) -> dict[str, Any]:
    plugin = config.plugins.get("chronicles")
    return dict(plugin.config) if plugin else {}


def _zone(name: str, wrong: Callable[[Refused, tuple[str, ...]], None]) -> ZoneInfo:
    try:
        return read_zone(name)
    except Refused as refused:
        wrong(refused, ("zone",))
        return ZoneInfo("UTC")
