"""A mentor replies: the command, the pages, and the way between two clones by git alone."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from chronicles.problems import Problem
from chronicles.progress.replied import Replied
from chronicles.site.mkdocs import config
from chronicles.workspace.workspace import load
from tests.commands import Run, run
from tests.journals import Story, write
from tests.site.conftest import FILES as BASIS
from tests.site.conftest import Journal
from tests.site.searched import indexed

ENTRY = "docs/journal/posts/2025-08-29-a.md"
ENTRY_URI = ENTRY.removeprefix("docs/")
ASKED = """
    ---
    title: Slow
    date: 2025-08-29
    ---
    # Slow

    Text before.

    - [ ] ? Why is it *so* slow
    - [ ] ? What is a deadlock
      in two lines
    - [x] ? Known

    Text after.

    ## Needs review

    - the ORM
    - `select_related`
    """
LINKED = "See [it](https://example.org) <b>"
LOG = "# Log\n\n## 2025-08-30 10:00\n\n? Is the log asked, too\n"
FILES = {
    **BASIS,
    ".gitignore": "/site/\n/.chronicles/\n",
    ENTRY: ASKED,
    "docs/journal/log.md": LOG,
    "docs/questions.md": "# Questions\n\n<!-- questions -->\n",
    "docs/progress.md": "# Progress\n\n<!-- progress -->\n",
    "docs/review.md": "# Review\n\n<!-- review -->\n",
}


def reply(root: Path, *words: str, **environment: str) -> Run:
    return run(root.parent, "reply", root.name, *words, "--date", "2025-10-04", **environment)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("replies") / "journal").write(FILES)
    assert reply(made.root, "why is", "-m", LINKED, "--by", "Ada <x>").status == 0
    assert reply(made.root, "log asked", "-m", "It **is**.", "--by", "Bob").status == 0
    assert reply(made.root, "--talked", "the ORM", "--by", "Ada").status == 0
    built = made.run("build")
    assert (built.status, built.err) == (0, "")
    return made


def page(site: Journal, name: str) -> str:
    return " ".join(site.read(f"site/{name}/index.html").split())


def test_a_reply_stands_below_its_question(site: Journal) -> None:
    assert (
        '? Why is it <em>so</em> slow</p> <blockquote class="chronicles-answered"> '
        "<p><strong>Ada &lt;x&gt;</strong>, 4 October 2025:</p> "
        '<p>See <a rel="nofollow ugc" href="https://example.org">it</a> &lt;b&gt;</p> </blockquote> </li>'
    ) in page(site, "journal/2025-08-29-a")
    assert "<strong>Bob</strong>, 4 October 2025:" in page(site, "journal/2025-08-30-1000")
    assert "Talked about with <strong>Ada</strong> on 4 October 2025." in page(site, "journal/2025-08-29-a")


def test_what_has_a_reply_is_not_open_any_more(site: Journal) -> None:
    record = json.loads(site.read("site/progress.json"))
    asked = {one["text"]: one["open"] for one in (*record["questions"], *record["needs_review"])}
    assert asked == {
        "Why is it *so* slow": False,
        "What is a deadlock": True,
        "Known": False,
        "Is the log asked, too": False,
        "the ORM": False,
        "`select_related`": True,
    }
    progress = page(site, "progress")
    waiting, _, answered = progress.partition('<h3 id="replies">')
    assert "Why is it" not in waiting
    assert "What is a deadlock" in waiting
    assert "answered by Ada &lt;x&gt; on 4 October 2025" in answered
    assert "talked about with Ada on 4 October 2025" in answered
    assert "(answered by Bob on 4 October 2025)" in page(site, "review")
    assert ", answered by Bob on 4 October 2025</span>" in page(site, "questions")
    told = site.run("review", "--since", "2025-08-01").out
    assert "Is the log asked, too (answered by Bob on 4 October 2025)" in told


def test_feed_and_search_have_it_and_no_page_is_made_of_it(site: Journal) -> None:
    assert ", 4 October 2025" in site.read("site/feed.json")
    assert ", 4 October 2025" in str(indexed(site.root / "site"))
    assert not any("replies" in name for name in site.files())


def test_the_export_quotes_it(site: Journal) -> None:
    assert site.run("export", "plain").status == 0
    text = site.read(f"plain/{ENTRY}")
    assert (
        "- [ ] ? Why is it *so* slow\n\n"
        "    > **Ada &lt;x\\>**, 4 October 2025:\n"
        "    >\n    > See [it](https://example.org) &lt;b>\n"
    ) in text
    assert ", answered by Bob on 4 October 2025)" in site.read("plain/docs/questions.md")


def test_a_reply_that_comes_later_is_on_the_page_after_the_next_build(site: Journal) -> None:
    before = site.files()
    assert reply(site.root, "deadlock", "-m", "A cycle.", "--by", "Eve").status == 0
    assert site.run("build").status == 0
    assert "<strong>Eve</strong>, " in page(site, "journal/2025-08-29-a")
    (site.root / next(iter(_files(site, "deadlock")))).unlink()
    assert site.run("build").status == 0
    assert site.files() == before


def _files(site: Journal, words: str) -> list[str]:
    folder = "docs/journal/.replies"
    return [f"{folder}/{name}" for name in site.files(folder) if words in name]


# The command, without a build


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return Journal(tmp_path / "journal").write(FILES).root


def test_the_list_numbers_what_there_is_to_talk_about(clone: Path) -> None:
    said = reply(clone, "--list")
    assert (said.status, said.err) == (0, "")
    lines = said.out.split("\n")
    assert lines[0] == "A small journal: 5 to talk about"
    assert lines[2] == f"     {ENTRY}:9, open"
    assert lines[9].endswith("  needs review: `select_related`")
    assert "docs/journal/log.md:5, open" in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing like it", "-m", "x"), "Error: no question is 'nothing like it'. There are: "),
        (("w", "-m", "x"), "Error: 2 questions have 'w' in them: "),
        (("1", "-m", "x", "--mail", "--private"), "Error: choose one of --patch, --mail, --issue and "),
        (("1", "--talked", "x"), "Error: name a question, or an item with --talked, not both."),
        (("5", "-m", "x"), "Error: number 5 is no question. See 'reply JOURNAL --list'."),
        (("1", "-m", " "), "the reply says nothing\n    Write it below the front matter."),
        (("1", "-m", "a\x07"), "holds the control character U+0007\n    Delete that character."),
        (("1", "-m", "x", "--by", " "), "'by' is no text\n"),
        (("1", "-m", "x", "--issue"), "the journal names no repository on the web\n"),
        (("1", "-m", "x", "--private", "--notes", "journal/mine.md"), "is in the journal, where others read"),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_is_written(
    clone: Path, words: tuple[str, ...], said: str
) -> None:
    done = reply(clone, *words)
    assert done.status in (1, 2)
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (clone / "docs/journal/.replies").exists()


def test_a_reply_is_never_written_over_another_nor_out_of_the_journal(clone: Path) -> None:
    first = reply(clone, "deadlock", "-m", "A cycle.", "--by", "Ada")
    assert first.out.startswith("docs/journal/.replies/2025-10-04-what-is-a-deadlock-")
    assert "this was said already" in reply(clone, "deadlock", "-m", "A cycle.", "--by", "Ada").err
    (clone / first.out.strip()).unlink()
    (clone / "docs/journal/.replies").rmdir()
    (clone / "docs/journal/.replies").symlink_to(clone.parent)
    assert "out of the journal" in reply(clone, "deadlock", "-m", "A cycle.", "--by", "Ada").err


def test_a_private_remark_is_in_a_file_of_the_mentor_and_in_the_list(clone: Path) -> None:
    before = {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()}
    notes = clone.parent / "own" / "remarks.md"
    for text in ("Ask for the log.\n\n## Not a head", "Twice."):
        kept = reply(clone, "deadlock", "-m", text, "--private", "--by", "Ada", CHRONICLES_NOTES=str(notes))
        assert (kept.status, kept.out) == (0, f"{notes}: kept, and nowhere else\n")
    assert notes.stat().st_mode & 0o777 == 0o600
    listed = reply(clone, "--list", "--notes", str(notes)).out
    assert "private, 2025-10-04: Ask for the log. \\## Not a head\n" in listed
    assert "private, 2025-10-04: Twice.\n" in listed
    assert {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()} == before


def test_nothing_of_the_journal_is_run(clone: Path) -> None:
    evil = "hooks: [evil.py]\nsite_name: !!python/object/apply:os.system ['touch ran']\n"
    write(clone, {"mkdocs.yml": evil, "evil.py": "open('ran', 'w')\n", "docs/journal/posts/b.md": b"\xff? a"})
    said = reply(clone, "--list")
    assert said.status == 0
    assert "docs/journal/posts/b.md: byte 0 (line 1) is not UTF-8" in said.err
    assert not list(clone.parent.rglob("ran"))


# The problems that the learner sees


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.md",
            "---\nto: <script>\n---\n",
            "a.md:2: a reply names one question, or one item that needs",
        ),
        ("a.md", b"\xff\xfe", "a.md: the page is UTF-16"),
        ("a.md", b"a\x00", "a.md: line 1 holds the control character U+0000"),
        ("a.md", "a" * 70_000, "a.md: a reply is at most 64 KB long"),
        ("a.md/b", "", "a.md: a reply is a file, and this is none"),
        ("a.md", "---\n" + "- [" * 9_000 + "\n---\n", "a.md:"),
        ("notes.txt", "not a reply", ""),
    ],
)
def test_what_is_no_reply_is_a_problem_with_its_file(
    clone: Path, name: str, content: str | bytes, said: str
) -> None:
    write(clone, {f"docs/journal/.replies/{name}": content})
    found = [str(one) for one in load(config.load(clone)).problems]
    assert len(found) == (1 if said else 0)
    assert not said or found[0].startswith(f"docs/journal/.replies/{said}")


# Between two clones


def state_of(root: Path) -> tuple[Replied, tuple[Problem, ...]]:
    workspace = load(config.load(root))
    return workspace.replied, workspace.problems


def clone_of(story: Story, name: str) -> Story:
    story.git("clone", "--quiet", ".", f"../{name}")
    return Story.at(story.folder.parent / name)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A journal, and beside it the clones of two mentors, each with a reply and what was talked about."""
    learner = Story(tmp_path_factory.mktemp("clones") / "origin")
    Journal(learner.folder).write(FILES)
    learner.commit()
    for name in ("ada", "bob"):
        mentor = clone_of(learner, name)
        assert reply(mentor.folder, "why is", "-m", f"{name} says", "--by", name).status == 0
        assert reply(mentor.folder, "--talked", "the ORM", "--by", name).status == 0
        mentor.commit()
    return learner


