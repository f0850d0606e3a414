"""What is at an address, which of its lines to highlight, and where links lead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicles.pages.addresses import parse_address
from chronicles.pages.reading import Ask, Reading, at_state
from chronicles.pages.states import NOW
from chronicles.proof.answers import Answer
from chronicles.proof.link_targets import follow, questions, target
from chronicles.proof.resolver import answer_all
from chronicles.source.projects import Projects
from chronicles.source.trees import WorkingTree
from tests.journals import Journal, Story, refused, settle, write

NO_STATE = (
    "data-mark=\"new\" needs a step or a revision: 'now' has no state before it\n"
    "Add '@GUIDE/NN' or '@git:REVISION'."
)


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Projects]:
    """Three states of one project: a class grows, a file comes and another goes."""
    settle(monkeypatch, tmp_path)
    story = Story(tmp_path / "demo_project")
    story.commit({"a.py": "class A:\n    x = 1\n", "old.py": "gone = 1\n"})
    story.tag("v1")
    grown = "import os\n\n\nclass A:\n    x = 1\n    y = 2\n"
    story.commit({"a.py": grown, "old.py": None, "new.py": "came = 1\n", "logo.png": b"\x89\0"})
    story.tag("v2")
    write(story.folder, {"tests.py": "def test_f(): ...\n\n\nclass T:\n    def test_g(self): ...\n"})
    write(story.folder, {"app/__init__.py": "", "app/tests/__init__.py": "class U: ...\n"})
    with Journal(tmp_path, {}).projects() as projects:
        yield projects


def ask(projects: Projects, address: str, mark: str = "") -> Answer:
    question = Ask(at_state(parse_address(address), NOW), mark)
    return answer_all([question], projects).shown(question)


@pytest.mark.parametrize(
    ("address", "mark", "answer"),
    [
        ("a.py#A", "", (("class A:", "    x = 1", "    y = 2"), (), 4)),
        ("a.py#A@git:v1", "", (("class A:", "    x = 1"), (), 1)),
        ("a.py#imports,A.y", "", (("import os", "", "", "    # …", "    y = 2"), (), 1)),
        ("a.py#A", "x|y", (("class A:", "    x = 1", "    y = 2"), (2, 3), 4)),
        ("a.py#A", "A:", (("class A:", "    x = 1", "    y = 2"), (1,), 4)),
        ("a.py#A", "nothing|y =", (("class A:", "    x = 1", "    y = 2"), (3,), 4)),
        ("a.py#A.x", "(x", None),
        ("a.py#A@git:v2", "new", (("class A:", "    x = 1", "    y = 2"), (3,), 4)),
        ("a.py@git:v1", "new", (("class A:", "    x = 1"), (1, 2), 1)),
        ("new.py@git:v2", "new", (("came = 1",), (1,), 1)),
        ("a.py#A.x@git:v2", "new", (("x = 1",), (), 5)),
    ],
)
def test_answers(
    projects: Projects, address: str, mark: str, answer: tuple[tuple[str, ...], tuple[int, ...], int] | None
) -> None:
    if answer is None:
        said = f"no line holds data-mark={mark!r}\nName words that stand there, '|' between them."
        assert refused(lambda: ask(projects, address, mark)) == said
    else:
        found = ask(projects, address, mark)
        assert (found.lines, found.marked, found.first) == answer


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("new.py@git:v1..git:v2", ["--- /dev/null", "+++ b/new.py", "@@ -0,0 +1 @@", "+came = 1"]),
        ("old.py@git:v1..git:v2", ["--- a/old.py", "+++ /dev/null", "@@ -1 +0,0 @@", "-gone = 1"]),
        ("old.py@git:v2..git:v1", ["--- /dev/null", "+++ b/old.py", "@@ -0,0 +1 @@", "+gone = 1"]),
        (
            "a.py#A@git:v1..git:v2",
            ["--- a/a.py", "+++ b/a.py", "@@ -1,2 +1,3 @@", " class A:", "     x = 1", "+    y = 2"],
        ),
        ("a.py#A.y@git:v1..now", ["--- /dev/null", "+++ b/a.py", "@@ -0,0 +1 @@", "+y = 2"]),
        ("tests.py#test_f@git:v2..now", ["--- /dev/null", "+++ b/tests.py", "@@ -0,0 +1 @@",
                                         "+def test_f(): ..."]),
    ],
)  # fmt: skip
def test_differences(projects: Projects, address: str, lines: list[str]) -> None:
    assert list(ask(projects, address).lines) == lines


@pytest.mark.parametrize(
    ("address", "mark", "said"),
    [
        ("a.py", "new", NO_STATE),
        ("a.py@git:v1", "zebra", "no line holds data-mark='zebra'\n"
         "Name words that stand there, '|' between them."),
        ("a.py@git:v1..git:v2", "new", "a difference cannot be marked\n"
         "Take data-mark out: its lines say what is new."),
        ("a.py@git:v2..now", "", "nothing differs in a.py@git:v2..now\n"
         "Name two states between which it changed."),
        ("a.py#A.x@git:v1..git:v2", "", "nothing differs in a.py#A.x@git:v1..git:v2\n"
         "Name two states between which it changed."),
        ("none.py@git:v1..git:v2", "", "the project has no file 'none.py' at git:v2\n"
         "Did you mean 'new.py'?"),
        ("a.py#Z@git:v1..git:v2", "", "there is no 'Z' in a.py at git:v2\n"
         "There are: A, A.x, A.y, imports, os."),
        ("a.py@git:v1..git:v9", "", "there is no revision 'v9'\n"
         "List what there is with 'git tag' and 'git log --oneline'."),
        ("logo.png@git:v1..git:v2", "", "logo.png is not UTF-8 text (byte 0)\n"
         "Show a text file saved as UTF-8."),
    ],
)  # fmt: skip
def test_what_has_no_answer(projects: Projects, address: str, mark: str, said: str) -> None:
    assert refused(lambda: ask(projects, address, mark)) == said
    assert refused(lambda: ask(projects, address, mark)) == said  # from memory


def test_equal_asks_are_answered_once(projects: Projects) -> None:
    one = Ask(at_state(parse_address("a.py"), NOW))
    same = Ask(at_state(parse_address("a.py@now"), NOW))
    answers = answer_all([one, same], projects)
    assert answers.answer(one) is answers.answer(same)


def test_a_file_is_read_once_for_all_that_is_asked_of_it(
    projects: Projects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    original = WorkingTree.read
    monkeypatch.setattr(WorkingTree, "read", lambda tree, path: read.append(path) or original(tree, path))
    asks = [Ask(at_state(parse_address(f"a.py#{name}"), NOW)) for name in ("A", "A.x", "A.y", "imports")]
    answer_all(asks, projects)
    assert read == ["a.py"]


@pytest.mark.parametrize(
    ("address", "pinned"),
    [("a.py", "a.py"), ("a.py#A@git:v1", "a.py#A@git:v1"), ("a.py@git:v1..now", "a.py@git:v1..now"),
     ("tests.py@git:main..now", "tests.py@git:{}..now"), ("a.py@2025-08-29", "a.py@git:{}")],
)  # fmt: skip
def test_pinning(projects: Projects, tmp_path: Path, address: str, pinned: str) -> None:
    head = Story.at(tmp_path / "demo_project").git("rev-parse", "HEAD")
    assert str(ask(projects, address).pinned).removesuffix("@now") == pinned.format(head)


def leads(tmp_path: Path, projects: Projects, url: str, state: str = "now") -> str:
    page = f"---\nstate: {state}\n---\n\n[x]({url})\n"
    reading: Reading = Journal(tmp_path, {"docs/a.md": page}).reading("docs/a.md")
    (link,) = reading.links
    found = follow(link, reading, answer_all(questions([reading]), projects))
    return f"{found.file.path}:{found.line}@{found.file.state}" if found else "nowhere in the source"


@pytest.mark.parametrize(
    ("url", "state", "place"),
    [
        ("code:a.py", "now", "a.py:0@now"),
        ("code:a.py#A.y", "now", "a.py:6@now"),
        ("code:a.py#A", "git:v1", "a.py:1@git:v1"),
        ("code:a.py#A@git:v2", "git:v1", "a.py:4@git:v2"),
        ("code:a.py#A.y,imports", "now", "a.py:1@now"),
        ("test:tests.test_f", "now", "tests.py:1@now"),
        ("test:tests.T.test_g", "now", "tests.py:5@now"),
        ("test:tests", "now", "tests.py:0@now"),
        ("test:app.tests.U", "now", "app/tests/__init__.py:1@now"),
        ("test:app", "now", "app/__init__.py:0@now"),
        ("test:app/tests/__init__.py::U", "now", "app/tests/__init__.py:1@now"),
        ("test:tests.py::T::test_g[a-1]", "now", "tests.py:5@now"),
        ("test:tests.py", "now", "tests.py:0@now"),
        ("live:/admin/", "now", "nowhere in the source"),
    ],
)
def test_links_lead_to_a_line(tmp_path: Path, projects: Projects, url: str, state: str, place: str) -> None:
    assert leads(tmp_path, projects, url, state) == place


NO_TEST = "Write it as manage.py test does, app.tests.Class.method, or as pytest, tests/test_app.py::test_it."


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("code:a.py#B", "there is no 'B' in a.py\nThere are: A, A.x, A.y, imports, os."),
        ("code:A.py", "the project has no file 'A.py'\nDid you mean 'a.py'?"),
        ("code:a.py@git:v1..now", "a link cannot lead to a difference\nName one state."),
        ("code:../a.py", "'../a.py' leads out of the project\n"
         "Write the path as seen from the project's folder."),
        ("test:tests.T.test_h", "there is no test 'tests.T.test_h'\nDid you mean 'T.test_g'?"),
        ("test:tests.py::T::test_h", "there is no test 'tests.py::T::test_h'\nDid you mean 'T.test_g'?"),
        ("test:lost.py::a", "there is no test 'lost.py::a'\nDid you mean 'tests.py'?"),
        ("test:tests.py::", f"there is no test 'tests.py::'\n{NO_TEST}"),
        ("test:nope", f"there is no test 'nope'\n{NO_TEST}"),
        ("live:admin/", "'admin/' is not a path of the project's site\nWrite a path such as live:/admin/."),
        ("live://example.org/", "'//example.org/' is not a path of the project's site\n"
         "Write a path such as live:/admin/."),
    ],
)  # fmt: skip
def test_links_that_lead_nowhere(tmp_path: Path, projects: Projects, url: str, said: str) -> None:
    assert refused(lambda: leads(tmp_path, projects, url)) == said


def test_a_difference_stands_in_no_one_place(projects: Projects) -> None:
    assert target(ask(projects, "a.py@git:v1..git:v2")) is None
    found = target(ask(projects, "a.py#A"))
    assert found is not None
    assert (found.file.path, found.line) == ("a.py", 4)
