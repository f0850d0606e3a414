"""What is written where, and in which order."""

from pathlib import Path

from chronicles.disk.writing import Replacement, replace_all, unlike
from chronicles.guides.series.saving import patch_files, project_files
from tests.guides.series.guides import Files, Program, patches_of, state
from tests.journals import write


def test_a_patch_that_is_empty_is_no_file(tmp_path: Path) -> None:
    before = patches_of(tmp_path, [{"a": "1\n"}, {"a": "1\n"}])
    after = patches_of(tmp_path, [{}, {"a": "1\n"}])
    assert patch_files(tmp_path, before, after) == [
        Replacement(tmp_path / "docs/steps/demo/01-words.patch", before[0].data, None),
        Replacement(tmp_path / "docs/steps/demo/02-words.patch", None, after[1].data),
    ]


def test_files_that_stay_are_left_alone(tmp_path: Path) -> None:
    before: Files = {"same": "1\n", "gone": "1\n", "run": "1\n", "text": "1\n"}
    after: Files = {"same": "1\n", "new": "2\n", "run": Program("1\n"), "text": "2\n"}
    assert project_files(tmp_path, state(before), state(after)) == [
        Replacement(tmp_path / "gone", b"1\n", None),
        Replacement(tmp_path / "new", None, b"2\n", False),
        Replacement(tmp_path / "run", b"1\n", b"1\n", True),
        Replacement(tmp_path / "text", b"1\n", b"2\n", False),
    ]


def test_a_folder_becomes_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    before: Files = {"a/b/c": "1\n", "b": "1\n"}
    after: Files = {"a": "2\n", "b/c/d": "2\n"}
    project = write(tmp_path / "project", {"a/b/c": "1\n", "b": "1\n"})
    for old, new in ((before, after), (after, before)):
        planned = project_files(project, state(old), state(new))
        assert unlike(planned) == []
        replace_all(planned)
        found = {
            str(path.relative_to(project)): path.read_text() for path in project.rglob("*") if path.is_file()
        }
        assert found == new
