"""A build that finds nothing to do also looks at what lies outside of the journal."""

from pathlib import Path

import pytest

from chronicles.site import last_build
from chronicles.site.site_builder import build_site

from .edits import CONFIG, Edit, journal, replace, write

ICONS = """  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      options: {custom_icons: [../icons]}
"""
EDITS: dict[str, Edit] = {
    "the settings that are inherited": replace("../base.yml", "Mine", "Another's"),
    "those that these inherit": replace("../more/first.yml", "Ada", "Grace"),
    "an icon": write("../icons/own/a.svg", "<svg><b/><b/></svg>"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_outside_of_the_journal_is_something_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit
) -> None:
    monkeypatch.setattr(last_build, "TICK", 0)  # nobody writes at the same time
    root = journal(
        tmp_path / "journal",
        {
            "mkdocs.yml": f"INHERIT: '../base.yml'  # as others do\n{CONFIG}{ICONS}",
            "../base.yml": "INHERIT: more/first.yml\ncopyright: Mine\n",
            "../more/first.yml": "site_author: Ada\n",
            "../icons/own/a.svg": "<svg><a/></svg>",
        },
    )
    assert build_site(root, live=False).made
    assert build_site(root, live=False).made, "only now it is known where to look"
    assert not build_site(root, live=False).made
    edit(root)
    assert build_site(root, live=False).made
