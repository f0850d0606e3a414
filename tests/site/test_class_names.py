"""Each class of our own templates is one thing: no two parts of a page share one by accident."""

import re
from collections import Counter

from .conftest import ROOT

THEME = ROOT / "src" / "chronicles" / "site" / "theme"


def test_no_class_of_the_style_sheet_lays_out_two_blocks() -> None:
    css = re.sub(r"/\*.*?\*/", "", (THEME / "assets/chronicles.css").read_text("utf-8"), flags=re.DOTALL)
    top = re.sub(r"@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)  # outside of queries
    alone = Counter(re.findall(r"(?m)^(\.chronicles-[\w-]+) \{", top))
    assert [name for name, number in alone.items() if number > 1] == []
