"""Beginning a journal, as somebody does who has just heard of Chronicles."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built_line import untimed
from tests.commands import ROOT, run
from tests.journals import write
from tests.terminals import terminal

GIVEN = (
    "--name",
    "Ada",
    "--title",
    "Ada's notes",
    "--zone",
    "Africa/Lagos",
    "--url",
    "https://ada.example.org",
)
MODEL = '''
from django.db import models


class Recipe(models.Model):
    """Something to cook."""

    name = models.CharField(max_length=80)
'''
SITE = "site_name: The chronicles of Ada\nplugins: [search, tags]\n"
THEIRS = {
    "README.md": "# Recipes\n",
    ".gitignore": "*.pyc\n",
    "docs/usage.rst": "Usage\n=====\n",
    "build.py": "print('mine')\n",
    "requirements.txt": "Django\n",
    "shop/manage.py": "# Django's\n",
    "shop/recipes/models.py": MODEL.lstrip("\n"),
}


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *who, "-C", str(folder), *words], check=True, capture_output=True, text=True
    ).stdout


def begun(folder: Path, *words: str) -> Path:
    made = run(folder, "init", "journal", *GIVEN, *words)
    assert (made.status, made.err) == (0, "")
    return folder / "journal"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


@pytest.mark.parametrize("project", ["new", "none"])
def test_a_journal_checks_and_builds_at_once(tmp_path: Path, project: str) -> None:
    journal = begun(tmp_path, "--project", project)
    checked, built = run(journal, "check"), run(journal, "build", "--no-live")
    count = "1 of 1 block" if project == "new" else "0 of 0 blocks"
    assert (checked.status, checked.err.replace("running 1 test behind the goals\n", "")) == (0, "")
    assert f"{count} proven in 8 pages" in checked.out
    assert (built.status, untimed(built.out), built.err) == (0, "Built 8 pages into site/\n", "")
    git(journal, "add", "-A")
    ignored = [
        path for path in git(journal, "ls-files").splitlines() if path.startswith(("site", ".chron", ".venv"))
    ]
    assert ignored == []


def test_the_tests_of_a_new_project_pass(tmp_path: Path) -> None:
    project = begun(tmp_path) / "project"
    for words in (("check",), ("makemigrations", "--check"), ("test",)):
        subprocess.run([sys.executable, "manage.py", *words], cwd=project, check=True, capture_output=True)


def test_a_journal_has_no_words_of_this_one(tmp_path: Path) -> None:
    ours = set[str]().union(*(runs(path) for path in (ROOT / "docs").rglob("*.md")))
    journal = begun(tmp_path)
    pages = [*(journal / "docs").rglob("*.md")]
    assert {path: runs(path) & ours for path in pages if runs(path) & ours} == {}
    everything = b"".join(
        contents(journal)[name] for name in contents(journal) if name.endswith((".md", ".yml"))
    )
    assert not re.search(rb"chronicles\.example|example\.github\.io|student|marketplace", everything)


def runs(path: Path, length: int = 6) -> set[str]:
    """Every run of six words of a page's prose."""
    text = re.sub(
        r"^---\n.*?^---\n|^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    words = re.findall(r"[^\W_]+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    theirs = write(tmp_path / "journal", THEIRS)
    git(theirs, "init", "-q")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-qm", "Recipes")
    before = contents(theirs)
    said = run(tmp_path, "init", "journal", *GIVEN)
    after = contents(theirs)
    assert {name: after[name] for name in before if name != ".gitignore"} == {
        name: before[name] for name in before if name != ".gitignore"
    }
    assert after[".gitignore"].startswith(before[".gitignore"])
    assert "+.chronicles/" in said.out.splitlines()
    kept = [line for line in said.out.splitlines() if line.startswith("kept")]
    assert kept == ["kept, it is yours README.md"]
    entry = next(theirs.glob("pages/journal/posts/*.md")).read_text("utf-8")
    head = git(theirs, "rev-parse", "HEAD").strip()
    assert f'state: "git:{head}"\n' in entry
    assert '```python {data-from="recipes/models.py#Recipe"}\nclass Recipe(models.Model):\n' in entry
    assert run(theirs, "check").status == 0


def test_a_repository_is_its_own_project(tmp_path: Path) -> None:
    theirs = write(tmp_path / "journal", {"setup.py": "", "recipes/models.py": MODEL.lstrip("\n")})
    git(theirs, "init", "-q")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-qm", "Recipes")
    assert run(tmp_path, "init", "journal", *GIVEN).status == 0
    assert '      project: "."' in (theirs / "mkdocs.yml").read_text("utf-8")
    entry = next(theirs.glob("docs/journal/posts/*.md")).read_text("utf-8")
    assert 'data-from="recipes/models.py#Recipe"' in entry
    assert f'state: "git:{git(theirs, "rev-parse", "HEAD").strip()}"\n' in entry
    assert run(theirs, "check").status == run(theirs, "build", "--no-live").status == 0


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_repository_beside_the_journal_is_quoted_at_its_commit(tmp_path: Path, is_changed: bool) -> None:
    theirs = write(tmp_path / "shop", {"setup.py": "", "recipes/models.py": MODEL.lstrip("\n")})
    git(theirs, "init", "-q")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-qm", "Recipes")
    write(theirs, {"new.py": "x = 1\n"} if is_changed else {})
    journal = begun(tmp_path, "--project", "shop")
    entry = next(journal.glob("docs/journal/posts/*.md")).read_text("utf-8")
    head = git(theirs, "rev-parse", "HEAD").strip()
    assert 'data-from="recipes/models.py#Recipe"' in entry
    assert (f'state: "git:{head}"\n' in entry) is not is_changed
    write(theirs, {"recipes/models.py": "class Recipe:\n    pass\n"})
    assert run(journal, "check").status == int(is_changed)


def test_a_guide_begins_with_the_project(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "journal", *GIVEN, "--guide", "my-shop")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    names = ("01-the-beginning.md", "01-the-beginning.patch", "index.md")
    files = [f"docs/steps/my-shop/{name}" for name in names]
    at = lines.index(f"new      {files[0]}")
    assert lines[at : at + 3] == [f"new      {name}" for name in files]
    assert "my-shop/01 takes the whole of project as it stands: 16 files, +199 -0" in lines
    journal = tmp_path / "journal"
    entry = next(journal.glob("docs/journal/posts/*.md")).read_text("utf-8")
    assert 'state: "my-shop/01"\n' in entry
    assert "  - My shop:\n      - steps/my-shop/index.md\n" in (journal / "mkdocs.yml").read_text("utf-8")
    assert "1 of 1 state pass" in run(journal, "check").out
    built = run(journal, "build", "--no-live")
    assert (built.status, untimed(built.out), built.err) == (0, "Built 10 pages into site/\n", "")
    before = contents(journal)
    again = run(tmp_path, "init", "journal", *GIVEN, "--guide", "my-shop")
    assert (again.status, contents(journal)) == (0, before)


def test_a_guide_of_a_repository_that_is_the_project_holds_after_an_entry(tmp_path: Path) -> None:
    theirs = write(tmp_path / "journal", {"setup.py": "", "recipes/models.py": MODEL.lstrip("\n")})
    git(theirs, "init", "-q")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-qm", "Recipes")
    said = run(tmp_path, "init", "journal", *GIVEN, "--guide", "recipes")
    assert (said.status, said.err) == (0, "")
    head = git(theirs, "rev-parse", "HEAD").strip()
    assert f'state: "git:{head}"\n' in next(theirs.glob("docs/journal/posts/*.md")).read_text("utf-8")
    assert run(theirs, "build", "--no-live").status == run(theirs, "new", "A day").status == 0
    assert (run(theirs, "check").status, run(theirs, "check").err) == (0, "")


def test_a_guide_may_begin_before_its_project_has_a_file(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    said = run(tmp_path, "init", "journal", *GIVEN, "--project", "shop", "--guide", "shop")
    assert (said.status, said.err) == (0, "")
    assert "01-the-beginning.patch" not in said.out
    assert run(tmp_path / "journal", "check").status == 0


@pytest.mark.parametrize("name", ["README.rst", "README", "readme.txt"])
def test_a_readme_of_another_kind_stays_the_first_page(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: "Recipes\n=======\n", "setup.py": ""})
    said = run(tmp_path, "init", ".", *GIVEN)
    assert (said.status, said.err) == (0, "")
    assert f"kept, it is yours {name}" in said.out.splitlines()
    assert said.out.splitlines()[-1] == "The journal is here. To see it: python3 build.py serve"
    assert not (tmp_path / "README.md").exists()
    assert run(tmp_path, "check").status == run(tmp_path, "new", "A day").status == 0


def test_old_notes_come_along(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"notes.txt": "2024-05-01 21:14\nI learned to count.\n", "old/a.md": "# 2024-05-02\n\nAnd to add.\n"},
    )
    words = ("--project", "none", "--import", "notes.txt", "--import", "old")
    made, journal = run(tmp_path, "init", "journal", *GIVEN, *words), tmp_path / "journal"
    assert made.status == 0 and made.err.endswith("'build' takes it for a misprint until you commit it\n")
    texts = [path.read_text("utf-8") for path in sorted(journal.glob("docs/journal/posts/*.md"))]
    assert len(texts) == 3
    assert "I learned to count." in texts[0] and "And to add." in texts[1]
    assert "- 2024-05-02: " in (journal / "README.md").read_text("utf-8")
    git(journal, "add", "-A")
    git(journal, "commit", "-qm", "Begin")  # which says that today is no misprint
    assert run(journal, "pull").status == 0
    assert run(journal, "check").status == run(journal, "build", "--no-live").status == 0


