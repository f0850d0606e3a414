"""The generator as a wheel: what the build backend would make of the checkout, file for file."""

import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from chronicles.starting.wheel_file import own_wheel
from tests.commands import ROOT


def test_it_has_the_files_that_hatchling_packs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = tmp_path.glob("*.whl")
    ours = own_wheel()
    assert ours.name == built.name
    one, two = ZipFile(io.BytesIO(ours.data)), ZipFile(built)
    assert sorted(one.namelist()) == sorted(two.namelist())
    info = f"{ours.name.partition('-py3')[0]}.dist-info"
    apart = {name for name in one.namelist() if one.read(name) != two.read(name)}
    assert apart <= {f"{info}/RECORD", f"{info}/METADATA"}
    # Behind the first blank line stands the README, as it was when this checkout was installed.
    heads = [archive.read(f"{info}/METADATA").partition(b"\n\n")[0] for archive in (one, two)]
    assert heads[0] == heads[1]


def test_it_is_the_same_each_time_and_holds_no_trace_of_this_machine() -> None:
    first, second = own_wheel(), own_wheel()
    assert first == second
    assert str(ROOT).encode() not in b"".join(map(ZipFile(io.BytesIO(first.data)).read, _names(first.data)))


def _names(data: bytes) -> list[str]:
    return ZipFile(io.BytesIO(data)).namelist()
