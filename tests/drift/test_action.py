"""The action for pull requests: what it declares, and what its step does, without a runner."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import ROOT, Run, environment
from tests.drift.journals_with_doors import DRIFT, PROGRAM, blocks, journal_at
from tests.journals import Story, settle, write
from tests.proof.test_result_formats import SARIF, faults

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_bytes())
SECTION = "In a pull request"
(STEP,) = (step for step in ACTION["runs"]["steps"] if "run" in step)
EXPRESSION = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
PYTHON = "${{ steps.python.outputs.python-path }}"
ANNOTATION = (
    "::error file={0}docs/a.md,line=3,title=Chronicles%3A drift::a.py has drifted: 1 line differs%0A"
    "Read the page again, then accept what is there now: "
)


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A clone, as a workflow makes it of a pull request: a branch with a drift, for `main`."""
    settle(monkeypatch, tmp_path)
    origin = journal_at(tmp_path / "origin")
    origin.git("checkout", "--quiet", "-b", "work")
    origin.commit(DRIFT)
    return clone(tmp_path, "clone")


def clone(folder: Path, name: str, *words: str) -> Story:
    Story.at(folder).git("clone", "--quiet", *words, f"file://{folder / 'origin'}", name)
    return Story.at(folder / name)


def act(branch: Story, inputs: Mapping[str, str], **github: str) -> Run:
    """Run the step as a runner does: `bash -e`, with its inputs and the variables of GitHub Actions."""
    installed = write(
        branch.folder.parent / "action", {".venv/bin/chronicles": PROGRAM, "build.py": "print('0.1.0')\n"}
    )
    (installed / ".venv/bin/chronicles").chmod(0o755)
    (installed / ".github").symlink_to(ROOT / ".github")
    given = {name: about["default"] for name, about in ACTION["inputs"].items()} | inputs
    env = {name: text.replace(PYTHON, sys.executable) for name, text in STEP["env"].items()}
    wanted = {name: EXPRESSION.sub(lambda match: given[match[1]], text) for name, text in env.items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEP["run"]],
        cwd=branch.folder,
        env=environment(GITHUB_ACTIONS="true", GITHUB_ACTION_PATH=str(installed), **wanted, **github),
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


REQUEST = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}


def test_every_input_comes_as_a_variable_and_stands_in_the_manual() -> None:
    used = {match[1] for text in STEP["env"].values() for match in EXPRESSION.finditer(text)}
    assert used == set(ACTION["inputs"])
    assert ("${{" in STEP["run"], STEP["shell"]) == (False, "bash")
    (setup,) = (step for step in ACTION["runs"]["steps"] if "uses" in step)
    assert f"${{{{ steps.{setup['id']}.outputs.python-path }}}}" == PYTHON
    assert all(
        about["description"] and isinstance(about["default"], str) for about in ACTION["inputs"].values()
    )
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ", "".join(_tables()), flags=re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == used


def _tables() -> list[str]:
    page = (ROOT / "docs/manual/pull-requests.md").read_text("utf-8")
    return re.findall(r"^\| Input \|.*?\n\n", page, flags=re.MULTILINE | re.DOTALL)


def test_a_pull_request_shows_the_drifted_line(branch: Story) -> None:
    found = act(branch, {}, **REQUEST)
    assert (found.status, found.out[: len(ANNOTATION) - 3]) == (1, ANNOTATION.format(""))
    assert "1 of 2 pages to look at since origin/main" in found.err


def test_a_pull_request_that_holds_has_no_annotation(branch: Story) -> None:
    write(branch.folder, {"docs/a.md": '# A\n\n```python {data-from="a.py"}\nb = 2\n```\n'})
    found = act(branch, {}, **REQUEST)
    assert (found.status, found.out) == (0, "")


def test_where_there_is_no_branch_to_compare_with_all_pages_are_looked_at(branch: Story) -> None:
    found = act(branch, {}, GITHUB_EVENT_NAME="push", GITHUB_BASE_REF="")
    assert (found.status, "to look at" in found.err) == (1, False)
    named = act_again(branch, {"base": "HEAD"}, GITHUB_EVENT_NAME="push")
    assert (named.status, named.err.splitlines()[0][:31]) == (0, "0 of 2 pages to look at since H")


