"""Publishing as a person does it: to a folder, to a server by rsync, to a branch."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsers import lacking
from tests.journals import Story, write
from tests.site.conftest import Journal
from tests.terminals import terminal

from .conftest import URL

Make = Callable[..., Journal]
LIST = ".chronicles-published"
# ssh, for a server that is this machine: it drops the name of the host and runs the rest.
REMOTE = '#!/bin/sh\nwhile [ "$1" = -l ]; do shift 2; done\nshift\nexec "$@"\n'


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def site(journal: Journal) -> dict[str, bytes]:
    return {name: data for name, data in files(journal.root / "site").items() if name != ".chronicles"}


def there(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(folder).items() if name != LIST}


def last(text: str) -> str:
    return text.splitlines()[-1]


def test_to_a_folder_goes_the_site_and_then_what_changed(journal: Make, tmp_path: Path) -> None:
    mine = journal({"docs/old.md": "# Old\n\nOld words.\n", "docs/style.css": "a {}\n"})
    first = mine.run("publish", "../public", "--yes")
    assert (first.status, first.err) == (0, "")
    assert last(first.out) == f"Published: {URL}"
    assert there(tmp_path / "public") == site(mine)
    unchanged = (tmp_path / "public/style.css").stat().st_ino
    write(mine.root, {"docs/old.md": None, "docs/new.md": "# New\n\nNew words.\n"})
    second = mine.run("publish", "../public", "--yes")
    lines = second.out.splitlines()
    assert "new      new/index.html" in lines
    assert "changed  index.html" in lines
    assert "gone     old/index.html" in lines
    lost = "nothing leads on from the addresses of 1 page that will be gone: old/. 'redirect_from' or"
    assert lost in " ".join(second.err.split())
    assert there(tmp_path / "public") == site(mine)
    assert not (tmp_path / "public/old").exists()
    assert (tmp_path / "public/style.css").stat().st_ino == unchanged
    third = mine.run("publish", "../public", "--yes")
    assert last(third.out) == f"Nothing to publish: all of it is there, {URL}"


def test_the_target_of_the_settings_is_seen_from_the_journal(journal: Make, tmp_path: Path) -> None:
    mine = journal(publish="../public", url="https://example.org/")
    said = mine.run("publish", "--yes")
    assert (said.status, last(said.out)) == (0, "Published: ../public")
    assert there(tmp_path / "public") == site(mine)


def test_a_dry_run_lists_and_changes_nothing(journal: Make, tmp_path: Path) -> None:
    said = journal().run("publish", "../public", "--dry-run")
    assert said.status == 0
    assert "new      index.html" in said.out
    assert last(said.out).endswith(" new, 0 changed, 0 gone")
    assert not (tmp_path / "public").exists()


def test_a_person_is_asked_once(journal: Make, tmp_path: Path) -> None:
    mine = journal()
    with terminal(mine.root, "publish", "../public") as at:
        at.sees("Publish to ../public? [Y/n]")
        at.types("n\n")
        assert at.end() == 130
    assert not (tmp_path / "public").exists()
    said = mine.run("publish", "../public")
    assert (said.status, last(said.err)) == (
        2,
        "Error: nobody is there to be asked. Add --yes to publish, or --dry-run to see what.",
    )


def test_what_nobody_has_written_yet_is_named_before_the_question(journal: Make) -> None:
    waiting = "---\ntitle: Soon\ndate: 2025-09-01\n---\n\n# Soon\n"
    mine = journal({"docs/journal/posts/soon.md": waiting})
    said = mine.run("publish", "../public", "--dry-run")
    assert (said.status, said.err) == (
        0,
        "docs/journal/posts/soon.md: still to be written: a title, and nothing below it\n",
    )


def test_without_a_target_it_is_said_what_can_be_one(journal: Make) -> None:
    said = journal().run("publish")
    assert said.status == 2
    assert last(said.err) == (
        "Error: nothing says where to publish. Name a target, or write one as 'publish:' below chronicles in "
        "mkdocs.yml. Write 'pages' for the branch gh-pages of your repository, the path of a folder, "
        "user@host:path or rsync://host/path for rsync, or rclone:REMOTE:BUCKET for a store that rclone "
        "knows."
    )


def test_a_wrong_target_of_the_settings_is_named_at_its_line(journal: Make) -> None:
    mine = journal(publish="ftp://ada.dev/")
    line = 1 + mine.read("mkdocs.yml").splitlines().index("      publish: ftp://ada.dev/")
    said = mine.run("publish", "--yes")
    assert (said.status, said.err.splitlines()[0]) == (
        1,
        f"mkdocs.yml:{line}: 'ftp://ada.dev/' is no place to publish to",
    )


def test_a_problem_of_check_stops_it(journal: Make, tmp_path: Path) -> None:
    mine = journal({"docs/index.md": "# Home\n\n[Gone](gone.md)\n"})
    said = mine.run("publish", "../public", "--yes")
    assert said.status == 1
    assert "docs/index.md:3: " in said.err
    assert not (tmp_path / "public").exists()


def test_the_lists_of_the_readme_are_brought_up_to_date(journal: Make) -> None:
    entry = "---\ndate: 2025-09-05\n---\n\n# Begun\n\nWords.\n"
    readme = "# Mine\n\n<!-- chronicles: entries -->\n<!-- /chronicles -->\n"
    mine = journal({"docs/journal/posts/begun.md": entry, "README.md": readme})
    assert mine.run("check").status == 1
    said = mine.run("publish", "../public", "--yes")
    assert (said.status, said.err) == (0, "")
    assert "- 2025-09-05: [Begun](docs/journal/posts/begun.md)" in mine.read("README.md")


def test_drafts_stay_and_scheduled_entries_go_out_on_their_day(journal: Make, tmp_path: Path) -> None:
    head = "---\ndate: {}\n{}: true\n---\n\n# {}\n\nWords.\n"
    mine = journal(
        {
            "docs/journal/posts/a.md": head.format("2025-09-05", "draft", "Draft"),
            "docs/journal/posts/b.md": head.format("2025-09-05", "scheduled", "Later"),
        }
    )
    mine.run("publish", "../public", "--yes", "--as-of", "2025-09-04")
    assert not any("journal/b" in name for name in there(tmp_path / "public"))
    mine.run("publish", "../public", "--yes", "--as-of", "2025-09-05")
    assert "journal/b/index.html" in there(tmp_path / "public")
    assert not any(
        b"Draft" in data or "journal/a/" in name for name, data in there(tmp_path / "public").items()
    )


def test_what_git_ignores_is_not_published(journal: Make, tmp_path: Path) -> None:
    mine = journal(
        {
            "docs/keys.txt": "secret",
            "docs/private.md": "# Private\n",
            "docs/notes.bak": "not there",
            ".gitignore": "keys.txt\nprivate.md\nunused/\nsite/\n.chronicles/\n",
            "docs/unused/.hidden": "never copied",
        }
    )
    Story(mine.root)
    said = mine.run("publish", "../public", "--yes")
    assert said.status == 1
    assert [line for line in said.err.splitlines() if line.startswith("docs/")] == [
        "docs/keys.txt: git ignores this file, and the site shows it",
        "docs/private.md: git ignores this file, and the site shows it",
    ]
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"letter.txt": "mine"}, "../public: it holds files that were not published from here"),
        (
            {LIST: "?"},
            f"../public: the file {LIST} there is not a list of what was published",
        ),
        (
            {LIST: '{"form": 1, "files": []}', "index.html": "mine"},
            "../public: 'index.html' there was not published from here",
        ),
    ],
)
def test_what_is_somebody_elses_is_left_alone(
    journal: Make, tmp_path: Path, content: dict[str, str], problem: str
) -> None:
    write(tmp_path / "public", content)
    before = files(tmp_path / "public")
    said = journal().run("publish", "../public", "--yes")
    assert (said.status, said.err.splitlines()[0]) == (1, problem)
    assert files(tmp_path / "public") == before


def test_files_beside_the_published_ones_stay(journal: Make, tmp_path: Path) -> None:
    mine = journal()
    mine.run("publish", "../public", "--yes")
    write(tmp_path / "public", {"robots.txt": "mine"})
    write(mine.root, {"docs/index.md": "# Home\n\nOther words.\n"})
    mine.run("publish", "../public", "--yes")
    assert there(tmp_path / "public") == site(mine) | {"robots.txt": b"mine"}


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("docs/public", "the folder is a part of the pages"),
        ("site/public", "the folder is a part of what build makes"),
        ("site", "the folder is a part of what build makes"),
        (".", "the folder holds the journal itself"),
        ("..", "the folder holds the journal itself"),
    ],
)
def test_a_folder_of_the_journal_is_none(journal: Make, target: str, what: str) -> None:
    said = journal().run("publish", target, "--yes")
    assert (said.status, said.err.splitlines()[0]) == (1, f"{target}: {what}")


@pytest.mark.parametrize("target", ["ada@ada.dev:public", "pages"])
def test_an_address_that_is_an_example_is_refused_at_its_line(journal: Make, target: str) -> None:
    mine = journal(url="https://example.org/")
    said = mine.run("publish", target, "--yes")
    assert said.status == 1
    assert said.err.splitlines()[:2] == [
        "mkdocs.yml:2: 'site_url' is an example, 'https://example.org/', "
        "and feeds and shared links lead there",
        "    Write the address where readers will find the site.",
    ]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A server that is this machine, as rsync sees one."""
    if not shutil.which("rsync"):
        lacking("there is no rsync here: install it with 'sudo apt install rsync'")
    write(tmp_path, {"remote-shell": REMOTE})
    (tmp_path / "remote-shell").chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(tmp_path / "remote-shell"))
    return f"ada@ada.dev:{tmp_path}/public"


