"""Exports the journal: reads it as a build does, and writes it as plain Markdown."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from chronicles.disk.paths import followed
from chronicles.problems import Place, Problem, Unusable
from chronicles.site.features.kept_steps import KeptSteps
from chronicles.site.features.site_content import site_content
from chronicles.site.mkdocs.config import keep_code, of_config, opened
from chronicles.site.mkdocs.head_of_journal import journal_head
from chronicles.site.plain.export_folder import write_export
from chronicles.site.plain.plain_settings import SiteHead
from chronicles.site.plain.plain_site import PlainSite
from chronicles.site.render.highlights import Highlights
from chronicles.workspace.publication import published
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import load

OWN_HTML = (
    "The pages hold no HTML here, since 'html: false' says so; another engine shows what is written in them."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """How many pages an export has, source pages too, and what is to be said of it."""

    pages: int
    notices: tuple[str, ...] = ()


def export(root: Path, folder: Path, as_of: date | None = None) -> Exported:
    """Write the journal in `root` as plain Markdown to `folder`. Runs nothing of pages.

    Scheduled entries are in it up to the day `as_of`. Raises `Unusable` for settings and pages with problems,
    which a build would not publish either, and for a folder that it may not replace.
    """
    with opened(root) as config:
        return _export(config, folder, as_of)


def _export(config: MkDocsConfig, folder: Path, as_of: date | None) -> Exported:
    settings = of_config(config)
    _refuse_inside(settings, folder)
    workspace = load(settings)
    seen = published(workspace, as_of)
    _stop_at(seen.origin(one) for one in (*seen.problems, *workspace.problems))
    content = site_content(workspace, seen, Highlights(settings.store.part("highlights")), KeptSteps())
    _stop_at(seen.origin(one) for one in content.problems)
    others = _others(config)
    index = posixpath.join(settings.posts.parent.relative_to(settings.docs).as_posix(), "index.md")
    patches, journal = workspace.patches, journal_head(config)
    site = PlainSite(content, patches, _head(config), index, frozenset(others), journal, settings.unshared)
    files = {f"docs/{path}": data for path, data in others.items()} | site.files()
    write_export(folder, files)
    return Exported(sum(path.endswith(".md") for path in files), () if settings.html else (OWN_HTML,))


def _stop_at(problems: Iterable[Problem]) -> None:
    if found := sorted(set(problems)):
        raise Unusable(found)


def _others(config: MkDocsConfig) -> dict[str, bytes]:
    """The files that MkDocs would publish as they are, by their paths below `docs/`."""
    found = {}
    for file in get_files(config):
        is_shown: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]
        if is_shown and not file.is_documentation_page() and file.abs_src_path:
            found[file.src_uri] = Path(file.abs_src_path).read_bytes()
    return found


def _head(config: MkDocsConfig) -> SiteHead:
    configs = {name: dict(said) for name, said in config.mdx_configs.items()}
    keep_code(configs)
    return SiteHead(
        str(config.site_name or ""),
        str(config.site_description or ""),
        str(config.site_url or ""),
        tuple(config.markdown_extensions),
        configs,
        config.nav,
    )


def _refuse_inside(settings: Settings, folder: Path) -> None:
    """Refuse a folder that the journal is in, or that its pages or its projects are."""
    there = followed(folder)
    kept = [settings.root, settings.docs, *settings.projects.values()]
    is_inside = any(there.is_relative_to(one) for one in kept if one != settings.root)
    if is_inside or any(one.is_relative_to(there) for one in kept):
        message = "an export cannot lie in the pages or the project of the journal, nor around them"
        raise Unusable([Problem(Place(str(folder)), message, "Name another folder, such as 'export'.")])
