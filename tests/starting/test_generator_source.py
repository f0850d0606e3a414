"""Where a journal takes its generator from."""

from importlib.metadata import version

import pytest

from chronicles.starting.generator_source import generator_files
from chronicles.starting.wheel_file import own_wheel
from tests.commands import ROOT
from tests.journals import refused

COMMIT, HASH = "0123456789abcdef" * 2 + "01234567", "a" * 64
NAMED = "generator/chronicles.txt"


def test_it_is_the_wheel_with_its_hash() -> None:
    wheel, files = own_wheel(), generator_files()
    assert [*files] == ["generator/requirements.txt", NAMED, f"generator/{wheel.name}"]
    assert files["generator/requirements.txt"] == (ROOT / "requirements.txt").read_bytes()
    last = files[NAMED].decode().splitlines()[-1]
    assert last == f"chronicles=={version('chronicles')} --hash=sha256:{wheel.sha256}"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (f"git+https://example.org/c.git@{COMMIT}", f"chronicles @ git+https://example.org/c.git@{COMMIT}"),
        (f"git+ssh://git@example.org/c@{COMMIT}", f"chronicles @ git+ssh://git@example.org/c@{COMMIT}"),
        (f"sha256:{HASH}", f"chronicles=={version('chronicles')} --hash=sha256:{HASH}"),
    ],
)
def test_it_is_a_commit_or_a_release(address: str, line: str) -> None:
    files = generator_files(address)
    assert [*files] == ["generator/requirements.txt", NAMED]
    assert files[NAMED].decode().splitlines()[1:] == [line]


@pytest.mark.parametrize(
    "address",
    [
        "git+https://example.org/c.git",
        "git+https://example.org/c.git@main",
        f"git+https://example.org/c.git@{COMMIT[:-1]}",
        f"git+https://example.org/a b@{COMMIT}",
        f"git+https://example.org/c@{COMMIT}\nevil",
        f"https://example.org/c@{COMMIT}",
        "sha256:abc",
        "chronicles==1",
        "-r evil.txt",
    ],
)
def test_nothing_else_is(address: str) -> None:
    assert refused(lambda: generator_files(address)) == (
        f"{address!r} says of no generator where it is\n"
        "Write git+ADDRESS@COMMIT with all 40 digits, or sha256:DIGITS of a release on your package index."
    )
