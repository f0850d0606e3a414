"""States on the disk: a project read as git sees it, a state written into a new folder."""

import os
from pathlib import Path

import pytest

from chronicles.guides.series.folders import project_files, write_files
from chronicles.guides.series.series import Series, Stored
from tests.guides.series.guides import Files, Guide, Program, state, texts
from tests.journals import Link, Story, refused, write

ODD: Files = {"run.sh": Program("#!/bin/sh\n"), "é ü/x y.txt": "a\r\n", "bin": b"\0", "empty": "", 'q"': "a"}


def test_a_state_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    series = Guide(tmp_path, [ODD]).series()
    write_files(series.files("demo/01"), tmp_path / "out")
    assert project_files(series, tmp_path / "out") == state(ODD)


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_the_rights_of_files_are_as_of_any_new_file(tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        write_files(state(ODD).values(), tmp_path / "out")
    finally:
        os.umask(old)
    modes = {name: (tmp_path / "out" / name).stat().st_mode & 0o777 for name in ("run.sh", "bin")}
    assert modes == {"run.sh": 0o777 & ~mask, "bin": 0o666 & ~mask}


def test_an_empty_folder_may_be_written_into(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_files(state({"a/b": "1\n"}).values(), tmp_path / "out")
    assert (tmp_path / "out/a/b").read_text() == "1\n"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write(tmp_path, {"full/a": "mine\n", "file": "mine\n", "link": Link("full"), "dangling": Link("none")})
    for name in ("full", "file", "link", "dangling"):
        said = refused(lambda name=name: write_files(state({"a": "x"}).values(), tmp_path / name))
        assert said == f"{name} is there already\nName a folder that does not exist yet."
    assert (tmp_path / "full/a").read_text() == "mine\n"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/tmp/chronicles-outside"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    said = refused(lambda: write_files([Stored(path, b"x")], tmp_path / "out"))
    assert said == f"{path} would be written outside of out\nMend the patch."
    assert not (tmp_path / "x").exists() and not Path("/tmp/chronicles-outside").exists()


def test_what_the_project_ignores_is_not_read(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{}]).series()
    write(series_project := tmp_path / "demo_project", {".gitignore": ".env\n*.sqlite3\n", ".env": "secret"})
    write(series_project, {"db.sqlite3": b"\0", "a.py": "1\n"})
    assert set(project_files(series, series_project)) == {".gitignore", "a.py"}


def test_what_a_step_has_is_read_though_the_project_ignores_it(tmp_path: Path) -> None:
    files: Files = {".gitignore": ".env*\n", ".env.example": "KEY=\n"}
    series = Guide(tmp_path, [files]).series()
    write(
        tmp_path / "demo_project",
        {".gitignore": ".env*\n", ".env.example": "KEY=1\n", ".env": "KEY=secret\n"},
    )
    found = project_files(series, tmp_path / "demo_project")
    assert texts(found) == {".gitignore": ".env*\n", ".env.example": "KEY=1\n"}
    (tmp_path / "demo_project/.env.example").unlink()
    assert set(project_files(series, tmp_path / "demo_project")) == {".gitignore"}


def test_only_the_projects_own_rules_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write(
        tmp_path / "home", {".config/git/ignore": "*\n", ".config/git/attributes": "* text eol=crlf\n"}
    )
    monkeypatch.setenv("HOME", str(home))
    series = Guide(tmp_path, [{}]).series()
    story = Story(tmp_path)
    write(tmp_path, {".gitignore": "*\n", ".git/info/exclude": "*\n", ".gitattributes": "* text eol=crlf\n"})
    write(tmp_path / "demo_project", {"a": "1\r\n2\n"})
    assert texts(project_files(series, tmp_path / "demo_project")) == {"a": "1\r\n2\n"}
    assert story.folder == tmp_path


@pytest.mark.parametrize(
    "attributes", ["* text=auto\n", "* text eol=crlf\n", "* ident\n", "*.txt working-tree-encoding=UTF-16\n"]
)
def test_bytes_are_bytes_whatever_the_project_says_of_them(tmp_path: Path, attributes: str) -> None:
    data = "a\r\nb $Id: x $\n".encode("utf-16") if "16" in attributes else b"a\r\nb\r\n$Id: x $\r\n"
    files: Files = {".gitattributes": attributes, "a.txt": data}
    series = Guide(tmp_path, [files]).series()
    write_files(series.files("demo/01"), tmp_path / "demo_project")
    assert project_files(series, tmp_path / "demo_project") == state(files)
    assert (tmp_path / "demo_project/a.txt").read_bytes() == data


def test_a_link_in_the_project_is_refused(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{}]).series()
    write(tmp_path / "demo_project", {"a": Link("/etc/passwd")})
    assert refused(lambda: project_files(series, tmp_path / "demo_project")) == (
        "a is a link, and states hold files alone\nPut the file in its place."
    )


def test_a_repository_in_the_project_is_refused(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{}]).series()
    Story(tmp_path / "demo_project/inner").commit({"a": "1\n"})
    assert refused(lambda: project_files(series, tmp_path / "demo_project")) == (
        "inner is a link, and states hold files alone\nPut the file in its place."
    )


def test_a_project_may_be_a_repository_of_its_own(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{}]).series()
    Story(tmp_path / "demo_project").commit({"a": "1\n"})
    assert texts(project_files(series, tmp_path / "demo_project")) == {"a": "1\n"}


def test_a_project_that_is_not_there_is_told(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{"a": "1\n"}]).series()
    said = refused(lambda: project_files(series, tmp_path / "demo_project"))
    assert said.startswith("git cannot read demo_project: ") and said.endswith("\nMend that first.")


def test_a_project_that_is_not_there_yet_has_no_files(tmp_path: Path) -> None:
    assert project_files(Guide(tmp_path, [{}]).series(), tmp_path / "demo_project") == {}
    assert project_files(Series(tmp_path / "none.git", ()), tmp_path / "demo_project") == {}


def test_a_damaged_cache_does_not_matter(tmp_path: Path) -> None:
    """A file of the project that the cache has, but cut off, is not written again by git."""
    guide = Guide(tmp_path, [{"a": "1\n"}])
    series = guide.series()
    write(tmp_path / "demo_project", {"b": "2\n"})
    assert texts(project_files(series, tmp_path / "demo_project")) == {"b": "2\n"}
    for path in series.folder.glob("objects/??/*"):
        path.chmod(0o644)
        path.write_bytes(b"x")
    assert texts(project_files(series, tmp_path / "demo_project")) == {"b": "2\n"}
    assert texts({file.path: file for file in series.files("demo/01")}) == {"a": "1\n"}