def test_to_a_server_goes_what_changed(journal: Make, tmp_path: Path, server: str) -> None:
    mine = journal({"docs/old été.md": "# Old\n\nOld words.\n"})
    first = mine.run("publish", server, "--yes")
    assert (first.status, first.err, last(first.out)) == (0, "", f"Published: {URL}")
    assert there(tmp_path / "public") == site(mine)
    write(tmp_path / "public", {"robots.txt": "mine"})
    write(mine.root, {"docs/old été.md": None, "docs/new.md": "# New\n\nNew words.\n"})
    second = mine.run("publish", server, "--yes")
    lines = second.out.splitlines()
    assert {"new      new/index.html", "changed  index.html", "gone     old été/index.html"} <= {*lines}
    assert there(tmp_path / "public") == site(mine) | {"robots.txt": b"mine"}
    assert "Nothing to publish" in mine.run("publish", server, "--yes").out


def test_a_folder_on_a_server_that_is_somebody_elses_is_left_alone(
    journal: Make, tmp_path: Path, server: str
) -> None:
    write(tmp_path / "public", {"letter.txt": "mine"})
    said = journal().run("publish", server, "--yes")
    assert said.status == 1
    assert said.err.splitlines()[0].endswith("/public/: it holds files that were not published from here")
    assert files(tmp_path / "public") == {"letter.txt": b"mine"}


