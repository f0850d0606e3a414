"""An engine that builds the journal: how it is installed, what it reads, how it is started."""

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path

from bench.peers.changes import Change
from bench.peers.corpus import Corpus, Entry, Guide, shown_class

MORE = "<!-- more -->"


class Lacking(Exception):
    """The engine cannot be had on this machine, and why."""


class Engine(ABC):
    """One engine and the folder that its journal is in; `home` is what it takes for a user's home."""

    name: str
    posts: str  # the folder of the entries
    pages: str  # the folder of the guides
    more = MORE  # what parts the excerpt of an entry from the rest

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root.with_name(f"{root.name}-home")
        self.written: frozenset[str] = frozenset()

    @abstractmethod
    def install(self, cache: Path) -> str:
        """Put the program below `cache` unless it is there; its version. May raise Lacking."""

    @abstractmethod
    def settings(self, corpus: Corpus) -> dict[str, str]:
        """Every file that is neither entry nor guide, by its path."""

    @abstractmethod
    def entry_text(self, entry: Entry) -> str:
        """The file of an entry."""

    @abstractmethod
    def guide_text(self, guide: Guide) -> str:
        """The file of a guide."""

    @abstractmethod
    def build(self) -> list[str]:
        """The command that builds the site from the folder it is called in."""

    @abstractmethod
    def serve(self, port: int) -> list[str]:
        """The command that serves the site at this port of 127.0.0.1 until it is ended."""

    def address(self, entry: Entry) -> str:
        """Where the page of an entry is served, from the root of the site."""
        return f"/journal/{entry.name}/"

    def site(self) -> Path:
        """The folder of the built site."""
        return self.root / "site"

    def file(self, entry: Entry) -> Path:
        """The file that an entry is written to."""
        return self.root / self.posts / f"{entry.name}.md"

    def write(self, corpus: Corpus) -> None:
        """Write the whole journal into its folder, which is not there yet."""
        for path, text in self.settings(corpus).items():
            put(self.root / path, text)
        for guide in corpus.guides:
            put(self.root / self.pages / f"{guide.name}.md", self.guide_text(guide))
        self.apply(Change(written=corpus.entries))
        self.finish()
        self.written = frozenset(path.name for path in self.root.iterdir())
        self.home.mkdir()

    def finish(self) -> None:
        """What is to be done once all is written."""
        return None

    def apply(self, change: Change) -> None:
        """Change the files of the journal."""
        for entry in change.gone:
            self.file(entry).unlink()
        for entry in change.written:
            put(self.file(entry), self.entry_text(entry))

    def forget(self) -> None:
        """Take away all that builds have left, in the folder and in the user's home."""
        for path in self.root.iterdir():
            if path.name not in self.written:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.home)
        self.home.mkdir()

    def environment(self) -> dict[str, str]:
        """The variables that every command of the engine gets: nothing of the user's own settings."""
        return bare(self.home)


def bare(home: Path) -> dict[str, str]:
    """A few variables, the same on every machine but for PATH."""
    names = {f"GIT_{role}_NAME": "Ada" for role in ("AUTHOR", "COMMITTER")}
    mails = {f"GIT_{role}_EMAIL": "ada@example.org" for role in ("AUTHOR", "COMMITTER")}
    days = {f"GIT_{role}_DATE": "2024-01-01 12:00:00 +0000" for role in ("AUTHOR", "COMMITTER")}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **names, **mails, **days}
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **git}


def put(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def body(entry: Entry, more: str = MORE, fence: str = "```python") -> str:
    """The text of an entry below its title; `fence` is what begins the block that shows the project."""
    parts = [entry.opening, *([more] if entry.cut else []), entry.rest]
    if entry.shown is not None:
        parts.append("\n".join([fence, shown_class(entry.shown), "```"]))
    return "\n\n".join(parts) + "\n"
