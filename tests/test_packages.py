"""The packages of Node.js that check the scripts: when they are fetched, and what is said otherwise."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.live import node
from chronicles.suite import packages
from chronicles.suite.packages import NETWORK, NODE, NoPackages, find_packages

ROOT = Path(__file__).parents[1]
MADE = "/bin/mkdir node_modules; echo {0} > node_modules/tool; echo > node_modules/.package-lock.json"
Programs = Callable[..., None]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Make these the only programs on the PATH; an npm writes down how it is called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(node, "find_spec", lambda name: None)

    def make(**scripts: str) -> None:
        for name, script in scripts.items():
            called = f'echo "$@" >> {tmp_path}/calls\n' if name == "npm" else ""
            (folder / name).write_text(f"#!/bin/sh\n{called}{script}\n")
            (folder / name).chmod(0o755)

    return make


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the files that say which packages are wanted."""
    folder = tmp_path / "root"
    folder.mkdir()
    for name in packages.FILES:
        (folder / name).write_text(f"{name} of now")
    return folder


def found(root: Path) -> list[str]:
    """Find the packages, and return what was told meanwhile."""
    told: list[str] = []
    program = root.parent / "bin" / "node"
    assert find_packages(root, root / "cache", told.append) == (str(program),)
    return told


def calls(root: Path) -> list[str]:
    path = root.parent / "calls"
    return path.read_text().splitlines() if path.exists() else []


def refused(root: Path) -> str:
    with pytest.raises(NoPackages) as error:
        find_packages(root, root / "cache", lambda line: None)
    return str(error.value)


def test_they_are_fetched_once_for_each_lock(root: Path, programs: Programs) -> None:
    programs(node="echo v24.1.0", npm=MADE.format("one"))
    assert found(root) == ["Fetching the packages that check the scripts (about 20 MB)..."]
    assert found(root) == []
    (call,) = calls(root)
    assert call.startswith("ci ") and "--ignore-scripts" in call
    assert (root / "node_modules/tool").read_text() == "one\n"
    assert [path.name for path in (root / ".chronicles").iterdir()] == ["npm.lock"]
    (root / "package-lock.json").write_text("another")
    programs(npm=f"/bin/cat .npmrc package.json package-lock.json; {MADE.format('two')}")
    found(root)
    assert (root / "node_modules/tool").read_text() == "two\n"
    assert len(calls(root)) == 2


def test_packages_that_somebody_else_has_put_there_are_replaced(root: Path, programs: Programs) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere/mine").touch()
    (root / "node_modules").symlink_to("elsewhere")
    programs(node="echo v20.19.0", npm=MADE.format("one"))
    found(root)
    assert (root / "node_modules/tool").is_file() and not (root / "node_modules").is_symlink()
    assert (root / "elsewhere/mine").is_file()


@pytest.mark.parametrize("half", ["", "/bin/mkdir node_modules; echo > node_modules/tool; "])
def test_packages_that_are_not_whole_are_not_put_in_place(root: Path, programs: Programs, half: str) -> None:
    programs(node="echo v20.19.0", npm=MADE.format("one"))
    found(root)
    (root / "package-lock.json").write_text("another")
    programs(npm=f"{half}echo npm error code ENOTFOUND; echo npm error and much more; exit 1")
    assert refused(root) == f"npm could not fetch their packages (code ENOTFOUND): {NETWORK}"
    assert (root / "node_modules/tool").read_text() == "one\n"
    programs(npm=MADE.format("two"))
    found(root)
    assert (root / "node_modules/tool").read_text() == "two\n"


def test_what_another_run_has_fetched_meanwhile_is_taken(
    root: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(node="echo v20.19.0", npm=MADE.format("one"))
    found(root)
    (root / "node_modules").rename(root / "by another")

    def wait(*_: object) -> None:
        (root / "by another").rename(root / "node_modules")

    monkeypatch.setattr(packages.fcntl, "flock", wait)
    assert found(root) == []
    assert len(calls(root)) == 1


def test_without_node_and_an_installer_it_is_said_how_to_get_one(root: Path, programs: Programs) -> None:
    programs(uv="echo there is no network; exit 1")
    assert refused(root) == f"there is no Node.js for them (there is no network): {NODE}"
    assert calls(root) == []


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.9", "v9.30.0", "what?"])
def test_a_node_that_is_too_old_is_passed_over(root: Path, programs: Programs, version: str) -> None:
    programs(node=f"echo {version}", npm=MADE.format("one"))
    assert refused(root) == f"there is no Node.js for them (neither uv nor pip is here to fetch it): {NODE}"
    assert calls(root) == []


@pytest.mark.parametrize("version", ["v20.19.0", "v22.1.0", "v100.0.0-nightly"])
def test_a_node_that_is_new_enough_is_taken(root: Path, programs: Programs, version: str) -> None:
    programs(node=f"echo {version}", npm=MADE.format("one"))
    found(root)


def test_the_oldest_node_is_the_one_that_the_packages_ask_for() -> None:
    wanted = json.loads((ROOT / "package.json").read_bytes())["engines"]["node"]
    assert wanted == f">={packages.OLDEST[0]}.{packages.OLDEST[1]}"
    assert f"Node.js {wanted[2:]} or newer" in NODE


def test_the_lock_names_every_package_by_its_hash_and_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    locked = json.loads(text)["packages"]
    assert {
        name for name, entry in locked.items() if not entry.get("integrity", "").startswith("sha512-")
    } == {""}
    asked = json.loads((ROOT / "package.json").read_bytes())["devDependencies"]
    assert locked[""]["devDependencies"] == asked
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
