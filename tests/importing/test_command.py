"""`import` as a person runs it: what it writes, what it says, and what it leaves alone."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import Journal

POSTS = "docs/journal/posts"
LOG = "26.08.2025 (23:13 HRS)\n\nIt begins.\n\n----\n\n27.08.2025 (21:18 HRS)\n\nIt goes on.\n"
SEEDS = Path(__file__).parent / "seeds"
Make = Callable[..., Journal]


def posts(journal: Journal) -> dict[str, str]:
    folder = journal.root / POSTS
    return (
        {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*"))} if folder.is_dir() else {}
    )


def test_a_log_becomes_entries_that_are_built(journal: Make) -> None:
    made = journal({"log.txt": LOG})
    run = made.run("import", "--verbose", "log.txt")
    assert (run.status, run.err) == (0, "")
    assert list(posts(made)) == ["2025-08-26-2313.md", "2025-08-27-2118.md"]
    assert "It begins." in posts(made)["2025-08-26-2313.md"]
    assert "line 5: ----" in run.out
    assert made.run("build").status == 0
    assert made.run("check").status == 0


def test_a_second_import_changes_nothing_and_a_grown_log_adds_what_is_new(journal: Make) -> None:
    made = journal({"log.txt": LOG})
    made.run("import", "log.txt")
    before = posts(made)
    again = made.run("import", "log.txt")
    assert "0 entries written, 2 left as they are" in again.out
    assert posts(made) == before
    made.write({"log.txt": LOG.replace("goes on.", "goes on.\n\nAnd on.") + "\n28.08.2025\n\nMore.\n"})
    grown = made.run("import", "log.txt")
    assert "2 entries written, 1 left as it is" in grown.out
    assert "+And on." in grown.out
    assert posts(made)["2025-08-26-2313.md"] == before["2025-08-26-2313.md"]
    assert "And on." in posts(made)["2025-08-27-2118.md"]


def test_an_entry_that_a_person_has_edited_is_left_alone_without_force(journal: Make) -> None:
    made = journal({"log.txt": LOG})
    made.run("import", "log.txt")
    path = f"{POSTS}/2025-08-26-2313.md"
    edited = made.read(path).replace("It begins.", "It began.")
    made.write({path: edited})
    made.write({"log.txt": LOG.replace("It begins.", "It begins.\n\nReally.")})
    left = made.run("import", "log.txt")
    assert "edited since: left alone" in left.out
    assert made.read(path) == edited
    dry = made.run("import", "--force", "--dry-run", "log.txt")
    assert "-It began." in dry.out and "+It begins." in dry.out
    assert made.read(path) == edited
    made.run("import", "--force", "log.txt")
    assert "Really." in made.read(path)


def test_what_changed_in_the_log_and_did_not_only_grow_is_left_alone(journal: Make) -> None:
    made = journal({"log.txt": LOG})
    made.run("import", "log.txt")
    before = posts(made)
    made.write({"log.txt": LOG.replace("It begins.", "Something else.")})
    run = made.run("import", "log.txt")
    assert "differs: left alone" in run.out
    assert posts(made) == before


def test_two_files_of_one_name_are_two_texts(journal: Make) -> None:
    made = journal({"a/log.txt": "2025-01-01\n\nOne.\n", "b/log.txt": "2025-01-01\n\nTwo.\n"})
    made.run("import", "a/log.txt", "b/log.txt")
    assert len(posts(made)) == 2
    assert "0 entries written" in made.run("import", "b/log.txt", "a/log.txt").out


def test_entries_of_one_long_title_have_names_that_fit(journal: Make) -> None:
    """A letter may have four bytes, and a second entry of one name gets a number."""
    title = "\N{CJK UNIFIED IDEOGRAPH-20000}" * 100
    made = journal({f"{name}.md": f"---\ntitle: {title}\ndate: 2025-01-02\n---\n{name}\n" for name in "ab"})
    run = made.run("import", "a.md", "b.md")
    assert (run.status, run.err) == (0, "")
    assert sorted(len(name.encode()) for name in posts(made)) == [242, 244]


def test_no_entry_of_a_person_is_written_over(journal: Make) -> None:
    mine = "---\ntitle: Mine\ndate: 2025-08-26\n---\n\nMine.\n"
    made = journal({"log.txt": "2025-08-26\n\nText.\n", f"{POSTS}/2025-08-26.md": mine})
    made.run("import", "log.txt")
    assert made.read(f"{POSTS}/2025-08-26.md") == mine
    assert "Text." in made.read(f"{POSTS}/2025-08-26-2.md")


def test_a_dry_run_writes_nothing(journal: Make) -> None:
    made = journal({"log.txt": LOG})
    run = made.run("import", "--dry-run", "log.txt")
    assert "2 entries would be written" in run.out
    assert posts(made) == {}


def test_text_without_a_date_is_told_line_by_line_and_gets_none(journal: Make) -> None:
    made = journal({"post.md": "# A post\n\nIts text.\n"})
    run = made.run("import", "--verbose", "post.md")
    assert run.status == 1
    assert "line 3: Its text." in run.out
    assert run.err.startswith(
        "post.md:1: no date is said of this text, so it is not imported\n    Give it one: --date 2025-08-29."
    )
    assert posts(made) == {}
    assert made.run("import", "--date", "2025-09-06", "post.md").status == 0
    assert list(posts(made)) == ["2025-09-06-a-post.md"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ((), "2017-11-03.md"),
        (("--month-first",), "2017-11-03.md"),
        (("--day-first",), "2017-03-11.md"),
    ],
)
def test_the_order_of_day_and_month_is_told_and_can_be_chosen(
    journal: Make, words: tuple[str, ...], name: str
) -> None:
    made = journal({"log.md": "# 11032017\n\nHello.\n"})
    run = made.run("import", "--verbose", *words, "log.md")
    assert list(posts(made)) == [name]
    assert ("Otherwise: --day-first" in run.out) == (name == "2017-11-03.md")


def test_a_date_that_is_read_otherwise_now_is_told_and_can_be_forced(journal: Make) -> None:
    made = journal({"log.md": "# 11032017\n\nHello.\n"})
    made.run("import", "log.md")
    assert "differs: left alone" in made.run("import", "--day-first", "log.md").out
    assert "date: 2017-11-03" in posts(made)["2017-11-03.md"]
    assert "+date: 2017-03-11" in made.run("import", "--day-first", "--force", "log.md").out
    assert "0 entries written" in made.run("import", "--day-first", "log.md").out


def test_a_year_and_a_zone_can_be_given(journal: Make) -> None:
    made = journal({"log.md": "## May 12, 23:30\n\nHello.\n"})
    assert "the date has no year" in made.run("import", "log.md").err
    run = made.run("import", "--year", "2025", "--zone", "America/New_York", "log.md")
    assert run.status == 0
    assert "13 May 2025, 04:30 in Africa/Lagos" in run.out
    assert list(posts(made)) == ["2025-05-13-0430.md"]


def test_wrong_files_and_options_are_answered_in_words(journal: Make, tmp_path: Path) -> None:
    made = journal({"a.pdf": b"%PDF-1.4", "b.md": b"\x00\x01", "log.txt": LOG})
    run = made.run("import", "a.pdf", "b.md", "missing.md", "log.txt")
    assert run.status == 1
    assert [line for line in run.err.splitlines() if not line.startswith(" ")] == [
        "a.pdf: it is a PDF, not text",
        "b.md: it holds NUL bytes, so it is no text",
        "missing.md: it cannot be read: No such file or directory",
        "3 problems",
    ]
    assert len(posts(made)) == 2
    assert made.run("import").status == 2
    assert made.run("import", "--zone", "Nowhere", "log.txt").status == 2
    assert made.run("import", "--date", "soon", "log.txt").status == 2


def archive(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def test_an_archive_is_read_without_going_anywhere(journal: Make, tmp_path: Path) -> None:
    files = {"../../evil.md": "2025-01-01\n\nText.\n", "/abs.md": "# 2025-01-02\n\nMore.\n", "a.png": b"x"}
    made = journal({"notes.zip": archive(files)})
    run = made.run("import", "--verbose", "notes.zip")
    assert run.status == 0
    assert list(posts(made)) == ["2025-01-01.md", "2025-01-02.md"]
    assert "left out: a picture that nothing shows\n    a.png" in run.out
    assert not (tmp_path / "evil.md").exists() and not (tmp_path.parent / "evil.md").exists()


def test_a_bomb_is_refused(journal: Make) -> None:
    made = journal({"bomb.zip": archive({f"{n}.md": b"\0" * 20_000_000 for n in range(6)})})
    run = made.run("import", "bomb.zip")
    assert (run.status, "the archive is too large" in run.err) == (1, True)


def test_what_could_run_is_shown_and_the_site_is_built_without_it(journal: Make) -> None:
    evil = (
        "# 2025-01-01\n\n<script>alert(1)</script>\n\n"
        '```python {data-from="students/models.py#Student"}\n```\n\n'
        "[a](code:students/models.py) [b](javascript:alert(1)) [c](live:/admin/) ![d](../../secret.png)\n\n"
        '## T {onclick="alert(1)"}\n'
    )
    made = journal({"log.md": evil})
    assert made.run("import", "log.md").status == 0
    built = made.run("build")
    assert (built.status, built.err) == (0, "")
    page = next(made.read(f"site/{name}") for name in made.files() if "2025-01-01" in name)
    article = page.split("<article", 1)[1].split("</article>", 1)[0]
    assert "&lt;script&gt;alert(1)" in article
    assert "<script" not in article and 'href="javascript' not in article
    assert not re.search(r"<[^<>]*\sonclick=", article)


def test_a_page_quotes_the_project_as_it_was_when_the_entry_was_written(journal: Make) -> None:
    from tests.journals import Story

    made = journal({"log.txt": LOG})
    story = Story(made.root)
    first = story.commit(day="2025-08-20 10:00:00 +0100")
    story.commit({"demo_project/new.py": "x = 1\n"}, day="2025-09-20 10:00:00 +0100")
    made.run("import", "log.txt")
    assert f"state: git:{first}" in posts(made)["2025-08-26-2313.md"]


def test_documents_like_those_that_this_was_made_for_lose_no_line(journal: Make) -> None:
    files = {f"in/{path.name}": path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))}
    made = journal(files)
    run = made.run("import", "--verbose", "--date", "2025-09-30", *files)
    assert (run.status, run.err) == (0, "")
    entries = posts(made)
    assert len(entries) == 7
    there = {line.strip() for text in entries.values() for line in text.split("\n")}
    for name, data in files.items():
        report = run.out.split(f"{name}: ", 1)[1].split("\nin/", 1)[0]
        for number, line in enumerate(data.decode().split("\n"), 1):
            told = f"line {number}: " in report
            assert not line.strip() or line.strip() in there or told, f"{name}:{number}"
    for _ in range(2):
        assert (
            "0 entries written, 7 left as they are" in made.run("import", "--date", "2025-09-30", *files).out
        )
        assert posts(made) == entries
    assert "👋" in entries["2025-09-30-a-journey.md"]
    assert made.run("build").status == 0
