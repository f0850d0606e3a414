"""Which icons a site may show, from its settings."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from chronicles.site.material.icon_sets import icon_sets
from chronicles.site.mkdocs.config import opened

ALL = {"fontawesome", "material", "octicons", "simple"}
CONFIG: dict[str, Any] = {
    "site_name": "A journal",
    "theme": {"name": "material"},
    "plugins": ["chronicles"],
    "markdown_extensions": ["attr_list", "pymdownx.superfences"],
}


@pytest.mark.parametrize(
    ("more", "front_matter", "sets"),
    [
        ({}, [{"title": "x"}], {"material"}),
        ({"theme": {"name": "material", "icon": {"repo": "octicons/repo-16"}}}, [], {"material", "octicons"}),
        ({"repo_url": "https://example.org/x"}, [], {"material", "fontawesome"}),
        ({"extra": {"social": [{"icon": "simple/django", "link": "x"}]}}, [], {"material", "simple"}),
        ({}, [{"icon": "octicons/tag-16"}, {}], {"material", "octicons"}),
        ({"extra": {"path": "somewhere/else"}}, [], {"material"}),
        ({"markdown_extensions": [*CONFIG["markdown_extensions"], "pymdownx.emoji"]}, [], ALL),
    ],
)
def test_the_sets_are_those_that_settings_and_pages_name(
    tmp_path: Path, more: dict[str, Any], front_matter: list[dict[str, str]], sets: set[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG | more), "utf-8")
    with opened(tmp_path) as config:
        assert icon_sets(config, front_matter) == sets
