"""Proving a clone again: on a copy, in the sandbox, with an end."""

import json
from datetime import date
from pathlib import Path

import pytest

from chronicles.cli import cohort_verification
from chronicles.cli.cohort_verification import remembered, verify
from tests.journals import Story

TODAY = date(2026, 3, 2)
EVIL = "raise SystemExit(3)\n"
PAGE = "# A page\n"
SETTINGS = "site_name: Ada\nhooks: [evil.py]\nplugins: [chronicles]\n"


def clone(folder: Path, page: str = PAGE) -> Path:
    Story(folder).commit(
        {"mkdocs.yml": SETTINGS, "evil.py": EVIL, "docs/index.md": page, ".gitignore": ".chronicles/\n"},
        "2026-02-01 10:00:00 +0000",
    )
    return folder


def test_what_is_proven_again_is_remembered_for_its_commit(tmp_path: Path) -> None:
    folder, kept = clone(tmp_path / "ada"), tmp_path / "kept"
    before = sorted(path.name for path in folder.iterdir())
    found = verify(folder, kept, TODAY)
    assert (found.trouble, found.problems) == ("", 0)
    assert found.words.startswith("proven again by me, on 2026-03-02, with Python 3.")
    assert remembered(folder, kept) == found
    assert sorted(path.name for path in folder.iterdir()) == before
    Story.at(folder).commit({"docs/more.md": "# More\n"}, "2026-02-02 10:00:00 +0000")
    assert remembered(folder, kept) is None


def test_problems_are_counted(tmp_path: Path) -> None:
    found = verify(clone(tmp_path / "ada", PAGE + "\n[x](gone.md)\n"), tmp_path / "kept", TODAY)
    assert found.problems == 1
    assert found.words.startswith("checked again by me on 2026-03-02, with Python 3.")
    assert found.words.endswith(": 1 problem")


def test_what_has_no_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohort_verification, "SECONDS", 0)
    found = verify(clone(tmp_path / "ada"), tmp_path / "kept", TODAY)
    assert found.words == "could not be proven again: its check took longer than 0 minutes"


def test_what_takes_too_much_room_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohort_verification, "BYTES", 0)
    found = verify(clone(tmp_path / "ada"), tmp_path / "kept", TODAY)
    assert found.trouble == "its check took more than 0 GB"


def test_a_folder_without_a_commit_cannot_be_proven(tmp_path: Path) -> None:
    found = verify(tmp_path, tmp_path / "kept", TODAY)
    assert found.trouble == "nothing is committed in it"


def test_what_is_remembered_may_be_anything(tmp_path: Path) -> None:
    folder, kept = clone(tmp_path / "ada"), tmp_path / "kept"
    verify(folder, kept, TODAY)
    (file,) = kept.iterdir()
    for text in ("", "[]", "{}", json.dumps({"commit": 3}), "null"):
        file.write_text(text, "utf-8")
        assert remembered(folder, kept) is None
