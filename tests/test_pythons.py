"""The Pythons of a machine: which are found, how each gets what it needs, and what is said of it."""

import json
import platform
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from chronicles import pythons
from chronicles.pythons import FoundPythons, Python, Unready, environment, find, places, report, requirements

ROOT = Path(__file__).parents[1]
LOCK = """\
# made by a tool
attrs==1.0 \\
    --hash=sha256:aa
    # via chronicles (pyproject.toml)
mkdocs-material==9.0 \\
    --hash=sha256:bb
    # via chronicles (pyproject.toml)
paginate==1.0 \\
    --hash=sha256:cc
    # via mkdocs-material
shared==2.0 \\
    --hash=sha256:dd
    # via
    #   attrs
    #   mkdocs-material
deeper==3.0 \\
    --hash=sha256:ee
    # via paginate
"""
TEST_LOCK = "mypy==1.0 \\\n    --hash=sha256:ff\npytest==9.0 \\\n    --hash=sha256:00\n"


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def python(path: Path, version: str, is_ours: bool = True) -> Path:
    """A made-up Python, which answers and does nothing else."""
    return program(path, f"echo '{json.dumps([version, str(path), is_ours])}'")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks, and no installer but a made-up uv."""
    root = tmp_path / "checkout"
    root.mkdir()
    (root / "requirements.txt").write_text(LOCK)
    (root / "requirements-test.txt").write_text(TEST_LOCK)
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools'}:/usr/bin:/bin")
    monkeypatch.setattr(pythons, "find_spec", lambda name: None)
    uv(tmp_path)
    runs(tmp_path, "echo 48 passed in 1.25s")
    return root


def uv(work: Path, more: str = "") -> None:
    """A made-up uv: its `venv` copies the program `tests`, and each call is noted."""
    makes = 'if [ "$1" = venv ]; then mkdir -p "$5/bin"; cp "${0%/*}/tests" "$5/bin/python"; fi'
    program(work / "tools" / "uv", f'echo "$*" >> "${{0%/*}}/calls"\n{makes}\n{more}')


def runs(work: Path, script: str) -> None:
    """What a made-up environment does when it is to run the tests."""
    program(work / "tools" / "tests", script)


def calls(work: Path) -> list[str]:
    noted = work / "tools" / "calls"
    return noted.read_text().splitlines() if noted.exists() else []


def test_one_of_each_exact_version_is_found_and_what_is_missing_named(tmp_path: Path) -> None:
    programs = [
        python(tmp_path / "a", "3.12.1"),
        python(tmp_path / "b", "3.12.1"),
        python(tmp_path / "c", "3.12.10"),
        python(tmp_path / "d", "3.12.9"),
        python(tmp_path / "e", "3.14.0rc1"),
        python(tmp_path / "too old", "3.10.4"),
        python(tmp_path / "not promised yet", "3.15.0a1"),
        python(tmp_path / "another kind", "3.11.4", is_ours=False),
        program(tmp_path / "pyenv's shim", "echo 'pyenv: python3.13: command not found' >&2; exit 127"),
        program(tmp_path / "no python", "echo hello"),
        tmp_path / "gone",
    ]
    assert find(programs) == FoundPythons(
        (
            Python("3.12.1", tmp_path / "a"),
            Python("3.12.9", tmp_path / "d"),
            Python("3.12.10", tmp_path / "c"),
            Python("3.14.0rc1", tmp_path / "e"),
        ),
        ("3.11", "3.13"),
    )


def test_a_real_python_says_what_it_is_and_not_where_its_environment_is() -> None:
    (found,) = find([Path(sys.executable)]).pythons
    assert found.version == platform.python_version()
    assert found.program.samefile(sys._base_executable)  # type: ignore[attr-defined]


def test_programs_are_looked_for_where_pythons_are_installed(tmp_path: Path) -> None:
    wanted = [
        python(tmp_path / "bin" / "python3", "3.11.1"),
        python(tmp_path / ".pyenv/versions/3.12.1/bin/python3", "3.12.1"),
        python(tmp_path / ".local/share/uv/python/cpython-3.13.0-linux/bin/python3.13", "3.13.0"),
    ]
    python(tmp_path / "bin" / "python3.9", "3.9.1")
    found = list(places({"PATH": f"{tmp_path / 'bin'}::{tmp_path / 'gone'}"}, tmp_path))
    assert [path for path in found if path.is_relative_to(tmp_path)] == wanted
    elsewhere = {"PYENV_ROOT": str(tmp_path / "x"), "UV_PYTHON_INSTALL_DIR": str(tmp_path / "y")}
    moved = [
        python(tmp_path / "x/versions/3.12.2/bin/python3", "3.12.2"),
        python(tmp_path / "y/cpython-3.13.2/bin/python3", "3.13.2"),
    ]
    assert [path for path in places(elsewhere, tmp_path) if path.is_relative_to(tmp_path)] == moved


def test_only_what_the_tests_need_is_installed_each_with_its_hash() -> None:
    assert [line for line in requirements(LOCK, TEST_LOCK).splitlines() if not line.startswith("    #")] == [
        "attrs==1.0 \\",
        "    --hash=sha256:aa",
        "shared==2.0 \\",
        "    --hash=sha256:dd",
        "pytest==9.0 \\",
        "    --hash=sha256:00",
    ]


def test_the_locks_have_all_that_is_needed_to_run_the_tests() -> None:
    wanted = requirements(*((ROOT / name).read_text("utf-8") for name in pythons.LOCKS))
    names = {match["name"] for match in pythons.PIN.finditer(wanted)}
    asked = [Requirement(text) for text in requires("pytest") or []]
    here = {one.name for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})}
    assert here - {"colorama"} <= names
    assert "mkdocs-material" not in names and "mkdocs" in names


def test_an_environment_is_made_once_and_anew_with_other_locks(checkout: Path, tmp_path: Path) -> None:
    one = Python("3.12.1", tmp_path / "python")
    where = environment(checkout, one)
    assert where == checkout / ".chronicles/pythons/3.12.1/bin/python"
    folder = where.parents[1]
    assert calls(tmp_path) == [
        f"venv --quiet --python {one.program} {folder}",
        f"pip install --python {where} --quiet --require-hashes -r {folder / 'requirements.txt'}",
    ]
    environment(checkout, one)
    assert len(calls(tmp_path)) == 2
    (checkout / "requirements.txt").write_text(LOCK.replace("sha256:aa", "sha256:ab"))
    environment(checkout, one)
    environment(checkout, Python("3.12.1", tmp_path / "another"))
    assert len(calls(tmp_path)) == 6


def test_an_environment_that_was_not_finished_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    one = Python("3.12.1", tmp_path / "python")
    folder = environment(checkout, one).parents[1]
    (folder / "stamp").rename(folder / "stamp.new")  # as if it had been killed just before
    (folder / "left").touch()
    environment(checkout, one)
    assert len(calls(tmp_path)) == 4
    assert not (folder / "left").exists()


def test_what_an_installer_says_is_told_and_nothing_of_it_is_kept(checkout: Path, tmp_path: Path) -> None:
    uv(tmp_path, 'if [ "$1" = pip ]; then echo hello; echo error: no network >&2; exit 2; fi')
    with pytest.raises(Unready, match=r"^error: no network$"):
        environment(checkout, Python("3.12.1", tmp_path / "python"))
    assert not (checkout / ".chronicles/pythons/3.12.1").exists()


def test_without_an_installer_that_is_said(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "tools" / "uv").unlink()
    with pytest.raises(Unready, match=r"^neither uv nor pip is here to fetch its packages$"):
        environment(checkout, Python("3.12.1", tmp_path / "python"))


def test_a_python_without_pip_is_filled_by_the_one_that_is_here(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tools" / "uv").unlink()
    makes = 'mkdir -p "$4/bin"; cp "${0%/*}/tests" "$4/bin/python"'
    other = program(tmp_path / "tools" / "other", f'echo "$*" >> "${{0%/*}}/calls"\n{makes}')
    here = program(tmp_path / "tools" / "here", 'echo "$*" >> "${0%/*}/calls"')
    monkeypatch.setattr(pythons, "find_spec", lambda name: object())
    monkeypatch.setattr(sys, "executable", str(here))
    where = environment(checkout, Python("3.11.2", other))
    listed = where.parents[1] / "requirements.txt"
    assert calls(tmp_path) == [
        f"-m venv --without-pip {where.parents[1]}",
        f"-m pip --disable-pip-version-check --python {where} install --quiet --require-hashes -r {listed}",
    ]


def reported(checkout: Path, found: FoundPythons, is_strict: bool = False) -> tuple[bool, list[str]]:
    said: list[str] = []
    return report(checkout, found, "3.11.7", is_strict, said.append), said


def test_each_python_has_a_line(checkout: Path, tmp_path: Path) -> None:
    found = FoundPythons(
        (Python("3.11.7", tmp_path / "own"), Python("3.12.1", tmp_path / "python")), ("3.13", "3.14")
    )
    assert reported(checkout, found) == (
        True,
        [
            "3.11.7: this one, which runs the whole suite",
            "3.12.1: 48 passed",
            "3.13: not on this machine",
            "3.14: not on this machine",
        ],
    )


def test_a_failure_is_shown_whole_and_the_others_are_tried(checkout: Path, tmp_path: Path) -> None:
    fails = "F\nE assert 1 == 2\nFAILED tests/versions/test_a.py::test_b\n1 failed, 47 passed in 2.50s"
    runs(tmp_path, f"case $0 in *3.12.1*) echo '{fails}'; exit 1;; *) echo 48 passed in 1s;; esac")
    found = FoundPythons(tuple(Python(version, tmp_path / version) for version in ("3.12.1", "3.13.0")), ())
    is_good, (first, second) = reported(checkout, found)
    assert not is_good
    assert first.startswith("3.12.1: 1 failed, 47 passed\n") and "E assert 1 == 2\n" in first
    assert second == "3.13.0: 48 passed"


@pytest.mark.parametrize("is_strict", [False, True])
def test_what_cannot_be_set_up_is_a_failure_only_where_everything_is_tried(
    checkout: Path, tmp_path: Path, is_strict: bool
) -> None:
    uv(tmp_path, 'if [ "$1" = pip ]; then echo error: no network; exit 2; fi')
    found = FoundPythons((Python("3.12.1", tmp_path / "python"),), ())
    assert reported(checkout, found, is_strict) == (
        not is_strict,
        [
            "3.12.1: not tried: it cannot be set up (error: no network)\n"
            "    Check the network and the package index in your settings, and run it again."
        ],
    )


def test_the_tests_run_without_the_settings_of_whoever_calls(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(tmp_path, 'echo "$PYTHONUNBUFFERED$PYTEST_ADDOPTS$PYTHONPATH in 1s"')
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    found = FoundPythons((Python("3.12.1", tmp_path / "python"),), ())
    assert reported(checkout, found)[1] == [f"3.12.1: {checkout / 'src'}"]
