"""The settings of somebody else's journal: data, whatever they name."""

from pathlib import Path

import pytest

from chronicles.problems import Unusable
from chronicles.workspace.safe_settings import MOST_BYTES, safe_settings
from tests.journals import Content, Link, write

NOTHING = "This folder is no journal: name the folder of one, which has an mkdocs.yml."


@pytest.mark.parametrize(
    ("settings", "docs", "posts"),
    [
        ("site_name: A\n", "docs", "docs/journal/posts"),
        ("docs_dir: pages\nplugins:\n  - blog\n", "pages", "pages/blog/posts"),
        ("plugins:\n  - material/blog:\n      blog_dir: .\n", "docs", "docs/posts"),
        ("plugins:\n  blog:\n    blog_dir: journal\n  chronicles:\n", "docs", "docs/journal/posts"),
        ("plugins: !ENV [A, [search]]\ndocs_dir: !!python/object/apply:os.getcwd []\n", "docs", None),
        ("hooks: [evil.py]\nplugins: [7, null, {blog: 3}]\n", "docs", "docs/blog/posts"),
        ("docs_dir: [a]\nsite_name: {b: c}\n3: 4\n", "docs", None),
    ],
)
def test_folders_are_found_and_nothing_is_run(
    tmp_path: Path, settings: str, docs: str, posts: str | None
) -> None:
    found = safe_settings(write(tmp_path, {"mkdocs.yml": settings}))
    assert found.shown(found.docs) == docs
    assert found.shown(found.posts) == (posts or "docs/journal/posts")


def test_what_is_inherited_counts_where_nothing_else_is_said(tmp_path: Path) -> None:
    files = {
        "base.yml": "site_name: Base\ndocs_dir: pages\nrepo_url: https://git.example/a/b\n",
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Own\nplugins: [chronicles: {share: []}]\n",
    }
    found = safe_settings(write(tmp_path, files))
    assert (found.title, found.docs.name, found.repository) == ("Own", "pages", "https://git.example/a/b")
    assert found.options == {"share": []}


@pytest.mark.parametrize("said", ["javascript:alert(1)", '"https://a\\"><script>"', "[a]", "//git.example"])
def test_an_address_is_one_of_the_web_or_none(tmp_path: Path, said: str) -> None:
    assert safe_settings(write(tmp_path, {"mkdocs.yml": f"repo_url: {said}\n"})).repository == ""


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, f"mkdocs.yml: there is no such file\n    {NOTHING}"),
        ({"mkdocs.yml/a": ""}, f"mkdocs.yml: it is no file\n    {NOTHING}"),
        (
            {"mkdocs.yml": "a: b\nc: d: e\n"},
            "mkdocs.yml:2: it is no YAML that can be read\n"
            "    Write it as YAML, such as 'site_name: My journal'.",
        ),
        (
            {"mkdocs.yml": "[" * 100_000},
            "mkdocs.yml: it is no YAML that can be read\n"
            "    Write it as YAML, such as 'site_name: My journal'.",
        ),
        (
            {"mkdocs.yml": "- a\n"},
            "mkdocs.yml: it has no settings\n    Write it as YAML, such as 'site_name: My journal'.",
        ),
        ({"mkdocs.yml": "#" * (MOST_BYTES + 1)}, "mkdocs.yml: it is over 1 MB\n    Shorten it."),
        (
            {"mkdocs.yml": "docs_dir: ../elsewhere\n"},
            "mkdocs.yml: 'docs_dir' is outside of the journal\n    Name a folder inside of it.",
        ),
        (
            {"mkdocs.yml": "site_name: A\n", "docs": Link("/")},
            "mkdocs.yml: 'docs_dir' is outside of the journal\n    Name a folder inside of it.",
        ),
        (
            {"mkdocs.yml": "INHERIT: mkdocs.yml\n"},
            "mkdocs.yml: it inherits from too many files\n    Inherit from one.",
        ),
        (
            {"mkdocs.yml": "INHERIT: /etc/hostname\n"},
            "mkdocs.yml: 'INHERIT' is outside of the journal\n    Name a folder inside of it.",
        ),
    ],
)
def test_settings_that_cannot_be_read_are_a_problem(
    tmp_path: Path, files: dict[str, Content], said: str
) -> None:
    with pytest.raises(Unusable) as refused:
        safe_settings(write(tmp_path, files))
    assert str(refused.value) == said
