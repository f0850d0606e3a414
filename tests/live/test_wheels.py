"""Wheels for the browser: where they come from, what is locked of them, and what is said without them."""

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from chronicles.live import wheel_lock, wheels
from chronicles.live.pyodide import read_lock
from chronicles.live.wheel_lock import WheelName, read_pins, renewed, write_pins
from chronicles.live.wheels import WheelMissing, Wheels
from chronicles.workspace import settings

LOCK = read_lock()
CORE = WheelName("pydantic-core", "2.50.5")
FILE = f"pydantic_core-2.50.5-cp314-cp314-{LOCK.platform}.whl"
OTHER = WheelName("nh3", "1.0")


def wheel(**files: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


DATA = wheel(core="compiled")
SHA256 = sha256(DATA).hexdigest()


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pip that gives what lies in a folder, and writes down how it was called."""
    folder = tmp_path / "index"
    folder.mkdir()
    script = tmp_path / "pip"
    script.write_text(
        "#!/bin/sh\n"
        f'echo "$*" > {tmp_path}/called; /bin/cat wanted.txt > {tmp_path}/wanted\n'
        f"/bin/mkdir to; /bin/cp {folder}/* to && exit 0\n"
        "echo 'ERROR: Could not find a version that satisfies it'; echo 'ERROR: No matching distribution found'\n"
    )
    script.chmod(0o755)
    monkeypatch.setattr(wheels, "_pip", lambda: (str(script),))
    return folder


def test_a_wheel_is_fetched_once_in_the_version_that_is_asked_for(pip: Path, tmp_path: Path) -> None:
    (pip / FILE).write_bytes(DATA)
    first = Wheels(tmp_path / "cache", LOCK, {})
    assert first.files(CORE) == {"core": b"compiled"}
    assert first.used == {CORE: SHA256}
    assert (tmp_path / "wanted").read_text() == "pydantic-core==2.50.5"
    assert (tmp_path / "called").read_text().split()[:10] == [
        *("download", "-q", "--python-version=3.14", "--implementation=cp"),
        f"--platform={LOCK.platform}",
        *("--abi=cp314", "--abi=abi3", "--abi=none", "--no-deps", "--only-binary=:all:"),
    ]
    (pip / FILE).unlink()
    assert Wheels(tmp_path / "cache", LOCK, {CORE: SHA256}).files(CORE) == {"core": b"compiled"}


def test_a_wheel_that_somebody_put_there_needs_no_network(pip: Path, tmp_path: Path) -> None:
    (tmp_path / "cache/wheels").mkdir(parents=True)
    (tmp_path / "cache/wheels" / FILE).write_bytes(DATA)
    assert Wheels(tmp_path / "cache", LOCK, {CORE: SHA256}).files(CORE) == {"core": b"compiled"}
    assert not (tmp_path / "called").exists()


def test_another_wheel_than_the_locked_one_is_not_taken(pip: Path, tmp_path: Path) -> None:
    (tmp_path / "cache/wheels").mkdir(parents=True)
    (tmp_path / "cache/wheels" / FILE).write_bytes(wheel(core="evil"))
    (pip / FILE).write_bytes(DATA)
    locked = Wheels(tmp_path / "cache", LOCK, {CORE: SHA256})
    assert locked.files(CORE) == {"core": b"compiled"}
    assert (tmp_path / "wanted").read_text() == f"pydantic-core==2.50.5 --hash=sha256:{SHA256}"
    assert "--require-hashes" in (tmp_path / "called").read_text().split()


def test_without_a_wheel_the_package_is_named_and_pip_is_quoted(pip: Path, tmp_path: Path) -> None:
    with pytest.raises(WheelMissing) as error:
        Wheels(tmp_path / "cache", LOCK, {}).files(CORE)
    assert str(error.value) == (
        "pydantic-core==2.50.5 is compiled, and no wheel of it for the browser (pyemscripten_2026_0_wasm32) "
        "could be had: No matching distribution found. Require a version that has one, or build with --no-live"
    )


def test_a_wheel_of_other_bytes_than_those_locked_is_refused_in_words(pip: Path, tmp_path: Path) -> None:
    script = tmp_path / "pip"
    script.write_text(
        "#!/bin/sh\necho 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'\n"
    )
    with pytest.raises(
        WheelMissing, match=r"^the wheel of pydantic-core==2\.50\.5 on the package index is not "
    ):
        Wheels(tmp_path / "cache", LOCK, {CORE: SHA256}).files(CORE)


def test_a_wheel_that_is_no_archive_is_told(pip: Path, tmp_path: Path) -> None:
    (pip / FILE).write_bytes(b"<html>Sign in")
    with pytest.raises(
        WheelMissing, match=r"^the wheel of pydantic-core==2\.50\.5 that was fetched is none$"
    ):
        Wheels(tmp_path / "cache", LOCK, {}).files(CORE)


def test_where_pip_is_not_installed_uv_starts_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "find_spec", lambda name: None)
    monkeypatch.setattr(wheels.shutil, "which", lambda name: f"/bin/{name}")
    assert wheels._pip() == ("/bin/uv", "tool", "run", "pip", "--no-input")
    monkeypatch.setattr(wheels.shutil, "which", lambda name: None)
    with pytest.raises(WheelMissing, match=r"^neither pip nor uv is here to fetch it$"):
        Wheels(tmp_path, LOCK, {}).files(CORE)


def test_what_is_locked_is_what_was_written() -> None:
    pins = {CORE: "a" * 64, OTHER: "b" * 64}
    text = write_pins(pins, "a_platform")
    assert text == (
        "# Wheels of compiled packages that the live demos load, for a_platform.\n"
        "# Written by 'build', and checked by it: commit it. Of what a line names, nothing but that file is ever "
        f"taken.\nnh3==1.0 --hash=sha256:{'b' * 64}\npydantic-core==2.50.5 --hash=sha256:{'a' * 64}\n"
    )
    assert read_pins(text) == pins
    assert read_pins("x\nnh3==1.0\nnh3==1.0 --hash=sha256:ab\n") == {}
    assert write_pins({}, "a_platform") == ""


def test_the_lock_is_the_journals_own_where_it_lies_in_its_project() -> None:
    assert wheel_lock.LOCK == settings.WHEELS


def test_what_no_demo_uses_is_let_go_unless_a_demo_is_missing() -> None:
    before, used = {OTHER: "b" * 64, CORE: "c" * 64}, {CORE: "a" * 64}
    assert renewed(before, used, is_whole=True) == used
    assert renewed(before, used, is_whole=False) == {OTHER: "b" * 64, CORE: "a" * 64}
