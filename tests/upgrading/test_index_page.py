"""The pages of package indexes, in both of their forms."""

import json

import pytest
from packaging.version import Version

from chronicles.upgrading.index_page import IndexFile, read_index_page, version_of

URL = "https://index.dev/simple/foo-bar/"
HASH = "a" * 64


def test_html() -> None:
    page = f"""
    <a href="../../files/foo_bar-1.0-py3-none-any.whl#sha256={HASH}" data-requires-python="&gt;=3.9">x</a>
    <a href="https://files.dev/Foo.Bar-1.1.tar.gz" data-yanked="broken">y</a>
    <a href="other-1.0.tar.gz">z</a> <a>nothing</a> <a href="foo_bar-x.whl">no version</a>
    """
    assert read_index_page(page.encode(), "text/html; charset=utf-8", URL, "foo-bar") == [
        IndexFile(
            "foo_bar-1.0-py3-none-any.whl",
            "https://index.dev/files/foo_bar-1.0-py3-none-any.whl",
            Version("1.0"),
            HASH,
            ">=3.9",
        ),
        IndexFile(
            "Foo.Bar-1.1.tar.gz",
            "https://files.dev/Foo.Bar-1.1.tar.gz",
            Version("1.1"),
            "",
            "",
            is_yanked=True,
        ),
    ]


def test_json() -> None:
    said = {
        "files": [
            {
                "filename": "foo_bar-1.0-py3-none-any.whl",
                "url": "foo_bar-1.0-py3-none-any.whl",
                "hashes": {"sha256": HASH},
                "requires-python": None,
                "yanked": "why",
            },
            {"filename": "readme.txt", "url": "readme.txt", "hashes": {}},
        ]
    }
    page = json.dumps(said).encode()
    name = "foo_bar-1.0-py3-none-any.whl"
    assert read_index_page(page, "application/vnd.pypi.simple.v1+json", URL, "foo-bar") == [
        IndexFile(name, URL + name, Version("1.0"), HASH, "", is_yanked=True)
    ]


@pytest.mark.parametrize("name", ["foo-1.0.zip", "foo-1.0-py3-none-any.whl", "Foo-1.0.tar.gz"])
def test_a_version_is_in_the_name_of_a_file(name: str) -> None:
    assert version_of(name, "foo") == Version("1.0")


@pytest.mark.parametrize("name", ["foo.tar.gz", "bar-1.0.zip", "foo-1.0.exe", "foo-1.0-py3.whl", ""])
def test_others_have_none(name: str) -> None:
    assert version_of(name, "foo") is None
