"""Days as people wrote them, and which were read wrong once: each begins its entry or is in the report."""

from collections.abc import Callable

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from tests.importing.shapes import days, decided, lost, one, texts
from tests.site.conftest import Journal

ENTRIES = [
    (
        "a month that is a weekday in four languages",
        "log.md",
        "# Log\n\n## Feb 28, 2024\n\nForms.\n\n## Mar 1, 2024\n\nModels.\n\n## Mar 4, 2024\n\nViews.\n\n"
        "## Apr 2, 2024\n\nTests.\n",
        ["2024-02-28", "2024-03-01", "2024-03-04", "2024-04-02"],
    ),
    (
        "the same behind a label",
        "labelled.md",
        "## Day 1: Mar 5, 2024\n\nModels.\n\n## Day 2: Mar. 6th, 2024\n\nViews.\n",
        ["2024-03-05", "2024-03-06"],
    ),
    ("in brackets", "a.txt", "[Mar 5, 2024] models\n[Mar 6, 2024] views\n", ["2024-03-05", "2024-03-06"]),
    (
        "as a field",
        "a.txt",
        "Date: Mar 5, 2024\nModels.\n\nDate: Mar 6, 2024\nViews.\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "as a range",
        "a.txt",
        "Mar 4-8, 2024\nmodels\n\nMar 11-15, 2024\nviews\n",
        ["2024-03-08", "2024-03-15"],
    ),
    (
        "a weekday that is a month in another language",
        "a.md",
        "## mar 5/3/2024\n\nA\n\n## mié 6/3/2024\n\nB\n\n## mar 12 mar 2024\n\nC\n\n## sáb 16/3/2024\n\nD\n",
        ["2024-03-05", "2024-03-06", "2024-03-12", "2024-03-16"],
    ),
    (
        "words around a date in a heading",
        "english.md",
        "## 5 March 2024\n\nA\n\n## Exam 6 March 2024 went well\n\nB\n\n## 7 March 2024\n\nC\n",
        ["2024-03-05", "2024-03-06", "2024-03-07"],
    ),
    (
        "articles and ordinals of French",
        "french.md",
        "# Journal\n\n## Lundi 4 mars 2024\n\nA\n\n## Mardi 5 mars 2024 : les vues\n\nB\n\n"
        "## Le mercredi 6 mars 2024\n\nC\n\n## Jeudi 7 mars 2024\n\nD\n\n## 1er avril 2024\n\nE\n",
        ["2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07", "2024-04-01"],
    ),
    (
        "weeks",
        "week.md",
        "# Diary\n\n## 14/2/24\n\nA\n\n## W/C 19/2/24\n\nB\n\n## Week commencing 26 February 2024\n\nC\n",
        ["2024-02-14", "2024-02-19", "2024-02-26"],
    ),
    (
        "weeks of the calendar",
        "week.md",
        "## 2024-W10\n\nA\n\n## KW 11/2024\n\nB\n\n## Week 12 of 2024\n\nC\n\n## 2024-W13-2\n\nD\n",
        ["2024-03-10", "2024-03-17", "2024-03-24", "2024-03-26"],
    ),
    (
        "a year above weeks",
        "week.md",
        "# 2024\n\n## KW 10\n\nA\n\n## KW 11\n\nB\n",
        ["2024-03-10", "2024-03-17"],
    ),
    (
        "a label does not take the number of the day",
        "us.txt",
        "Date: 03/05/24\nModels.\n\nDate: 03/06/24\nViews.\n\nDate: 03/17/24\nForms.\n",
        ["2024-03-05", "2024-03-06", "2024-03-17"],
    ),
    (
        "nor in a heading",
        "heading.md",
        "## Day 03/05/24\n\nModels.\n\n## Day 03/17/24\n\nViews.\n",
        ["2024-03-05", "2024-03-17"],
    ),
    (
        "a label with its number takes only that",
        "heading.md",
        "## Day 12 03/05/24\n\nModels.\n\n## Day 13, 17 March 2024\n\nViews.\n\n"
        "## Day 14 - Mar 18, 2024\n\nC\n",
        ["2024-03-05", "2024-03-17", "2024-03-18"],
    ),
    (
        "an author before the date",
        "devlog.txt",
        "Team Otter\nperiod 4\n---------------------\n\nannaB -- 2024-03-05 14:04\n-------\n"
        "Drew the class diagram.\n\n"
        "carlD -- 2024-03-06 09:10\n-------\nFixed the login form.\n",
        ["2024-03-05 14:04:00", "2024-03-06 09:10:00"],
    ),
    (
        "an author without a rule",
        "devlog.txt",
        "Ada Obi, 5 March 2024\nA\n\nBen, 6 March 2024\nB\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "Spanish labels below headings",
        "es.md",
        "# Diario\n\n## Sesión 1\n\n**Fecha:** 2024-03-05\n\nModelos\n\n"
        "## Sesión 2\n\n**Fecha:** 2024-03-06\n\nVistas\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "German labels",
        "de.md",
        "# Lerntagebuch\n\nDatum: 05.03.2024\n\nModelle\n\nDatum: 12.03.2024\n\nViews\n",
        ["2024-03-05", "2024-03-12"],
    ),
    (
        "Korean counts",
        "ko.md",
        "### 1일차: 2024년 3월 5일\n\nA\n\n### 2일차: 2024년 3월 6일 수요일\n\nB\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "a misspelt weekday",
        "a.md",
        "## Wendesday, 6 March 2024\n\nA\n\n## Thusday, 7 March 2024\n\nB\n\n## vendrdi 8 mars 2024\n\nC\n",
        ["2024-03-06", "2024-03-07", "2024-03-08"],
    ),
    (
        "the year first of three short numbers",
        "a.md",
        "## 24-03-05\n\nA\n\n## 24-03-06\n\nB\n\n## 24-03-11\n\nC\n",
        ["2024-03-05", "2024-03-06", "2024-03-11"],
    ),
    (
        "the day first of three short numbers",
        "a.md",
        "## 05-03-24\n\nA\n\n## 06-03-24\n\nB\n\n## 11-03-24\n\nC\n",
        ["2024-03-05", "2024-03-06", "2024-03-11"],
    ),
    (
        "the second column of a table",
        "a.md",
        "| "
        "No. | Date | What |\n| --- | --- | --- |\n| 1 | 2024-03-05 | models |\n| 2 | 2024-03-06 | views |\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "parts that fold",
        "a.md",
        "<details>\n<summary>5 March 2024</summary>\n\nA\n\n</details>\n\n"
        "<details><summary><b>6 March 2024</b></summary>\n\nB\n\n</details>\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "ranges with weekdays, and of days without a year",
        "a.md",
        "## Mon 4 - Fri 8 March 2024\n\nA\n\n## 28 March - 4 April 2024\n\nB\n\n"
        "## 08/04/2024 - 14/04/2024\n\nC\n",
        ["2024-03-08", "2024-04-04", "2024-04-14"],
    ),
    (
        "a date in a heading of another rank begins no entry",
        "a.md",
        "## 5 March 2024\n\nA\n\n### Exam on 20 March 2024\n\nB\n\n## 6 March 2024\n\nC\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "nor does one of another rank that is not of those around it",
        "a.md",
        "## 5 March 2024\n\nA\n\n### 20 March 2024: exam\n\nB\n\n## 6 March 2024\n\nC\n\n"
        "## 7 March 2024\n\n2024-03-20\n\nis the day.\n",
        ["2024-03-05", "2024-03-06", "2024-03-07"],
    ),
    (
        "a rank that slipped once",
        "a.md",
        "## 5 March 2024\n\nA\n\n## 6 March 2024\n\nB\n\n### 7 March 2024\n\nC\n\n## 8 March 2024\n\nD\n\n"
        "# 9 March 2024\n\nE\n",
        ["2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-09"],
    ),
    (
        "headings with a line below",
        "a.md",
        "5 March 2024\n============\n\nA\n\nExam 6 March 2024 went well\n===========================\n\nB\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "a count within an entry is a part of it",
        "a.md",
        "## 5 March 2024\n\nA\n\n### Lesson 2\n\nB\n\n## 6 March 2024\n\nC\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "numbers and eras of Chinese and Japanese",
        "a.md",
        "## 二〇二四年三月五日\n\nA\n\n## 令和6年3月6日\n\nB\n\n## 二〇二四年十二月二十一日\n\nC\n",
        ["2024-03-05", "2024-03-06", "2024-12-21"],
    ),
    (
        "short numbers with dots",
        "a.md",
        "## 8.1.24\n\nA\n\n## 9.1.24\n\nB\n\n## 31.1.24\n\nC\n",
        ["2024-01-08", "2024-01-09", "2024-01-31"],
    ),
    (
        "versions are no days",
        "a.md",
        "# Changelog\n\n## 1.2.10\n\nA\n\n## 1.2.11\n\nB\n\n## 1.3.12\n\nC\n",
        [],
    ),
    (
        "six digits",
        "a.md",
        "## 240305\n\nA\n\n## 240306\n\nB\n\n## 240311\n\nC\n",
        ["2024-03-05", "2024-03-06", "2024-03-11"],
    ),
    (
        "several days of a month, and intervals",
        "a.md",
        "## 4/5 March 2024\n\nA\n\n## 6, 7 and 8 March 2024\n\nB\n\n## 2024-03-09/2024-03-10\n\nC\n\n"
        "## 2024-03-11..2024-03-12\n\nD\n",
        ["2024-03-05", "2024-03-08", "2024-03-10", "2024-03-12"],
    ),
    (
        "days as they are written in Scandinavia, in Russia and by machines",
        "a.md",
        "## 5/3 2024\n\nA\n\n## 6-го марта 2024 года\n\nB\n\n## 13/3-2024\n\nC\n\n## 14Mar2024\n\nD\n",  # noqa: RUF001
        ["2024-03-05", "2024-03-06", "2024-03-13", "2024-03-14"],
    ),
    (
        "who wrote it behind the date",
        "a.txt",
        "Posted on March 5, 2024 by Ada\n\nA\n\nPosted on March 6, 2024 by Ada\n\nB\n",
        ["2024-03-05", "2024-03-06"],
    ),
    (
        "months above in Spanish, Chinese and Korean, and days below them",
        "a.md",
        "# Enero de 2024\n\n## 5\n\nA\n\n## Lun 8\n\nB\n\n# 2024年2月\n\n## 5\n\nC\n\n"
        "# 2024년 3월\n\n## 5일\n\nD\n\n"
        "## Mo 11\n\nE\n",
        ["2024-01-05", "2024-01-08", "2024-02-05", "2024-03-05", "2024-03-11"],
    ),
    (
        "below April, a Tuesday is no day in March",
        "a.md",
        "# 2024\n\n## Abril\n\n### mar 2\n\nA\n\n### mié 3\n\nB\n",
        ["2024-04-02", "2024-04-03"],
    ),
    (
        "an address in a heading is no date",
        "a.md",
        "## 5 March 2024\n\nA\n\n## See example.org/2024/03/20/post and notes-2024-03-21.md\n\nB\n",
        ["2024-03-05"],
    ),
]