def act_again(branch: Story, inputs: Mapping[str, str], **github: str) -> Run:
    (branch.folder.parent / "action" / ".github").unlink()
    return act(branch, inputs, **github)


def test_what_is_run_is_said_by_an_input(branch: Story) -> None:
    write(branch.folder, {"docs/a.md": '# A\n\n```console {data-run="here"}\n$ echo 1\n2\n```\n'})
    assert act(branch, {}, **REQUEST).status == 0
    found = act_again(branch, {"execute": "true"}, **REQUEST)
    assert (found.status, found.out[:40]) == (1, "::error file=docs/a.md,line=3,title=Chro")


def test_docs_of_no_journal_are_proven_by_the_action_itself(branch: Story) -> None:
    write(branch.folder, {"build.py": None, "mkdocs.yml": None})
    (branch.folder / "docs").rename(branch.folder / "my docs")
    found = act(branch, {"docs": "my docs\n", "project": "demo_project"}, **REQUEST)
    assert (found.status, found.out[:42]) == (1, "::error file=my docs/a.md,line=3,title=Chr")


def test_a_journal_in_a_folder_is_named_from_the_top(branch: Story) -> None:
    write(branch.folder, {"other/b.txt": "b\n"})
    for name in ("build.py", "mkdocs.yml", "docs", "demo_project"):
        (branch.folder / "other" / name).parent.mkdir(exist_ok=True)
        (branch.folder / name).rename(branch.folder / "other" / name)
    found = act(branch, {"folder": "other"}, **REQUEST)
    assert (found.status, found.out[: len(ANNOTATION) + 3]) == (1, ANNOTATION.format("other/"))


def test_a_log_for_code_scanning_is_written_beside_the_status(branch: Story) -> None:
    found = act(branch, {"sarif": "drift.sarif"}, **REQUEST)
    log = json.loads((branch.folder / "drift.sarif").read_bytes())
    assert (found.status, found.out, faults(SARIF, log)) == (1, "", [])
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["drift"]


def test_a_shallow_clone_is_told_what_to_write(branch: Story, tmp_path: Path) -> None:
    shallow = clone(tmp_path, "shallow", "--depth=1")
    found = act(shallow, {}, **REQUEST)
    assert (found.status, found.out) == (
        2,
        "::error title=Chronicles%3A usage::The history was not fetched. "
        "Give actions/checkout 'fetch-depth: 0'.\n",
    )


def test_an_event_with_secrets_is_refused(branch: Story) -> None:
    found = act(branch, {}, GITHUB_EVENT_NAME="pull_request_target", GITHUB_BASE_REF="main")
    assert (found.status, found.out) == (
        2,
        "::error title=Chronicles%3A usage::pull_request_target is not safe here: use pull_request.\n",
    )


def test_an_input_is_never_a_command(branch: Story, tmp_path: Path) -> None:
    found = act(branch, {"base": f"$(touch {tmp_path}/run)"}, **REQUEST)
    assert (found.status, (tmp_path / "run").exists()) == (2, False)
    assert found.out.startswith("::error title=Chronicles%3A usage::there is no revision '$(touch ")


def test_the_workflows_of_the_manual_give_the_action_what_it_has() -> None:
    workflow, docs, alone = (yaml.safe_load(text) for text in blocks(SECTION, "yaml"))
    steps = [*workflow["jobs"]["drift"]["steps"], *docs]
    own = [step for step in steps if step["uses"].startswith("example/chronicles@")]
    assert len(own) == 2
    assert {name for step in own for name in step.get("with", {})} <= set(ACTION["inputs"])
    assert steps[0]["with"]["fetch-depth"] == 0
    assert (workflow[True], workflow["permissions"]) == ("pull_request", {"contents": "read"})
    assert alone[1]["run"].startswith("python3 build.py check --no-exec --changed ")


def test_the_step_without_the_action_marks_the_line(branch: Story) -> None:
    command = yaml.safe_load(blocks(SECTION, "yaml")[2])[1]["run"]
    done = subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=branch.folder,
        env=os.environ | environment(**REQUEST),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[: len(ANNOTATION) - 3]) == (1, ANNOTATION.format(""))
