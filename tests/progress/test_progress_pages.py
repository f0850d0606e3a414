"""Progress in whole journals: its page, what is new, the terminal, the files for programs."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from tests.journals import Story
from tests.site.conftest import FILES as SMALL
from tests.site.conftest import Journal, journal
from tests.site.feed_rules import broken

__all__ = ["journal"]

GOALS = """
---
title: Goals
skills: [{name: "<b>ORM</b>", level: basics, date: 2025-09-01}]
pauses: [{why: exams, from: 2025-09-08, to: 2025-09-14}]
---

# Goals

## Skills & more

- [x] Tell <i>it</i>: [an entry](journal/posts/2025-09-01-a.md)
- [x] Said
- [ ] Open (by 2025-09-03)
"""
FILES = {
    "docs/goals.md": GOALS,
    "docs/progress.md": "# Progress\n\n<!-- progress -->\n",
    "docs/progress/review.md": "# New\n\n<!-- review -->\n",
    "docs/journal/posts/2025-09-01-a.md": "---\ntitle: A *star*\ndate: 2025-09-01\n---\n- [ ] ? Why so <b>?",
    "docs/journal/posts/2025-09-30-b.md": "---\ntitle: B\ndate: 2025-09-30\n---\n\nText.\n",
    "docs/journal/posts/2025-10-30-c.md": "---\ntitle: C\ndate: 2025-10-30\ndraft: true\n---\n\nText.\n",
}
NEEDS = "---\ntitle: N\ndate: 2025-09-02\n---\n\n## Needs review\n\n- the <i>ORM\n"
Make = Callable[..., Journal]


@pytest.fixture
def made(journal: Make) -> Journal:
    return journal(FILES)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_counts_what_is_there_and_names_what_was_missed(made: Journal) -> None:
    run = made.run("build")
    assert run.status == 0, run.err
    html = made.read("site/progress/index.html")
    said = text(html)
    for words in (
        "As of 30 September 2025",
        "Goals done 2 of 3",
        "Weeks with an entry 2",
        "Weeks missed 2",
        "Weeks paused 1",
        "Weeks in a row 1",
        "29 days old",
    ):
        assert words in said
    assert "<b>ORM" not in html and "&lt;b&gt;ORM" in html
    assert '<a href="../journal/2025-09-01-a/">' in html


def test_what_to_talk_about_comes_first_then_the_goals_then_the_counts(made: Journal) -> None:
    assert made.run("build").status == 0
    html = made.read("site/progress/index.html")
    places = [html.index(f'id="{name}"') for name in ("to-talk-about", "goals-by-section", "counts")]
    assert places == sorted(places)
    (bar,) = re.findall(r'<svg class="chronicles-bar".*?</svg>', html, re.DOTALL)
    assert re.findall(r'__(\w+)" x="(\d)" width="(\d)"', bar) == [("shown", "0", "1"), ("claimed", "1", "1")]


def test_what_was_planned_for_earlier_is_said_at_the_goal_on_the_page_of_progress_and_in_reviews(
    made: Journal,
) -> None:
    assert made.run("build").status == 0
    words = "planned for 3 September 2025; 2 weeks ago, pauses not counted"
    goals = made.read("site/goals/index.html")
    assert f'chronicles-verdict--open">{words}</span>' in goals
    html = made.read("site/progress/index.html")
    first = html[html.index('id="to-talk-about"') : html.index('id="open-questions"')]
    assert f"Planned for earlier Open {words}" in text(first)
    assert '<a href="../goals/#goal:open">Open</a>' in first
    run = made.run("review", "--since", "2025-09-30")
    assert f"## Planned for earlier\n\n- Open: {words}\n" in run.out
    late = json.loads(made.run("review", "--json").out)["late"]
    assert late == [{"name": "Open", "words": words}]


def test_what_has_come_back_stands_in_what_to_talk_about(made: Journal) -> None:
    made.write({"docs/journal/posts/2025-09-02-n.md": NEEDS})
    assert made.run("build").status == 0
    html = made.read("site/progress/index.html")
    due = html[html.index('id="look-again"') : html.index('id="open-questions"')]
    assert "Time to look at again the &lt;i>ORM 28 days old, N" in text(due).replace("&gt;", ">")


def test_a_page_may_show_the_skills_alone(made: Journal) -> None:
    made.write({"docs/about.md": "# About\n\n<!-- skills -->\n\nMore.\n"})
    assert made.run("build").status == 0
    said = text(made.read("site/about/index.html"))
    assert "Skill Then Now &lt;b&gt;ORM&lt;/b&gt; basics, 1 September 2025 no newer judgement More." in said


def test_goals_and_lost_proofs_have_feeds_that_their_page_announces(made: Journal) -> None:
    made.write({"docs/goals.md": GOALS.replace("[x] Said", "[x] Said (2025-09-03)")})
    story = Story(made.root)
    ignored = {".gitignore": ".chronicles\nsite\n"}
    story.commit({**ignored, "proofs.lock": "test:a.b  12 1\n"}, "2025-09-05T12:00:00+00:00")
    story.commit({"proofs.lock": "# nothing\n"}, "2025-09-07T12:00:00+00:00")
    assert made.run("build").status == 0
    for folder in ("goals", "proofs-lost"):
        data = made.read(f"site/{folder}/feed.xml")
        assert broken("feed.xml", data.encode()) == []
    page = BeautifulSoup(made.read("site/goals/index.html"), "html.parser")
    named = {str(link["href"]) for link in page.select('link[type="application/atom+xml"]')}
    assert {"feed.xml", "../proofs-lost/feed.xml"} <= named
    assert "<title>Said</title>" in made.read("site/goals/feed.xml")
    lost = made.read("site/proofs-lost/feed.xml")
    assert "<title>a.b no longer passes</title>" in lost
    assert "<title>Proofs are followed from 5 September 2025 on</title>" in lost


def test_a_journal_keeps_parts_to_itself_and_tells_search_engines_what_it_wants(made: Journal) -> None:
    settings = made.read("mkdocs.yml")
    kept = "  - chronicles:\n      share: {questions: false, goals: false}\n      search_engines: false\n"
    assert "  - chronicles\n" in settings or "  - chronicles:\n" in settings
    old = "  - chronicles:\n" if "  - chronicles:\n" in settings else "  - chronicles\n"
    made.write({"mkdocs.yml": settings.replace(old, kept, 1)})
    assert made.run("build").status == 0
    values = json.loads(made.read("site/progress.json"))
    assert values["questions"] == values["goals"] == [] and values["entries"]
    assert "site/goals/feed.xml" not in made.files() and not (made.root / "site/goals/feed.xml").exists()
    pages = [made.read(f"site/{name}index.html") for name in ("", "goals/", "journal/2025-09-01-a/")]
    assert [html.count('<meta name="robots" content="noindex">') for html in pages] == [1, 1, 1]
    assert not (made.root / "site/robots.txt").exists()


def test_the_same_pages_give_the_same_bytes(made: Journal) -> None:
    made.run("build")
    first = made.files()
    made.run("build")
    assert made.files() == first


def test_programs_get_the_same_as_json_by_the_published_schema(made: Journal) -> None:
    made.run("build")
    values = json.loads(made.read("site/progress.json"))
    schema = json.loads(made.read("site/progress.schema.json"))
    assert list(Draft202012Validator(schema).iter_errors(values)) == []
    assert [entry["url"] for entry in values["entries"]] == ["journal/2025-09-01-a/", "journal/2025-09-30-b/"]
    assert [goal["verdict"] for goal in values["goals"]] == ["shown", "claimed", "open"]


def test_review_tells_in_the_terminal_what_is_new(made: Journal) -> None:
    run = made.run("review", "--since", "2025-09-02")
    assert run.status == 0
    assert "- 2025-09-30: [B](<docs/journal/posts/2025-09-30-b.md>)" in run.out
    assert "star" not in run.out and "## Ticks whose day is not known\n\n- Said (claimed)" in run.out
    everything = made.run("review", "--since", "2025-01-01").out
    assert r"[A \*star\*]" in everything and r"Why so &lt;b\>? (open)" in everything
    shown = "[an entry](<docs/journal/posts/2025-09-01-a.md>)"
    assert f"- 2025-09-01: Tell &lt;i\\>it&lt;/i\\> (shown): {shown}" in everything
    assert "C" not in json.dumps(json.loads(made.run("review", "--json").out)["entries"])


def test_review_remembers_outside_of_the_journal_what_was_seen(made: Journal, tmp_path: Path) -> None:
    state = tmp_path / "state"

    def new(*more: str) -> str:
        run = made.run("review", "--since-last", *more, XDG_STATE_HOME=str(state))
        assert run.status == 0, run.err
        return run.out

    before = made.files(".")
    first = new()
    assert (
        first.startswith("# Since the beginning\n") and "[B](<docs/journal/posts/2025-09-30-b.md>)" in first
    )
    assert new().count("Nothing.") == 4
    made.write(
        {"docs/journal/posts/2025-09-02-late.md": "---\ntitle: Late\ndate: 2025-09-02\n---\n\nText.\n"}
    )
    found = json.loads(new("--json"))
    assert (found["since"], [one["title"] for one in found["entries"]]) == ("2025-09-30", ["Late"])
    (made.root / "docs/journal/posts/2025-09-02-late.md").unlink()
    kept = {name: data for name, data in made.files(".").items() if not name.startswith(".chronicles")}
    assert kept == {name: data for name, data in before.items() if not name.startswith(".chronicles")}
    (remembered,) = (state / "chronicles/reviews").iterdir()
    remembered.write_text("[1")
    assert new().startswith("# Since the beginning\n")
    run = made.run("review", "--since-last", "--since", "monday")
    assert run.status == 2
    assert "'--since' names a day, '--since-last' none. Leave one of them out." in run.err


def test_review_without_a_day_is_of_the_week_before_the_newest_entry(made: Journal) -> None:
    assert json.loads(made.run("review", "--json").out)["since"] == "2025-09-24"
    run = made.run("review", "--since", "soon")
    assert run.status == 2
    said = "'soon' is not a day. Write it as 2025-08-29, 'yesterday' or 'monday'."
    assert run.err.endswith(f"Error: Invalid value for '--since': {said}\n")


def test_a_plan_that_cannot_be_read_is_told_by_check_and_build(made: Journal) -> None:
    made.write({"docs/goals.md": GOALS.replace("basics", "god")})
    for command in ("build", "check"):
        run = made.run(command)
        assert run.status == 1 and "docs/goals.md:3: item 1 of 'skills': level 'god' is unknown" in run.err


def test_a_journal_without_goals_or_entries_still_builds(journal: Make) -> None:
    made = journal({"docs/progress.md": "# Progress\n\n<!-- progress -->\n"})
    assert made.run("build").status == 0
    assert "There is nothing to count yet" in made.read("site/progress/index.html")
    assert made.run("review").status == 0


def test_checkpoint_drafts_goals_and_skills_then_and_now_and_writes_over_nothing(made: Journal) -> None:
    run = made.run("checkpoint")
    assert run.status == 0, run.err
    path = run.out.strip()
    text_ = made.read(path)
    assert "\ncategories: [Checkpoint]\ndraft: true\n---\n" in text_
    assert "A look back at 2025-09-01." in text_
    assert "| Skills & more | 1 | 2 | 0 | 3 |" in text_
    assert r"| &lt;b\>ORM&lt;/b\> | basics | basics |" in text_
    again = made.run("checkpoint")
    assert again.status == 1 and "there is such a file already" in again.err
    later = made.run("checkpoint", "--since", "2025-08-01")
    assert later.status == 1 and made.read(path) == text_


def test_after_a_break_what_is_written_today_waits_for_a_commit(made: Journal) -> None:
    far = "is more than a year past 2025-10-30, the newest that is known"
    assert f"{far}: 'build' takes it for a misprint until you commit it\n" in made.run("checkpoint").err
    assert far in made.run("build").err
    Story(made.root).commit({}, datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S +0000"))
    assert made.run("build").err == made.run("new", "Another").err == ""


EVIDENCE = """
---
title: Goals
---

