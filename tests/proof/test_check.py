"""`check`: what is proven, what drifted, what is wrong, word for word."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from chronicles.problems import Place
from chronicles.proof.answers import Answers
from chronicles.proof.check import BlockStatus, CheckReport, Outcome, check
from tests.journals import Journal, Story, counted_git, settle, snippet, write
from tests.work import growth

ROOT = Path(__file__).parents[2]
MODELS = """\
from django.db import models


class Student(models.Model):
    name = models.CharField()

    @property
    def label(self):
        return self.name

    if name:

        def label(self):
            return ""


class Teacher(models.Model):
    subject = models.CharField()
"""
PULL = "Read the page again, then accept what is there now: python3 build.py pull docs/a.md"
NONE = "0 of 1 block proven in 1 page"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


def journal(root: Path, page: str, **more: object) -> Journal:
    return Journal(root, {"docs/a.md": page}, {"students/models.py": MODELS}, **more)  # type: ignore[arg-type]


ADDRESSES = [
    (
        "students/model.py",
        "the project has no file 'students/model.py'",
        "Did you mean 'students/models.py'?",
    ),
    ("students", "students is not a file", "Name a file."),
    ("students/models.py#Studnt", "there is no 'Studnt' in students/models.py", "Did you mean 'Student'?"),
    (
        "students/models.py#Student.label",
        "'Student.label' is 2 things in students/models.py (lines 7 and 13)",
        "Select one of them, such as Student.label[1], or all of them: Student.label[*].",
    ),
    ("students/models.py#Student,Student", "'Student' stands twice in one address", "Keep one of them."),
    (
        "../secret.py",
        "'../secret.py' leads out of the project",
        "Write the path as seen from the project's folder.",
    ),
    (
        "/etc/passwd",
        "'/etc/passwd' leads out of the project",
        "Write the path as seen from the project's folder.",
    ),
    (
        "shop:orders/models.py",
        "there is no project 'shop'",
        "Name its folder under 'projects:' in mkdocs.yml.",
    ),
    ("logo.png", "logo.png is not UTF-8 text (byte 0)", "Show a text file saved as UTF-8."),
    (
        "old.py#f",
        "the source does not parse (line 2: 'print' is a statement of Python 2, "
        f"says tree-sitter-python {version('tree-sitter-python')})",
        "Mend it, or show the whole file or a region, which need no parsing.",
    ),
    ("empty.py", "there is nothing to show at empty.py@now", "Name something that has lines."),
    (
        "students/models.py@now..now",
        "nothing differs in students/models.py@now..now",
        "Name two states between which it changed.",
    ),
]


@pytest.mark.parametrize(("address", "message", "mend"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_an_address_that_leads_nowhere(tmp_path: Path, address: str, message: str, mend: str) -> None:
    project = {"old.py": "def f():\n    print 'x'\n", "logo.png": b"\x89PNG\0", "empty.py": "\n\n"}
    write(tmp_path / "demo_project", project)
    made = journal(tmp_path, f"# Title\n\n{snippet(address)}")
    assert made.check() == [NONE, f"docs/a.md:3: {message}\n    {mend}"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("-x", "'-x' is not a revision"),
        ("--upload-pack=x", "'--upload-pack=x' is not a revision"),
        ("HEAD@{1}", "'HEAD@{1}' is not a revision"),
        ("HEAD:students/models.py", "'HEAD:students/models.py' is not a revision"),
        (":/text", "':/text' is not a revision"),
        ("^main", "'^main' is not a revision"),
        ("main^{tree}", "'main^{tree}' is not a revision"),
        ("", "'' is not a revision"),
        ("a b", "'a b' is not a revision"),
        ("$(touch x)", "'$(touch x)' is not a revision"),
        ("main.lock", "'main.lock' is not a revision"),
        ("main/", "'main/' is not a revision"),
    ],
)
def test_bad_revisions_never_reach_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str, said: str
) -> None:
    calls = counted_git(monkeypatch, tmp_path)
    made = journal(tmp_path, snippet(f"students/models.py@git:{revision}"))
    mend = "Name a tag, a branch or a commit; only ~N and ^N may follow it."
    assert made.check() == [NONE, f"docs/a.md:1: {said}\n    {mend}"]
    assert calls() == []


@pytest.mark.parametrize("state", ["git:a..b..c", "2025-02-30", "v1", "yesterday", "git:a...b"])
def test_what_is_no_state_never_reaches_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    calls = counted_git(monkeypatch, tmp_path)
    tally, *problems = journal(tmp_path, snippet(f"students/models.py@{state}")).check()
    assert (tally, len(problems), calls()) == (NONE, 1, [])


def test_an_empty_snippet_is_answered_at_build_time_and_so_is_proven(tmp_path: Path) -> None:
    page = snippet("students/models.py#Teacher") + "\n" + snippet("students/models.py", "", "  ")
    assert journal(tmp_path, page).check() == ["2 of 2 blocks proven in 1 page"]


def test_an_empty_snippet_without_an_answer_is_not(tmp_path: Path) -> None:
    tally, problem = journal(tmp_path, snippet("students/models.py#Teachr")).check()
    assert (tally, problem.splitlines()[0]) == (
        NONE,
        "docs/a.md:1: there is no 'Teachr' in students/models.py",
    )


TEACHER = ("class Teacher(models.Model):", "    subject = models.CharField()")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (TEACHER, None),
        ((TEACHER[0], "    subject = models.TextField()"), "1 line differs"),
        (TEACHER[:1], "1 line differs"),
        ((*TEACHER, "    age = 1"), "1 line differs"),
        (("", *TEACHER), "1 line differs"),
        ((TEACHER[0], "", TEACHER[1]), "1 line differs"),
        ((TEACHER[0], "\tsubject = models.CharField()"), "1 line differs"),
        ((TEACHER[0] + " ", TEACHER[1]), "1 line differs"),
        (("class Lecturer:", "    x = 1"), "2 lines differ"),
        (("x",), "2 lines differ"),
    ],
)
def test_drift_says_how_many_lines_and_how_to_accept_them(
    tmp_path: Path, lines: tuple[str, ...], said: str | None
) -> None:
    made = journal(tmp_path, "# Title\n\n" + snippet("students/models.py#Teacher", *lines))
    problem = f"docs/a.md:3: students/models.py#Teacher has drifted: {said}\n    {PULL}"
    assert made.check() == ([NONE, problem] if said else ["1 of 1 block proven in 1 page"])


def test_a_picture_in_words_is_neither_counted_nor_asked_for(tmp_path: Path) -> None:
    page = "```mermaid\ngraph TD\n```\n\n```py\nx\n```\n"
    assert journal(tmp_path, page).check() == [NONE]
    reading = journal(tmp_path, page).reading("docs/a.md")
    assert check([reading], Answers({}, {})).unknown == (Place("docs/a.md", 5),)


def test_the_command_that_accepts_drift_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    page = "docs/my 1st page.md"
    made = Journal(tmp_path, {page: snippet("a.py", "old")}, {"a.py": "new\n"})
    assert made.check()[1].endswith("python3 build.py pull 'docs/my 1st page.md'")


def test_a_block_inside_a_quote_or_a_list_is_compared_without_its_marks(tmp_path: Path) -> None:
    quoted = "".join(f"> {line}\n" for line in snippet("students/models.py#Teacher", *TEACHER).splitlines())
    block = snippet("students/models.py#Teacher", *TEACHER)
    indented = "1. x\n\n" + "".join(f"    {line}\n" for line in block.splitlines())
    page = f"{quoted}\n\n{indented}"
    assert journal(tmp_path, page).check() == ["2 of 2 blocks proven in 1 page"]


@pytest.mark.parametrize(
    ("pages", "outcomes", "said"),
    [
        (0, [], "0 of 0 blocks proven in 0 pages"),
        (1, ["proven"], "1 of 1 block proven in 1 page"),
        (2, ["proven", "drifted", "unknown"], "1 of 3 blocks proven in 2 pages"),
        (
            1,
            ["proven", "unproven", "refused"],
            "1 of 3 blocks proven in 1 page, 1 marked as not from the project",
        ),
    ],
)
def test_tallies_are_sentences(pages: int, outcomes: list[Outcome], said: str) -> None:
    proofs = tuple(BlockStatus(Place("a.md", line), outcome) for line, outcome in enumerate(outcomes, 1))
    assert CheckReport(pages, proofs, ()).tally == said


def test_blocks_that_say_nothing_of_where_they_are_from_are_named() -> None:
    proofs = (BlockStatus(Place("a.md", 1), "proven"), BlockStatus(Place("a.md", 5), "unknown"))
    assert CheckReport(1, proofs, ()).unknown == (Place("a.md", 5),)


def test_the_tally_of_a_page_of_every_kind(tmp_path: Path) -> None:
    page = "\n".join(
        [
            snippet("students/models.py#Teacher"),
            snippet("students/models.py#Nobody"),
            '```python {data-unproven="an idea"}\nx\n```\n',
            "```python\nx\n```\n",
        ]
    )
    tally, *problems = journal(tmp_path, page).check()
    assert tally == "1 of 4 blocks proven in 1 page, 1 marked as not from the project"
    assert len(problems) == 1


def test_every_problem_of_all_pages_in_the_order_of_the_pages(tmp_path: Path) -> None:
    pages = {
        "docs/b.md": "[x](code:nope.py)\n\n" + snippet("a.py", "old"),
        "docs/a.md": snippet("a.py#x") + "\n" + snippet("nope.py") + '\n```python {data-form="a.py"}\n```\n',
    }
    made = Journal(tmp_path, pages, {"a.py": "new\n"})
    tally, *problems = made.check()
    assert tally == "0 of 4 blocks proven in 2 pages"
    assert [problem.splitlines()[0] for problem in problems] == [
        "docs/a.md:1: there is no 'x' in a.py",
        "docs/a.md:4: the project has no file 'nope.py'",
        "docs/a.md:7: unknown attribute 'data-form'",
        "docs/b.md:1: the project has no file 'nope.py'",
        "docs/b.md:3: a.py has drifted: 1 line differs",
    ]


def test_a_renamed_class_is_reported_where_it_is_shown_and_nowhere_else(tmp_path: Path) -> None:
    pages = {
        "docs/a.md": snippet("students/models.py#Student") + "\n" + snippet("students/models.py#Teacher"),
        "docs/b.md": snippet("students/models.py") + "\n" + snippet("students/models.py#imports"),
        "docs/c.md": "[x](code:students/models.py#Teacher), [y](code:students/models.py#Student)\n",
        "docs/d.md": snippet("students/models.py#imports,Teacher") + "\nTeacher\n\n```python\nTeacher\n```\n",
    }
    made = Journal(tmp_path, pages, {"students/models.py": MODELS})
    assert made.pull_all() == []
    assert made.check() == ["5 of 6 blocks proven in 4 pages"]
    write(tmp_path / "demo_project", {"students/models.py": MODELS.replace("Teacher", "Lecturer")})
    tally, *problems = made.check()
    assert tally == "2 of 6 blocks proven in 4 pages"
    gone = "there is no 'Teacher' in students/models.py"
    line = pages_line(tmp_path / "docs/a.md", "#Teacher")
    assert [problem.splitlines()[0] for problem in problems] == [
        f"docs/a.md:{line}: {gone}",
        "docs/b.md:1: students/models.py has drifted: 1 line differs",
        f"docs/c.md:1: {gone}",
        f"docs/d.md:1: {gone}",
    ]


def pages_line(path: Path, words: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_page_speaks_of_its_own_state(tmp_path: Path) -> None:
    story = Story(tmp_path / "demo_project")
    story.commit({"a.py": "old\n"}, "2025-08-28 12:00:00 +0000")
    story.tag("v1")
    story.commit({"a.py": "new\n"}, "2025-08-30 12:00:00 +0000")
    block, said = snippet("a.py", "old"), "1 of 1 block proven in 1 page"
    pinned = snippet("a.py@git:v1", "old")
    states = {"git:v1": said, '"2025-08-29"': said, "git:main": NONE}
    pages = {
        f"docs/{number}.md": f"---\nstate: {state}\n---\n\n{block}" for number, state in enumerate(states)
    }
    made = Journal(tmp_path, {**pages, "docs/now.md": pinned})
    assert {state: made.check(page)[0] for state, page in zip(states, pages, strict=True)} == states
    assert made.check("docs/now.md") == [said]
    write(tmp_path / "demo_project", {"a.py": "changed and not committed\n"})
    assert made.check("docs/now.md") == [said]


def test_a_page_may_speak_of_a_day_without_quotes(tmp_path: Path) -> None:
    """YAML takes what looks like a date for one; who writes it cannot know."""
    Story(tmp_path / "demo_project").commit({"a.py": "old\n"}, "2025-08-28 12:00:00 +0000")
    page = f"---\nstate: 2025-08-29\n---\n\n{snippet('a.py', 'old')}"
    made = Journal(tmp_path, {"docs/a.md": page}, {"a.py": "new\n"})
    assert made.check() == ["1 of 1 block proven in 1 page"]


def test_drift_against_an_unpinned_state_is_reported_when_it_moves(tmp_path: Path) -> None:
    story = Story(tmp_path / "demo_project")
    story.commit({"a.py": "old\n"})
    made = Journal(tmp_path, {"docs/a.md": snippet("a.py@git:main", "old")})
    assert made.check() == ["1 of 1 block proven in 1 page"]
    story.commit({"a.py": "new\n"})
    assert made.check() == [NONE, f"docs/a.md:1: a.py@git:main has drifted: 1 line differs\n    {PULL}"]


def test_one_check_of_many_addresses_needs_three_git_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(tmp_path / "demo_project")
    for number in range(6):
        story.commit({f"f{number}.py": f"x = {number}\n"}, f"2025-08-2{number} 12:00:00 +0000")
        story.tag(f"v{number}")
    good = [f"f{file}.py@git:v{tag}" for tag in range(6) for file in range(tag + 1)]
    good += [f"f0.py@2025-08-2{day}" for day in range(6)] + ["f1.py@git:v0..git:v1", "f1.py@2025-08-20..now"]
    calls = counted_git(monkeypatch, tmp_path)
    made = Journal(tmp_path, {"docs/a.md": "\n".join(map(snippet, good))})
    assert made.check() == [f"{len(good)} of {len(good)} blocks proven in 1 page"]
    assert len(calls()) <= 3


def test_addresses_that_lead_nowhere_cost_no_process_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of a tree are asked for once; a link to a test tries several files."""
    story = Story(tmp_path / "demo_project")
    story.commit({"a.py": "x = 1\n", "tests.py": "def f(): ...\n"})
    wrong = [snippet(f"b{number}.py@git:main") for number in range(20)]
    link = "---\nstate: git:main\n---\n\n[x](test:tests.f)\n\n"
    calls = counted_git(monkeypatch, tmp_path)
    made = Journal(tmp_path, {"docs/a.md": link + "\n".join(wrong)})
    tally, *problems = made.check()
    assert (tally, len(problems)) == ("0 of 20 blocks proven in 1 page", 20)
    assert len(calls()) <= 3


