"""What the browser tests rest on that look at a page on a phone in light, and on a desktop in dark."""

import re
from pathlib import Path

import pytest

from .conftest import ROOT

STYLES = sorted((ROOT / "src").rglob("*.css"))
BLOCK = re.compile(r"@media[^{]*\bwidth\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_no_rule_is_about_the_width_of_a_window_and_the_scheme_at_once(style: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)
    blocks = BLOCK.findall(text)
    assert len(blocks) == len(re.findall(r"@media[^{]*\bwidth\b", text))
    assert [block for block in blocks if "color-scheme" in block] == []


def test_there_are_styles_with_both() -> None:
    texts = [path.read_text("utf-8") for path in STYLES]
    assert any(BLOCK.search(text) for text in texts)
    assert any("color-scheme" in text for text in texts)