# Goals

- [x] One: [the <b>model</b>](code:students/models.py#Student), [its file](code:students/models.py),
  [then](code:students/models.py#Old@git:v1), [a note](journal/posts/2025-09-02-2114.md) (2025-09-02)
- [x] Two: [tests](test:students.tests.OldTests), [an entry](journal/posts/2025-09-01-a.md#why-so),
  [the shot](shot%201.png), [a site](https://example.org/?a=1&b=2),
  [a trick](javascript:alert(1)) (2025-09-03)
- [x] Three: [the model](code:students/models.py#Student)
"""
EVIDENCED = {
    "docs/goals.md": EVIDENCE,
    "docs/shot 1.png": b"\x89PNG",
    "docs/progress/review.md": "# New\n\n<!-- review -->\n",
    "docs/journal/log.md": "---\ntitle: Log\n---\n\n# Log\n\n## 2025-09-02 21:14\n\nA note.\n",
    "docs/journal/posts/2025-09-01-a.md": "---\ntitle: A\ndate: 2025-09-01\n---\n\n# A\n\n## Why so\n",
    "demo_project/students/tests.py": "x = 1\n\nclass OldTests:\n    def test_it(self): ...\n",
}


def evidenced(journal: Make) -> Journal:
    made = journal(EVIDENCED)
    story = Story(made.root)
    story.commit({".gitignore": ".chronicles\nsite\n", "demo_project/students/models.py": "class Old: ...\n"})
    story.tag("v1")
    return made.write({name: SMALL[name] for name in ["demo_project/students/models.py"]})


def test_goals_that_are_new_link_to_what_stands_behind_them(journal: Make) -> None:
    made = evidenced(journal)
    run = made.run("build")
    told = [line for line in run.err.splitlines() if "this address runs a script" not in line]
    assert "goals.md" not in "\n".join(told), run.err
    page = BeautifulSoup(made.read("site/progress/review/index.html"), "html.parser")
    goals = BeautifulSoup(made.read("site/goals/index.html"), "html.parser")
    found = [(str(link["href"]), link.get_text()) for link in page.select(".chronicles-evidence a")]
    labels = ["tests", "an entry", "the shot", "a site"]
    labels += ["the <b>model</b>", "its file", "then", "a note", "the model"]
    assert [label for _, label in found] == labels
    behind = {
        urljoin("/goals/", str(link["href"])) for link in goals.select(".task-list-item a, article li a")
    }
    for href, _ in found:
        url = urljoin("/progress/review/", href)
        assert url in behind, f"{url}: not as the page of the goals has it"
        if url.startswith("https:"):
            continue
        path, part = urldefrag(url)
        file = made.root / "site" / unquote(path).lstrip("/")
        text = (file / "index.html" if path.endswith("/") else file).read_bytes().decode("latin-1")
        assert not part or f'id="{part}"' in text or f'name="{part}"' in text, url
    assert "a trick" in page.select(".chronicles-review")[0].get_text()
    assert "Of 1 more tick no day is known" in page.get_text()


def test_review_names_the_files_that_evidence_is_in(journal: Make) -> None:
    made = evidenced(journal)
    run = made.run("review", "--since", "2025-09-01")
    assert run.status == 0, run.err
    one, two = (
        line.partition("): ")[2] for line in run.out.splitlines() if ": One" in line or ": Two" in line
    )
    assert one == (
        r"[the &lt;b\>model&lt;/b\>](<demo_project/students/models.py#L4>), "
        "[its file](<demo_project/students/models.py>), code `students/models.py#Old@git:v1`, "
        "[a note](<docs/journal/log.md#2025-09-02-2114>)"
    )
    assert two == (
        "[tests](<demo_project/students/tests.py#L3>), "
        "[an entry](<docs/journal/posts/2025-09-01-a.md#why-so>), "
        "[the shot](<docs/shot%201.png>), [a site](<https://example.org/?a=1&b=2>), "
        "outside `javascript:alert(1)`"
    )
    assert "[2 September 2025, 21:14](<docs/journal/log.md#2025-09-02-2114>)" in run.out
