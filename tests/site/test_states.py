"""A guide's states as a person works with them: check, step list, checkout, edit, save, absorb."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.guides.series.guides import Files, Program, patches_of, state, texts
from tests.journals import GIT
from tests.journals import environment as nobody
from tests.sizes import few
from tests.terminals import CTRL_C, terminal
from tests.waiting import LIMIT, wait_for

from .conftest import Journal, Run

Make = Callable[..., Journal]

MANAGE = Program(
    "import os\nimport sys\n\nfrom django.core.management import execute_from_command_line\n\n"
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config")\nexecute_from_command_line(sys.argv)\n'
)
CONFIG = (
    'SECRET_KEY = "a guide"\nUSE_TZ = True\nINSTALLED_APPS = ["students"]\n'
    'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n'
    'DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\n'
)
MODELS = """\
from django.db import models


class Student(models.Model):
    name = models.CharField(max_length=100)
    age = models.IntegerField(default=0)
    town = models.CharField(max_length=80)
    since = models.DateField(null=True)
"""
STR = """
    def __str__(self):
        return self.name
"""
MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Student",
            fields=[
                ("id", models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("age", models.IntegerField(default=0)),
                ("town", models.CharField(max_length=80)),
                ("since", models.DateField(null=True)),
            ],
        ),
    ]
"""
TESTS = """\
from django.test import TestCase

from students.models import Student


class StudentTests(TestCase):
    def test_a_student_is_called_by_the_name(self):
        self.assertEqual(str(Student(name="Ada")), "Ada")
"""
FIRST: Files = {"README.md": "# Students\n", ".gitignore": "db.sqlite3\n.env\n__pycache__/\n"}
SECOND: Files = {**FIRST, "manage.py": MANAGE, "config.py": CONFIG, "students/__init__.py": ""}
THIRD: Files = {
    **SECOND,
    "students/models.py": MODELS,
    "students/migrations/__init__.py": "",
    "students/migrations/0001_initial.py": MIGRATION,
}
FOURTH: Files = {**THIRD, "students/models.py": MODELS + STR, "students/tests.py": TESTS}
STATES = [FIRST, SECOND, THIRD, FOURTH]
SNIPPET = '```python {data-from="students/models.py#Student"}\n' + MODELS.partition("\n\n\n")[2]
PAGES = {
    "01": "# Idea\n\nWrite README.md and .gitignore.\n",
    "02": "# Project\n\nMake manage.py, config.py and students/__init__.py.\n",
    "03": f"# Models\n\nIn students/models.py:\n\n{SNIPPET}```\n\n"
    "Then students/migrations/__init__.py and students/migrations/0001_initial.py come.\n",
    "04": f"# Tests\n\nIn students/tests.py, and:\n\n{SNIPPET}{STR}```\n",
}
GUIDE = "docs/steps/demo"


def put(root: Path, files: Files) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.text if isinstance(content, Program) else content
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        path.chmod(0o755 if isinstance(content, Program) else 0o644)


@pytest.fixture
def guide(journal: Make, tmp_path: Path) -> Make:
    """A journal with a guide; each dict of `states` is the project after its step."""

    def make(states: list[Files] = STATES, pages: Mapping[str, str] = PAGES) -> Journal:
        site = journal()
        shutil.rmtree(site.root / "demo_project")
        put(site.root / "demo_project", states[-1])
        site.write({f"{GUIDE}/{number}-words.md": text for number, text in pages.items()})
        site.write({"docs/steps/index.md": "# Steps\n", f"{GUIDE}/index.md": "# Demo\n"})
        for patch in patches_of(tmp_path, states):
            if patch.data:
                (site.root / patch.path).write_bytes(patch.data)
        return site

    return make


def plain() -> list[Files]:
    """States that take no time, since there is nothing to try."""
    return [
        {"a.py": "1\n2\n3\n4\n5\n"},
        {"a.py": "1\n2\n3\n4\nFIVE\n"},
        {"a.py": "1\n2\n3\n4\nFIVE\n", "b.py": "b\n"},
    ]


