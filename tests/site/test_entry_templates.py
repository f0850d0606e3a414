"""Templates of a journal's author: which one a command takes, and that no reader gets them."""

from collections.abc import Callable
from pathlib import Path

from tests.journals import Link, write

from .conftest import Journal

Make = Callable[..., Journal]
NEW = "---\ntags: [day]\n---\n\n# {{ title }}\n\n## What I tried on {{ weekday }}\n"
STANDUP = "## Yesterday\n\n## Today\n"
WEEK = "---\ntags: [week]\ndraft: true\n---\n\n# {{ title }}\n\nWritten:\n\n{{ entries }}\n"
TEMPLATES = {
    "docs/journal/.templates/new.md": NEW,
    "docs/journal/.templates/standup.md": STANDUP,
    "docs/journal/.templates/week.md": WEEK,
}
POSTS = "docs/journal/posts"


def test_each_command_takes_its_own(journal: Make) -> None:
    mine = journal(TEMPLATES)
    made = mine.run("new", "The admin: a tour", "--date", "2025-09-05")
    path = f"{POSTS}/2025-09-05-the-admin-a-tour.md"
    assert (made.status, made.out, made.err) == (0, f"{path}\n", "")
    assert mine.read(path) == (
        '---\ntitle: "The admin: a tour"\ndate: 2025-09-05\ntags: [day]\n---\n\n'
        "# The admin: a tour\n\n## What I tried on Friday\n"
    )
    assert mine.run("new", "Day 5", "--date", "2025-09-05", "--template", "standup").status == 0
    assert mine.read(f"{POSTS}/2025-09-05-day-5.md") == (
        '---\ntitle: "Day 5"\ndate: 2025-09-05\n---\n\n## Yesterday\n\n## Today\n'
    )
    assert mine.run("week", "--date", "2025-09-05").status == 0
    assert mine.read(f"{POSTS}/2025-week-36.md") == (
        '---\ntitle: "Week 36: 1 September to 7 September 2025"\ndate: 2025-09-07\n'
        "tags: [week]\ndraft: true\ncategories: [Weekly]\n---\n\n"
        "# Week 36: 1 September to 7 September 2025\n\nWritten:\n\n"
        "- [Day 5](2025-09-05-day-5.md)\n- [The admin: a tour](2025-09-05-the-admin-a-tour.md)\n"
    )
    assert mine.run("check").status == 0


def test_no_reader_gets_a_template(journal: Make, tmp_path: Path) -> None:
    mine = journal(TEMPLATES)
    assert mine.run("build", "--no-live").status == mine.run("export", str(tmp_path / "out")).status == 0
    everything = {**mine.files(), **Journal(tmp_path).files("out")}
    assert "index.html" in everything
    assert not any("templates" in name or b"What I tried" in data for name, data in everything.items())


def test_a_template_that_is_not_there_is_a_mistake_of_the_call(journal: Make) -> None:
    mine = journal(TEMPLATES)
    for name, hint in (("standip", "Did you mean 'standup'?"), ("../new", "Did you mean 'new'?")):
        said = mine.run("new", "A day", "--template", name)
        words = f"Error: there is no template {name!r} in docs/journal/.templates. {hint}"
        assert (said.status, said.err.splitlines()[-1]) == (2, words)
    write(mine.root, dict.fromkeys(TEMPLATES))
    said = mine.run("new", "A day", "--template", "standup")
    assert said.err.splitlines()[-1] == (
        "Error: there is no template 'standup' in docs/journal/.templates. "
        "There is none yet: write docs/journal/.templates/standup.md."
    )


def test_what_is_wrong_with_a_template_is_told_at_its_line_and_nothing_is_written(journal: Make) -> None:
    mine = journal({"docs/journal/.templates/new.md": "---\ndate: 2025-09-01\n---\n{{ titel }}\n"})
    said = mine.run("new", "A day")
    assert (said.status, said.out, said.err) == (
        1,
        "",
        "docs/journal/.templates/new.md:2: the date of an entry comes from the command, so the template "
        "cannot set it\n"
        "    Write 'date: {{ date }}', or leave the line out.\n"
        "docs/journal/.templates/new.md:4: there is no placeholder '{{ titel }}'\n"
        "    Did you mean 'title'? For these very signs, write '\\{{ titel }}'.\n"
        "2 problems\n",
    )
    assert not (mine.root / POSTS).exists()


def test_a_template_that_leads_out_of_the_journal_is_not_read(journal: Make, tmp_path: Path) -> None:
    mine = journal()
    write(tmp_path, {"secret.md": "secret"})
    write(mine.root, {"docs/journal/.templates/new.md": Link(str(tmp_path / "secret.md"))})
    said = mine.run("new", "A day")
    assert (said.status, said.err.splitlines()[:2]) == (
        1,
        [
            "docs/journal/.templates/new.md: it leads out of the journal",
            "    Put the file itself there.",
        ],
    )


def test_a_template_that_is_no_text_is_told(journal: Make) -> None:
    mine = journal({"docs/journal/.templates/new.md": b"\xff"})
    said = mine.run("new", "A day")
    assert (said.status, said.err.splitlines()[0]) == (
        1,
        "docs/journal/.templates/new.md: byte 0 (line 1) is not UTF-8",
    )