@pytest.mark.parametrize(
    "name, text, expected", [row[1:] for row in ENTRIES], ids=[row[0] for row in ENTRIES]
)
def test_each_day_has_its_entry(name: str, text: str, expected: list[str]) -> None:
    imported = one(text, name)
    assert lost(text, imported) == []
    assert days(imported) == expected


def test_a_heading_right_above_its_date_is_the_title() -> None:
    text = "## Session 1\n\n**Date:** 2024-03-05\n\nModels\n\n## Session 2\n\n**Date:** 2024-03-06\n\nViews\n"
    assert [item.draft.title for item in one(text).items] == ["Session 1", "Session 2"]


def test_an_author_is_the_title() -> None:
    text = "annaB -- 2024-03-05 14:04\n-----\nDrew it.\n"
    assert [item.draft.title for item in one(text).items] == ["annaB"]


def test_a_part_that_folds_leaves_nothing_open() -> None:
    first = "<details>\n<summary>5 March 2024</summary>\n\nA\n\n</details>\n"
    text = f"{first}\n<summary>6 March 2024</summary>\n\nB\n"
    assert texts(one(text)) == ["A", "B"]


NAMED = [
    (
        "# 03/04/2024\n\nA\n\n# 05/04/2024\n\nB\n\n# 04/04/2024\n\nC\n\n# 08/04/2024\n\nD\n",
        (
            *(1, "decided"),
            "'# 03/04/2024' is read as 3 April 2024, the day first, so that the dates are near each other",
            "Otherwise: --month-first",
        ),
    ),
    (
        "# 03/04/2024\n\nA\n\n# 03/04/2024\n\nB\n\n# 03/04/2024\n\nC\n\n# 03/04/2024\n\nD\n",
        (
            *(1, "decided"),
            "'# 03/04/2024' is read as 4 March 2024, the month first, nothing in the file shows it",
            "Otherwise: --day-first",
        ),
    ),
    (
        "# Mon 01/04/2024 - Sun 07/04/2024\n\nA\n\n# Mon 08/04/2024 - Sun 14/04/2024\n\nB\n",
        (
            *(1, "decided"),
            "'# Mon 01/04/2024 - Sun 07/04/2024' is read as 7 April 2024, the day first, as line 5 shows",
            "Otherwise: --month-first",
        ),
    ),
    (
        "5 March 2024\n\nA\n\nMitwxch 6. März 2024\n\nB\n\n7 March 2024\n\nC\n",
        (
            *(5, "decided"),
            "it begins no entry: it holds a day behind other words",
            "Write the date as 2025-08-29 if it should begin an entry.",
        ),
    ),
    (
        "## 5. März 2024\n\nA\n\n## Tag 12\n\nB\n",
        (5, "has no date", "no date is said of this text", "Give it one: --date 2025-08-29."),
    ),
    (
        "## 5 March 2024\n\nA\n\n### 20 March 2024: exam\n\nB\n\n## 6 March 2024\n\nC\n\n"
        "## 7 March 2024\n\nD\n",
        (5, "decided", "a date that begins no entry of its own", "Give it a heading if it should."),
    ),
    (
        "## 5 March 2024\n\nA\n\n### Exam on 20 March 2024\n\nB\n",
        (5, "decided", "a date that begins no entry of its own", "Give it a heading if it should."),
    ),
    (
        "## 5 March 2024\n\nA\n\n## On 7 Foobar 2024 we met\n\nB\n",
        (
            *(5, "decided"),
            "it begins no entry: it holds a day and a year, but no month that is known",
            "Write the date as 2025-08-29 if it should begin an entry.",
        ),
    ),
    (
        "## 5 March 2024\n\nA\n\n## Exam of 7 March\n\nB\n",
        (
            *(5, "decided"),
            "it begins no entry: it holds a day and a month, but no year",
            "Write the date as 2025-08-29 if it should begin an entry.",
        ),
    ),
    (
        "## 5 March 2024\n\nA\n\n## Exam moved, 7 March 2024, now on 9 March 2024\n\nB\n",
        (5, "has no date", "it holds several days", "Give it one: --date 2025-08-29."),
    ),
    (
        "## 5 March 2024\n\nA\n\n## Exam 6 March 2024 went well\n\nB\n",
        (5, "decided", "read as 6 March 2024", "Write the date first in the heading if that is wrong."),
    ),
    (
        "## 24-03-05\n\nA\n",
        (
            *(1, "decided"),
            "'## 24-03-05' is read as 5 March 2024, the year first, as ISO 8601 has it; "
            "nothing in the file shows it",
            "Otherwise: --day-first, or --month-first",
        ),
    ),
    (
        "## Wendesday, 7 March 2024\n\nA\n",
        (
            *(1, "decided"),
            "the line says Wednesday, but 7 March 2024 is a Thursday",
            "Mend the line if that is wrong.",
        ),
    ),
    (
        "## Week 10 of 2024\n\nA\n",
        (*(1, "decided"), "of week 10 of 2024, the last day is taken", "Mend the line if that is wrong."),
    ),
]


