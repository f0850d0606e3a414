"""Where the project is: a folder of any name, a repository beside the journal, or none."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journals import Story

from .conftest import CONFIG, Journal
from .guided import guided

Make = Callable[..., Journal]
PAGE = '# A\n\n```python {data-from="students/models.py#Course"}\n```\n\n[x](live:/admin/)\n'
SHOWN = "class Course(models.Model):\n    title = models.CharField(max_length=80)\n"
MEND = "Write its path as seen from here, such as 'project: demo_project' or 'project: ../shop', or 'none'."
NAMED = f"{{}}\n    {MEND}"


PARTS = "# Shop\n\n<!-- chronicles: entries -->\n<!-- /chronicles -->\n"


def settings(*lines: str) -> str:
    """The settings with these lines below `chronicles:`."""
    return CONFIG.replace("      zone:", "".join(f"      {line}\n" for line in lines) + "      zone:")


def line_of(made: Journal, words: str) -> int:
    return next(n for n, line in enumerate(made.read("mkdocs.yml").splitlines(), 1) if words in line)


def moved(made: Journal, to: str) -> Journal:
    """The journal with its project elsewhere, and no page of its own on how to run it."""
    (made.root / to).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made.root / "demo_project", made.root / to)
    (made.root / "docs/run-it-yourself.md").unlink()
    return made


@pytest.mark.parametrize("folder", ["shop", "code/a shop", "../shop"])
def test_the_project_is_where_the_settings_say(journal: Make, folder: str) -> None:
    made = moved(journal({"mkdocs.yml": settings(f"project: {folder}"), "docs/a.md": PAGE}), folder)
    assert made.run("pull").err == ""
    assert SHOWN in made.read("docs/a.md")
    checked = made.run("check")
    assert (checked.status, checked.err) == (0, "")
    assert made.run("build").err.startswith("There is no live demo of now: no application could answer")
    name = Path(folder).name
    page = made.read("site/run-it-yourself/index.html")
    assert f"Its folder is <code>{name}</code>, and the README in it says how." in page
    assert str(made.root.parent) not in "".join(
        made.read(f"site/{at}/index.html") for at in ("a", "run-it-yourself")
    )


def test_an_absolute_path_is_one_too(journal: Make, tmp_path: Path) -> None:
    made = journal({"mkdocs.yml": settings(f"project: {tmp_path}/shop"), "docs/a.md": PAGE})
    moved(made, "../shop")
    assert made.run("pull").err == ""
    assert made.run("check").err == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("shpo", "there is no folder 'shpo'\n    Did you mean 'shop'?"),
        ("code/shpo", "there is no folder 'code/shpo'\n    Did you mean 'code/shop'?"),
        ("../jurnal", "there is no folder '../jurnal'\n    Did you mean '../journal'?"),
        ("x", NAMED.format("there is no folder 'x'")),
        ("mkdocs.yml", NAMED.format("'mkdocs.yml' is not a folder")),
        ("''", NAMED.format("'' is not the folder of a project")),
        ("7", NAMED.format("7 is not the folder of a project")),
        ("true", NAMED.format("True is not the folder of a project")),
        ("[shop]", NAMED.format("['shop'] is not the folder of a project")),
    ],
)  # fmt: skip
def test_a_folder_that_is_none_is_told_at_its_line(journal: Make, value: str, said: str) -> None:
    made = journal({"mkdocs.yml": settings("projects:", "  more: shop", f"project: {value}")})
    for folder in ("shop", "code/shop"):
        (made.root / folder).mkdir(parents=True)
    run = made.run("check")
    at = line_of(made, f"project: {value}")
    assert (run.status, run.err) == (1, f"mkdocs.yml:{at}: {said}\n1 problem\n")


NO_PROJECT = "the journal has no project of its own"
NAME_IT = "ame its folder in mkdocs.yml: 'project: FOLDER' below 'chronicles:'."


@pytest.mark.parametrize("value", ["none", "false", None], ids=str)
def test_a_journal_needs_no_project(journal: Make, value: str | None) -> None:
    made = journal({"mkdocs.yml": settings(*([f"project: {value}"] if value else [])), "docs/a.md": "# A\n"})
    if value is None:
        shutil.rmtree(made.root / "demo_project")
    for words in (("check",), ("build",), ("new", "A day"), ("log", "words"), ("week",), ("export", "out")):
        run = made.run(*words)
        assert (run.status, run.err) == (0, ""), words
    (entry,) = (made.root / "docs/journal/posts").glob("*-a-day.md")
    assert "state:" not in entry.read_text()


def test_what_asks_for_a_project_that_is_not_there_says_so(journal: Make) -> None:
    made = journal({"mkdocs.yml": settings("project: none"), "docs/a.md": PAGE})
    assert made.run("check").err == f"docs/a.md:3: {NO_PROJECT}\n    N{NAME_IT}\n1 problem\n"
    shown = made.run("show", "Course")
    assert (shown.status, shown.err) == (1, f"Course: {NO_PROJECT}\n    N{NAME_IT}\n1 problem\n")
    absorbed = made.run("step", "absorb")
    at = line_of(made, "chronicles:")
    assert (absorbed.status, absorbed.err) == (
        1,
        f"mkdocs.yml:{at}: {NO_PROJECT}\n    N{NAME_IT}\n1 problem\n",
    )
    made.write({"docs/a.md": "# A\n\n[x](live:/admin/)\n"})
    (made.root / "docs/run-it-yourself.md").unlink()
    assert made.run("build").err == ""
    page = made.read("site/run-it-yourself/index.html")
    assert "a project that runs on your own machine. Its README says how." in re.sub(r"\s+", " ", page)


def test_snippets_of_named_projects_need_no_project_of_the_journal(journal: Make) -> None:
    made = journal({"mkdocs.yml": settings("project: none", "projects:", "  shop: demo_project")})
    made.write({"docs/a.md": PAGE.replace("students/", "shop:students/")})
    assert made.run("pull").err == ""
    assert made.run("check").err == ""
    made.write({"docs/b.md": PAGE})
    said = (
        f"docs/b.md:3: {NO_PROJECT}\n    Begin with the name of another one, such as 'shop:', or n{NAME_IT}\n"
    )
    assert made.run("check").err == f"{said}1 problem\n"


def test_git_is_no_name_of_a_project(journal: Make) -> None:
    made = journal({"mkdocs.yml": settings("projects:", "  git: demo_project")})
    said = (
        "'git' cannot be the name of a project\n    Choose another: a revision begins so, as in 'git:v1.0'."
    )
    at = line_of(made, "git:")
    assert made.run("check").err == f"mkdocs.yml:{at}: {said}\n1 problem\n"


def test_the_guides_are_where_the_settings_say(journal: Make, tmp_path: Path) -> None:
    made = journal()
    for name, content in guided(tmp_path / "guided").items():
        text = content if isinstance(content, bytes) else content.replace("steps/", "book/guides/").encode()
        made.write({name.replace("docs/steps/", "docs/book/guides/"): text})
    made.write({"mkdocs.yml": made.read("mkdocs.yml").replace("zone:", "guides: book/guides/\n      zone:")})
    built = made.run("build")
    assert (built.status, built.err) == (0, "")
    site = made.files()
    assert "book/guides/students/students-02.zip" in site
    assert b"chronicles-mine" in site["book/guides/index.html"]
    assert not [path for path in site if path.startswith("steps/")]
    listed = made.run("step", "list")
    assert [line.split()[0] for line in listed.out.splitlines() if "/" in line][:2] == [
        "students/01",
        "students/02",
    ]


def test_guides_need_no_project_beside_their_steps(journal: Make, tmp_path: Path) -> None:
    files = {
        name: data for name, data in guided(tmp_path / "guided").items() if name.startswith(("docs", "mk"))
    }
    made = journal(files)
    shutil.rmtree(made.root / "demo_project")
    assert made.run("build").err == ""
    assert made.run("step", "edit", "polls/02").err == ""
    made.write({"edit-polls-02/new.txt": "new\n"})
    saved = made.run("step", "save")
    assert (saved.status, saved.err) == (0, "")
    assert "changed  docs/steps/polls/02-clean.patch\n" in saved.out
    assert not (made.root / "demo_project").exists()


def test_a_journal_without_steps_says_how_to_begin_a_guide(journal: Make) -> None:
    made = journal({"mkdocs.yml": settings("guides: book")})
    said = 'there are no steps\n    Begin a guide: python3 build.py step new polls "A project".'
    assert made.run("step", "absorb").err == f"demo_project: {said}\n1 problem\n"


@pytest.mark.parametrize("value", ["../book", "/book", "''", "a//b", "."])
def test_a_folder_of_guides_that_cannot_be_is_told_at_its_line(journal: Make, value: str) -> None:
    made = journal({"mkdocs.yml": settings(f"guides: {value}")})
    plain = value.strip("'")
    said = f"{plain!r} is not a folder of guides"
    mend = "Write a path below the folder of the pages, such as 'guides: tutorials'."
    at = line_of(made, "guides:")
    assert made.run("check").err == f"mkdocs.yml:{at}: {said}\n    {mend}\n1 problem\n"


def test_nothing_lies_where_it_usually_does(journal: Make, tmp_path: Path) -> None:
    """The pages, the entries, the guides and the project, all in folders of other names."""
    made = journal()
    lines = "project: the code\n      guides: book\n      days: {to: 2100-12-31}\n      zone:"
    for name, content in guided(tmp_path / "guided").items():
        text = content if isinstance(content, bytes) else content.replace("steps/", "book/").encode()
        made.write({name.replace("steps/", "book/"): text})
    config = made.read("mkdocs.yml").replace("zone:", lines).replace("blog_dir: journal", "blog_dir: notes")
    shutil.rmtree(made.root / "docs/journal")
    shutil.move(made.root / "docs", made.root / "pages")
    shutil.move(made.root / "demo_project", made.root / "the code")
    (made.root / "the code/students/models.py").unlink()
    page = '# A\n\n```python {data-from="app/models.py#one"}\n```\n\n[x](code:app/models.py#last)\n'
    goals = "# Goals\n\n- [ ] Read it\n"
    files = {"pages/a.md": page, "pages/notes/index.md": "# Notes\n", "pages/goals.md": goals}
    made.write({**files, "mkdocs.yml": f"docs_dir: pages\n{config}"})
    assert made.run("pull", "pages/a.md").err == ""
    assert "def one():\n    return 11\n" in made.read("pages/a.md")
    named = made.run("new", "A day").out.strip()
    assert named.startswith("pages/notes/posts/")
    assert "state: polls/02\n" in made.read(named)
    for words in (("log", "x"), ("show", "one"), ("week",), ("done", "Read", "--evidence", named)):
        run = made.run(*words)
        assert (run.status, run.err) == (0, ""), words
    assert made.run("check", "gone.md").err.endswith(
        "there is no page 'gone.md'. Name a file below pages/.\n"
    )
    built = made.run("build", "--no-live")
    assert (built.status, built.err) == (0, "")
    assert not (made.root / "docs").exists()
    assert not (made.root / "demo_project").exists()
    checked = made.run("check", "--no-exec", "pages/a.md", named)
    assert (checked.status, checked.err) == (0, "")


@pytest.mark.parametrize(("project", "folder"), [(".", "."), ("..", "..")])
def test_a_journal_in_its_project_is_no_part_of_it(journal: Make, project: str, folder: str) -> None:
    """A page that quotes the project does not change what it quotes."""
    made = journal({"mkdocs.yml": settings(f"project: {project}"), "docs/b.md": "# B\n"})
    top = made.root / folder
    head = Story(top).commit({"shop.py": "PRICE = 1\n"})
    assert made.run("new", "One").status == 0
    assert f"state: git:{head}\n" in next(made.root.glob("docs/journal/posts/*one.md")).read_text("utf-8")
    made.write({"docs/a.md": '# A\n\n```python {data-from="shop.py"}\n```\n'})
    assert (made.run("pull").err, made.run("check").err) == ("", "")
    proven = made.read("proofs.lock")
    made.write({"docs/b.md": "# Changed\n", "docs/c.md": "# C\n"})
    assert made.run("check").err == ""
    assert set(proven.splitlines()) <= set(made.read("proofs.lock").splitlines())


def test_what_git_ignores_of_the_journal_does_not_keep_a_guide_from_its_project(journal: Make) -> None:
    """git add fails for a path that is excluded and ignored."""
    made = journal(
        {"mkdocs.yml": settings("project: ."), ".gitignore": "/site/\n.chronicles/\n", "a.py": "A = 1\n"}
    )
    (made.root / "demo_project/students/models.py").unlink()
    Story(made.root).commit()
    assert made.run("build", "--no-live").status == 0
    begun = made.run("step", "new", "shop", "A", "--yes")
    assert (begun.status, begun.err) == (0, "")
    assert begun.out.startswith("shop/01 takes the whole of . as it stands: 2 files, +3 -0\n")
    assert made.run("check").err == ""
    made.write({".gitignore": ".chronicles/\n", "README.md": PARTS})
    assert made.run("step", "new", "shop", "B", "--yes").status == 0
    assert made.run("pull", "README.md").status == made.run("new", "A day").status == 0
    assert made.run("check").err == ""


def test_a_page_is_not_quoted_as_if_it_were_code(journal: Make) -> None:
    page = '# A\n\n```markdown {data-from="docs/b.md"}\n```\n'
    made = journal({"mkdocs.yml": settings("project: ."), "docs/b.md": "# B\n", "docs/a.md": page})
    assert made.run("check").err == (
        "docs/a.md:3: docs/b.md is of the journal, and no part of the project\n"
        "    Name a file of the project, or a revision that has it, such as '@git:HEAD'.\n"
        "1 problem\n"
    )
