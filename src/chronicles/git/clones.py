"""What a fresh clone of a repository would not bring of a folder in it. Runs git."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from chronicles.disk.paths import followed
from chronicles.git import commands
from chronicles.problems import Refused


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Why a clone does not have a folder: `folder` is a repository of its own, ignored, or was not fetched.

    `nested` is a repository that is no submodule of the one around it, `unfetched` a submodule without
    files; `ignored` is what no file of is tracked, by the line `rule` of a file (gitignore(5)).
    """

    kind: Literal["nested", "ignored", "unfetched"]
    folder: Path
    rule: str = ""


def left_behind(root: Path, folder: Path) -> LeftBehind | None:
    """Return why a clone of the repository around `root` has no files of `folder`; `None` where it has some.

    `None` as well where `root` is in no repository, where `folder` lies outside of it, and without git.
    """
    try:
        top = top_of(root)
        return _left_behind(top, followed(folder)) if top else None
    except Refused:
        return None


def top_of(folder: Path) -> Path | None:
    """Return the folder of the working tree that `folder` is in, `None` where git knows of none.

    It is absolute and without links. Raises `Refused` where there is no git, or no answer.
    """
    said = _git(folder, "rev-parse", "--show-toplevel")
    return None if said.returncode else followed(Path(_text(said).removesuffix("\n")))


def _left_behind(top: Path, folder: Path) -> LeftBehind | None:
    if folder == top or not folder.is_relative_to(top):
        return None
    modules = [module for module in _submodules(top) if folder.is_relative_to(module)]
    inner = top_of(folder)
    if modules:
        return LeftBehind("unfetched", modules[0]) if inner == top else _left_behind(modules[0], folder)
    if inner and inner != top:
        return LeftBehind("nested", inner)
    tracked = _git(top, "ls-files", "-z", "--", str(folder))
    ignored = _git(top, "check-ignore", "--verbose", "--", str(folder))
    if ignored.returncode or tracked.stdout:
        return None
    return LeftBehind("ignored", folder, _text(ignored).partition("\t")[0])


def _submodules(top: Path) -> list[Path]:
    """The folders that `.gitmodules` names (gitmodules(5))."""
    said = _git(top, "config", "--file", ".gitmodules", "-z", "--get-regexp", r"^submodule\..*\.path$")
    return [followed(top / entry.partition("\n")[2]) for entry in _text(said).split("\0") if entry]


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return commands.run(("git", "-C", str(folder), *words))


def _text(said: subprocess.CompletedProcess[bytes]) -> str:
    return said.stdout.decode("utf-8", "surrogateescape")