TEXTS = {"01": "# A\n\na.py\n", "02": "# B\n\na.py\n", "03": "# C\n\nb.py\n"}


def everything(site: Journal) -> dict[str, bytes]:
    """All that a person wrote: the pages, the patches, the project."""
    return {**site.files("docs"), **{f"project/{k}": v for k, v in site.files("demo_project").items()}}


# check


def test_check_tries_every_state_and_remembers_what_passed(guide: Make) -> None:
    site = guide()
    run = site.run("check")
    assert (run.status, run.err) == (0, "")
    assert run.out == "3 of 3 states pass\n2 of 2 blocks proven in 9 pages\n"
    assert site.run("check").out.startswith("3 of 3 states pass, 3 of them from before\n")


def test_check_runs_nothing_when_told_so(guide: Make) -> None:
    site = guide()
    run = site.run("check", "--no-exec")
    assert (run.status, run.out.splitlines()[0]) == (0, "2 of 2 blocks proven in 9 pages")
    assert not (site.root / ".chronicles/store/trials").exists()


def test_a_state_whose_tests_fail_is_one_problem(guide: Make) -> None:
    wrong: Files = {**FOURTH, "students/tests.py": TESTS.replace('"Ada")\n', '"Bob")\n')}
    run = guide([*STATES[:3], wrong]).run("check")
    assert (run.status, run.out) == (1, "2 of 3 states pass\n2 of 2 blocks proven in 9 pages\n")
    assert run.err == (
        f"{GUIDE}/04-words.patch: after this step, 'python manage.py test' fails: FAIL: "
        "test_a_student_is_called_by_the_name "
        "(students.tests.StudentTests.test_a_student_is_called_by_the_name)\n"
        "    All that it said is in .chronicles/trials/demo-04.txt. To try it yourself: "
        "python3 build.py step checkout demo/04 FOLDER\n1 problem\n"
    )


def test_a_migration_that_is_missing_is_one_problem(guide: Make) -> None:
    without = {name: text for name, text in THIRD.items() if "0001" not in name}
    run = guide([FIRST, SECOND, without, {**without, "b": "\n"}]).run("check", f"{GUIDE}/03-words.md")
    assert run.status == 1
    assert run.out.startswith("0 of 1 state pass\n")
    assert "after this step, 'python manage.py makemigrations --check --dry-run' fails: " in run.err


def test_equal_states_fail_together(guide: Make) -> None:
    wrong: Files = {**FIRST, "manage.py": "raise SystemExit('wrong')\n"}
    run = guide([FIRST, wrong, wrong, {**wrong, "students/tests.py": ""}]).run("check")
    assert run.out.startswith("0 of 3 states pass\n")
    assert run.err.count("wrong") == 2
    assert f"{GUIDE}/02-words.patch: after this step" in run.err


def test_a_project_that_is_not_what_the_last_step_leaves_is_told(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "1\n", "new.py": ""})
    run = site.run("check")
    assert (run.status, run.out) == (1, "0 of 0 blocks proven in 8 pages\n")
    mend = "    Run 'python3 build.py step absorb', which gives it to the step that it is of.\n"
    assert run.err == (
        f"demo_project/a.py: it differs from what it is after demo/03, the last step\n{mend}"
        f"demo_project/new.py: it is not there after demo/03, the last step\n{mend}2 problems\n"
    )
    assert site.run("check", f"{GUIDE}/01-words.md").status == 0, "asked of one page"


def test_a_file_that_no_page_names_is_told(guide: Make) -> None:
    run = guide(plain(), {**TEXTS, "03": "# C\n"}).run("check")
    assert run.err == (
        f"{GUIDE}/03-words.md: the step changes b.py, which the page neither shows nor names\n"
        "    Say there what is to be done with it, or quote it.\n1 problem\n"
    )


