"""The file that says what requirements mean: what it holds, and what it cannot say."""

import pytest

from chronicles.environments.environment_lock import (
    HEAD,
    EnvironmentPin,
    LockedEnvironment,
    read_environment_lock,
    requirements_key,
    written_environment_lock,
)
from chronicles.environments.requirement_files import ProjectRequirements
from tests.journals import refused

FIRST, SECOND = "1" * 32, "2" * 32
A, B = "a" * 64, "b" * 64
MEND = "Bring it back from git, or delete the file: 'python3 build.py check' resolves the packages anew."
LOCK = {
    SECOND: LockedEnvironment(
        (EnvironmentPin("colorama", "0.4", ' ; sys_platform == "win32"', (A,)),), ("a",)
    ),
    FIRST: LockedEnvironment(
        (EnvironmentPin("asgiref", "3.9", "", (A, B)), EnvironmentPin("django", "5.2")), ("b", "c<1")
    ),
}
TEXT = f"""{HEAD}
[{SECOND}]
# a
colorama==0.4 ; sys_platform == "win32" \\
    --hash=sha256:{A}

[{FIRST}]
# b
# c<1
asgiref==3.9 \\
    --hash=sha256:{A} \\
    --hash=sha256:{B}
django==5.2
"""


def test_what_is_written_is_read_again() -> None:
    assert written_environment_lock(LOCK) == TEXT
    assert read_environment_lock(TEXT) == LOCK
    assert read_environment_lock("") == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--index-url https://a.example/", "'--index-url https://a.example/'"),
        ("a @ https://a.example/a.whl", "'a @ https://a.example/a.whl'"),
        ("-e .", "'-e .'"),
        ("a>=1", "'a>=1'"),
        ("<<<<<<< HEAD", "'<<<<<<< HEAD'"),
    ],
)
def test_a_line_that_is_no_package_with_its_version_is_told(line: str, said: str) -> None:
    text = TEXT.replace("django==5.2", line)
    assert refused(lambda: read_environment_lock(text)) == f"{said} is no line of environments.lock\n{MEND}"


def test_packages_without_a_section_are_told() -> None:
    said = refused(lambda: read_environment_lock("a==1\n"))
    assert said == f"there are packages before the first section of environments.lock\n{MEND}"


def test_installers_want_hashes_for_all_or_none() -> None:
    assert not LOCK[FIRST].has_hashes
    assert LOCK[FIRST].without_partial_hashes().pins[0].hashes == ()
    given = LOCK[FIRST].with_hashes({"django": [B]})
    assert given.has_hashes
    assert given.without_partial_hashes() == given


def test_a_set_of_requirements_is_known_by_all_that_it_says() -> None:
    sets = [
        ProjectRequirements(("a",)),
        ProjectRequirements(("a", "b")),
        ProjectRequirements(("a",), ("b",)),
        ProjectRequirements(("a",), (), (("a", (A,)),)),
    ]
    assert len({requirements_key(one) for one in sets}) == len(sets)
