"""Which script a page has, by a table: ours where that does all that is asked for, else Material's."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from chronicles.site.material.adapters import install
from chronicles.site.material.known_adapters import ADAPTERS
from chronicles.site.material.page_script import PageScript, page_script
from chronicles.site.mkdocs.config import opened

from .conftest import CONFIG, FILES, Journal

FEATURES = "  font: false\n  features: [{}]"
ENOUGH = {
    "nothing": {},
    "what templates do": {"  font: false": FEATURES.format("navigation.tabs, toc.integrate, search.suggest")},
    "what ours does": {"  font: false": FEATURES.format("content.code.copy, toc.follow, navigation.expand")},
    "a repository": {"theme:": "repo_url: https://github.com/a/b\ntheme:"},
    "a script of the site": {"theme:": "extra_javascript: [quiet.js, nowhere.js]\ntheme:"},
    "no search": {"  - search\n": ""},
}
NEEDED = {
    "it is asked for": ({"      zone:": "      script: false\n      zone:"}, "'script: false'"),
    "a feature": ({"  font: false": FEATURES.format("content.tooltips")}, "the feature content.tooltips"),
    "a feature of tomorrow": ({"  font: false": FEATURES.format("a.b")}, "the feature a.b"),
    "templates": (
        {"  font: false": "  font: false\n  custom_dir: own"},
        "another theme, templates, hooks or plugins",
    ),
    "hooks": ({"theme:": "hooks: [own/hook.py]\ntheme:"}, "another theme, templates, hooks or plugins"),
    "the other search": ({"      zone:": "      search: false\n      zone:"}, "Material's search"),
    "versions": ({"theme:": "extra: {version: {provider: mike}}\ntheme:"}, "'extra: version'"),
    "streams": (
        {"theme:": "extra_javascript: [loud.js]\ntheme:"},
        "loud.js, which calls on it",
    ),
    "a host": (
        {"theme:": "extra_javascript: [https://a.example/b.js]\ntheme:"},
        "a script of https://a.example, which may call on it",
    ),
}
SCRIPTS = {
    "docs/quiet.js": "console.log(1)\n",
    "docs/loud.js": "document$.subscribe(() => {})\n",
    "own/hook.py": "",
}


def reason(folder: Path, changes: Mapping[str, str], *, may_ask_hosts: bool = False) -> str:
    settings = CONFIG
    for old, new in changes.items():
        assert old in settings
        settings = settings.replace(old, new, 1)
    journal = Journal(folder).write(FILES | SCRIPTS | {"mkdocs.yml": settings})
    install(ADAPTERS)
    with opened(journal.root) as config:
        return page_script(config, may_ask_hosts=may_ask_hosts).reason


@pytest.mark.parametrize("changes", ENOUGH.values(), ids=ENOUGH)
def test_ours_is_enough(tmp_path: Path, changes: Mapping[str, str]) -> None:
    assert reason(tmp_path, changes) == ""


@pytest.mark.parametrize(("changes", "said"), NEEDED.values(), ids=NEEDED)
def test_materials_is_needed(tmp_path: Path, changes: Mapping[str, str], said: str) -> None:
    assert reason(tmp_path, changes) == said


def test_the_numbers_of_a_repository_need_a_policy_that_lets_them_be_asked_for(tmp_path: Path) -> None:
    said = reason(tmp_path, ENOUGH["a repository"], may_ask_hosts=True)
    assert said == "the numbers of the repository"


THEIRS = '<script src="../assets/javascripts/bundle.0a1b.min.js"></script>'
OURS = '<script src="../assets/page-frame.js"></script><script src="../assets/page-content.js"></script>'


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("<p>annotate(), mermaid, data-preview</p>", True),
        ('<pre class="mermaid"><code>a</code></pre>', False),
        ('<ol class="a annotate">', False),
        ('<a href="b" data-preview>', False),
        ('<button data-clipboard-text="a">', False),
    ],
)
def test_a_page_may_need_materials_alone(text: str, *, is_ours: bool) -> None:
    assert PageScript("").put_into(f"{text}{THEIRS}") == text + (OURS if is_ours else THEIRS)
    assert PageScript("a reason").put_into(f"{text}{THEIRS}") == text + THEIRS
