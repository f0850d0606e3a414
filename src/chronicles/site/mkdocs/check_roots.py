"""Where all files are that a check of a journal looks at. Touches the disk."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from chronicles.disk.file_manifest import FileRoots, repository_of
from chronicles.disk.paths import followed
from chronicles.site.mkdocs.incremental.known_parts import unknown_parts
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings

THEMES = frozenset({None, "material", "mkdocs", "readthedocs"})
# What lets mkdocs.yml say what no file of the journal does: another file, a variable, a function.
ELSEWHERE = ("INHERIT", "!ENV", "!!python", "!relative")


def check_roots(config: MkDocsConfig, settings: Settings) -> FileRoots | None:
    """Return where the files of a journal and of its projects are; `None` where nobody can know of all.

    A plugin, a hook or an extension of the author's own may read whatever it likes.
    """
    try:
        said = (settings.root / CONFIG).read_text("utf-8")
        if (
            unknown_parts(config)
            or config.theme.name not in THEMES
            or any(word in said for word in ELSEWHERE)
        ):
            return None
        found = [
            repository_of(folder) for folder in {settings.root, *map(followed, settings.projects.values())}
        ]
    except (OSError, ValueError):
        return None
    themes = [str(followed(Path(config.theme.custom_dir)))] if config.theme.custom_dir else []
    return FileRoots(
        whole=(str(settings.docs), *sorted(map(str, settings.projects.values())), *themes),
        partly=(str(settings.root),),
        left_out=(str(settings.cache), f"{settings.root}/{settings.site}"),
        files=tuple(sorted({path for _, heeded in found for path in heeded} | _of_git())),
        repositories=tuple(sorted({git for git, _ in found if git})),
    )


def _of_git() -> set[str]:
    """The settings of git that say whose repositories it uses (git-config(1), FILES)."""
    return {str(Path.home() / ".gitconfig"), str(Path.home() / ".config/git/config"), "/etc/gitconfig"}
