"""Regions: what stands between the editors' own folding markers."""

from pathlib import Path

import pytest

from chronicles.source.regions import regions
from tests.journals import lines_of, refused, table
from tests.work import processor_limit

TABLE = Path(__file__).parents[1] / "tables" / "source" / "regions.md"


@pytest.mark.parametrize(("line", "title", "source", "expected"), table(TABLE))
def test_regions(line: int, title: str, source: str, expected: str) -> None:
    found = regions(source)
    spans = [" ".join([name, *map(lines_of, spans)]) for name, spans in sorted(found.spans.items())]
    markers = " ".join(["markers", *map(str, sorted(found.markers))])
    assert "\n".join([*spans, markers]) == expected, f"{TABLE.name}:{line}: {title}"


def test_a_region_twice_has_two_places() -> None:
    found = regions("# region a\nx\n# endregion\n# region a\ny\nz\n# endregion")
    assert list(map(lines_of, found.spans["a"])) == ["2", "5-6"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "x\n# region a\n# region b\n# endregion\n",
            "the region 'a' of line 2 is never closed\nWrite 'endregion' in a comment.",
        ),
        (
            "# region a\n# region b\ny\n",
            "the region 'b' of line 2 is never closed\nWrite 'endregion' in a comment.",
        ),
        (
            "# region a\n# endregion\n\n<!-- endregion -->\n",
            "line 4 ends a region that none begins\nTake it out, or name its beginning.",
        ),
    ],
)
def test_beginnings_and_ends_must_match(source: str, expected: str) -> None:
    assert refused(lambda: regions(source)) == expected


@pytest.mark.parametrize("line", ["# region a{}b", "/* region a{}b */ x"])
def test_a_line_of_many_spaces_is_read_once(line: str) -> None:
    with processor_limit():
        found = regions(f"{line.format(' ' * 1_000_000)}\nx\n# endregion")
    assert len(found.markers) == 2
