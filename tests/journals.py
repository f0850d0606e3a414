"""Small journals and git repositories, made from dicts of path and content.

    story = Story(tmp_path / "demo_project")
    first = story.commit({"models.py": "class Student: ..."}, "2025-08-29 10:00:00 +0100")
    story.tag("v1")

    journal = Journal(tmp_path, {"docs/a.md": page}, {"models.py": "class Student: ..."})
    assert journal.check() == ["1 of 1 block proven in 1 page"]

Nobody's git configuration matters here: names and dates are fixed, and there is none to read.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page, decode
from chronicles.pages.reading import Reading, read_page
from chronicles.problems import Refused
from chronicles.proof.check import check
from chronicles.proof.link_targets import questions
from chronicles.proof.pull import Pulled, pull
from chronicles.proof.resolver import answer_all
from chronicles.source.definitions import LineSpan
from chronicles.source.projects import Projects
from tests.documents import read_table

GIT = shutil.which("git") or "git"
NOBODY = 65534
FINDER = Finder(Dialect())
DAY = "2025-08-29 12:00:00 +0000"


@dataclass(frozen=True)
class Link:
    """A symbolic link among the files of a dict."""

    target: str


class Fifo:
    """A named pipe that nobody writes to."""


class Socket:
    """The socket of a program that is not listening any more."""


Content = str | bytes | Link | Fifo | Socket | None


def write(folder: Path, files: Mapping[str, Content]) -> Path:
    """Make the files below `folder`, byte for byte; `None` takes one away."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None or path.is_symlink():
            path.unlink()
        if isinstance(content, str):
            path.write_bytes(content.encode("utf-8"))
        elif isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, Link):
            path.symlink_to(content.target)
        elif isinstance(content, Fifo):
            os.mkfifo(path)
        elif isinstance(content, Socket):
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(os.path.relpath(path))  # the kernel allows 108 characters
    return folder


def environment(day: str = DAY) -> dict[str, str]:
    """What git may know: fixed people, fixed dates, no configuration."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "HOME": "/nonexistent",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2001-01-01 00:00:00 +0000",  # so that nobody can take the author's date
        "GIT_COMMITTER_DATE": day,
    } | who


PERSON = {"NAME": "Ada", "EMAIL": "ada@example.org"}


class Story:
    """A git repository, told commit by commit; `folder` is where it is told from."""

    def __init__(self, folder: Path, *words: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main", *words)

    @classmethod
    def at(cls, folder: Path) -> "Story":
        """A story that somebody else began: a clone, a worktree."""
        story = cls.__new__(cls)
        story.folder = folder
        return story

    def commit(self, files: Mapping[str, Content] | None = None, day: str = DAY) -> str:
        """Change these files, commit everything, and return the full hash."""
        write(self.folder, files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=a step", day=day)
        return self.git("rev-parse", "HEAD")

    def tag(self, name: str, *words: str) -> None:
        self.git("tag", *words, name)

    def raw_commit(self, dates: str, extra: str = "", parents: tuple[str, ...] = ()) -> str:
        """Put a commit on `main` that `git commit` would not write: only its header is ours."""
        tree = self.git("rev-parse", "HEAD^{tree}")
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"{role} Ada <ada@example.org> {dates}" for role in ("author", "committer")]
        text = "\n".join(lines) + f"\n{extra}\na step\n"
        made = self.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", text=text)
        self.git("update-ref", "refs/heads/main", made)
        return made

    def git(self, *words: str, day: str = DAY, text: str = "") -> str:
        done = subprocess.run(
            [GIT, "-c", "protocol.file.allow=always", *words],
            cwd=self.folder,
            env=environment(day),
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {words}: {done.stderr}"
        return done.stdout.strip()


@dataclass
class Journal:
    """Pages below `docs/` and the project `demo_project/`, both on disk."""

    root: Path
    pages: Mapping[str, Content]
    project: Mapping[str, Content] = field(default_factory=dict)
    others: Mapping[str, Path] = field(default_factory=dict)
    zone: str = "UTC"

    def __post_init__(self) -> None:
        write(self.root, self.pages)
        write(self.root / "demo_project", self.project)

    def reading(self, page: str) -> Reading:
        return read_page(Page(page, decode((self.root / page).read_bytes())), FINDER)

    def check(self, *pages: str) -> list[str]:
        """The tally, then every problem, as `check` prints them."""
        with self.projects() as projects:
            readings = [self.reading(page) for page in pages or self.pages]
            verdict = check(readings, answer_all(questions(readings), projects))
        return [verdict.tally, *map(str, verdict.problems)]

    def pull(self, page: str) -> Pulled:
        """What pulling makes of a page; nothing is written."""
        with self.projects() as projects:
            reading = self.reading(page)
            return pull(reading, answer_all(questions([reading]), projects))

    def pull_all(self) -> list[str]:
        """Pull every page, write them, and return the problems."""
        problems = []
        for page in self.pages:
            pulled = self.pull(page)
            write(self.root, {page: pulled.text})
            problems += map(str, pulled.problems)
        return problems

    def projects(self) -> Projects:
        return Projects({"": self.root / "demo_project", **self.others}, ZoneInfo(self.zone))


def table(path: Path) -> list[tuple[str, str, str, str]]:
    """The cases of a document: place, title, input and expectation, without their last line end."""
    return [
        (case.place, case.title, case.input.removesuffix("\n"), case.expected.removesuffix("\n"))
        for case in read_table(path)
    ]


def snippet(address: str, *lines: str, extra: str = "") -> str:
    """A block that says where it comes from, and what it holds."""
    attributes = f'data-from="{address}"' + (f" {extra}" if extra else "")
    return "\n".join([f"```python {{{attributes}}}", *lines, "```", ""])


def lines_of(span: LineSpan) -> str:
    """The lines of a span, as tables write them: `3`, or `3-5`."""
    return str(span.first) if span.first == span.last else f"{span.first}-{span.last}"


def refused(call: Callable[[], object]) -> str:
    """What `call` refuses, as a person reads it: what is wrong, and below it how to mend it."""
    with pytest.raises(Refused) as caught:
        call()
    return f"{caught.value.message}\n{caught.value.mend}"


def settle(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No git configuration of the user, and no repository but those below `folder`."""
    home = folder / "an empty home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


def git_in_the_way(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a shell script named git before the real one, which it knows as "$GIT"."""
    bin_folder = folder / "git in the way"
    bin_folder.mkdir()
    shim = bin_folder / "git"
    shim.write_text(f"#!/bin/sh\nGIT='{GIT}'\n{script}\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")


def counted_git(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Callable[[], list[str]]:
    """Let every git process sign a list; the answer reads it."""
    log = folder / "git calls"
    log.touch()
    git_in_the_way(monkeypatch, folder, f'echo "$*" >> "{log}"\nexec "$GIT" "$@"')
    return lambda: log.read_text().splitlines()


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read and write everything; for a moment, be somebody to whom permissions apply."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