def test_a_journal_has_no_tests_of_the_generator(tmp_path: Path) -> None:
    said = run(begun(tmp_path, "--project", "none"), "test")
    assert (said.status, said.err.splitlines()[-1]) == (
        2,
        "Error: 'test' runs the tests of Chronicles itself, and has to be called in its repository. "
        "Of a journal, 'python3 build.py check' proves the pages, the states of the guides and the tests "
        "behind the goals.",
    )


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    before = contents(journal)
    again = run(tmp_path, "init", "journal", *GIVEN, "--project", "new")
    assert (again.status, contents(journal)) == (0, before)
    assert again.out.startswith("kept")  # the README, which has got its list of entries


def test_a_site_of_mkdocs_keeps_its_settings(tmp_path: Path) -> None:
    write(tmp_path / "journal", {"mkdocs.yml": SITE, "docs/index.md": "# Mine\n", "setup.py": ""})
    said = run(tmp_path, "init", "journal", *GIVEN)
    journal = tmp_path / "journal"
    assert (journal / "mkdocs.yml").read_text() == SITE
    guided = run(tmp_path, "init", "journal", *GIVEN, "--guide", "shop")
    assert (guided.status, guided.err.splitlines()[-1]) == (
        2,
        "Error: Invalid value for --guide: mkdocs.yml is yours. Add chronicles to its plugins, and then: "
        'step new shop "Title".',
    )
    assert [*contents(journal / "docs")] == ["index.md"]
    assert "\n  - chronicles:\n      zone: Africa/Lagos\n      project: .\n" in said.out
    assert said.out.splitlines()[-1] == "Then see what holds: cd journal && python3 build.py check"
    assert not (journal / ".github").exists()  # who publishes a site already is not to do it twice


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--zone", "Nowhere"),
            "--zone: there is no time zone 'Nowhere'. Write a name such as Africa/Lagos or UTC.",
        ),
        (
            ("--url", "ada.example.org"),
            "--url: 'ada.example.org' is no address. Write one such as https://example.org/",
        ),
        (("--url", ""), "--url: '' is no address. Write one such as https://example.org/"),
        (("--project", ""), "--project: there is no folder ''. Name one, or 'new', or 'none'."),
        (("--project", "gone"), "--project: there is no folder 'gone'. Name one, or 'new', or 'none'."),
        (
            ("--guide", "my shop"),
            "--guide: 'my shop' cannot be the name of a guide. Write letters, digits, "
            "'-' and '_', such as 'polls'.",
        ),
        (
            ("--guide", "shop", "--project", "none"),
            "--guide: a guide shows how a project grows, and this journal has none. Name one: --project.",
        ),
        (
            ("--title", "A <b>"),
            "--title: 'A <b>' is no title. Write it in plain words, on one line, without '<', '>' and '\"'.",
        ),
        (
            ("--generator", "main"),
            "'main' says of no generator where it is. Write git+ADDRESS@COMMIT with all 40 digits, "
            "or sha256:DIGITS of a release on your package index.",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    made = run(tmp_path, "init", "journal", *GIVEN, *words)
    assert made.status == 2
    assert made.err.splitlines()[-1].removeprefix("Error: ").removeprefix("Invalid value for ") == said
    assert [*tmp_path.iterdir()] == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"journal": "x"})
    made = run(tmp_path, "init", "journal")
    assert (made.status, made.err.splitlines()[-1]) == (2, "Error: 'journal' is a file. Name a folder.")


