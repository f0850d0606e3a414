"""A journal whose project needs packages of its own: what runs with them, and what is said without."""

import re
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.environments.project_environments import ProjectEnvironments
from chronicles.guides.series.series import Stored
from chronicles.guides.trials import attempt, trials
from chronicles.progress.goal_tests import try_tests
from chronicles.sandbox import Interpreter, own_interpreter
from chronicles.site.mkdocs import config
from chronicles.workspace.proven import proven
from chronicles.workspace.workspace import load
from tests.browsers import lacking
from tests.commands import Run, run
from tests.environments.wheels import found_in, wheel
from tests.guides.series.guides import Guide
from tests.journals import write

CONFIG = """site_name: A journal
site_url: https://journal.example/
theme: {name: material}
plugins:
  - chronicles
markdown_extensions:
  - attr_list
  - pymdownx.superfences
"""
PAGE = """# A page

```pycon {data-run="here"}
>>> import greeting
>>> greeting.VERSION
'1.0'
```
"""
ADD = (
    "If it is no module of the project: add the line 'greeting' to demo_project/requirements.txt (the "
    "package that has it is often called the same), then run 'python3 build.py check' again."
)


class Packages:
    """A journal, and the folder in which its packages are found."""

    def __init__(self, root: Path) -> None:
        self.root = root / "journal"
        self.wheels = root / "wheels"
        wheel(self.wheels, "greeting", "1.0")
        wheel(self.wheels, "greeting", "2.0")
        write(self.root, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE})

    def requires(self, text: str) -> None:
        write(self.root / "demo_project", {"requirements.txt": text})

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def proven(self) -> dict[str, int]:
        workspace = load(config.load(self.root))
        with workspace.projects() as projects:
            return proven(workspace, projects, workspace.readings)

    def run(self, *words: str) -> Run:
        return run(self.root, *words, **found_in(self.wheels))


@pytest.fixture
def journal(tmp_path: Path) -> Packages:
    return Packages(tmp_path)


def test_a_package_that_is_missing_is_added_by_the_line_that_is_told(journal: Packages) -> None:
    journal.requires("")
    said = journal.run("check")
    assert said.status == 1
    what = "`>>> import greeting` fails with 1: ModuleNotFoundError: No module named 'greeting'"
    assert said.err.splitlines()[:2] == [f"docs/index.md:4: {what}", f"    {ADD}"]
    journal.requires("greeting<2\n")
    said = journal.run("check")
    assert (said.status, said.out) == (0, "1 of 1 block proven in 1 page\n")
    assert said.err.endswith("resolving greeting<2…\ninstalling greeting<2…\n")
    lock, proofs = journal.read("environments.lock"), journal.read("proofs.lock")
    assert journal.run("check").status == 0
    assert (journal.read("environments.lock"), journal.read("proofs.lock")) == (lock, proofs)
    journal.requires("click\n")
    journal.run("check")
    assert not (journal.root / "environments.lock").exists(), "nothing asks for it any more"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("demo_project/requirements.txt", "greeting = 1\n"),
        ("docs/index.md", f"---\nstate: demo/07\n---\n\n{PAGE}"),
    ],
)
def test_what_a_state_needs_that_cannot_be_seen_stays_in_the_lock(
    journal: Packages, name: str, text: str
) -> None:
    journal.requires("greeting<2\n")
    assert journal.run("check").status == 0
    lock = journal.read("environments.lock")
    write(journal.root, {name: text})
    assert journal.run("check").status == 1
    assert journal.read("environments.lock") == lock


def test_what_the_packages_are_is_part_of_a_proof(journal: Packages) -> None:
    journal.requires("greeting>=1\n")
    assert journal.run("check").err.splitlines()[-3:] == [
        "docs/index.md:6: line 3: expected `'1.0'`, got `'2.0'`",
        "    If that is right, take it over: python3 build.py pull docs/index.md",
        "1 problem",
    ]
    lock = journal.root / "environments.lock"
    text = re.sub(r" \\\n    --hash=.*", "", lock.read_text())  # which uv gives, and pip does not
    lock.write_text(text.replace("greeting==2.0", "greeting==1.0"))
    assert journal.run("check").status == 0
    assert journal.proven() == {"docs/index.md": 1}
    lock.write_text(text)
    assert journal.proven() == {}


def test_what_cannot_be_had_is_told_where_it_is_needed(journal: Packages) -> None:
    journal.requires("-e .\ngreeting\n")
    assert journal.run("check").err.splitlines() == [
        "docs/index.md:3: demo_project/requirements.txt, line 1: '-e .' leads out of the package index",
        "    Name a package that the package index has, such as 'Django>=5.2'.",
        "1 problem",
    ]


STATES = [
    {"requirements.txt": "greeting<2\n", "manage.py": "import greeting\nassert greeting.VERSION == '1.0'\n"},
    {"requirements.txt": "greeting==2\n", "manage.py": "import greeting\nassert greeting.VERSION == '2.0'\n"},
    {"requirements.txt": "", "manage.py": "import greeting\n"},
    {"requirements.txt": "nowhere-at-all", "manage.py": ""},
]


def test_each_state_is_tried_with_its_own_packages(
    journal: Packages, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in found_in(journal.wheels).items():
        monkeypatch.setenv(name, value)
    series = Guide(journal.root, STATES).series()
    environments = ProjectEnvironments(journal.root / "environments", journal.root / "environments.lock")
    environments.begin(lambda line: None)

    def interpreter(name: str) -> Interpreter:
        files = {file.path: file.data.decode() for file in series.files(name)}
        return environments.of(files.get)

    found, unready = trials(series, series.names, interpreter)
    assert [problem.place.path for problem in unready] == ["docs/steps/demo/04-words.patch"]
    assert unready[0].message.startswith("after this step, there is no wheel of nowhere-at-all that fits")
    (failed,) = attempt(
        series, found, Store(journal.root / "store"), journal.root, lambda trial: None, "demo_project"
    )
    assert failed.place.path == "docs/steps/demo/03-words.patch"
    what = "after this step, 'python manage.py check' fails: ModuleNotFoundError: No module named 'greeting'"
    assert (failed.message, failed.mend) == (what, ADD)


def test_a_test_behind_a_goal_names_the_package_that_it_misses(tmp_path: Path) -> None:
    files = [Stored("manage.py", b"import greeting\n")]
    assert try_tests(["shop.tests"], files, own_interpreter()) == {
        "shop.tests": "the tests could not be run: ModuleNotFoundError: No module named 'greeting'"
    }


@pytest.mark.slow
def test_a_real_package_of_the_index_runs(tmp_path: Path) -> None:
    """One that neither Chronicles nor its tests need, with what it needs in turn."""
    shown = ">>> from flask import Flask\n>>> Flask('shop').name\n'shop'\n"
    page = f'# A page\n\n```pycon {{data-run="here"}}\n{shown}```\n'
    write(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": page})
    write(tmp_path / "demo_project", {"requirements.txt": "Flask>=3\n"})
    said = run(tmp_path, "check")
    if "no package index could be reached" in said.err:
        lacking("there is no network")
    assert (said.status, said.out) == (0, "1 of 1 block proven in 1 page\n"), said.err
