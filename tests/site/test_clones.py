"""Projects that a clone of the journal would not bring: said before an entry quotes them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journals import Story, settle

from .conftest import Journal
from .test_projects import line_of, settings

Make = Callable[..., Journal]


def beside_of(key: str, name: str) -> str:
    return f"or move it beside the journal, and write '{key}: ../{name}'."


def said_of(folder: str, key: str) -> str:
    """What is said of a nested clone."""
    inside, beside = f"or delete {folder}/.git and commit its files here", beside_of(key, Path(folder).name)
    return (
        f"a clone of the journal would not bring {folder}, which is a repository of its own\n"
        f"    Make it a submodule: 'git submodule add URL {folder}'; {inside}; {beside}"
    )


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


def nested(made: Journal, folder: str = "demo_project") -> Journal:
    Story(made.root)
    Story(made.root / folder).commit()
    return made


def own(made: Journal, folder: str = "demo_project") -> tuple[str, str]:
    return f"mkdocs.yml:{line_of(made, 'chronicles:')}", said_of(folder, "project")


def test_check_tells_of_a_nested_clone(journal: Make) -> None:
    made = nested(journal())
    place, said = own(made)
    run = made.run("check")
    assert (run.status, run.err) == (1, f"{place}: {said}\n1 problem\n")


@pytest.mark.parametrize(
    "words", [("new", "A day"), ("log", "words"), ("show", "Course"), ("week",)], ids=" ".join
)
def test_whoever_writes_is_told_and_not_kept_from_it(journal: Make, words: tuple[str, ...]) -> None:
    made = nested(journal())
    place, said = own(made)
    run = made.run(*words)
    assert (run.status, run.err) == (0, f"{place}: {said}\n")
    assert len(list((made.root / "docs/journal").rglob("*.md"))) == 2


def test_each_project_is_told_at_its_line(journal: Make) -> None:
    made = journal({"mkdocs.yml": settings("project: code/mine", "projects:", "  shop: vendor/shop/src")})
    for folder in ("code/mine", "vendor/shop/src"):
        shutil.copytree(made.root / "demo_project", made.root / folder)
    nested(made, "code/mine")
    Story(made.root / "vendor/shop").commit()
    said = [
        f"mkdocs.yml:{line_of(made, 'project:')}: " + said_of("code/mine", "project"),
        f"mkdocs.yml:{line_of(made, 'shop:')}: " + said_of("vendor/shop", "shop"),
    ]
    assert made.run("check").err == "\n".join([*said, "2 problems\n"])


def test_what_git_ignores_is_told_with_the_rule(journal: Make) -> None:
    made = journal({".gitignore": "site/\ndemo_*/\n"})
    Story(made.root).commit()
    said = "a clone of the journal would not bring demo_project, which git ignores"
    rest = beside_of("project", "demo_project")
    mend = f"Take the rule out (.gitignore:2:demo_*/) and commit its files; {rest}"
    place, _ = own(made)
    assert made.run("check").err == f"{place}: {said}\n    {mend}\n1 problem\n"


def test_a_submodule_that_was_not_fetched_is_told_and_then_found(journal: Make, tmp_path: Path) -> None:
    made = journal()
    shutil.move(made.root / "demo_project", tmp_path / "origin")
    origin, story = Story(tmp_path / "origin"), Story(made.root)
    first = origin.commit()
    made.write(
        {"docs/a.md": f'# A\n\n```python {{data-from="students/models.py#Course@git:{first}"}}\n```\n'}
    )
    story.git("submodule", "--quiet", "add", str(origin.folder), "demo_project")
    story.commit()
    assert made.run("pull").err == ""
    assert made.run("check").err == ""
    story.git("submodule", "--quiet", "deinit", "--force", "demo_project")
    place, _ = own(made)
    said = "the submodule demo_project is empty\n    Fetch it: git submodule update --init demo_project\n"
    assert f"{place}: {said}" in made.run("check").err


def in_the_repository(made: Journal) -> None:
    Story(made.root).commit()


def not_committed(made: Journal) -> None:
    Story(made.root)


def ignored_and_tracked(made: Journal) -> None:
    Story(made.root).commit()
    made.write({".gitignore": "demo_project/\n"})


def of_no_repository(made: Journal) -> None:
    Story(made.root / "demo_project").commit()


def beside(made: Journal) -> None:
    Story(made.root)
    shutil.move(made.root / "demo_project", made.root.parent / "shop")
    Story(made.root.parent / "shop").commit()
    made.write({"mkdocs.yml": settings("project: ../shop")})


def below_the_top(made: Journal) -> None:
    Story(made.root.parent).commit()


@pytest.mark.parametrize(
    "tell", [in_the_repository, not_committed, ignored_and_tracked, of_no_repository, beside, below_the_top]
)
def test_nothing_is_said_of_what_others_can_have(journal: Make, tell: Callable[[Journal], None]) -> None:
    made = journal()
    tell(made)
    run = made.run("check")
    assert (run.status, run.err) == (0, "")