def test_it_asks_five_things_and_then_whether_to_write(tmp_path: Path) -> None:
    with terminal(tmp_path, "init", "journal") as at:
        for question, answer in (
            ("Who writes it", "Ada"),
            ("What is it called [What Ada learns]", ""),
            ("The time zone of its days", "Africa/Lagos"),
            ("The folder of the project, 'new', or 'none' [new]", "none"),
            ("Where will it be read [https://example.org/]", "https://ada.example.org"),
            ("Write them? [Y/n]", "n"),
        ):
            at.sees(question)
            at.types(f"{answer}\n")
        assert at.end() == 130
    assert not (tmp_path / "journal").exists()


@pytest.mark.slow
def test_a_clone_builds_where_nobody_has_heard_of_it(tmp_path: Path) -> None:
    """The packages of the lock need the network; the generator is in the journal."""
    journal, clone = begun(tmp_path), tmp_path / "clone"
    git(journal, "add", "-A")
    git(journal, "commit", "-qm", "Begin")
    git(tmp_path, "clone", "-q", str(journal), str(clone))
    bare = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "UV_", "SSL_"))}
    bare |= {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    for words, status in ((("build", "--no-live"), 0), (("check",), 0), (("--version",), 0)):
        done = subprocess.run(
            [sys.executable, "build.py", *words], cwd=clone, env=bare, capture_output=True, text=True
        )
        assert done.returncode == status, done.stderr
    assert git(clone, "status", "--porcelain") == "?? proofs.lock\n"  # which 'check' has made
