"""The settings of somebody else's journal, for whatever needs them whole: nothing that they name runs.

MkDocs itself would import the hooks, plugins and extensions that the file names, and call what its YAML tags
name. Of what was read as data, only what names folders and languages goes on to MkDocs, with the extensions
that come with this program.
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from chronicles.disk.paths import followed
from chronicles.problems import Refused, Unusable
from chronicles.site.mkdocs.config import of_config
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.safe_settings import SafeSettings, safe_settings
from chronicles.workspace.settings import Settings

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "tables",
    "toc",
)
MEND = "Ask whose journal it is to build it: that names the line."
TEXTS = ("site_name", "site_author", "site_url", "repo_url")
OPTIONS = ("zone", "days", "guides", "html", "share")  # of the plugin of ours: data, and one folder of pages


def settings_of_stranger(root: Path, cache: Path) -> Settings:
    """Return the settings of the journal in `root`; what can be made again is kept in the folder `cache`.

    Hooks, themes, YAML tags and the plugins of others are passed over, and so is the folder of a project
    that is outside of `root`. Raises `Refused` where it is no journal.
    """
    try:
        safe = safe_settings(root)
        if not safe.docs.is_dir():
            raise Refused("its folder of pages is not there", MEND)
        file = io.BytesIO(_settings_text(safe))
        file.name = str(safe.root / CONFIG)  # MkDocs reads a file that is open, and asks for its name
        return replace(of_config(load_config(file)), cache_folder=cache)
    except Unusable as error:
        problem = error.problems[0]
        raise Refused(f"{problem.place}: {problem.message}", problem.mend) from None
    except (ConfigurationError, Abort):
        raise Refused("its settings cannot be used", MEND) from None


def settings_file(root: Path) -> bytes:
    """Return, as YAML in UTF-8, what MkDocs gets to see of the settings of the journal in `root`.

    Raises `Refused` where it is no journal.
    """
    try:
        return _settings_text(safe_settings(root))
    except Unusable as error:
        raise Refused(error.problems[0].message, error.problems[0].mend) from None


def _settings_text(safe: SafeSettings) -> bytes:
    said = safe.values
    values: dict[str, Any] = {name: said[name] for name in TEXTS if isinstance(said.get(name), str)}
    values |= {
        "site_name": safe.title or safe.root.name,
        "docs_dir": safe.shown(safe.docs),
        "theme": {"name": "material", "language": _language(said)},
        "plugins": [
            {"chronicles": _plugin_options(safe)},
            {"blog": {"blog_dir": safe.posts.parent.relative_to(safe.docs).as_posix(), "authors": False}},
        ],
        "markdown_extensions": [
            name for name in _names(said.get("markdown_extensions")) if name in EXTENSIONS
        ],
    }
    return yaml.safe_dump(values, allow_unicode=True).encode()


def _names(said: Any) -> list[str]:
    """The names in a list of extensions, without their settings."""
    items = said if isinstance(said, list) else []
    return [str(next(iter(item), "")) if isinstance(item, dict) else str(item) for item in items]


def _plugin_options(safe: SafeSettings) -> dict[str, Any]:
    said = safe.options
    options: dict[str, Any] = {name: said[name] for name in OPTIONS if name in said}
    project, named = said.get("project"), said.get("projects")
    if isinstance(project, str) and project != "none":
        options["project"] = project if _is_inside(safe.root, project) else "none"
    elif project is False or project == "none":
        options["project"] = "none"
    options["projects"] = {
        name: folder
        for name, value in (named.items() if isinstance(named, dict) else ())
        if isinstance(folder := value.get("folder") if isinstance(value, dict) else value, str)
        and _is_inside(safe.root, folder)
    }
    return options


def _language(said: Mapping[str, Any]) -> str:
    theme = said.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return language if isinstance(language, str) else "en"


def _is_inside(root: Path, path: str) -> bool:
    try:
        return followed(root / path).is_relative_to(root)
    except (OSError, ValueError):
        return False
