"""Which version of a package a lock gets, and who does not take it."""

import pytest
from packaging.version import Version

from chronicles.upgrading.index_page import IndexFile
from chronicles.upgrading.package_lock import PackageLock, read_package_lock
from chronicles.upgrading.package_renewal import conflicts, read_wish, renewed
from tests.journals import refused

HASH = "{:064x}"


def lock(*lines: str) -> PackageLock:
    return read_package_lock("".join(f"{line} \\\n    --hash=sha256:{HASH.format(0)}\n" for line in lines))


def file(version: str, number: int = 1, python: str = "", *, is_yanked: bool = False) -> IndexFile:
    name = f"foo-{version}.tar.gz"
    return IndexFile(name, f"https://x.dev/{name}", Version(version), HASH.format(number), python, is_yanked)


def test_it_is_the_newest_with_the_hashes_of_all_its_files() -> None:
    files = [file("1.1"), file("2.0", 3), file("2.0", 2), file("3.0rc1"), file("3.0", is_yanked=True)]
    files += [file("4.0", python=">=3.12"), file("5.0", python="what")]
    found = renewed(lock("bar==1", "foo==1.0"), [read_wish("Foo")], lambda _: files)
    assert found.lock.shown == "bar==1\nfoo==2.0\n"
    assert found.lock.packages["foo"].hashes == (HASH.format(2), HASH.format(3))
    assert [*found.chosen] == ["foo"]


def test_a_version_that_is_named_is_taken_whatever_it_is() -> None:
    found = renewed(lock("foo==1.0"), [read_wish("foo==3.0rc1")], lambda _: [file("2.0"), file("3.0rc1")])
    assert found.lock.shown == "foo==3.0rc1\n"


def test_a_version_without_a_hash_is_none() -> None:
    bare = IndexFile("foo-2.0.tar.gz", "https://x.dev", Version("2.0"), "")
    assert refused(lambda: renewed(lock("foo==1.0"), [read_wish("foo")], lambda _: [bare])).startswith(
        "no index"
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("fooo", "no index has a package 'fooo'\nDid you mean 'foo'?"),
        ("foo==9", "no index has foo 9\nThe newest there are 1.0, 2.0."),
    ],
)
def test_what_is_nowhere_is_said(wish: str, said: str) -> None:
    def files(name: str) -> list[IndexFile]:
        return [file("2.0"), file("1.0")] if name == "foo" else []

    assert refused(lambda: renewed(lock("foo==1.0"), [read_wish(wish)], files)) == said


@pytest.mark.parametrize("text", ["", "foo==", "foo>=1", "-r x", "foo==1..2", "foo==x", "a b"])
def test_what_is_no_package_is_said(text: str) -> None:
    assert refused(lambda: read_wish(text)) == (
        f"{text!r} is no package\nWrite its name, such as click, or click==8.3.1."
    )


def test_who_does_not_take_it_is_told() -> None:
    needs = {
        "bar": ["foo<2", "other>=7", "foo>9; extra == 'x'", "foo>9; python_version < '3'", "?"],
        "foo": ["baz>=2", "bar", "gone!=1"],
        "chronicles": ["foo>=1"],
    }
    found = conflicts(lock("foo==2.0", "bar==1.5", "baz==1.0", "other==1"), needs, ["foo"])
    assert found == [
        "bar 1.5 needs foo<2, and the lock would have 2.0",
        "foo 2.0 needs baz>=2, and the lock would have 1.0",
        "foo 2.0 needs gone!=1, which is not in the lock",
    ]
