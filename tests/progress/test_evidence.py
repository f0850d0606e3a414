"""Evidence in whole journals: `check` runs its tests and remembers them, the page says what it is worth."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.progress.goal_tests import EvidenceReport, failure
from chronicles.progress.passed_tests import basis, passed, remembering
from tests.journals import Story, settle
from tests.site.conftest import Journal, journal
from tests.sizes import few

__all__ = ["journal"]

MANAGE = """
import os, sys
from django.core.management import execute_from_command_line
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
execute_from_command_line(sys.argv)
"""
TESTS = """
from unittest import skip
from django.test import SimpleTestCase

class Good(SimpleTestCase):
    def test_one(self):
        self.assertEqual(1, 1)

class Bad(SimpleTestCase):
    def test_two(self):
        self.assertEqual(1, 2)

class Skipped(SimpleTestCase):
    @skip("later")
    def test_three(self):
        pass

class Empty(SimpleTestCase):
    pass
"""
PROJECT = {
    "demo_project/manage.py": MANAGE,
    "demo_project/settings.py": 'SECRET_KEY = "x"\nINSTALLED_APPS = []\nDATABASES = {}\n',
    "demo_project/app/__init__.py": "",
    "demo_project/app/tests.py": TESTS,
}
GOALS = """
# Goals

## Skills

