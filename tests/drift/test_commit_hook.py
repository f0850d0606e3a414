"""Drift is found before a commit: by git's own hook, and by the framework pre-commit."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config, load_manifest

from tests.commands import ROOT, Run, environment
from tests.drift.journals_with_doors import DRIFT, FILES, PROGRAM, SAID, blocks, journal_at
from tests.journals import Content, Story, settle, write
from tests.sizes import some

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
SECTION = "Before each commit"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    settle(monkeypatch, tmp_path)
    return journal_at(tmp_path / "journal")


def commit(journal: Story, *words: str, **more: str) -> Run:
    """Commit as a person does, with the hooks that there are."""
    command = ["git", "-c", "commit.gpgSign=false", "commit", "--message=a step", *words]
    done = subprocess.run(
        command, cwd=journal.folder, env=environment(**more), capture_output=True, text=True, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)


def with_hook(journal: Story) -> Story:
    path = journal.folder / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    (script,) = blocks(SECTION, "sh")
    assert len(script.splitlines()) == 2
    path.write_text(script)
    path.chmod(0o755)
    return journal


def test_the_hook_of_the_manual_stops_a_commit_that_makes_a_page_drift(journal: Story) -> None:
    with_hook(journal)
    write(journal.folder, DRIFT)
    stopped = commit(journal, "--all")
    assert (stopped.status, SAID in stopped.err) == (1, True)
    write(journal.folder, {"docs/a.md": str(FILES["docs/a.md"]).replace("1", "2")})
    assert commit(journal, "--all").status == 0
    assert journal.git("status", "--short") == ""


def test_the_hook_lets_the_first_commit_through_if_all_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    story = Story(tmp_path / "new")
    write(story.folder, {**FILES, **DRIFT})
    story.git("config", "user.name", "Ada")
    story.git("config", "user.email", "ada@example.org")
    story.git("add", "--all")
    assert commit(with_hook(story)).status == 1
    write(story.folder, FILES)
    story.git("add", "--all")
    assert commit(story).status == 0


def test_the_hooks_of_this_repository_are_what_pre_commit_accepts() -> None:
    (hook,) = load_manifest(str(MANIFEST))
    assert (hook["id"], hook["language"], hook["pass_filenames"], hook["always_run"]) == (
        "chronicles-check",
        "python",
        False,
        True,
    )


@pytest.mark.parametrize("number", [0, 1])
def test_the_settings_of_the_manual_are_what_pre_commit_accepts(tmp_path: Path, number: int) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(blocks(SECTION, "yaml")[number])
    (repository,) = load_config(str(path))["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == [{"drift"}, {"chronicles-check"}][number]


def as_local(name: str) -> str:
    """The hook of this repository, for a program that is there already."""
    (hook,) = yaml.safe_load(MANIFEST.read_bytes())
    hook |= {"id": name, "language": "system"}
    del hook["minimum_pre_commit_version"]  # of a repository's hooks alone
    return yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]})


CHANGES: dict[str, tuple[dict[str, Content], int]] = {
    "a drift": (dict(DRIFT), 1),
    "a file that is gone": ({"demo_project/a.py": None}, 1),
    "a page": ({"docs/index.md": "# B\n"}, 0),
}


@pytest.mark.parametrize(("name", "is_shipped"), some([*product(CHANGES, [True, False])], 1, 2))
def test_pre_commit_stops_the_same(journal: Story, tmp_path: Path, name: str, is_shipped: bool) -> None:
    settings = as_local("shipped") if is_shipped else blocks(SECTION, "yaml")[0]
    journal.commit({".pre-commit-config.yaml": settings})
    write(tmp_path / "bin", {"chronicles": PROGRAM})
    (tmp_path / "bin" / "chronicles").chmod(0o755)
    files, status = CHANGES[name]
    write(journal.folder, files)
    journal.git("add", "--all")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"],
        cwd=journal.folder,
        env=environment(
            PRE_COMMIT_HOME=str(tmp_path / "cache"),
            PATH=f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (
        done.returncode,
        done.stdout.count(": a.py has drifted") + done.stdout.count("no file 'a.py'"),
    ) == (
        status,
        status,
    ), done.stdout + done.stderr


@pytest.mark.slow
def test_pre_commit_installs_the_program_for_docs_of_no_journal(journal: Story, tmp_path: Path) -> None:
    """With the network: the hook as others have it, from this repository as it is committed."""
    clone = Story.at(tmp_path / "chronicles")
    Story.at(tmp_path).git("clone", "--quiet", str(ROOT), "chronicles")
    rev = clone.commit({".pre-commit-hooks.yaml": MANIFEST.read_bytes()})
    settings = yaml.safe_load(blocks(SECTION, "yaml")[1])
    settings["repos"][0] |= {"repo": str(clone.folder), "rev": rev}
    settings["repos"][0]["hooks"][0]["args"] = ["docs", "--project", "demo_project", "--changed", "HEAD"]
    journal.commit({".pre-commit-config.yaml": yaml.safe_dump(settings), "mkdocs.yml": None})
    write(journal.folder, DRIFT)
    journal.git("add", "--all")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"],
        cwd=journal.folder,
        env=environment(PRE_COMMIT_HOME=str(tmp_path / "cache"), HOME=os.environ["HOME"]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, SAID in done.stdout) == (1, True), done.stdout + done.stderr