EDITS = {
    "the text": ("Text before.", "Another text."),
    "the line of the question": ("? Why is it *so* slow", "? Why is this query so very slow"),
    "the line above": ("Text before.\n", "Text before.\n\n- [ ] ? A new one above\n"),
    "the tick": ("- [ ] ? Why", "- [x] ? Why"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("order", list(permutations(("ada", "bob", "learner"))), ids="-".join)
def test_no_reply_is_lost_and_none_is_in_conflict_with_an_edit(
    told: Story, edit: str, order: tuple[str, ...]
) -> None:
    learner = clone_of(told, f"{edit}-{'-'.join(order)}".replace(" ", "-"))
    for who in order:
        if who == "learner":
            before, after = EDITS[edit]
            text = (learner.folder / ENTRY).read_text("utf-8")
            write(learner.folder, {ENTRY: text.replace(before, after, 1)})
            learner.commit()
        else:
            learner.git("fetch", "--quiet", f"../{who}", "main")
            learner.git("merge", "--quiet", "--no-edit", "FETCH_HEAD")
    found, problems = state_of(learner.folder)
    assert problems == ()
    line = 11 if edit == "the line above" else 9
    assert {one.by for one in found.of(ENTRY_URI, line)} == {"ada", "bob"}
    assert sum(map(len, found.to.values())) == 4


def test_an_id_that_pull_has_written_keeps_the_reply_when_all_words_change(tmp_path: Path) -> None:
    learner = Story(tmp_path / "learner")
    root = Journal(learner.folder).write(FILES).root
    learner.commit()
    mentor = clone_of(learner, "mentor")
    for words in (("why is", "-m", "One."), ("log asked", "-m", "Two."), ("--talked", "the ORM")):
        patch = tmp_path / f"{len(list(tmp_path.iterdir()))}.patch"
        assert reply(mentor.folder, *words, "--by", "Ada", "--patch", str(patch)).status == 0
        learner.git("am", "--quiet", str(patch))
    pulled = run(root, "pull", "--no-exec")
    assert pulled.status == 0
    assert "3 ids written beside what was replied to" in pulled.out
    assert "+- [ ] ? Why is it *so* slow <!-- id: " in pulled.out
    assert run(root, "pull", "--no-exec").out == "0 blocks refreshed in 0 pages\n"
    for path, before, after in (
        (ENTRY, "Why is it *so* slow", "Quite another thing"),
        (ENTRY, "the ORM", "all new"),
        ("docs/journal/log.md", "Is the log asked, too", "Hm"),
    ):
        write(root, {path: (root / path).read_text("utf-8").replace(before, after)})
    found, problems = state_of(root)
    assert problems == ()
    assert sum(map(len, found.to.values())) == 3