def test_a_patch_that_does_not_apply_is_one_problem_however_many_pages_ask(guide: Make) -> None:
    asking = '# A\n\na.py b.py\n\n```python {data-from="a.py@demo/03"}\n```\n'
    site = guide(plain(), {"01": asking, "02": asking, "03": asking})
    spoiled = site.read(f"{GUIDE}/02-words.patch").replace("-5\n", "-five\n")
    site.write({f"{GUIDE}/02-words.patch": spoiled.encode()})
    line = spoiled.split("\n").index("diff --git a/a.py b/a.py") + 1
    problem = (
        f"{GUIDE}/02-words.patch:{line}: the patch does not apply to the step before: patch failed: a.py:2\n"
        "    Put back the patch that fits, from git.\n"
    )
    for words in (("check",), ("step", "list"), ("step", "checkout", "demo/03", "out"), ("step", "absorb")):
        run = site.run(*words)
        assert (run.status, run.err) == (1, problem + "1 problem\n"), words
    assert site.run("step", "checkout", "demo/01", "out").status == 0
    assert not (site.root / "edit-demo-01").exists()


def test_two_pages_of_one_step_and_a_patch_without_a_page(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    (site.root / f"{GUIDE}/01-words.patch").rename(site.root / f"{GUIDE}/01-other.patch")
    stray = (
        f"{GUIDE}/01-other.patch: there is no page of this name beside the patch\n"
        "    Name it as its step's page.\n"
    )
    assert stray in site.run("check").err
    site.write({f"{GUIDE}/01-other.md": "# Other\n\na.py\n"})
    said = f"{GUIDE}/01-{{}}.md: two pages are step demo/01\n    Renumber one.\n"
    both = said.format("other") + said.format("words")
    for words in (("check",), ("step", "list"), ("step", "absorb"), ("step", "edit", "demo/01")):
        run = site.run(*words)
        assert (run.status, run.err) == (1, both + "2 problems\n"), words


def test_a_cache_that_is_a_file_is_told(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    site.write({".chronicles": "x"})
    for words in (("check",), ("step", "list")):
        run = site.run(*words)
        assert run.status == 1
        assert "Traceback" not in run.err
        assert run.err.endswith("1 problem\n")


def test_ctrl_c_while_states_are_tried_leaves_nothing_behind(guide: Make, tmp_path: Path) -> None:
    slow: Files = {
        **FOURTH,
        "students/tests.py": "import time\n\nopen('begun', 'w').close()\ntime.sleep(600)\n",
    }
    site = guide([*STATES[:3], slow])
    folder = tmp_path / "scratch"
    folder.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-m", "chronicles", "check"],
        cwd=site.root,
        env=os.environ | {"TMPDIR": str(folder), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Folders that go while they are walked over are passed over.
    wait_for(lambda: any("begun" in files for *_, files in os.walk(folder)), "the slow tests are run")
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=LIMIT)
    assert running.returncode == 130
    assert err.endswith("Stopped.\n")
    assert list(folder.glob("chronicles-*")) == []
    said = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(folder) not in said


def test_a_state_that_no_history_knows_is_told_where_it_is_named(guide: Make) -> None:
    """Without a block that asks for it, nobody noticed."""
    site = guide(plain(), TEXTS)
    site.write(
        {
            "docs/one.md": "---\ntitle: One\nstate: demo/04\n---\n\n# One\n",
            "docs/two.md": '---\nstate: demo/01\n---\n\n```python {data-from="a.py#Student"}\n```\n',
            "docs/journal/log.md": "# Log\n\n## 2000-08-29\n\n<!-- state: dmo/02 -->\n\nA.\n",
        }
    )
    run = site.run("check")
    assert (run.status, run.err) == (
        1,
        "docs/journal/log.md:3: there is no step 'dmo/02'\n    Did you mean 'demo/02'?\n"
        "docs/one.md:3: there is no step 'demo/04'\n    Did you mean 'demo/03'?\n"
        "docs/two.md:5: there is no 'Student' in a.py at demo/01\n    There is none to choose from.\n"
        "3 problems\n",
    )


# list and checkout


def test_list_shows_each_step_with_what_it_changes(guide: Make) -> None:
    site = guide(plain(), {**TEXTS, "02": "---\ntitle: The second\n---\n\n# B\n", "04": "# D\n"})
    run = site.run("step", "list")
    assert run.status == 0
    assert [" ".join(line.split()) for line in run.out.splitlines()] == [
        "demo/01 1 file, +5 -0",
        "demo/02 The second 1 file, +1 -1",
        "demo/03 1 file, +1 -0",
        "demo/04 nothing",
    ]


def test_checkout_writes_a_new_folder_and_no_other(guide: Make) -> None:
    site = guide()
    before = everything(site)
    run = site.run("step", "checkout", "demo/03", "out")
    assert (run.status, run.out) == (0, "demo/03 is in out\n")
    assert site.files("out") == {name: text.encode() for name, text in texts(state(THIRD)).items()}
    assert os.access(site.root / "out/manage.py", os.X_OK)
    for folder in ("out", "demo_project"):
        run = site.run("step", "checkout", "demo/01", folder)
        assert (run.status, run.err) == (
            1,
            f"{folder}: {folder} is there already\n    Name a folder that does not exist yet.\n1 problem\n",
        )
    assert everything(site) == before


def test_a_step_that_is_not_there(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    for words in (("checkout", "demo/3", "out"), ("edit", "demo/3", "out")):
        run = site.run("step", *words)
        assert (run.status, run.err) == (
            1,
            "out: there is no step 'demo/3'\n    Did you mean 'demo/03'?\n1 problem\n",
        )
    assert not (site.root / "out").exists()


def test_words_that_are_missing_are_a_mistake_of_the_call(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    for words in (("checkout", "demo/01"), ("edit",), ("sav",), ("absorb", "--to")):
        assert site.run("step", *words).status == 2
    assert "name the folder that step edit made." in site.run("step", "save").err
    assert site.run("step", "save").status == 2


def test_a_journal_without_guides(journal: Make) -> None:
    site = journal()
    assert site.run("check").status == 0
    assert site.run("step", "list").status == 0
    run = site.run("step", "absorb")
    assert (run.status, run.err) == (
        1,
        "demo_project: there are no steps\n"
        '    Begin a guide: python3 build.py step new polls "A project".\n1 problem\n',
    )


# edit and save


def test_an_early_step_is_edited_and_everything_follows(guide: Make) -> None:
    site = guide()
    put(site.root / "demo_project", {".env": "SECRET=1\n", "db.sqlite3": b"mine"})
    run = site.run("step", "edit", "demo/03")
    assert (run.status, run.out) == (
        0,
        "demo/03 is in edit-demo-03. Change it there, then: python3 build.py step save edit-demo-03\n",
    )
    for path in ("students/models.py", "students/migrations/0001_initial.py"):
        text = site.read(f"edit-demo-03/{path}")
        (site.root / "edit-demo-03" / path).write_text(text.replace("max_length=100", "max_length=60"))
    first, second = (site.read(f"{GUIDE}/0{number}-words.patch") for number in (1, 2))
    run = site.run("step", "save")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        f"changed  {GUIDE}/03-words.patch\n"
        f"changed  {GUIDE}/04-words.patch\n"
        "changed  demo_project/students/migrations/0001_initial.py\n"
        "changed  demo_project/students/models.py\n"
        "Now see which pages show it: python3 build.py check\n"
    )
    assert not (site.root / "edit-demo-03").exists()
    assert (site.read(f"{GUIDE}/01-words.patch"), site.read(f"{GUIDE}/02-words.patch")) == (first, second)
    assert (site.read("demo_project/.env"), site.read("demo_project/db.sqlite3")) == ("SECRET=1\n", "mine")
    drifted = site.run("check")
    assert drifted.out == "3 of 3 states pass\n0 of 2 blocks proven in 9 pages\n"
    assert drifted.err.count("students/models.py#Student has drifted: 1 line differs") == 2
    assert site.run("pull").status == 0
    assert site.run("check").status == 0


def test_nothing_changed_is_said(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    before = everything(site)
    site.run("step", "edit", "demo/01", "here")
    run = site.run("step", "save", "here")
    assert (run.status, run.out) == (0, "Nothing changed.\n")
    assert everything(site) == before


def conflict(site: Journal) -> Run:
    site.run("step", "edit", "demo/01")
    site.write({"edit-demo-01/a.py": b"1\n2\n3\n4\nfive\n"})
    return site.run("step", "save")


def test_a_conflict_stops_with_the_words_to_go_on_and_nothing_is_written(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    before = everything(site)
    run = conflict(site)
    assert (run.status, run.err) == (
        1,
        "edit-demo-01: demo/02 does not fit on top of the edit: a.py\n"
        "    In edit-demo-01, edit each of them until it is right, 'git add' it, and then run "
        "'python3 build.py step save edit-demo-01' again. "
        "To go back instead: python3 build.py step save --abort edit-demo-01\n1 problem\n",
    )
    assert everything(site) == before
    site.write({"edit-demo-01/a.py": b"1\n2\n3\n4\nfive FIVE\n"})
    subprocess.run([GIT, "add", "a.py"], cwd=site.root / "edit-demo-01", env=nobody(), check=True)
    run = site.run("step", "save")
    assert run.status == 0
    assert site.read("demo_project/a.py") == "1\n2\n3\n4\nfive FIVE\n"
    assert site.run("check").status == 0


def test_going_back_from_a_conflict(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    before = everything(site)
    conflict(site)
    run = site.run("step", "save", "--abort")
    assert (run.status, run.out) == (0, "edit-demo-01 is as it was before it was saved.\n")
    assert site.read("edit-demo-01/a.py") == "1\n2\n3\n4\nfive\n"
    assert everything(site) == before
    run = site.run("step", "save", "--abort")
    assert (run.status, run.err) == (
        1,
        "edit-demo-01: there is nothing to go back from\n    The folder is as you left it.\n1 problem\n",
    )


def test_a_project_with_changes_of_no_step_is_not_edited_over(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "mine\n"})
    run = site.run("step", "edit", "demo/01")
    assert (run.status, run.err) == (
        1,
        "edit-demo-01: demo_project has changes that no step knows of\n"
        "    Run 'python3 build.py step absorb' first, which gives them to their steps.\n1 problem\n",
    )
    assert not (site.root / "edit-demo-01").exists()


@pytest.mark.parametrize(
    "path", few(["demo_project/a.py", f"{GUIDE}/02-words.patch", f"{GUIDE}/01-words.patch"], 2)
)
def test_what_was_changed_by_hand_meanwhile_is_not_written_over(guide: Make, path: str) -> None:
    site = guide(plain(), TEXTS)
    site.run("step", "edit", "demo/01")
    site.write({"edit-demo-01/a.py": b"one\n2\n3\n4\n5\n"})
    kept = (site.root / path).read_bytes()
    site.write({path: kept + b"# mine\n"})
    before = everything(site)
    run = site.run("step", "save")
    assert (run.status, run.err) == (
        1,
        f"{path}: it was changed meanwhile, so nothing was written\n"
        "    Put it back as it was, or move it away; then run the command again.\n1 problem\n",
    )
    assert everything(site) == before
    site.write({path: kept})
    assert site.run("step", "save").status == 0
    assert site.read("demo_project/a.py") == "one\n2\n3\n4\nFIVE\n"
    assert site.run("check").status == 0


def test_a_file_of_the_persons_where_a_step_makes_one_is_not_written_over(guide: Make) -> None:
    site = guide([{**files, ".gitignore": "*.txt\n"} for files in plain()], TEXTS)
    put(site.root / "demo_project", {"notes.txt": "mine\n"})
    site.run("step", "edit", "demo/01")
    site.write({"edit-demo-01/notes.txt": "theirs\n", "edit-demo-01/.gitignore": ""})
    subprocess.run([GIT, "add", "-f", "notes.txt"], cwd=site.root / "edit-demo-01", env=nobody(), check=True)
    run = site.run("step", "save")
    assert run.status == 1
    assert "demo_project/notes.txt: it was changed meanwhile, so nothing was written" in run.err
    assert site.read("demo_project/notes.txt") == "mine\n"


def test_a_save_that_ended_half_way_is_finished_by_the_next(guide: Make) -> None:
    """As after kill -9: some files are written, the folder is still there."""
    site = guide(plain(), TEXTS)
    site.run("step", "edit", "demo/01")
    site.write({"edit-demo-01/a.py": b"one\n2\n3\n4\n5\n"})
    folder, old = site.root / "edit-demo-01", everything(site)
    shutil.copytree(folder, site.root / "kept")
    assert site.run("step", "save").status == 0
    new = everything(site)
    changed = [name for name in new if new[name] != old[name]]
    assert len(changed) == 3
    for name in changed[1:]:
        path = f"demo_project/{name[8:]}" if name.startswith("project/") else f"docs/{name}"
        site.write({path: old[name]})
    (site.root / "kept").rename(folder)
    assert site.run("step", "save").status == 0
    assert everything(site) == new
    assert not folder.exists()


def test_neither_cache_nor_name_nor_settings_are_needed(guide: Make, tmp_path: Path) -> None:
    site = guide(plain(), TEXTS)
    site.run("step", "edit", "demo/01")
    shutil.rmtree(site.root / ".chronicles")
    site.write({"edit-demo-01/a.py": b"one\n2\n3\n4\n5\n"})
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nuseConfigOnly = true\n[commit]\ngpgSign = true\n")
    assert site.run("step", "save", HOME=str(home), GIT_EDITOR="false").status == 0
    assert site.run("check").status == 0


def test_several_folders_have_to_be_named(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    site.run("step", "edit", "demo/01")
    site.run("step", "edit", "demo/02")
    run = site.run("step", "save")
    assert run.status == 2
    assert "name the folder, one of edit-demo-01, edit-demo-02." in run.err


@pytest.mark.parametrize("folder", ["docs", "nowhere", "demo_project", "mkdocs.yml"])
def test_only_a_folder_of_ours_is_saved(guide: Make, folder: str) -> None:
    site = guide(plain(), TEXTS)
    before = everything(site)
    run = site.run("step", "save", folder)
    assert (run.status, run.err) == (
        1,
        f"{folder}: no step is edited in {folder}\n"
        "    Name the folder that 'python3 build.py step edit' made.\n1 problem\n",
    )
    assert everything(site) == before


# absorb


def test_an_edit_of_the_project_goes_to_its_step(guide: Make) -> None:
    """The measure of issue 3: a line of a model that an early step brought."""
    site = guide()
    before = everything(site)
    for path in ("students/models.py", "students/migrations/0001_initial.py"):
        text = site.read(f"demo_project/{path}")
        (site.root / "demo_project" / path).write_text(text.replace("max_length=100", "max_length=60"))
    run = site.run("step", "absorb", "--yes")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "demo_project/students/migrations/0001_initial.py:12 goes to demo/03 (+1 -1)\n"
        "demo_project/students/models.py:5 goes to demo/03 (+1 -1)\n"
        f"changed  {GUIDE}/03-words.patch\n"
        f"changed  {GUIDE}/04-words.patch\n"
        "Now see which pages show it: python3 build.py check\n"
    )
    assert "+    name = models.CharField(max_length=60)\n" in site.read(f"{GUIDE}/03-words.patch")
    drifted = site.run("check")
    assert (drifted.status, drifted.out) == (
        1,
        "3 of 3 states pass\n0 of 2 blocks proven in 9 pages\n",
    )
    pages = [f"{GUIDE}/{number}-words.md" for number in ("03", "04")]
    assert drifted.err == (
        "".join(
            f"{page}:5: students/models.py#Student has drifted: 1 line differs\n"
            f"    Read the page again, then accept what is there now: python3 build.py pull {page}\n"
            for page in pages
        )
        + "2 problems\n"
    )
    assert site.run("pull").out.endswith("2 blocks refreshed in 2 pages\n")
    run = site.run("check")
    assert (run.status, run.err) == (0, "")
    moved = {name for name, data in everything(site).items() if data != before[name]}
    assert moved == {
        *(f"steps/demo/{number}-words.{kind}" for number in ("03", "04") for kind in ("md", "patch")),
        "project/students/models.py",
        "project/students/migrations/0001_initial.py",
    }
    again = site.run("step", "absorb")
    assert (again.status, again.out) == (0, "Nothing changed.\n")


def test_what_could_be_of_several_steps_is_asked_for(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "1\n2\n3\nx\ny\n", "new one.py": "n\n"})
    (site.root / "demo_project/b.py").unlink()
    before = everything(site)
    run = site.run("step", "absorb")
    assert (run.status, run.out) == (1, "")
    assert run.err == (
        "demo_project/a.py:4: it changes lines of several steps, so it could be of several\n"
        "    Name one, demo/02 or later: python3 build.py step absorb --to demo/03 a.py\n"
        "demo_project/b.py: the file is deleted, so it could be of several\n"
        "    Name one, demo/03 or later: python3 build.py step absorb --to demo/03 b.py\n"
        "demo_project/new one.py: the file is new, so it could be of several\n"
        "    Name one, demo/01 or later: python3 build.py step absorb --to demo/03 'new one.py'\n"
        "3 problems\n"
    )
    assert everything(site) == before
    assert site.run("step", "absorb", "--to", "demo/02", "a.py", "new one.py").status == 0
    assert "new one.py" in site.read(f"{GUIDE}/02-words.patch")
    run = site.run("step", "absorb", "--to", "demo/02")
    assert "Name one, demo/03 or later" in run.err
    run = site.run("step", "absorb", "--to", "demo/03")
    assert run.out == (
        "demo_project/b.py goes to demo/03\n"
        f"deleted  {GUIDE}/03-words.patch\n"
        "Now see which pages show it: python3 build.py check\n"
    )
    assert not site.run("check").err.count("the last step")


def test_a_step_that_is_named_takes_all_of_it_and_nothing_else_is_rewritten(guide: Make) -> None:
    """With three patches, `--to` the fourth step put a new line into the second, and rewrote 2 and 3."""
    site = guide(
        [{"a.py": "1\n"}, {"a.py": "1\n2\n4\n"}, {"a.py": "1\n2\n4\n5\n"}],
        {"01": "# A\n\na.py\n", "02": "# B\n\na.py\n", "03": "# C\n\na.py\n", "04": "# D\n\na.py\n"},
    )
    put(site.root / "demo_project", {"a.py": "1\n2\n3\n4\n5\n"})
    before = everything(site)
    run = site.run("step", "absorb", "--to", "demo/04")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "demo_project/a.py:3 goes to demo/04 (+1 -0)\n"
        f"new      {GUIDE}/04-words.patch\n"
        "Now see which pages show it: python3 build.py check\n"
    )
    assert {**everything(site), "steps/demo/04-words.patch": b""} == {
        **before,
        "steps/demo/04-words.patch": b"",
    }
    assert site.run("check").status == 0


def test_a_step_that_is_named_and_cannot_take_it_says_so(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "1\n2\n3\n4\nfive\n"})
    before = everything(site)
    run = site.run("step", "absorb", "--to", "demo/01")
    assert (run.status, run.out, run.err) == (
        1,
        "",
        "demo_project/a.py:5: its lines are there since demo/02, so demo/01 cannot take it\n"
        "    Name one, demo/02 or later: python3 build.py step absorb --to demo/03 a.py\n1 problem\n",
    )
    assert everything(site) == before


def test_patches_of_other_steps_are_rewritten_only_where_somebody_agrees(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "one\n2\n3\n4\nFIVE\n"})
    before = everything(site)
    for words, patches in (((), ("01", "02")), (("--to", "demo/01"), ("02",))):
        run = site.run("step", "absorb", *words)
        assert run.status == 1
        assert run.err == (
            "".join(
                f"{GUIDE}/{number}-words.patch: it would be rewritten, so nothing was written\n"
                "    Add --yes if that is meant.\n"
                for number in patches
            )
            + ("2 problems\n" if len(patches) == 2 else "1 problem\n")
        )
        assert everything(site) == before
    for answer, is_meant in (("\n", False), ("maybe\nn\n", False), (CTRL_C, False), ("y\n", True)):
        with terminal(site.root, "step", "absorb") as at:
            at.sees(
                f"These patches would be rewritten:\n  {GUIDE}/01-words.patch\n  {GUIDE}/02-words.patch\n"
            )
            at.sees("Rewrite them (y, Enter for no): ")
            at.presses(answer) if answer == CTRL_C else at.types(answer)
            assert at.end() == (130 if answer == CTRL_C else 0)
        assert ("Nothing was written." in at.said) == (answer.endswith("\n") and not is_meant)
        assert ("'maybe' is neither y nor n." in at.said) == answer.startswith("maybe")
        assert (everything(site) == before) != is_meant


def test_steps_without_any_patch_are_where_a_guide_begins(guide: Make) -> None:
    """It said "there are no steps", and of one of them "there is no step"."""
    site = guide([{}, {}], {"01": "# A\n\na.py\n", "02": "# B\n\na.py\n"})
    assert site.run("step", "list").out == "demo/01    nothing  \ndemo/02    nothing  \n"
    run = site.run("step", "edit", "demo/01")
    assert (run.status, run.err) == (0, "")
    site.write({"edit-demo-01/a.py": b"1\n"})
    run = site.run("step", "save")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"new      {GUIDE}/01-words.patch\nnew      demo_project/a.py\n")
    (site.root / GUIDE / "01-words.patch").unlink()
    run = site.run("step", "absorb", "--to", "demo/02")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"demo_project/a.py goes to demo/02\nnew      {GUIDE}/02-words.patch\n")
    assert site.run("check").status == 0


