"""The commands that keep the journal, and what the site makes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journals import Story
from tests.site.conftest import Journal

LOG = """
---
title: Log
---

# Log

## 2025-08-29 21:14

See [home](../index.md) and ![a shot](shot.png).

? Why does the admin want a password

```python {data-from="students/models.py#Course"}
```

## 2025-08-30 Migrations

<!-- tags: [django] -->

`migrate` makes the tables.
"""
FILES = {"docs/journal/log.md": LOG, "docs/journal/shot.png": b"\x89PNG"}
GOALS = "# Goals\n\n- [ ] Understand the ORM\n- [ ] Understand HTTP\n- [x] Begin\n"
TESTS = {
    "demo_project/manage.py": """
        import os, sys
        os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
        from django.core.management import execute_from_command_line
        execute_from_command_line(sys.argv)
        """,
    "demo_project/settings.py": "SECRET_KEY = 'x'\n",
    "demo_project/tests.py": """
        from unittest import TestCase

        class OrmTests(TestCase):
            def test_good(self):
                pass

        class BadTests(TestCase):
            def test_bad(self):
                self.fail()
        """,
}
Make = Callable[..., Journal]


def test_notes_of_the_log_are_entries_of_the_site(journal: Make) -> None:
    made = journal(FILES)
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    site = made.files()
    page = site["journal/2025-08-29-2114/index.html"].decode()
    assert "<h1>29 August 2025, 21:14</h1>" in page
    assert 'href="../.."' in page and 'src="../shot.png"' in page
    assert "class Course" in made.read("site/journal/2025-08-29-2114/index.html").replace(
        "</span>", ""
    ).replace('<span class="k">', "").replace('<span class="nc">', "").replace('<span class="w">', "")
    assert "journal/2025-08-30/index.html" in site
    assert not any(name.startswith("journal/log") for name in site)
    made.run("build")
    assert made.files() == site


def test_problems_of_notes_are_told_at_their_line_of_the_log(journal: Make) -> None:
    text = LOG.replace("../index.md", "nowhere.md").replace("## 2025-08-30 M", "## 30.08.2025 M")
    run = journal({**FILES, "docs/journal/log.md": text.replace("#Course", "#Curse")}).run("build")
    assert run.status == 1
    assert [line for line in run.err.splitlines() if line.startswith("docs/")] == [
        "docs/journal/log.md:9: the link 'nowhere.md' leads nowhere",
        "docs/journal/log.md:13: students/models.py has no 'Curse'",
        "docs/journal/log.md:16: '30.08.2025 Migrations' is not a stamp",
    ] or "docs/journal/log.md:16" in run.err


def test_a_note_that_cannot_be_read_is_told_at_its_line_and_the_others_stay(journal: Make) -> None:
    deep = "[" * 60 + "]" * 60
    run = journal(
        {"docs/journal/log.md": f"## 2025-08-29\n\na\n\n## 2025-08-30\n<!-- tags: {deep} -->\n\nb\n"}
    ).run("check", "--no-exec")
    assert run.status == 1
    assert run.err.startswith("docs/journal/log.md:5: ") and run.err.endswith("1 problem\n")


def test_pull_and_check_work_in_the_log(journal: Make) -> None:
    made = journal(FILES)
    assert made.run("pull").status == 0
    assert "class Course(models.Model):" in made.read("docs/journal/log.md")
    assert made.run("check", "docs/journal/log.md").out.startswith("1 of 1 block proven in 1 page")


def test_log_adds_a_note_and_records_the_commit(journal: Make) -> None:
    made = journal()
    story = Story(made.root)
    commit = story.commit({".gitignore": ".chronicles\nsite\n"})
    run = made.run("log", "Today", "I learned", "--title", "One")
    log = made.read("docs/journal/log.md")
    assert run.status == 0 and "One is in docs/journal/log.md" in run.out
    assert log.startswith("---\ntitle: Log\n---\n\n# Log\n\n## 20")
    assert log.endswith(f" One\n\n<!-- state: git:{commit} -->\n\nToday I learned\n")
    (made.root / "demo_project/students/models.py").write_text("x = 1\n")
    made.run("log", "Dirty")
    assert made.read("docs/journal/log.md").count("state:") == 1
    assert made.run("build").status == 0


def test_log_of_another_day_has_the_state_of_that_day(journal: Make) -> None:
    made = journal()
    story = Story(made.root)
    then = story.commit({".gitignore": ".chronicles\nsite\n"}, "2025-08-29 10:00:00 +0000")
    story.commit({"demo_project/a.py": "a = 1\n"}, "2025-09-02 10:00:00 +0000")
    for day, stamp in (("30 August 2025 at 6pm", "2025-08-30 18:00 One"), ("2025-08-31", "2025-08-31 One")):
        assert made.run("log", "words", "--title", "One", "--date", day).err == ""
        log = made.read("docs/journal/log.md")
        assert log.endswith(f"\n## {stamp}\n\n<!-- state: git:{then} -->\n\nwords\n")
    assert made.run("build").status == 0


def test_a_day_in_words_is_one_of_the_zone_of_the_site(journal: Make) -> None:
    made = journal()
    before = datetime.now(ZoneInfo("Africa/Lagos")).date()
    path = made.run("new", "A", "--date", "yesterday", TZ="Pacific/Kiritimati").out.strip()
    after = datetime.now(ZoneInfo("Africa/Lagos")).date()
    assert path in {f"docs/journal/posts/{day - timedelta(days=1)}-a.md" for day in (before, after)}


@pytest.mark.parametrize(
    "words, said",
    [
        (["log"], "there is nothing to add"),
        (["log", "```\nopen"], "a block that is never closed"),
        (["log", "## 2025-01-01"], "would begin another note"),
        (["log", "move"], "name the note. There are: 2025-08-29-2114, 2025-08-30."),
        (["log", "move", "2025-08-31"], "there is no note '2025-08-31'. Did you mean '2025-08-30'?"),
        (["new", " "], "an entry needs a title"),
        (["new", "A", "--date", "4/3/2025"], "'4/3/2025' can be two days. Write 2025-03-04 or 2025-04-03."),
        (["new", "A", "--date", "monday at 6pm"], "'monday at 6pm' has a time, and only the day counts."),
        (["log", "move", "2025-08-30", "--date", "today"], "a note that is moved keeps its day."),
        (
            ["log", "A", "--date", "yesterday", "--title", "9:30 B"],
            "the title '9:30 B' would be read as a time",
        ),
        (["log", "A", "--date", "0025-01-01"], "the day 0025-01-01 is before 1990-01-01"),
        (["build", "--as-of", "soon"], "'soon' is not a day"),
    ],
    ids=lambda value: " ".join(value).replace("\n", " ") if isinstance(value, list) else "",
)
def test_refused(journal: Make, words: list[str], said: str) -> None:
    made = journal(FILES)
    run = made.run(*words)
    assert run.status in (1, 2) and said in run.err
    assert made.read("docs/journal/log.md") == LOG.lstrip()


def test_move_makes_a_page_at_the_same_address(journal: Make) -> None:
    made = journal(FILES)
    made.run("build")
    before = {name for name in made.files() if not name.startswith("search/")}  # by the hash of what is in it
    assert made.run("log", "move", "2025-08-30").status == 0
    assert "2025-08-30" not in made.read("docs/journal/log.md")
    page = made.read("docs/journal/posts/2025-08-30.md")
    assert page.startswith('---\ntitle: "Migrations"\ndate: 2025-08-30\n') and "tags: [django]" in page
    assert made.run("build").status == 0
    assert {name for name in made.files() if not name.startswith("search/")} == before


def test_a_title_given_to_a_note_is_its_own_and_none_in_its_text(journal: Make) -> None:
    made = journal({"docs/journal/log.md": "## 2025-08-30\n\n~~~yaml\ntitle: mine\n~~~\n"})
    assert made.run("log", "move", "2025-08-30", "--title", "New").status == 0
    page = made.read("docs/journal/posts/2025-08-30.md")
    assert page.startswith('---\ntitle: "New"\n') and "\ntitle: mine\n" in page


def test_log_is_written_in_the_editor(journal: Make) -> None:
    made = journal()
    made.write({"editor.sh": "#!/bin/sh\nprintf 'from the editor\\n? why\\n' > \"$1\"\n"})
    (made.root / "editor.sh").chmod(0o755)
    assert made.run("log", "--edit", EDITOR=str(made.root / "editor.sh")).status == 0
    assert made.read("docs/journal/log.md").endswith("\n\nfrom the editor\n? why\n")


def test_what_was_written_in_the_editor_is_given_back_where_it_cannot_be_a_note(journal: Make) -> None:
    made = journal({"editor.sh": "#!/bin/sh\nprintf 'My words\\n```\\nopen\\n' > \"$1\"\n"})
    (made.root / "editor.sh").chmod(0o755)
    run = made.run("log", "--edit", EDITOR=str(made.root / "editor.sh"))
    assert run.status == 1 and "a block that is never closed" in run.err
    assert run.err.endswith("\nYou wrote:\nMy words\n```\nopen\n")


def test_new_begins_an_entry_and_writes_over_none(journal: Make) -> None:
    made = journal()
    words = ["new", 'A <b> & "c"', "--date", "2025-08-29"]
    name = "docs/journal/posts/2025-08-29-a-b-c.md"
    assert made.run(*words).out == f"{name}\n"
    text = made.read(name)
    assert text == '---\ntitle: "A <b> & \\"c\\""\ndate: 2025-08-29\n---\n\n# A &lt;b\\> & "c"\n'
    again = made.run(*words)
    assert (again.status, made.read(name)) == (1, text)
    assert again.err.startswith(f"{name}: there is such a file already")
    assert made.run("build").status == 0


@pytest.mark.parametrize("words, name", [(("new", "Old"), "{}-old"), (("week",), "2025-week-{}")])
def test_an_entry_of_an_earlier_day_has_the_state_of_that_day(
    journal: Make, words: tuple[str, ...], name: str
) -> None:
    made = journal()
    story = Story(made.root)
    first = story.commit({".gitignore": ".chronicles\nsite\n"}, "2025-08-26 10:00:00 +0000")
    story.commit({"demo_project/a.py": "a = 1\n"}, "2025-09-02 10:00:00 +0000")
    for day, week, state in (("2025-08-17", "33", ""), ("2025-08-31", "35", f"state: git:{first}\n")):
        assert made.run(*words, "--date", day).status == 0
        text = made.read(f"docs/journal/posts/{name.format(day if words[0] == 'new' else week)}.md")
        head = text.split("---\n")[1]
        assert [line for line in head.splitlines(keepends=True) if "state:" in line] == [state][: bool(state)]


def test_week_is_drafted_from_what_happened(journal: Make) -> None:
    made = journal(FILES)
    story = Story(made.root)
    story.commit(day="2025-08-26 10:00:00 +0000")
    story.commit({"demo_project/a.py": "a = 1\n"}, "2025-09-02 10:00:00 +0000")
    run = made.run("week", "--date", "2025-08-28")
    assert run.out == "docs/journal/posts/2025-week-35.md\n"
    text = made.read("docs/journal/posts/2025-week-35.md")
    assert "- [29 August 2025, 21:14](2025-08-29-2114.md)\n- [Migrations](2025-08-30.md)\n" in text
    assert text.count("a step") == 1
    assert "- Why does the admin want a password ([29 August 2025, 21:14](2025-08-29-2114.md))" in text
    assert made.run("week", "--date", "2025-08-31").status == 1
    assert made.run("build").status == 0
    assert "journal/2025-week-35/index.html" not in made.files()
    made.write({"docs/journal/posts/2025-week-35.md": text.replace("draft: true\n", "")})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    assert "journal/2025-week-35/index.html" in made.files()


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "---\ntitle: Day 3: the admin\ndate: 2025-08-29\n---\n",
            "2: the value of 'title' holds a colon, so it needs quotes\n"
            '    Write it as title: "Day 3: the admin".\n',
        ),
        (
            "---\ndate: 2025-08-29\n",
            "1: the front matter is never closed\n    End it with a line '---'.\n",
        ),
    ],
    ids=["colon", "unclosed"],
)
def test_an_entry_whose_front_matter_cannot_be_read_is_not_asked_for_a_date(
    journal: Make, text: str, said: str
) -> None:
    run = journal({"docs/journal/posts/a.md": f"{text}\nText.\n"}).run("check", "--no-exec")
    assert (run.status, run.err) == (1, f"docs/journal/posts/a.md:{said}1 problem\n")


README = """# Mine

