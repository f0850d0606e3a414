"""What the bench makes of its figures: medians, ratios, targets, growth."""

import pytest
from bench.peers.tables import Figures, Row, as_json, growth, number, slope, table
from bench.peers.targets import targets

EDIT = Row(
    "edit",
    "one entry edited, 1000 entries",
    {"ours": Figures((0.9, 0.7, 0.8), (0.6, 0.5, 0.7)), "hugo": Figures((3.0, 9.0, 4.0), (6.0, 6.0, 6.0))},
    {"hugo": 4.5, "material": 45.0},
)


def test_a_table_has_a_line_for_each_engine() -> None:
    assert table(EDIT).splitlines() == [
        "one entry edited, 1000 entries",
        "  engine  median   (min-max)      CPU s  ratio  target        reached",
        "  ours    0.800 s  (0.700-0.900)  0.600  1.00   -             -",
        "  hugo    4.00 s   (3.00-9.00)    6.00   5.00   at least 4.5  yes",
    ]


@pytest.mark.parametrize(("wall", "reached"), [(3.6, True), (3.59, False)])
def test_a_target_is_reached_from_that_ratio_on(wall: float, reached: bool) -> None:
    row = Row("edit", "", {"ours": Figures((0.8,)), "hugo": Figures((wall,))}, {"hugo": 4.5})
    assert row.reached("hugo") is reached


def test_an_engine_without_a_target_reaches_none() -> None:
    row = Row("edit", "", {"ours": Figures((0.8,)), "eleventy": Figures((2.0,))}, {"hugo": 4.5})
    assert row.reached("eleventy") is None
    assert row.reached("ours") is None


def test_an_engine_that_was_not_measured_has_no_ratio_and_reaches_no_target() -> None:
    assert EDIT.ratio("material") is None
    assert EDIT.reached("material") is None


def test_without_ours_there_are_no_ratios() -> None:
    row = Row("edit", "edit", {"hugo": Figures((3.0,))}, {"hugo": 4.5})
    assert " ".join(table(row).split()[-9:]) == "3.00 s (3.00-3.00) - - at least 4.5 -"


@pytest.mark.parametrize(("took", "reached"), [(0.3, "yes"), (0.31, "no")])
def test_ours_may_have_a_limit(took: float, reached: str) -> None:
    row = Row("serve-here", "serve", {"ours": Figures((took,))}, most=0.3)
    assert table(row).splitlines()[-1].endswith(f"at most 0.3 s  {reached}")


def test_a_row_may_be_compared_by_cpu() -> None:
    both = {"ours": Figures((1.0,), (0.5,)), "before": Figures((1.5,), (2.0,))}
    row = Row("check", "check", both, {"before": 3.0}, by_cpu=True)
    assert row.ratio("before") == 4.0
    assert row.reached("before") is True
    assert table(row).startswith("check (compared by CPU)\n")


def test_numbers_have_three_digits() -> None:
    assert [number(value) for value in (0.0123, 0.24, 1.0, 33.94, 434.4, 2329.0)] == [
        *("0.012", "0.240", "1.00", "33.9", "434", "2329")
    ]


def test_growth_in_proportion_is_one_and_with_the_square_is_two() -> None:
    assert slope((100, 1000), (0.1, 1.0)) == pytest.approx(1)
    assert slope((100, 1000), (0.1, 10.0)) == pytest.approx(2)


def test_growth_tells_of_each_engine_and_judges_ours() -> None:
    times = ((0.1, 1.0), (1.0, 1.0), (10.0, 5.0))
    rows = [Row("edit", "", {"ours": Figures((ours,)), "hugo": Figures((hugo,))}) for ours, hugo in times]
    assert growth((100, 1000, 10000), rows).splitlines() == [
        "edit: growth, where 1 is linear; ours at most 1.1",
        "  ours  100 to 1000: 1.00 yes, 1000 to 10000: 1.00 yes",
        "  hugo  100 to 1000: 0.00, 1000 to 10000: 0.70",
    ]


def test_growth_leaves_out_a_size_at_which_an_engine_failed() -> None:
    rows = [Row("edit", "", {"zensical": Figures((1.0,))}), Row("edit", "", {})]
    assert growth((1000, 5000), rows).splitlines()[1:] == ["  zensical  -"]


def test_json_has_every_run_and_what_is_said_of_them() -> None:
    assert as_json(EDIT)["engines"]["hugo"] == {  # type: ignore[index]
        "values": [3.0, 9.0, 4.0],
        "cpu": [6.0, 6.0, 6.0],
        "median": 4.0,
        "ratio": 5.0,
        "target": 4.5,
        "reached": True,
    }


def test_a_large_journal_has_a_target_of_its_own() -> None:
    assert targets("edit", 1000) == {"hugo": 4.5, "material": 45.0, "before": 40.0}
    assert targets("edit", 5000)["hugo"] == 5.0
    assert targets("serve", 5000) == {"hugo": 1.0}
