"""Wheels that somebody gives: read, never run, and refused where they are not what they should be."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from chronicles.starting.wheel_file import WheelFile, own_wheel
from chronicles.upgrading.wheel_content import read_wheel
from tests.commands import ROOT
from tests.journals import refused

from .wheels import CHANGES, LOCK, WORKFLOW, wheel_of

MEND = "Take the wheel as it was published, such as chronicles-0.2.0-py3-none-any.whl."
UNREADABLE = "the wheel cannot be read: it is damaged, or has not what a journal needs"


def test_our_own_has_what_a_journal_needs() -> None:
    found = read_wheel(own_wheel())
    assert found.lock.text == (ROOT / "requirements.txt").read_text("utf-8")
    assert found.program == (ROOT / "build.py").read_bytes()
    assert found.changes == (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert found.workflow.startswith("# Publishes the journal")
    assert read_wheel(wheel_of("0.9")).version == "0.9"


@pytest.mark.parametrize(
    ("wheel", "said"),
    [
        (WheelFile("other-1.0.whl", b""), "'other-1.0.whl' is not the name of a wheel of Chronicles"),
        (WheelFile("chronicles-1.0-py3-none-any.whl", b"PK"), UNREADABLE),
        (WheelFile("chronicles-1.0-py3-none-any.whl", wheel_of("1.0").data[:-900]), UNREADABLE),
        (WheelFile("chronicles-1.1-py3-none-any.whl", wheel_of("1.0").data), UNREADABLE),
        (wheel_of("1.0", {WORKFLOW: None}), UNREADABLE),
        (wheel_of("1.0", {CHANGES: b"\xff"}), UNREADABLE),
        (
            wheel_of("1.0", {"chronicles-1.0.dist-info/METADATA": b"Name: other\nVersion: 1.0\n\n"}),
            "the wheel does not say that it is chronicles 1.0",
        ),
        (wheel_of("1.0", {CHANGES: b" " * 4_000_001}), f"the wheel's {CHANGES} has more than 4 MB"),
        (
            wheel_of("1.0", {f"many/{number}": b"" for number in range(20_000)}),
            "the wheel has too many files, or two of one name",
        ),
    ],
)  # fmt: skip
def test_what_is_none_is_refused(wheel: WheelFile, said: str) -> None:
    assert refused(lambda: read_wheel(wheel)) == f"{said}\n{MEND}"


def test_a_lock_that_names_an_index_is_refused() -> None:
    wheel = wheel_of("1.0", {LOCK: b"--index-url https://elsewhere.dev\n"})
    assert refused(lambda: read_wheel(wheel)).startswith("'--index-url https://elsewhere.dev' is no line")


def test_two_files_of_one_name_are_refused() -> None:
    stream = io.BytesIO(wheel_of("1.0").data)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(CHANGES, b"again")
    wheel = WheelFile("chronicles-1.0-py3-none-any.whl", stream.getvalue())
    assert refused(lambda: read_wheel(wheel)) == f"the wheel has too many files, or two of one name\n{MEND}"
