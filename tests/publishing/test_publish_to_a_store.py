"""Publishing to a bucket by the real rclone, to a store of this machine that speaks S3."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import certifi
import pytest

from tests.browsers import lacking
from tests.journals import write
from tests.site.conftest import Journal

from .bucket_server import Store, StoredFile, buckets
from .conftest import URL

Make = Callable[..., Journal]
LIST = ".chronicles-published"
NO_CACHE = "no-cache"
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of S3 that rclone knows as `r2`."""
    if not shutil.which("rclone"):
        lacking("there is no rclone here: install it with 'sudo apt install rclone'")
    with buckets() as made:
        said = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": made.url, "ACCESS_KEY_ID": "a"}
        for name, value in {**said, "SECRET_ACCESS_KEY": "b", "FORCE_PATH_STYLE": "true"}.items():
            monkeypatch.setenv(f"RCLONE_CONFIG_R2_{name}", value)
        yield made


def site(journal: Journal) -> dict[str, bytes]:
    return {name: data for name, data in journal.files().items() if name != ".chronicles"}


def there(store: Store) -> dict[str, bytes]:
    """The files in the folder `journal` of the bucket `web`, but for the list of them."""
    files = {name.removeprefix("web/journal/"): file.data for name, file in store.files.items()}
    return {name: data for name, data in files.items() if name != LIST}


def test_to_a_bucket_goes_what_changed(journal: Make, store: Store) -> None:
    mine = journal({"docs/old été.md": "# Old\n\nOld words.\n", "docs/journal/posts/a.md": DRAFT})
    first = mine.run("publish", "rclone:r2:web/journal", "--yes", "--no-live")
    assert (first.status, first.err, first.out.splitlines()[-1]) == (0, "", f"Published: {URL}")
    assert there(store) == site(mine)
    assert not any(b"Not yet" in data for data in there(store).values())
    write(mine.root, {"docs/old été.md": None, "docs/new.md": "# New\n\nNew words.\n"})
    store.files["web/journal/robots.txt"] = StoredFile(b"mine", {})
    store.changes.clear()
    second = mine.run("publish", "rclone:r2:web/journal/", "--yes", "--no-live")
    lines = second.out.splitlines()
    assert {"new      new/index.html", "changed  index.html", "gone     old été/index.html"} <= {*lines}
    assert there(store) == site(mine) | {"robots.txt": b"mine"}
    told = {line[9:] for line in lines if line.startswith(("new ", "changed ", "gone "))}
    touched = [change.partition(" web/journal/")[2] for change in store.changes]
    assert {*touched} - {LIST} == told
    assert (touched[0], touched[-1]) == (LIST, LIST)
    deleted = [change for change in store.changes if change.startswith("DELETE")]  # in any order, and last
    assert "DELETE web/journal/old été/index.html" in deleted
    assert store.changes[-1 - len(deleted) : -1] == deleted
    assert touched.index("new/index.html") < touched.index("index.html")
    third = mine.run("publish", "rclone:r2:web/journal", "--yes", "--no-live")
    assert third.out.splitlines()[-1] == f"Nothing to publish: all of it is there, {URL}"
    assert json.loads(store.files[f"web/journal/{LIST}"].data)["files"] == sorted(site(mine))


DRAFT = "---\ndate: 2025-09-05\ndraft: true\n---\n\n# Not yet\n"


def test_each_file_is_stored_with_its_kind_and_how_long_it_may_be_kept(journal: Make, store: Store) -> None:
    mine = journal({"docs/tables/a.xyz": "no known kind\n"})
    assert mine.run("publish", "rclone:r2:web/journal", "--yes", "--no-live").status == 0
    said = {name.removeprefix("web/journal/"): file.headers for name, file in store.files.items()}
    assert said["index.html"] == said["index.html"] | {
        "content-type": "text/html; charset=utf-8",
        "cache-control": NO_CACHE,
    }
    (sheet,) = (name for name in said if name.startswith("assets/stylesheets/main") and name.endswith("css"))
    assert (said[sheet]["content-type"], said[sheet]["cache-control"]) == ("text/css; charset=utf-8", FOREVER)
    assert said["tables/a.xyz"]["cache-control"] == NO_CACHE
    assert {headers["cache-control"] for headers in said.values()} == {NO_CACHE, FOREVER}


