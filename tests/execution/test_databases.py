"""What a command leaves in the place of its database is a stranger's word, and kept only where it is one."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chronicles.disk.cache import DIGEST, Store
from chronicles.execution.databases import Databases
from chronicles.execution.script_runs import ScriptRun
from chronicles.sandbox import own_interpreter
from tests.execution.small import CLOCK

RUN = ScriptRun("docs/a.md", "now", CLOCK, "empty", ())
MOST = DIGEST + 10


@pytest.mark.parametrize(
    ("leave", "is_kept"),
    [
        (lambda path: path.write_bytes(bytes(DIGEST) + b"a pack"), True),
        (lambda path: path.write_bytes(bytes(MOST)), True),
        (lambda path: path.write_bytes(bytes(MOST + 1)), False),
        (lambda path: path.write_bytes(bytes(DIGEST)), False),
        (lambda path: path.write_bytes(b""), False),
        (lambda path: path.mkdir(), False),
        (lambda path: path.symlink_to("/etc/hostname"), False),
        (os.mkfifo, False),
        (lambda path: None, False),
    ],
    ids=[
        "a pack",
        "the largest",
        "too large",
        "an empty pack",
        "nothing in it",
        *["folder", "link", "pipe", "none"],
    ],
)
def test_only_a_file_of_some_size_is_kept(
    tmp_path: Path, leave: Callable[[Path], object], is_kept: bool
) -> None:
    databases, made = Databases(Store(tmp_path / "store"), (), own_interpreter()), tmp_path / "made.pack"
    leave(made)
    path = databases.path("empty", RUN)
    assert databases.keep(made, path, MOST) == is_kept
    assert databases.is_there(path) == is_kept


def test_a_database_is_made_anew_for_other_files_and_another_day(tmp_path: Path) -> None:
    databases = Databases(Store(tmp_path), (), own_interpreter())
    paths = {
        databases.path("empty", RUN),
        databases.path("demo", RUN),
        databases.path("empty", replace(RUN, clock=CLOCK.replace(day=5))),
    }
    assert len(paths) == 3
