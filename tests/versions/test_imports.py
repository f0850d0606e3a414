"""What `import` reads of exports and of web pages. Needs nh3, which no Pyodide of ours has."""

from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("nh3", reason="nh3 is no Python", exc_type=ImportError)

from chronicles.importing.formats.json_exports import parse_export
from chronicles.importing.formats.webpages import markdown_of
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from tests.journals import refused
from tests.versions.nests import Nest, lines, lists, mappings

CHOICES = Choices(ZoneInfo("UTC"), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[1,\n 2,\n]", 2),  # a comma too many: at what follows it until 3.12, at the comma since 3.13
        ('{"a": 1,\n\n}', 1),
        ("[1,, 2]", 1),
        ('{"a": 1', 1),
        ("{\n'a': 1}", 2),
        ("", 1),
        ("[1]\n\nx", 3),
        ("9" * 5_000, 1),
    ],
)
def test_a_fault_in_an_export_is_told_by_its_line(text: str, line: int) -> None:
    said = refused(lambda: parse_export(TextFile("a.json", lines(text)), CHOICES))
    assert said == f"it is no JSON: line {line} cannot be read\nExport it again."


@pytest.mark.parametrize("nest", [lists, mappings])
@pytest.mark.parametrize("levels", [101, 500, 1_200, 5_000])
def test_an_export_too_deep_for_some_python_is_too_deep_for_all(nest: Nest, levels: int) -> None:
    text = f'[{{"date": "2025-08-29", "text": "a", "more": {nest(levels)}}}]'
    said = refused(lambda: parse_export(TextFile("a.json", lines(text)), CHOICES))
    assert said == "its JSON is nested too deeply\nExport it again, or as Markdown."


@pytest.mark.parametrize(("levels", "is_read"), [(150, True), (201, False), (400, False), (2_000, False)])
def test_html_too_deep_for_some_python_is_too_deep_for_all(levels: int, is_read: bool) -> None:
    html = "<div>" * levels + "a" + "</div>" * levels
    if is_read:
        assert markdown_of(html) == "a"
    else:
        expected = "its HTML is nested too deeply\nSave the page as text, and import that."
        assert refused(lambda: markdown_of(html)) == expected
