"""Locks as pip and uv read them."""

import pytest

from chronicles.upgrading.package_lock import normalized, read_package_lock
from tests.commands import ROOT
from tests.journals import refused

HASH = "a" * 64
LOCK = f"""\
# Made by hand.
foo==1.0 \\
    --hash=sha256:{HASH}
    # via bar
Foo.Bar[extra]==2.0rc1 ; sys_platform == 'win32' \\
    --hash=sha256:{HASH} \\
    --hash=sha256:{"b" * 64}
"""
MEND = "Write 'name==version' with '--hash=sha256:…' below it, as 'uv pip compile --generate-hashes' does."


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-demo.txt", "requirements-test.txt"])
def test_our_own_locks_come_back_as_they_are(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert read_package_lock(text).text == text


def test_a_lock_is_shown_without_hashes() -> None:
    assert read_package_lock(LOCK).shown == "foo==1.0\nFoo.Bar[extra]==2.0rc1 ; sys_platform == 'win32'\n"


def test_a_package_is_renewed_in_its_place() -> None:
    found = read_package_lock(LOCK).renewed("foo_bar", "2.1", ["c" * 64, "b" * 64])
    assert found.text == LOCK.replace("2.0rc1", "2.1").replace("b" * 64, "c" * 64).replace(
        f"win32' \\\n    --hash=sha256:{HASH}", f"win32' \\\n    --hash=sha256:{'b' * 64}"
    )


def test_names_are_compared_as_indexes_do() -> None:
    assert normalized("Foo__bar.Baz") == "foo-bar-baz"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "--index-url https://elsewhere.dev/\n",
            "'--index-url https://elsewhere.dev/' is no line",
        ),
        ("-r other.txt\n", "'-r other.txt' is no line"),
        ("foo @ https://elsewhere.dev/foo.whl\n", "'foo @ https://elsewhere.dev/foo.whl' is no line"),
        ("foo==1.0\n", "'foo==1.0' is no line"),
        (f"    --hash=sha256:{HASH}\n", f"'--hash=sha256:{HASH}' is no line"),
    ],
)
def test_a_lock_names_nothing_else(text: str, said: str) -> None:
    assert refused(lambda: read_package_lock(text)) == f"{said} of a lock with hashes\n{MEND}"


def test_a_package_without_a_hash_and_one_twice_are_refused() -> None:
    assert refused(lambda: read_package_lock("foo==1.0 \\\n")) == f"foo==1.0 has no hash\n{MEND}"
    twice = f"foo==1.0 \\\n    --hash=sha256:{HASH}\nFoo==1.0 \\\n"
    assert refused(lambda: read_package_lock(twice)) == f"foo stands in the lock twice\n{MEND}"