def test_a_dry_run_lists_and_changes_nothing(journal: Make, store: Store) -> None:
    said = journal().run("publish", "rclone:r2:web/journal", "--dry-run", "--no-live")
    assert (said.status, said.out.splitlines()[-1].partition(" new")[2]) == (0, ", 0 changed, 0 gone")
    assert (store.files, store.changes) == ({}, [])


def test_certificates_that_are_set_for_aws_are_no_hindrance(
    journal: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", certifi.where())
    said = journal().run("publish", "rclone:r2:web/journal", "--yes", "--no-live")
    assert (said.status, said.err, there(store) != {}) == (0, "", True)


def test_a_remote_may_be_written_out_with_an_address_in_quotes(journal: Make, store: Store) -> None:
    options = f'endpoint="{store.url}",access_key_id=a,secret_access_key=b,force_path_style=true'
    target = f"rclone::s3,provider=Other,{options}:web"
    said = journal().run("publish", target, "--dry-run", "--no-live", "--no-exec")
    assert (said.status, said.out.splitlines()[-1].partition(" new")[2]) == (0, ", 0 changed, 0 gone")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"letter.txt": b"mine"}, "r2:web/journal: it holds files that were not published from here"),
        ({LIST: b"?"}, f"r2:web/journal: the file {LIST} there is not a list of what was published"),
        (
            {LIST: b'{"form": 1, "files": []}', "index.html": b"mine"},
            "r2:web/journal: 'index.html' there was not published from here",
        ),
    ],
)
def test_what_is_somebody_elses_is_left_alone(
    journal: Make, store: Store, content: dict[str, bytes], problem: str
) -> None:
    store.files |= {f"web/journal/{name}": StoredFile(data, {}) for name, data in content.items()}
    said = journal().run("publish", "rclone:r2:web/journal", "--yes", "--no-live")
    assert (said.status, said.err.splitlines()[0], store.changes) == (1, problem, [])


@pytest.mark.usefixtures("store")
def test_what_rclone_says_is_passed_on(journal: Make) -> None:
    said = journal().run("publish", "rclone:r3:web", "--yes", "--no-live")
    assert said.status == 1
    first, mend = said.err.splitlines()[:2]
    assert first.startswith("r3:web: rclone cannot do it: Failed to create file system for ")
    assert mend == "    Try 'rclone lsf r3:web' yourself: what it needs, this needs too."


def test_a_store_without_hashes_is_compared_by_what_is_in_it(
    journal: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    """A remote of the kind crypt has no hashes, and as it is set up here, names that can be read."""
    monkeypatch.setenv("RCLONE_CONFIG_SAFE_TYPE", "crypt")
    monkeypatch.setenv("RCLONE_CONFIG_SAFE_REMOTE", "r2:web")
    monkeypatch.setenv("RCLONE_CONFIG_SAFE_FILENAME_ENCRYPTION", "off")
    monkeypatch.setenv("RCLONE_CONFIG_SAFE_PASSWORD", "C2NhuuVZFVen6erTiXSt1ZBConLHsw")
    mine = journal({"docs/a.txt": "one\n"})
    assert mine.run("publish", "rclone:safe:", "--yes", "--no-live").status == 0
    write(mine.root, {"docs/a.txt": "two\n"})
    said = mine.run("publish", "rclone:safe:", "--yes", "--no-live")
    assert (said.status, [line for line in said.out.splitlines() if line.startswith("changed")]) == (
        0,
        ["changed  a.txt"],
    )


def test_without_rclone_it_is_said_how_to_get_it(
    journal: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("git", "sh"):
        (programs / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{tmp_path}")
    said = journal().run("publish", "rclone:r2:web", "--yes", "--no-live", "--no-exec")
    assert (said.status, said.err.splitlines()[:2]) == (
        1,
        [
            "r2:web: there is no rclone program here",
            "    Install it (sudo apt install rclone, or brew install rclone), or publish to a folder.",
        ],
    )


@pytest.mark.parametrize("target", ["rclone:", "rclone:web", "rclone:-x:web", "rclone: :web"])
def test_what_names_no_remote_is_refused(journal: Make, target: str) -> None:
    said = journal().run("publish", target, "--yes")
    assert said.status == 2
    assert said.err.splitlines()[-1].startswith(
        f"Error: {target!r} is no place to publish to. Write 'pages' "
    )