def test_an_empty_patch_is_a_step_that_changes_nothing(guide: Make) -> None:
    """It was said to be changed meanwhile."""
    site = guide(plain(), {**TEXTS, "04": "# D\n\nc.py\n", "05": "# E\n\nc.py\n"})
    site.write({f"{GUIDE}/04-words.patch": b"", f"{GUIDE}/05-words.patch": b""})
    put(site.root / "demo_project", {"c.py": "1\n"})
    run = site.run("step", "absorb", "--to", "demo/05")
    assert (run.status, run.err) == (0, "")
    assert f"changed  {GUIDE}/05-words.patch\n" in run.out
    assert site.read(f"{GUIDE}/04-words.patch") == ""
    assert site.run("check").status == 0


def test_a_dry_run_writes_nothing(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "one\n2\n3\n4\nFIVE\n"})
    before = everything(site)
    run = site.run("step", "absorb", "--dry-run")
    assert (run.status, run.out) == (
        0,
        "demo_project/a.py:1 goes to demo/01 (+1 -1)\n"
        f"{GUIDE}/01-words.patch would be rewritten\n{GUIDE}/02-words.patch would be rewritten\n",
    )
    assert everything(site) == before


def test_files_that_are_named_are_absorbed_alone(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    put(site.root / "demo_project", {"a.py": "one\n2\n3\n4\nFIVE\n", "b.py": "B\n"})
    run = site.run("step", "absorb", "--yes", "b.py")
    assert run.out.startswith("demo_project/b.py:1 goes to demo/03 (+1 -1)\n")
    assert site.run("step", "absorb", "--yes").out.startswith("demo_project/a.py:1 goes to demo/01 (+1 -1)\n")
    run = site.run("step", "absorb", "c.py")
    assert (run.status, run.err) == (
        1,
        "demo_project: the project has no file 'c.py'\n    Did you mean 'b.py'?\n1 problem\n",
    )
    run = site.run("step", "absorb", "--to", "demo/9")
    assert run.status == 1 and "there is no step 'demo/9'" in run.err


def test_what_is_absorbed_is_never_written_over_by_an_open_edit(guide: Make) -> None:
    site = guide(plain(), TEXTS)
    site.run("step", "edit", "demo/01")
    put(site.root / "demo_project", {"b.py": "B\n"})
    assert site.run("step", "absorb", "--yes").status == 0
    before = everything(site)
    site.write({"edit-demo-01/a.py": b"one\n2\n3\n4\n5\n"})
    run = site.run("step", "save")
    assert run.status == 1
    assert f"{GUIDE}/03-words.patch: it was changed meanwhile, so nothing was written" in run.err
    assert everything(site) == before