@pytest.mark.parametrize("text, note", NAMED)
def test_what_is_not_clear_is_named(text: str, note: tuple[int, str, str, str]) -> None:
    imported = one(text)
    assert lost(text, imported) == []
    assert note in [(one.first, str(one.fate), one.message, one.mend) for one in imported.notes]


def test_no_number_of_a_heading_is_a_day_for_nothing() -> None:
    text = "## 5 March 2024\n\nA\n\n## 3 things, chapter 4 and Django 5\n\nB\n"
    assert decided(one(text)) == []


def undated(imported: Imported) -> list[int]:
    return [note.first for note in imported.notes if note.fate is Fate.UNDATED]


@pytest.mark.parametrize(
    "above, waits",
    [
        ("# Log\n\nOf Ada.\n\n", []),
        ("# Log\n\nI began on a Monday.\nIt rained.\n\n", [1, 3, 4]),
        (f"{'A long sentence. ' * 12}\n\n", [1]),
        ("-----\n\n# Log\n\n-----\n\n", []),
    ],
)
def test_text_above_the_first_date_waits_for_one_unless_it_is_a_title(above: str, waits: list[int]) -> None:
    imported = one(f"{above}# 2024-03-05\n\nText.\n\n# 2024-03-06\n\nText.\n")
    assert days(imported) == ["2024-03-05", "2024-03-06"]
    assert undated(imported) == waits
    said = {problem.message for problem in imported.problems}
    assert said == ({"stands above the first date, so it is not imported"} if waits else set())