- [x] Tested: [good](test:app.tests.Good)
- [x] Written: [model](code:app/tests.py#Good)
- [x] Told: [home](index.md)
- [x] Said
- [ ] Open: [bad](test:app.tests.Good.test_one)
"""
Make = Callable[..., Journal]


def verdicts(made: Journal) -> list[str]:
    html = made.read("site/goals/index.html")
    marks = re.findall(r'chronicles-verdict--\w+">(.*?)</span>', html)
    return [re.sub("<[^>]+>", "", text).replace("&#39;", "'") for text in marks]


@pytest.fixture
def goals(journal: Make) -> Journal:
    return journal({**PROJECT, "docs/goals.md": GOALS})


def test_what_passes_is_remembered_and_shown_and_not_run_again(goals: Journal) -> None:
    run = goals.run("check")
    assert (run.status, run.out.splitlines()[0]) == (0, "2 of 2 tests behind the goals pass")
    assert sorted(passed(goals.read("proofs.lock"))) == ["app.tests.Good", "app.tests.Good.test_one"]
    again = goals.run("check")
    assert "running" in run.err and "running" not in again.err
    assert again.out.splitlines()[0] == "2 of 2 tests behind the goals pass"
    assert goals.run("build").status == 0
    tested = "proven: its test passes, noted on a day that is not known: there is no history here"
    assert verdicts(goals) == [tested, "proven: its code is there", "shown", "claimed"]


def test_a_mark_leads_to_the_line_of_the_test_and_to_the_commit_that_noted_it(
    journal: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settle(monkeypatch, tmp_path)
    progress = {
        "docs/progress.md": "# Progress\n\n<!-- progress -->\n",
        "docs/journal/posts/a.md": "---\ntitle: A\ndate: 2025-09-01\n---\n\nText.\n",
    }
    made = journal({**PROJECT, **progress, "docs/goals.md": GOALS})
    config = made.read("mkdocs.yml")
    made.write({"mkdocs.yml": f"{config}\nrepo_url: https://github.com/ada/journal\n"})
    assert made.run("check").status == 0
    story = Story(made.root)
    story.git("add", "proofs.lock", "docs", "demo_project", "mkdocs.yml")
    story.git("commit", "--quiet", "--message=Proven", day="2025-09-05T23:30:00-05:00")
    name = story.git("rev-parse", "HEAD")
    assert made.run("build").status == 0
    address = f"https://github.com/ada/journal/commit/{name}"
    noted = f'noted on 6 September 2025 in <a href="{address}">commit {name[:10]}</a></span>'
    test = "code/now/app/tests.py/#line-4"
    goals, shown = made.read("site/goals/index.html"), made.read("site/progress/index.html")
    assert f'">proven: <a href="../{test}">its test passes</a>, {noted}' in goals
    assert f'">proven: <a href="../{test}">its test passes</a>, {noted}' in shown
    assert '<span class="chronicles-goal" id="goal:tested"></span>Tested' in goals
    assert '<a href="../goals/#goal:tested">Tested</a>' in shown
    assert '<dt><a href="../goals/#skills">Skills</a></dt>' in shown


def test_what_only_the_lock_says_is_run_again(goals: Journal) -> None:
    """As in a clone, or where a branch has written into it what is not so."""
    goals.run("check")
    shutil.rmtree(goals.root / ".chronicles" / "store" / "tests")
    assert goals.run("check", "--no-exec").out.splitlines()[0] == "2 of 2 tests behind the goals pass"
    claimed = goals.run("check")
    assert claimed.err == "running 2 tests behind the goals\n"
    assert claimed.out.splitlines()[0] == "2 of 2 tests behind the goals pass"


def test_a_lock_that_is_no_text_is_written_anew(goals: Journal) -> None:
    goals.write({"proofs.lock": b"\xff\xfe\0\n"})
    assert goals.run("build").err == ""
    run = goals.run("check")
    assert (run.status, run.out.splitlines()[0]) == (0, "2 of 2 tests behind the goals pass")
    assert sorted(passed(goals.read("proofs.lock"))) == ["app.tests.Good", "app.tests.Good.test_one"]


def test_without_a_check_of_this_code_a_test_only_shows(goals: Journal) -> None:
    unrun = "shown: its test has not been run on the code as it is now"
    assert goals.run("build").status == 0
    assert verdicts(goals)[0] == unrun
    goals.run("check")
    goals.write({"demo_project/app/new.py": "a = 1\n"})
    goals.run("build")
    assert verdicts(goals)[0] == unrun
    assert goals.run("check", "--no-exec").out.splitlines()[0] == "2 tests behind goals not run"


def test_what_is_not_run_is_not_said_to_fail(goals: Journal) -> None:
    def said() -> str:
        return goals.run("check", "--no-exec").out.splitlines()[0]

    assert said() == "2 tests behind goals not run"
    goals.run("check")
    assert said() == "2 of 2 tests behind the goals pass"
    lock = [line for line in goals.read("proofs.lock").splitlines() if "Good.test_one" not in line]
    goals.write({"proofs.lock": "\n".join([*lock, ""])})
    assert said() == "1 of 2 tests behind the goals pass, 1 not run"
    goals.write({"docs/goals.md": "# Goals\n\n- [x] A: [it](test:app.tests.Good.test_one)\n"})
    assert said() == "1 test behind goals not run"


BROKEN = [
    ("test:app.tests.Bad", "does not hold: app.tests.Bad.test_two fails"),
    ("test:app.tests.Skipped", "does not hold: all of it was skipped"),
    ("test:app.tests.Empty", "does not hold: it has no test that runs"),
    ("test:app.tests.Gone", "there is no test 'app.tests.Gone'"),
    ("code:app/tests.py#Gone", "'Gone'"),
    ("journal/posts/gone.md", "the evidence journal/posts/gone.md is not there"),
]


@pytest.mark.parametrize(("target", "said"), few(BROKEN, 0, 3, 5))
def test_evidence_that_no_longer_holds_is_a_problem(journal: Make, target: str, said: str) -> None:
    made = journal({**PROJECT, "docs/goals.md": f"# Goals\n\n- [x] A: [it]({target})\n"})
    run = made.run("check", "docs/goals.md")
    assert run.status == 1 and run.err.count("docs/goals.md:3:") == 1
    assert said in run.err and "Traceback" not in run.err


def test_a_test_that_fails_is_forgotten(goals: Journal) -> None:
    goals.run("check")
    goals.write({"demo_project/app/tests.py": TESTS.replace("assertEqual(1, 1)", "assertEqual(1, 3)")})
    assert goals.run("check").status == 1
    assert passed(goals.read("proofs.lock")) == {}


def test_a_test_that_no_goal_names_is_forgotten_once_all_is_checked(goals: Journal) -> None:
    goals.run("check")
    goals.write({"docs/goals.md": "# Goals\n\n- [x] A: [it](test:app.tests.Good)\n"})
    goals.run("check", "docs/goals.md")
    assert sorted(passed(goals.read("proofs.lock"))) == ["app.tests.Good", "app.tests.Good.test_one"]
    goals.run("check")
    assert sorted(passed(goals.read("proofs.lock"))) == ["app.tests.Good"]
    goals.write({"docs/goals.md": b"\xff\n"})  # which goals there are, nobody can say
    assert goals.run("check").status == 1
    assert sorted(passed(goals.read("proofs.lock"))) == ["app.tests.Good"]
    (goals.root / "docs/goals.md").unlink()
    goals.run("check")
    assert passed(goals.read("proofs.lock")) == {}


def test_other_pages_run_nothing(goals: Journal) -> None:
    run = goals.run("check", "docs/index.md")
    assert run.status == 0 and "tests behind" not in run.out
    assert not (goals.root / "proofs.lock").exists()


def test_a_project_that_cannot_start_says_so_once_for_each(goals: Journal) -> None:
    goals.write({"demo_project/settings.py": "raise SystemExit('no settings')\n"})
    run = goals.run("check")
    assert run.status == 1 and run.err.count("the tests could not be run: no settings") == 2


def test_a_module_that_cannot_be_imported_is_named(goals: Journal) -> None:
    goals.write({"demo_project/app/tests.py": "import gone\n" + TESTS})
    run = goals.run("check")
    lines = run.err.splitlines()
    said = [at for at, line in enumerate(lines) if "does not hold: app.tests cannot be imported" in line]
    assert run.status == 1 and len(said) == 2
    assert lines[said[0]].endswith("cannot be imported: ModuleNotFoundError: No module named 'gone'")
    assert lines[said[0] + 1] == (
        "    If it is no module of the project: add the line 'gone' to demo_project/requirements.txt (the "
        "package that has it is often called the same), then run 'python3 build.py check' again."
    )


def test_lines_of_others_stay_in_the_lock() -> None:
    before = "# head\ndocs/a.md  abc 3\ntest:old  def 1\nodd\n"
    after = remembering(before, {"new": "123"}, ["old"])
    assert after.splitlines()[1:] == ["docs/a.md  abc 3", "test:new  123 1"]  # the odd one said nothing
    assert remembering(after, {"new": "123"}) == after


def test_a_basis_is_of_all_that_it_rests_on() -> None:
    rests = [("a", "t", b""), ("b", "t", b""), ("a", "u", b""), ("a", "t", b"r")]
    assert len({basis(*words) for words in rests}) == 4


def test_a_name_is_not_the_beginning_of_another() -> None:
    good = EvidenceReport({"app.tests.Goodness.test": ["passed"]})
    assert failure("app.tests.Good", good) == "it has no test that runs"
    some = EvidenceReport({"app.a.B.c": ["passed"], "app.a.B.d": ["failed"], "app.a.B.e": ["failed"]})
    assert failure("app", some) == "app.a.B.d and 1 more fail"
    node = EvidenceReport({"t.py::test_a[1]": ["passed"], "t.py::test_ab": ["failed"]})
    assert failure("t.py::test_a", node) == ""
    assert failure("t.py", node) == "t.py::test_ab fails"