def test_what_rsync_says_is_passed_on(journal: Make, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", "false")
    said = journal().run("publish", server, "--yes")
    assert said.status == 1
    assert ": rsync cannot do it: rsync" in said.err
    assert f"Try 'rsync --list-only {server}/' yourself: what it needs, this needs too." in said.err


def test_without_rsync_it_is_said_how_to_get_it(
    journal: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for folder in os.environ["PATH"].split(os.pathsep):
        for path in Path(folder).glob("*") if Path(folder).is_dir() else ():
            if path.name != "rsync" and not (programs / path.name).exists():
                (programs / path.name).symlink_to(path)
    monkeypatch.setenv("PATH", str(programs))
    said = journal().run("publish", "ada.dev:public", "--yes")
    assert said.status == 1
    assert said.err.splitlines()[:2] == [
        "ada.dev:public/: there is no rsync program here",
        "    Install it (sudo apt install rsync, or brew install rsync), or publish to a folder.",
    ]


def remote(mine: Journal, folder: Path) -> Story:
    """The repository of a journal, and the bare one that it is pushed to."""
    bare = Story(folder / "remote.git", "--bare")
    story = Story(mine.root)
    story.git("config", "user.name", "Ada")
    story.git("config", "user.email", "ada@ada.dev")
    story.commit({".gitignore": "site/\n.chronicles/\n.site-*\n", ".gitattributes": "* text=auto eol=crlf\n"})
    story.git("remote", "add", "origin", str(bare.folder))
    return bare


def branch(bare: Story, name: str = "gh-pages") -> dict[str, str]:
    lines = bare.git("-c", "core.quotePath=false", "ls-tree", "-r", name).splitlines()
    return {line.partition("\t")[2]: line.split()[2] for line in lines}


def test_to_a_branch_goes_one_commit_with_what_changed(journal: Make, tmp_path: Path) -> None:
    mine = journal({"docs/old.md": "# Old\n\nOld words.\n", "docs/dos.txt": "one\r\ntwo\r\n"})
    bare = remote(mine, tmp_path)
    head = bare.at(mine.root).git("rev-parse", "--short", "HEAD")
    first = mine.run("publish", "pages", "--yes")
    assert (first.status, first.err, last(first.out)) == (0, "", f"Published: {URL}")
    assert {*branch(bare)} == {*site(mine), LIST, ".nojekyll"}
    assert bare.git("cat-file", "-s", "gh-pages:dos.txt") == "10"
    assert bare.git("log", "--format=%s %an", "gh-pages") == f"Publish {head} Ada"
    other = Story.at(tmp_path / "other")
    bare.git("clone", "--quiet", "--branch=gh-pages", str(bare.folder), str(other.folder))
    other.commit({"CNAME": "ada.dev\n"})
    other.git("push", "--quiet")
    write(mine.root, {"docs/old.md": None, "docs/new.md": "# New\n\nNew words.\n"})
    second = mine.run("publish", "pages", "--yes")
    assert {"new      new/index.html", "changed  index.html", "gone     old/index.html"} <= {
        *second.out.splitlines()
    }
    assert {*branch(bare)} == {*site(mine), LIST, ".nojekyll", "CNAME"}
    assert bare.git("rev-list", "--count", "gh-pages") == "3"
    assert json.loads(bare.git("show", f"gh-pages:{LIST}"))["files"] == sorted(site(mine))
    assert "Nothing to publish" in mine.run("publish", "pages", "--yes").out
    assert bare.at(mine.root).git("branch", "--list") == "* main"
    assert bare.at(mine.root).git("status", "--porcelain", "--untracked-files=no") == "D docs/old.md"


def test_the_branch_is_the_one_that_mkdocs_names(journal: Make, tmp_path: Path) -> None:
    mine = journal()
    write(mine.root, {"mkdocs.yml": mine.read("mkdocs.yml") + "remote_branch: www\n"})
    bare = remote(mine, tmp_path)
    assert mine.run("publish", "pages", "--yes").status == 0
    assert "index.html" in branch(bare, "www")


def test_a_branch_of_somebody_else_is_left_alone(journal: Make, tmp_path: Path) -> None:
    mine = journal()
    bare = remote(mine, tmp_path)
    Story.at(mine.root).git("push", "--quiet", "origin", "main:gh-pages")
    before = branch(bare)
    said = mine.run("publish", "pages", "--yes")
    assert (said.status, said.err.splitlines()[0]) == (
        1,
        "the branch gh-pages of origin: it holds files that were not published from here",
    )
    assert branch(bare) == before


def test_without_a_remote_it_is_said_how_to_add_one(journal: Make) -> None:
    mine = journal()
    Story(mine.root)
    said = mine.run("publish", "pages", "--yes")
    assert (said.status, said.err.splitlines()[:2]) == (
        1,
        [
            "the branch gh-pages of origin: this repository has no remote 'origin'",
            "    Add it: git remote add origin ADDRESS.",
        ],
    )
