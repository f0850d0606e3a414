"""Tasks on the pages of steps: what is wrong with one is told, and the site has what it needs."""

import json
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.site.features.demo_tasks import task_files, tasks
from chronicles.site.mkdocs.config import load
from chronicles.site.render.demo_task import DemoTask
from chronicles.workspace.workspace import load as load_workspace

from .test_this_site import ROOT, copy_to

PAGE = "docs/steps/polls/04-more-behaviour.md"
OWN = DemoTask(
    "polls/models.py",
    "polls/04",
    ("polls.tests.VoteTests.test_no_vote_is_lost_between_reading_and_writing",),
)
TASK = '\n```python {data-from="polls/models.py#Choice%s" data-task="%s"}\n```\n'


def test_a_task_has_the_tests_and_the_file_of_its_step(tmp_path: Path) -> None:
    workspace = load_workspace(load(ROOT))
    assert OWN in tasks(workspace.readings)
    store = Store(tmp_path)
    places, files = task_files([OWN], workspace.series, store)
    (path,) = files
    assert places == {str(OWN): path}
    needs = json.loads(files[path].read_bytes())
    assert (needs["names"], needs["path"]) == (list(OWN.tests), OWN.path)
    assert "def add_vote" in needs["solution"]
    assert list(needs["tests"]) == ["polls/tests.py"]
    assert "def test_no_vote_is_lost" in needs["tests"]["polls/tests.py"]
    assert task_files([OWN], workspace.series, store) == (places, files)


@pytest.mark.parametrize("task", [DemoTask("polls/no.py", "polls/04", ()), DemoTask("a.py", "polls/99", ())])
def test_a_task_that_cannot_be_solved_is_left_out(tmp_path: Path, task: DemoTask) -> None:
    assert task_files([task], load_workspace(load(ROOT)).series, Store(tmp_path)) == ({}, {})


def test_what_is_wrong_with_a_task_is_told_at_its_line(tmp_path: Path) -> None:
    draft = copy_to(tmp_path / "draft")
    page = draft.root / PAGE
    text = page.read_text("utf-8")
    wrong = [
        ("@polls/03", "polls.tests.NoTests"),
        ("", "polls.tests"),
        ("@now", "polls.tests"),
        ("@polls/03", "polls/tests.py::VoteTests"),
    ]
    page.write_text(text + "".join(TASK % each for each in wrong), "utf-8")
    first = len(text.splitlines()) + 2
    run = draft.run("check", "--no-exec", PAGE)
    assert run.status == 1
    for line, said in (
        (first, "there is no test 'polls.tests.NoTests'"),
        (first + 3, "the task begins where it ends, at polls/04"),
        (first + 6, "a task begins with a file of a step of the guides"),
        (first + 9, "'polls/tests.py::VoteTests' names no test as manage.py test does, which the page runs"),
    ):
        assert f"{PAGE}:{line}: {said}" in run.err