@pytest.mark.parametrize("above, status", [("# Log\n\n", 0), ("# Log\n\nOne.\n\nTwo.\n\n", 1)])
def test_an_import_that_leaves_text_above_the_first_date_is_not_done(
    journal: Callable[..., Journal], above: str, status: int
) -> None:
    made = journal({"log.md": f"{above}## 2024-03-05\n\nText.\n\n## 2024-03-06\n\nText.\n"})
    assert made.run("import", "log.md").status == status
    assert made.run("import", "--date", "2024-03-01", "log.md").status == 0


@pytest.mark.parametrize(
    ("stamp", "title"),
    [
        ("## Day 13: August 31, 2022", "Day 13"),
        ("## Day 13: August 31, 2022: Learned the ORM", "Day 13: Learned the ORM"),
        ("### Week 3 (12-18 May 2024)", "Week 3"),
        ("## Día 3 - 5 de marzo de 2024", "Día 3"),
        ("**Day 7:** 2024-03-05", "Day 7"),
        ("## Journal 5 March 2024", ""),
        ("## Day 03/05/24", ""),
        ("Date: 2024-03-05", ""),
    ],
)
def test_a_title_keeps_what_its_stamp_counts(stamp: str, title: str) -> None:
    [item] = one(f"{stamp}\n\nText.\n", year=2024).items
    assert item.draft.title == title


def test_a_week_may_be_a_weekday() -> None:
    """In Urdu one word is the week and Saturday, which 6 January 2024 was."""
    assert days(one("دن 7: ہفتہ، 6 جنوری، 2024\n\nText.\n")) == ["2024-01-06"]
