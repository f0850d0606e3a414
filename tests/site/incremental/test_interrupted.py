"""Builds that are killed, crowded, short of room or fed with damage: no gap, no litter, the next is right."""

import errno
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import mkdocs.utils
import pytest

from chronicles.disk.cache import Store, sealed, unsealed
from chronicles.problems import Place, Problem, Unusable
from chronicles.site.mkdocs.verification import MEND, verify
from chronicles.site.site_builder import build_site
from tests.sizes import some
from tests.waiting import LIMIT

from ..conftest import Journal
from .edits import FILES, OPTIONS, POSTS, write

STORE = Path(".chronicles", "store")
ABOUT = "site/about/index.html"
# Builds, and ends by itself at the given change of a file; tells how many there were.
STOPPING = """
import os, signal, sys
from pathlib import Path
from chronicles.site.mkdocs import build
from chronicles.site.site_builder import build_site

changes, last, root = 0, int(sys.argv[1]), str(Path.cwd())
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
OTHERS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "sqlite3.connect"}

def hear(event, words):
    global changes
    is_change = event in OTHERS or event == "open" and isinstance(words[2], int) and words[2] & WRITING
    # What exchanges the folders is no function of Python's.
    if (is_change and root in str(words[0])) or (event == "ctypes.dlsym" and "rename" in str(words[1])):
        changes += 1
        if changes == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hear)
assert build_site(Path.cwd(), live=False).problems == ()
print(changes)
"""
MOMENTS = 20
KEPT = ".chronicles", ".git", ".gitignore"


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal that was built, and one edit after that, so that nothing is new to a build."""
    site = Journal(tmp_path_factory.mktemp("journal"))
    for name, text in FILES.items():
        write(name, text)(site.root)
    built(site)
    edit(site, "before all")
    built(site)
    yield site


def edit(site: Journal, words: str) -> None:
    """Change an entry, of which lists show the beginning, and a page."""
    write(f"{POSTS}/second.md", f"---\ndate: 2025-08-02\n---\n\n# Second\n\n{words}\n")(site.root)
    write("docs/about.md", f"# About\n\n{words}\n")(site.root)


def built(site: Journal) -> None:
    """Build, of which nothing is to be told."""
    done = build_site(site.root, live=False)
    assert (done.problems, done.notices) == ((), ())


def is_right(site: Journal) -> None:
    """The next build is silent, leaves nothing behind, and makes what a clean one makes."""
    built(site)
    assert verify(site.root, OPTIONS) == []
    assert litter(site) == []


def litter(site: Journal) -> list[str]:
    return sorted(path.name for path in site.root.glob(".*") if path.name not in KEPT)


def stopped(site: Journal, last: int) -> subprocess.CompletedProcess[str]:
    """Build in a process that is killed at a change of a file, 0 for never."""
    words = [sys.executable, "-P", "-c", STOPPING, str(last)]
    return subprocess.run(words, cwd=site.root, capture_output=True, text=True, timeout=LIMIT, check=False)


@pytest.fixture(scope="module")
def changes(journal: Journal) -> int:
    """How many files an incremental build changes."""
    edit(journal, "counted")
    run = stopped(journal, 0)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 2 * MOMENTS
    return int(run.stdout)


@pytest.mark.parametrize("moment", some(range(MOMENTS), 2, 9, 15, 18, 19))
def test_a_build_that_is_killed_leaves_a_whole_site(journal: Journal, changes: int, moment: int) -> None:
    """In each part of the build at another place, the same in each run."""
    part = changes / MOMENTS
    last = max(1, int(part * (moment + random.Random(moment).random())))  # noqa: S311 - no secret
    edit(journal, f"killed {moment}")
    before = journal.files()
    run = stopped(journal, last)
    assert run.returncode == -signal.SIGKILL, run.stderr
    after = journal.files()
    is_right(journal)
    assert after in (before, journal.files())


def test_a_reader_sees_one_site_or_the_other(journal: Journal) -> None:
    edit(journal, "read meanwhile")
    paths = [journal.root / name for name in (ABOUT, "site/index.html", "site/journal/index.html")]
    building = subprocess.Popen(
        [sys.executable, "-P", "-m", "chronicles", "build", "--no-live"],
        cwd=journal.root,
        stdout=subprocess.DEVNULL,
    )
    seen: set[str] = set()
    looks = 0
    while building.poll() is None:
        for path in paths:
            text = path.read_text("utf-8")
            assert text.rstrip().endswith("</html>")
        seen.add(paths[0].read_text("utf-8"))
        looks += 1
    assert building.returncode == 0
    assert looks > 10 and len(seen) <= 2
    is_right(journal)


def test_two_builds_at_once_make_one_site(journal: Journal) -> None:
    edit(journal, "built twice")
    both = [
        subprocess.Popen(
            [sys.executable, "-P", "-m", "chronicles", "build", "--no-live"],
            cwd=journal.root,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [building.wait(LIMIT) for building in both] == [0, 0]
    assert "built twice" in journal.read(ABOUT)
    is_right(journal)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", None)


def test_a_full_disk_keeps_the_site_of_before(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(journal, "no room for a page")
    before = journal.files()
    with monkeypatch.context() as disk:
        disk.setattr(mkdocs.utils, "write_file", full)
        with pytest.raises(Unusable, match="no space left on device"):
            build_site(journal.root, live=False)
    assert (journal.files(), litter(journal)) == (before, [])
    is_right(journal)


def test_where_nothing_can_be_linked_files_are_copied(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(journal, "no links")
    with monkeypatch.context() as disk:
        disk.setattr("os.link", full)
        built(journal)
    is_right(journal)


def test_a_disk_that_is_full_behind_the_last_page_costs_only_time(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(journal, "no room for what is kept")
    with monkeypatch.context() as disk:
        disk.setattr("chronicles.site.mkdocs.incremental.output_stamps.write_stamps", full)
        disk.setattr("chronicles.site.mkdocs.incremental.incremental_build.write_stamps", full)
        built(journal)
    assert "no room for what is kept" in journal.read(ABOUT)
    is_right(journal)


def each(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    """Damage a file, or each in a folder."""
    for path in [folder] if folder.is_file() else list(folder.iterdir()):
        path.write_bytes(damage(path.read_bytes()))


def another_form(root: Path) -> None:
    with sqlite3.connect(root / STORE / "records") as database:
        database.execute("PRAGMA user_version = 7")
    database.close()


def garbage_in_rows(root: Path) -> None:
    with sqlite3.connect(root / STORE / "records") as database:
        database.execute("UPDATE records SET data = ?", (b"garbage" * 9,))
    database.close()


def nothing_left(root: Path) -> None:
    for name in "records", "last-build":
        (root / STORE / name).unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "records cut": lambda root: each(root / STORE / "records", lambda data: data[: len(data) // 2]),
    "records garbage": lambda root: each(root / STORE / "records", lambda data: b"garbage" * 999),
    "records empty": lambda root: each(root / STORE / "records", lambda data: b""),
    "records of another form": another_form,
    "rows of garbage": garbage_in_rows,
    "outputs garbage": lambda root: each(root / STORE / "outputs", lambda data: b"garbage"),
    "outputs cut": lambda root: each(root / STORE / "outputs", lambda data: data[:-1]),
    "templates garbage": lambda root: each(root / STORE / "templates", lambda data: b"garbage"),
    "last build garbage": lambda root: each(root / STORE / "last-build", lambda data: b"garbage"),
    "last build of another form": lambda root: each(
        root / STORE / "last-build", lambda data: sealed(b'{"form": "0"}')
    ),
    "nothing left": nothing_left,
}


@pytest.mark.parametrize("damage", some(DAMAGES, 0, 3, 4, 5, 8))
def test_a_damaged_cache_costs_only_time(journal: Journal, damage: str) -> None:
    edit(journal, damage)
    DAMAGES[damage](journal.root)
    is_right(journal)


HANDS: dict[str, Callable[[Path], object]] = {
    "changed": lambda page: page.write_text("mine", "utf-8"),
    "deleted": lambda page: page.unlink(),
    "added": lambda page: page.with_name("stray.html").write_text("mine", "utf-8"),
    "a link": lambda page: (page.unlink(), page.symlink_to("../index.html")),
}


HANDS_AND_EDITS = [(hand, is_edited) for hand in HANDS for is_edited in (False, True)]


@pytest.mark.parametrize(("hand", "is_edited"), some(HANDS_AND_EDITS, 0, 3, 4))
def test_what_a_hand_does_to_the_site_is_put_right(journal: Journal, hand: str, is_edited: bool) -> None:
    built(journal)
    HANDS[hand](journal.root / "site/goals/index.html")
    if is_edited:
        edit(journal, f"beside what was {hand}")
    is_right(journal)


def test_verify_finds_what_a_clean_build_makes_otherwise(journal: Journal) -> None:
    """A record that is whole but wrong: of that, no build could know."""
    with sqlite3.connect(journal.root / STORE / "records") as database:
        rows = database.execute("SELECT key, data FROM records WHERE kind = 'html'").fetchall()
        for key, data in rows:
            whole = unsealed(data)
            if whole is None:  # what another test has damaged, and no build has wanted since
                continue
            value = pickle.loads(whole)  # noqa: S301 - of our own build
            wrong = (value[0].replace("Learn the ORM", "Learn nothing"), *value[1:])
            change = "UPDATE records SET data = ? WHERE kind = 'html' AND key = ?"
            database.execute(change, (sealed(pickle.dumps(wrong)), key))
    database.close()
    edit(journal, "verified")
    built(journal)
    before = journal.files()
    assert "Learn nothing" in journal.read("site/goals/index.html")
    assert Problem(Place("site/goals/index.html"), "a clean build gives other bytes", MEND) in verify(
        journal.root, OPTIONS
    )
    (journal.root / ABOUT).unlink()
    (journal.root / "site/stray.html").write_text("mine")
    found = {str(problem.place): problem.message for problem in verify(journal.root, OPTIONS)}
    assert found[ABOUT] == "a clean build has this file, and this build has not"
    assert found["site/stray.html"] == "this build has this file, and a clean build has not"
    assert journal.files().keys() - before.keys() == {"stray.html"}, "nothing is changed by looking"
    Store(journal.root / STORE).path("records").unlink()
    is_right(journal)
