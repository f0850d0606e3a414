"""The rows of the bench: each engine in turn, after what has happened to its journal, without what fails."""

import sys
from pathlib import Path

import pytest
from bench.peers.corpus import Corpus, Entry, Guide, corpus
from bench.peers.engine import Engine, body
from bench.peers.series import Series
from bench.peers.usage import CAN_SAMPLE, Failed

# A page for each post; and a line for each build: its name, whether there was a site, how many posts.
BUILD = """
import pathlib, sys
posts, site = sorted(pathlib.Path("posts").glob("*.md")), pathlib.Path("site")
with open("../builds", "a") as builds:
    print(sys.argv[1], "warm" if site.exists() else "cold", len(posts), file=builds)
for post in posts:
    page = site / "journal" / post.stem / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(post.read_text())
sys.exit("no such theme" if sys.argv[1] == "broken" else 0)
"""


class Copying(Engine):
    """An engine that copies, as quick as one can be."""

    posts, pages = "posts", "guides"

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.name = root.name

    def install(self, cache: Path) -> str:
        return "1.0"

    def settings(self, corpus: Corpus) -> dict[str, str]:
        return {"build.py": BUILD}

    def entry_text(self, entry: Entry) -> str:
        return body(entry)

    def guide_text(self, guide: Guide) -> str:
        return guide.text

    def build(self) -> list[str]:
        return [sys.executable, "build.py", self.name]

    def serve(self, port: int) -> list[str]:
        raise AssertionError("nothing is served here")


class Stale(Copying):
    """An engine that leaves a page as it was once it is there."""

    def settings(self, corpus: Corpus) -> dict[str, str]:
        return {"build.py": BUILD.replace("page.write_text", "page.exists() or page.write_text")}


def series(*engines: Engine) -> Series:
    return Series(engines, corpus(24))


def builds(folder: Path) -> list[str]:
    return (folder / "builds").read_text("utf-8").splitlines()


def test_engines_take_turns_within_each_run(tmp_path: Path) -> None:
    engines = [Copying(tmp_path / name) for name in ("ours", "hugo")]
    rows = series(*engines).rows(["nothing", "cold"], runs=2)
    a_run = ["ours cold 24", "hugo cold 24", "ours warm 24", "hugo warm 24"]
    assert builds(tmp_path) == 2 * a_run
    assert [row.name for row in rows] == ["cold", "nothing"]
    assert all(len(row.engines[name].values) == 2 for row in rows for name in ("ours", "hugo"))
    assert all(len(row.engines[name].cpu) == 2 for row in rows for name in ("ours", "hugo"))


def test_changes_go_on_from_a_site_that_is_built(tmp_path: Path) -> None:
    made = series(Copying(tmp_path / "ours"))
    rows = made.rows(["edit", "add", "delete", "rename", "retag"], runs=2)
    assert [line.split()[1:] for line in builds(tmp_path)] == [
        *(["cold", "24"], ["warm", "24"], ["warm", "25"], ["warm", "24"], ["warm", "24"], ["warm", "24"]),
        *(["warm", "24"], ["warm", "25"], ["warm", "24"], ["warm", "24"], ["warm", "24"]),
    ]
    assert [row.title for row in rows][:2] == ["one entry edited, 24 entries", "one entry added, 24 entries"]


def test_an_engine_that_fails_is_named_and_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    engines = [Copying(tmp_path / name) for name in ("ours", "broken")]
    rows = series(*engines).rows(["cold", "nothing"], runs=1)
    assert [list(row.engines) for row in rows] == [["ours"], ["ours"]]
    told = capfd.readouterr().err
    command = f"{sys.executable} build.py broken"
    assert f"broken is left out from here on: {command} ended with 1:\nno such theme\n" in told


def test_ours_may_not_fail(tmp_path: Path) -> None:
    ours = Copying(tmp_path / "ours")
    made = series(ours)
    (ours.root / "build.py").write_text("raise SystemExit('no such theme')", "utf-8")
    with pytest.raises(Failed):
        made.rows(["cold"], runs=1)


def test_a_site_without_the_last_edit_is_no_build(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engines = [Copying(tmp_path / "ours"), Stale(tmp_path / "hugo")]
    rows = series(*engines).rows(["edit"], runs=1)
    assert list(rows[0].engines) == ["ours"]
    page = tmp_path / "hugo/site/journal/2012-01-15-entry-13/index.html"
    assert f"hugo is left out from here on: {page} is not what was to be built\n" in capfd.readouterr().err


@pytest.mark.skipif(not CAN_SAMPLE, reason="memory is read from /proc, which only Linux has")
def test_memory_is_measured_in_runs_of_its_own(tmp_path: Path) -> None:
    rows = series(Copying(tmp_path / "ours")).rows(["memory-edit", "memory-cold"], runs=3)
    assert [(row.name, row.unit) for row in rows] == [("memory-cold", "MB"), ("memory-edit", "MB")]
    assert [line.split()[1] for line in builds(tmp_path)] == ["cold", "warm", "warm"]
