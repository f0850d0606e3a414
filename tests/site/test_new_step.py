"""`step new`: a page and a state for a step, with nothing there before."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.terminals import CTRL_C, terminal

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
MENU = "nav:\n  - Home: index.md\n  - Guides:\n      - steps/index.md\n  - Journal: journal/index.md\n"
WITH_MENU = {"mkdocs.yml": CONFIG + MENU, "docs/steps/index.md": "# Guides\n"}
DIFF = [
    "--- mkdocs.yml",
    "+++ mkdocs.yml",
    "@@ -29,2 +29,5 @@",
    "       - steps/index.md",
    "+      - My polls:",
    "+          - steps/my-polls/index.md",
    "+          - steps/my-polls/01-a.md",
    "   - Journal: journal/index.md",
]
QUESTIONS = "Title of the guide [My polls]: ", "Change mkdocs.yml so"


@pytest.fixture
def site(journal: Make) -> Journal:
    """A journal without a guide, and with a project of one file."""
    made = journal()
    (made.root / "demo_project/students/models.py").unlink()
    return made.write({"demo_project/a.py": "1\n2\n3\n"})


def written(site: Journal) -> dict[str, bytes]:
    return {**site.files("docs"), "mkdocs.yml": (site.root / "mkdocs.yml").read_bytes()}


def test_the_first_step_of_all_takes_the_project_as_it_stands(site: Journal) -> None:
    run = site.run("step", "new", "polls", "A project,  at last")
    assert (run.status, run.err, run.out) == (
        0,
        "",
        "polls/01 takes the whole of demo_project as it stands: 1 file, +3 -0\n"
        "new      docs/steps/polls/index.md\n"
        "new      docs/steps/polls/01-a-project-at-last.md\n"
        "new      docs/steps/polls/01-a-project-at-last.patch\n"
        "Now write docs/steps/polls/01-a-project-at-last.md.\n",
    )
    assert "\nSubject: A project, at last\n" in site.read("docs/steps/polls/01-a-project-at-last.patch")
    assert site.run("check").status == 0
    assert site.run("build").status == 0


def test_a_step_takes_what_has_changed_since_the_last_one_and_only_that(site: Journal) -> None:
    assert site.run("step", "new", "polls", "A").status == 0
    before = site.files("docs")
    site.write({"demo_project/a.py": "one\n2\n3\n", "demo_project/b.py": "b\n"})
    run = site.run("step", "new", "polls", "B")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("polls/02 takes what has changed in demo_project: 2 files, +2 -1\n")
    assert {**site.files("docs"), **before} == site.files("docs"), "nothing was rewritten"
    assert "- `a.py` changes.\n- `b.py` is new.\n" in site.read("docs/steps/polls/02-b.md")
    assert site.run("check").status == 0


def test_a_step_of_nothing_is_begun_too(site: Journal) -> None:
    run = site.run("step", "new", "--empty", "polls", "A")
    assert (run.status, run.err, run.out) == (
        0,
        "",
        "polls/01 changes nothing yet. "
        "Change demo_project, then: python3 build.py step absorb --to polls/01\n"
        "new      docs/steps/polls/index.md\n"
        "new      docs/steps/polls/01-a.md\n"
        "Now write docs/steps/polls/01-a.md.\n",
    )
    assert site.run("step", "absorb", "--to", "polls/01").status == 0
    assert (site.root / "docs/steps/polls/01-a.patch").is_file()


def test_the_menu_is_shown_and_changed_only_where_somebody_agrees(site: Journal) -> None:
    site.write(WITH_MENU)
    before = written(site)
    run = site.run("step", "new", "my-polls", "A")
    assert (run.status, run.err) == (
        1,
        "mkdocs.yml: it would be changed, so nothing was written\n"
        "    Add --yes if that is meant.\n1 problem\n",
    )
    assert run.out.startswith("\n".join(DIFF) + "\nmy-polls/01 takes ")
    assert written(site) == before
    assert site.run("step", "new", "--yes", "my-polls", "A").status == 0
    run = site.run("step", "new", "--yes", "my-polls", "B")
    assert run.out.startswith("\n".join(DIFF[:2]))
    assert "changed  mkdocs.yml\n" in run.out
    assert site.read("mkdocs.yml") == CONFIG.lstrip("\n") + MENU.replace(
        "      - steps/index.md\n",
        "      - steps/index.md\n      - My polls:\n          - steps/my-polls/index.md\n"
        "          - steps/my-polls/01-a.md\n          - steps/my-polls/02-b.md\n",
    )
    assert site.run("build").status == 0


def test_a_repeated_command_makes_no_second_step(site: Journal) -> None:
    assert site.run("step", "new", "polls", "A  poll").status == 0
    before = written(site)
    again = site.run("step", "new", "--yes", "polls", "A poll")
    assert (again.status, again.err.splitlines()[-1]) == (
        2,
        "Error: the last step of polls is called so already: docs/steps/polls/01-a-poll.md. "
        "Give another title. To take that step back, delete its page, the patch beside it, "
        "and its line in a nav.",
    )
    assert written(site) == before
    for ending in ("md", "patch"):
        (site.root / f"docs/steps/polls/01-a-poll.{ending}").unlink()
    assert site.run("step", "new", "polls", "A poll").status == 0
    patch = "steps/polls/01-a-poll.patch"  # which has the second it was made in
    assert written(site) | {patch: b""} == before | {patch: b""}


def test_the_list_of_steps_has_the_sentence_that_was_given(site: Journal) -> None:
    sentence = 'What a "poll" is: # 1'
    assert site.run("step", "new", "polls", "A", "--description", sentence).status == 0
    assert site.run("step", "new", "polls", "B").status == 0
    assert site.run("build").status == 0
    said = re.findall(r"</a></td>\s*<td>(.*?)</td>", site.read("site/steps/polls/index.html"))
    assert [*map(unescape, said)] == [sentence, ""]
    wrong = site.run("step", "new", "polls", "C", "--description", "a\x07")
    assert (wrong.status, wrong.err.splitlines()[-1]) == (
        2,
        "Error: the description holds the control character U+0007. Delete that character.",
    )


def test_whoever_sits_at_a_terminal_is_asked(site: Journal) -> None:
    site.write(WITH_MENU)
    before = written(site)
    for answers, status in (((CTRL_C,), 130), (("The polls\n", CTRL_C), 130), (("The polls\n", "y\n"), 0)):
        with terminal(site.root, "step", "new", "my-polls", "A") as at:
            for question, answer in zip(QUESTIONS, answers, strict=False):
                at.sees(question)
                at.presses(answer) if answer == CTRL_C else at.types(answer)
            assert at.end() == status
        assert (written(site) == before) == bool(status)
    assert site.read("docs/steps/my-polls/index.md").startswith(
        '---\ntitle: "The polls"\n---\n\n# The polls\n'
    )
    assert "      - The polls:\n          - steps/my-polls/index.md\n" in site.read("mkdocs.yml")


def test_a_step_before_another_guide_takes_only_what_fits_there(site: Journal) -> None:
    assert site.run("step", "new", "a", "First").status == 0
    site.write({"demo_project/a.py": "1\n2\nthree\n"})
    assert site.run("step", "new", "b", "Second").status == 0
    site.write({"demo_project/a.py": "1\n2\n3!\n"})
    before = site.files("docs")
    run = site.run("step", "new", "a", "Between")
    assert (run.status, run.out, run.err) == (
        1,
        "",
        "demo_project/a.py:3: its lines are there since b/01, and a/02 comes before that\n"
        "    Run 'python3 build.py step absorb' first, or begin the step without it: --empty.\n1 problem\n",
    )
    site.write({"demo_project/a.py": "one\n2\nthree\n"})
    run = site.run("step", "new", "a", "Between")
    assert (run.status, run.err) == (
        1,
        "docs/steps/b/01-second.patch: it would be rewritten, so nothing was written\n"
        "    Add --yes if that is meant.\n1 problem\n",
    )
    assert site.files("docs") == before
    assert site.run("step", "new", "--yes", "a", "Between").status == 0
    assert site.run("check").status == 0


def test_names_and_titles_that_cannot_be(site: Journal) -> None:
    before = written(site)
    for words, said in (
        (
            ("a/b", "x"),
            "'a/b' cannot be the name of a guide. Write letters, digits, '-' and '_', such as 'polls'.",
        ),
        (("polls", " "), "a step needs a title."),
        (("polls", "a\x07"), "the title holds the control character U+0007. Delete that character."),
    ):
        run = site.run("step", "new", *words)
        assert (run.status, run.out) == (2, "")
        assert run.err.endswith(f"Error: {said}\n")
    (site.root / "docs/steps/polls/01-x.md").mkdir(parents=True)
    run = site.run("step", "new", "polls", "x")
    assert (run.status, run.err) == (
        1,
        "docs/steps/polls/01-x.md: there is such a file already\n"
        "    Move it away, or give another title.\n1 problem\n",
    )
    assert written(site) == before
