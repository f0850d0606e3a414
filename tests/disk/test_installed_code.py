"""When what one version has made may be made otherwise by the code that is here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicles.disk import installed_code


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Our files and the packages that are installed, both in folders of the test."""
    for name in "ours/a.py", "ours/templates/b.html", "packages/mkdocs-1.6.1.dist-info/RECORD":
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(installed_code, "OURS", tmp_path / "ours")
    monkeypatch.setattr("sys.path", [str(tmp_path / "packages"), str(tmp_path / "gone.zip")])
    yield tmp_path
    installed_code.installed_code.cache_clear()


def key() -> str:
    installed_code.installed_code.cache_clear()
    return installed_code.installed_code()


def test_nothing_new_is_nothing_new(code: Path) -> None:
    before = key()
    (code / "ours/__pycache__").mkdir()
    (code / "ours/__pycache__/a.pyc").touch()
    (code / "packages/mkdocs").mkdir()
    (code / "packages/mkdocs-1.6.1.dist-info/RECORD").write_text("other")
    assert key() == before


@pytest.mark.parametrize("name", ["ours/a.py", "ours/templates/b.html"])
def test_a_file_of_ours_counts_by_its_size_and_time(code: Path, name: str) -> None:
    keys = [key()]
    (code / name).write_text("other")
    keys.append(key())
    os.utime(code / name, ns=(0, 0))
    keys.append(key())
    (code / name).rename((code / name).with_name("c"))
    keys.append(key())
    assert len(set(keys)) == len(keys)


def test_a_package_counts_by_its_name_and_version(code: Path) -> None:
    before = key()
    (code / "packages/mkdocs-1.6.1.dist-info").rename(code / "packages/mkdocs-1.7.0.dist-info")
    assert key() != before


def test_a_package_that_is_only_linked_counts(code: Path) -> None:
    before = key()
    (code / "packages/_mine.pth").touch()
    assert key() != before


def test_python_counts(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr("sys.version", "3.99")
    assert key() != before
