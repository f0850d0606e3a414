"""What a server watches: what the site of a journal is made of. Looks at the disk."""

from collections.abc import Collection
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from chronicles.site.mkdocs.config import of_config
from chronicles.source.trees import NOT_SOURCE
from chronicles.workspace.journal_names import CONFIG

# Of files at the top of a project: no database and no log, which the project writes while somebody tries it.
WRITTEN_BY_HAND = frozenset(
    {".cfg", ".css", ".html", ".ini", ".js", ".json", ".md", ".py", ".sql", ".toml", ".txt", ".yaml", ".yml"}
)


def watched_paths(folder: Path, left_out: Collection[str] = ()) -> list[Path]:
    """Return the folders and the files in the folder of a project that a change of its code may be in.

    `left_out` are the names there that are no part of the project. The folder itself is not among them: a
    development server keeps its database there.
    """
    if not folder.is_dir():
        return []
    seen = [path for path in sorted(folder.iterdir()) if path.name not in left_out]
    folders = (path for path in seen if path.is_dir() and path.name not in NOT_SOURCE)
    files = (path for path in seen if path.is_file() and path.suffix in WRITTEN_BY_HAND)
    return [path for path in (*folders, *files) if not path.name.startswith(".")]


def watched_roots(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return the files and folders that the site is made of: pages, settings, theme, hooks, proofs, projects.

    Patches and the running log are among the pages. Hooks are named as seen from the settings. Raises
    `Unusable` for settings that cannot be used.
    """
    settings = of_config(config)
    said = [config.theme.custom_dir, *config.hooks, *config.watch]
    projects = [
        path
        for name, folder in settings.projects.items()
        for path in watched_paths(folder, () if name else settings.own_paths)
    ]
    own = [settings.root / CONFIG, settings.docs, settings.root / "proofs.lock", settings.authors]
    return tuple(
        dict.fromkeys([*filter(None, own), *(settings.root / one for one in said if one), *projects])
    )
