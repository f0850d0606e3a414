"""ZIPs of states: the same bytes for the same files, and what a learner unpacks."""

import io
import zipfile
from pathlib import Path

import pytest

from chronicles.guides.series import zip_archives
from chronicles.guides.series.series import Series, Stored
from chronicles.guides.series.state_files import read_states
from chronicles.problems import Refused

from .guides import Program, patches_of

FILES = [Stored("manage.py", b"#!\n", True), Stored("a/é.txt", b"\xff\0"), Stored("a/__init__.py", b"")]


def test_a_zip_unpacks_into_one_folder_with_the_modes_kept() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_archives.archive("students/05", FILES))) as packed:
        found = [(e.filename, oct(e.external_attr >> 16), packed.read(e)) for e in packed.infolist()]
    assert found == [
        ("students-05/a/__init__.py", "0o100644", b""),
        ("students-05/a/é.txt", "0o100644", b"\xff\0"),
        ("students-05/manage.py", "0o100755", b"#!\n"),
    ]


def test_a_zip_is_the_same_in_whichever_order_the_files_come() -> None:
    assert zip_archives.archive("a/01", FILES) == zip_archives.archive("a/01", FILES[::-1])
    assert zip_archives.name("a/01") == "a-01.zip"


def test_a_name_that_a_zip_cannot_hold_is_refused() -> None:
    with pytest.raises(Refused, match="is not UTF-8"):
        zip_archives.archive("a/01", [Stored("\udcff", b"")])


def test_all_states_are_read_as_each_is_alone(tmp_path: Path) -> None:
    states = [
        {"a.py": "1\n", "b/é c.txt": b"\0\xff"},
        {"a.py": Program("1\n"), "b/é c.txt": b"\0\xff", "c": ""},
        {"a.py": Program("1\n"), "b/é c.txt": b"\0\xff", "c": ""},
        {"c": "x"},
        {},
    ]
    series = Series(tmp_path / "series.git", patches_of(tmp_path, states))
    assert read_states(series) == {name: series.files(name) for name in series.names}
    assert read_states(Series(tmp_path / "none.git", ())) == {}
