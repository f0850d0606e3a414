"""Journals in projects that nobody here wrote, from a package index: nothing of theirs changes unseen."""

import os
import re
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from chronicles.disk.lock import locked
from tests.browsers import lacking
from tests.commands import ROOT, run

from .test_init import GIVEN, git

LOCK = Path(__file__).with_name("projects_of_others.txt")
NAMES = re.findall(r"^([\w-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)
# What `init` adds lines to, which it shows.
SHOWN = (".gitattributes", ".gitignore")
# Beside a site of theirs there is no journal, and their plugins are not here.
SITES = {"starlette": "no plugin 'mkdocstrings' is installed here"}
# Why there may be nothing to prove: of some, the docs are in no archive.
TOLD = ("of reStructuredText", "the folder has no pages\n", "there is no such file or folder\n")

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def sources() -> Path:
    """The folder of the archives; they are fetched once, by pip, and without them the test is over."""
    folder = ROOT / ".chronicles" / "projects-of-others" / sha256(LOCK.read_bytes()).hexdigest()[:16]
    done = folder / "done"
    with locked(folder.with_suffix(".lock"), lambda: None):
        if not done.is_file():
            python = str(folder / "venv" / "bin" / "python")
            _call([sys.executable, "-m", "venv", "--clear", str(folder / "venv")])
            only = ("--no-deps", "--no-binary=:all:", "--require-hashes", "-r", str(LOCK))
            _call([python, "-m", "pip", "download", "-q", *only, "-d", str(folder / "archives")])
            done.write_text("", "utf-8")
    return folder / "archives"


def _call(command: list[str]) -> None:
    settings = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_REQUIRE_VIRTUALENV": "0"}
    done = subprocess.run(command, capture_output=True, text=True, env=settings)
    if done.returncode:
        last = (done.stderr.strip() or "nothing was said").splitlines()[-1]
        lacking(f"projects of others are not here: 'pip download -r tests/starting/{LOCK.name}' says {last}")


def repository(sources: Path, name: str, folder: Path) -> Path:
    """A project as a repository with one commit."""
    (archive,) = sources.glob(f"{name.replace('-', '_')}-*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (project,) = folder.iterdir()
    git(project, "init", "-q")
    git(project, "add", "--all", "--force")
    git(project, "commit", "-qm", "Theirs")
    return project


@pytest.mark.parametrize("name", NAMES)
def test_a_journal_begins_in_it_and_its_docs_are_checked(sources: Path, tmp_path: Path, name: str) -> None:
    project = repository(sources, name, tmp_path)
    begun = run(project, "init", ".", *GIVEN)
    assert (begun.status, begun.err) == (0, "")
    changed = git(project, "diff", "--name-only").split()
    assert {*changed} <= {*SHOWN}
    for path in changed:
        assert f"changed  {path}" in begun.out.splitlines()
        assert (project / path).read_text("utf-8").startswith(git(project, "show", f"HEAD:{path}"))
    before = git(project, "status", "--porcelain", "--untracked-files=all")
    for words in (("check",), ("build", "--no-live")):
        said = run(project, *words)
        assert said.status == 0 if name not in SITES else SITES[name] in said.err, said
    for words in (("check",), ("adopt",)):
        said = run(project, *words, "docs", "README.md", "--project", ".")
        assert (said.status, "Traceback" in said.out + said.err) in ((0, False), (1, False))
        assert said.status == 0 or any(words in said.err for words in TOLD), said
    after = git(project, "status", "--porcelain", "--untracked-files=all").splitlines()
    assert {*after} - {*before.splitlines()} <= {"?? proofs.lock"}
    assert git(project, "diff", "--name-only").split() == changed