<!-- chronicles: entries -->

Nothing yet.

<!-- /chronicles -->
"""


def test_a_readme_that_is_right_stays_so_when_an_entry_is_added(journal: Make) -> None:
    made = journal({"README.md": README, "log.txt": "2025-08-31\n\nImported.\n"})
    # After a break, it is the commit that tells which day it is.
    Story(made.root).commit({}, datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S +0000"))
    entries = "docs/journal/posts"
    for words, line in (
        (("new", "A", "--date", "2025-08-29"), f"- 2025-08-29: [A]({entries}/2025-08-29-a.md)\n"),
        (("log", "words", "--date", "2025-08-30", "--title", "B"), "- 2025-08-30: [B](docs/journal/log.md#"),
        (("log", "move", "2025-08-30"), f"- 2025-08-30: [B]({entries}/2025-08-30.md)\n"),
        (("import", "log.txt"), f"({entries}/2025-08-31.md)\n"),
        (("show", "Course"), f": [Course]({entries}/"),
    ):
        run = made.run(*words)
        assert run.status == 0 and "README.md shows it\n" in run.err, words
        assert line in made.read("README.md"), words
    assert made.run("check", "README.md").status == 0


def test_a_readme_that_a_hand_has_changed_is_left_to_pull(journal: Make) -> None:
    mine = README.replace("Nothing yet.", "My own words.")
    made = journal({"README.md": mine})
    assert made.run("new", "A", "--date", "2025-08-29").err == ""
    assert made.read("README.md") == mine
    assert "README.md:3: the part 'entries' has drifted" in made.run("check", "README.md").err


def test_week_leaves_out_what_readers_do_not_see(journal: Make) -> None:
    head = "---\ntitle: Hidden\ndate: {}\n{}: true\n---\n\n- [ ] ? Why hidden\n"
    soon = datetime.now(ZoneInfo("Africa/Lagos")).date() + timedelta(days=1)
    made = journal({**FILES, "docs/journal/posts/a.md": head.format("2025-08-29", "draft")})
    assert made.run("week", "--date", "2025-08-28").status == 0
    text = made.read("docs/journal/posts/2025-week-35.md")
    assert "Migrations" in text and "hidden" not in text.lower()
    made.write({"docs/journal/posts/b.md": head.format(soon, "scheduled")})
    path = made.run("week", "--date", soon.isoformat()).out.strip()
    assert "Why does the admin" in made.read(path) and "hidden" not in made.read(path).lower()


def test_scheduled_entry_waits_for_its_day(journal: Make) -> None:
    made = journal(
        {"docs/journal/posts/a.md": "---\ndate: 2025-09-09\nscheduled: true\ntags: [x]\n---\n# Later\n"}
    )
    for words, shown in (((), False), (("--as-of", "2025-09-08"), False), (("--as-of", "2025-09-09"), True)):
        assert made.run("build", *words).status == 0
        site = made.files()
        assert ("journal/a/index.html" in site) is shown
        texts = [data for name, data in site.items() if name.endswith((".html", ".xml", "index.json"))]
        assert any(b"Later" in data for data in texts) is shown


def test_link_to_an_entry_that_waits_is_a_problem(journal: Make) -> None:
    entry = "---\ndate: 2025-09-09\nscheduled: true\n---\n# Later\n"
    made = journal({"docs/journal/posts/a.md": entry, "docs/index.md": "# Home\n\n[a](journal/posts/a.md)\n"})
    assert "docs/index.md:3: the link 'journal/posts/a.md' leads nowhere" in made.run("build").err


@pytest.mark.slow
def test_done_runs_the_evidence_and_ticks_the_goal(journal: Make) -> None:
    made = journal({**FILES, **TESTS, "docs/goals.md": GOALS})
    bad = made.run("done", "http", "--evidence", "test:tests.BadTests")
    assert bad.status == 1 and "the goal is left as it was" in bad.err
    assert made.read("docs/goals.md") == GOALS
    words = ["--evidence", "test:tests.OrmTests", "--evidence", "2025-08-30.md", "--date", "2025-09-09"]
    assert made.run("done", "orm", *words).status == 0
    assert made.read("docs/goals.md") == GOALS.replace(
        "- [ ] Understand the ORM",
        "- [x] Understand the ORM: [test](test:tests.OrmTests), "
        "[Migrations](journal/posts/2025-08-30.md) (2025-09-09)",
    )
    checked = made.run("check", "docs/goals.md")
    assert checked.out.startswith("1 of 1 test behind the goals pass\n") and "running" not in checked.err


def test_done_says_of_tests_that_it_does_not_run_how_they_count(journal: Make) -> None:
    made = journal({**FILES, **TESTS, "docs/goals.md": GOALS})
    run = made.run("done", "orm", "--evidence", "test:tests.OrmTests", "--no-exec", "--date", "2025-09-09")
    assert (run.status, run.err) == (
        0,
        "1 test not run: 'python3 build.py check' runs what is to count as proven\n",
    )


def test_done_adds_evidence_to_a_goal_that_is_ticked_and_none_twice(journal: Make) -> None:
    made = journal({**FILES, "docs/goals.md": GOALS.replace("Begin", "Begin: [a](a.md) (2025-09-09).")})
    words = ["done", "begin", *["--evidence", "2025-08-30.md"] * 2, "--date", "2025-09-09"]
    run = made.run(*words)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("docs/goals.md:5: has more evidence: Begin\n")
    text = made.read("docs/goals.md")
    assert text.endswith("[x] Begin: [a](a.md), [Migrations](journal/posts/2025-08-30.md) (2025-09-09).\n")
    again = made.run(*words)
    assert again.out.startswith("docs/goals.md:5: is all there already: Begin\n")
    assert made.read("docs/goals.md") == text


def test_done_adds_no_link_that_stands_behind_the_open_goal(journal: Make) -> None:
    linked = "Understand HTTP: [Migrations](journal/posts/2025-08-30.md)"
    made = journal({**FILES, "docs/goals.md": GOALS.replace("Understand HTTP", linked)})
    assert made.run("done", "http", "--evidence", "2025-08-30.md", "--date", "2025-09-09").status == 0
    assert f"- [x] {linked} (2025-09-09)\n" in made.read("docs/goals.md")


@pytest.mark.parametrize(
    "words, said",
    [
        (["understand"], "2 open goals have 'understand' in them: Understand the ORM; Understand HTTP."),
        (["begin"], "the goal 'begin' is done already. Name what else proves it: --evidence LINK."),
        (["orm"], "name what proves 'Understand the ORM': --evidence LINK."),
        (["orn"], "no open goal has 'orn' in it."),
        (["orm", "--evidence", "nothing.md"], "readers see no entry 'nothing.md'."),
    ],
    ids=["several", "done", "no evidence", "none", "no such entry"],
)
def test_done_is_refused(journal: Make, words: list[str], said: str) -> None:
    made = journal({"docs/goals.md": GOALS})
    run = made.run("done", *words)
    assert run.status == 2 and said in run.err
    assert made.read("docs/goals.md") == GOALS
