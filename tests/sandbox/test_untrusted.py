"""What a program leaves is read as a stranger's word: whatever it is, it is what it has to be, or refused."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.live import preparation
from chronicles.live.preparation import CannotRunLive, _facts
from chronicles.progress.goal_tests import _report, failure
from chronicles.sandbox.scratch import remove, scratch_folder
from chronicles.sandbox.untrusted import Untrusted, read_file, read_folder

FACTS = {
    "settings": "config.settings",
    "database": "db.sqlite3",
    "static": "/static/",
    "users": [["demo", "demo-password"]],
    "language": "en-us",
    "zone": "UTC",
    "modules": ["a/b.py"],
    "imports": ["a"],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def facts(data: bytes) -> dict[str, object]:
    return _facts({"facts.json": data, "db.sqlite3": b""}, preparation.FACTS)


def test_the_facts_of_a_project_are_believed_where_they_are_of_their_kinds() -> None:
    assert facts(json.dumps({**FACTS, "more": 1}).encode()) == FACTS
    assert facts(json.dumps({**FACTS, "zone": None}).encode())["zone"] is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no JSON"),
        (b"\xff", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "it is no JSON object"),
        (b'"text"', "it is no JSON object"),
        (b"{}", "'settings' is not what it has to be"),
    ],
)
def test_what_is_no_report_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(CannotRunLive, match=f"^preparing it fails: of facts.json, {why}$"):
        facts(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("settings", "os; import os"),
        ("settings", ["config.settings"]),
        ("database", "../db.sqlite3"),
        ("database", "/etc/passwd"),
        ("database", ""),
        ("users", [["demo"]]),
        ("users", {"demo": "demo"}),
        ("language", "../../etc"),
        ("zone", "../UTC"),
        ("modules", [1]),
        ("imports", "os"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_name(name: str, value: object) -> None:
    with pytest.raises(CannotRunLive, match=f"of facts.json, '{name}' is not what it has to be$"):
        facts(json.dumps({**FACTS, name: value}).encode())


def test_what_is_said_of_a_program_is_believed_in_lists_of_text_alone() -> None:
    said = {"modules": ["a.py"], "imports": [], "compiled": ["b"], "zones": []}
    assert _facts({"facts.json": json.dumps(said).encode()}, preparation.PROGRAM_FACTS) == said
    for name in said:
        with pytest.raises(CannotRunLive, match=f"of facts.json, '{name}' is not what it has to be$"):
            _facts({"facts.json": json.dumps({**said, name: [1]}).encode()}, preparation.PROGRAM_FACTS)


def test_a_refusal_is_one_line() -> None:
    with pytest.raises(CannotRunLive, match=r"\Ano database\Z"):
        facts(b'{"refused": "no database\\nand much more"}')


@given(
    st.one_of(JSON.map(json.dumps).map(str.encode), st.binary(max_size=99)), st.sampled_from(sorted(FACTS))
)
def test_whatever_is_said_nothing_breaks(data: bytes, name: str) -> None:
    value = json.loads(data) if data.strip()[:1] in b"[{" and _is_json(data) else data.decode("latin-1")
    for said in data, json.dumps({**FACTS, name: value}).encode():
        try:
            assert set(facts(said)) == set(FACTS)
        except CannotRunLive as refused:
            assert "\n" not in str(refused)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


REPORTS = JSON | st.fixed_dictionaries({"ran": JSON, "unloaded": JSON})


@given(st.one_of(REPORTS.map(json.dumps).map(str.encode), st.binary(max_size=99)))
def test_whatever_tests_report_a_goal_gets_an_answer(data: bytes) -> None:
    with scratch_folder("chronicles-tests-") as folder:
        (folder / "report.json").write_bytes(data)
        report = _report(folder / "report.json")
        assert report is None or isinstance(failure("a.b", report), str)


def test_links_pipes_and_folders_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in "link", "folder", "nothing":
        with pytest.raises(Untrusted):
            read_file(tmp_path / name, 100)
    with pytest.raises(Untrusted, match=r"^pipe is no file$"):
        read_file(tmp_path / "pipe", 100)
    with pytest.raises(Untrusted, match=r"^secret is larger than 0 bytes$"):
        read_file(tmp_path / "secret", 0)
    assert read_folder(tmp_path) == {"secret": b"x"}


def deep(folder: Path, levels: int) -> None:
    """Make folders in folders, deeper than any path can say."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(levels):
            os.mkdir("d")  # noqa: PTH102  # the shortest way to so many
            os.chdir("d")
        Path("file").touch()
    finally:
        os.fchdir(here)
        os.close(here)


def test_a_folder_of_thousands_of_levels_is_refused_and_deleted() -> None:
    with scratch_folder("chronicles-tests-") as folder:
        deep(folder, 3000)
        with pytest.raises(Untrusted, match=r"^it leaves folders of more than 100 levels$"):
            read_folder(folder)
        (folder / "closed").mkdir()
        (folder / "closed" / "file").touch()
        (folder / "closed" / "more").mkdir(mode=0)
        (folder / "closed").chmod(0)
    assert not folder.exists()


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "link").symlink_to(tmp_path / "kept")
    remove(tmp_path / "gone")
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["kept", "file"]