def test_a_project_without_a_repository_is_asked_for_one_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted_git(monkeypatch, tmp_path)
    page = "\n".join(snippet(f"a{number}.py@git:main") for number in range(20))
    tally, *problems = Journal(tmp_path, {"docs/a.md": page}).check()
    assert (tally, len(problems)) == ("0 of 20 blocks proven in 1 page", 20)
    assert len(calls()) == 1


def test_the_work_for_a_long_block_that_drifted_grows_with_its_square_at_most(tmp_path: Path) -> None:
    """Matching blank lines with each other would take its cube."""

    def journal(lines: int) -> Journal:
        before = [f"line {number}" if number % 2 else "" for number in range(lines)]
        after = "\n".join(f"line {number * 3}" if number % 2 else "" for number in range(lines))
        return Journal(tmp_path / f"{lines}", {"docs/a.md": snippet("a.txt", *before)}, {"a.txt": after})

    assert journal(2000).check()[0] == NONE
    assert growth(Journal.check, journal, 1100) < 4.4


@pytest.mark.parametrize("target", ["", ".", "students..models", "students.models.", "students.models@now"])
def test_a_test_link_that_is_no_dotted_name_says_so_in_its_own_words(tmp_path: Path, target: str) -> None:
    expected = f"docs/a.md:1: there is no test {target!r}"
    tally, problem = journal(tmp_path, f"[x](test:{target})\n").check()
    assert (tally, problem.splitlines()[0]) == ("0 of 0 blocks proven in 1 page", expected)


def test_the_first_page_of_this_site_shows_what_check_says_of_it(tmp_path: Path) -> None:
    page = (ROOT / "docs/index.md").read_text("utf-8")
    views = (ROOT / "demo_project/students/views.py").read_text("utf-8")
    assert views.count("paginate_by = 25") == 1
    changed = views.replace("paginate_by = 25", "paginate_by = 50")
    made = Journal(tmp_path, {"docs/index.md": page}, {"students/views.py": changed})
    (shown,) = re.findall(r"(?ms)^```text \{data-unproven=[^\n]*\n(.*?)^```", page)
    assert made.check()[1:] == [shown.rstrip("\n")]
