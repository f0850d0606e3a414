"""Which pages a branch may have made wrong: a small journal, and what each change touches of it."""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from chronicles.git.branch_changes import branch_changes
from chronicles.site.mkdocs import config
from chronicles.workspace.settings import Settings
from chronicles.workspace.touched_pages import touched_pages
from chronicles.workspace.workspace import load
from tests.commands import run
from tests.journals import Content, Link, Story, write
from tests.sizes import few

CONFIG = """
site_name: A
theme: {name: mkdocs}
plugins:
  - chronicles:
      zone: UTC
      project: shop
      projects: {lib: lib, beside: ../beside}
markdown_extensions:
  - attr_list
  - pymdownx.superfences
"""
PATCH = """From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: Ada <ada@example.org>
Date: Fri, 29 Aug 2025 12:00:00 +0000
Subject: [PATCH] {name}

---
diff --git a/{name}.py b/{name}.py
new file mode 100644
index 0000000..1111111
--- /dev/null
+++ b/{name}.py
@@ -0,0 +1 @@
+x = 1
"""


def snippet(address: str, body: str = "x = 1") -> str:
    return f'# A\n\n```python {{data-from="{address}"}}\n{body}\n```\n'


def transcript(address: str = "here", matter: str = "") -> str:
    return f'{matter}# A\n\n```console {{data-run="{address}"}}\n$ echo 1\n1\n```\n'


DATED = "---\ndate: 2025-08-29\n---\n"
FILES: Mapping[str, Content] = {
    ".gitignore": "*.log\n/site/\n/.chronicles/\n",
    "mkdocs.yml": CONFIG,
    "requirements.txt": "Django\n",
    "hook.py": "\n",
    "README.md": "# A\n",
    "notes.md": "\n",
    ".github/workflows/a.yml": "on: push\n",
    "shop/a.py": "x = 1\n",
    "shop/b.py": "x = 1\n",
    "shop/tests.py": "x = 1\n",
    "lib/c.py": "x = 1\n",
    "lib/near.py": Link("c.py"),
    "docs/index.md": "# A\n\n[a](a.md)\n",
    "docs/a.md": snippet("a.py"),
    "docs/b.md": snippet("b.py#x"),
    "docs/by-link.md": snippet("lib:near.py"),
    "docs/linked.md": Link("index.md"),
    "docs/code-link.md": "# A\n\n[b](code:b.py)\n",
    "docs/test-link.md": "# A\n\n[t](test:tests)\n",
    "docs/lib.md": snippet("lib:c.py"),
    "docs/beside.md": snippet("beside:d.py"),
    "docs/tagged.md": snippet("a.py@git:v1"),
    "docs/branch.md": snippet("a.py@git:main"),
    "docs/day.md": snippet("a.py@2025-08-29"),
    "docs/run.md": transcript(),
    "docs/run-lib.md": transcript("lib:now", DATED),
    "docs/goals.md": "# Goals\n\n- [x] One: [page](a.md), [test](test:lib:tests.One)\n",
    "docs/steps/index.md": "# Guides\n",
    "docs/steps/g/index.md": "# G\n",
    "docs/steps/g/01-one.md": "# One\n\n`one.py`\n",
    "docs/steps/g/01-one.patch": PATCH.format(name="one"),
    "docs/steps/g/02-two.md": "# Two\n\n`two.py`\n",
    "docs/steps/g/02-two.patch": PATCH.format(name="two"),
    "docs/steps/g/03-three.md": "# Three\n\nNothing is changed.\n",
    "docs/of-one.md": snippet("one.py@g/01"),
    "docs/of-two.md": snippet("two.py@g/02"),
    "docs/between.md": snippet("two.py@g/01..g/02", "+x = 1"),
    "proofs.lock": "docs/a.md  aaaa 1\ndocs/b.md  bbbb 1\ntest:lib:tests.One  cccc 1\n",
}
# Of these it is never known: git says nothing of what lies elsewhere, and a branch and a day move on.
ELSEWHERE = {"beside"}
DOUBTFUL = {*ELSEWHERE, "branch", "day"}
STEP = "steps/g/0"
ONE, TWO, THREE = f"{STEP}1-one", f"{STEP}2-two", f"{STEP}3-three"
GUIDE = {ONE, TWO, THREE}
OF_TWO = {TWO, THREE, "of-two", "between", "run"}  # `run` has no date: its clock is that of a step
OF_SHOP = {"run", "test-link"}
OF_LIB = {"run-lib", "goals"}
ALL = {name.removeprefix("docs/").removesuffix(".md") for name in FILES if name.startswith("docs/")} - {
    f"{ONE}.patch",
    f"{TWO}.patch",
}
IGNORED = "a file that git ignores"

TOUCHED: dict[str, tuple[Mapping[str, Content], set[str]]] = {
    "a page": ({"docs/a.md": "# A\n"}, {"a"}),
    "a page that another is a link to": ({"docs/index.md": "# A\n"}, {"index", "linked"}),
    "a new page, which a goal may name": ({"docs/new.md": "# A\n"}, {"new", "goals"}),
    "a page that is gone": ({"docs/a.md": None}, {"goals"}),
    "a picture": ({"docs/a.png": b"1"}, {"goals"}),
    "a file that is quoted": ({"shop/a.py": "x = 2\n"}, {"a", *OF_SHOP}),
    "a part of a file that is quoted, and linked to": (
        {"shop/b.py": "x = 2\n"},
        {"b", "code-link", *OF_SHOP},
    ),
    "a link to a file": ({"lib/near.py": Link("d.py")}, {"by-link", *OF_LIB}),
    "a file that nobody quotes": ({"shop/new.py": "x = 2\n"}, OF_SHOP),
    IGNORED: ({"shop/new.log": "x\n"}, set()),
    "a file that is quoted through a link, too": ({"lib/c.py": "x = 2\n"}, {"lib", "by-link", *OF_LIB}),
    "a change of a patch": ({f"docs/{TWO}.patch": PATCH.format(name="two") + "\n"}, OF_TWO),
    "the first patch": (
        {f"docs/{ONE}.patch": PATCH.format(name="one") + "\n"},
        {*OF_TWO, ONE, "of-one"},
    ),
    "a page of a step": ({f"docs/{TWO}.md": "# Two\n\n`two.py`, twice\n"}, {TWO}),
    "a step more": (
        {f"docs/{STEP}4-four.md": "# Four\n", f"docs/{STEP}4-four.patch": PATCH.format(name="four")},
        {f"{STEP}4-four", "run", "goals"},
    ),
    "a step in between": (
        {f"docs/{STEP}2-two.md": None, f"docs/{STEP}2-two.patch": None},
        {ONE, THREE, "of-one", "of-two", "between", "run", "goals"},
    ),
    "a patch for a step without one": (
        {f"docs/{THREE}.patch": PATCH.format(name="three")},
        {THREE, "run", "goals"},
    ),
    "what is noted of a page": ({"proofs.lock": "docs/a.md  aaaa 2\ndocs/b.md  bbbb 1\n"}, {"a", "goals"}),
    "no notes any more": ({"proofs.lock": None}, {"a", "b", "goals"}),
    "prose beside the journal": ({"notes.md": "b\n", "README.md": "b\n"}, set()),
    "what another tool reads": ({".github/workflows/a.yml": "on: []\n"}, set()),
    "the settings": ({"mkdocs.yml": CONFIG + "# b\n"}, ALL),
    "what projects are run with": ({"requirements.txt": "Django>1\n"}, ALL),
    "code beside the settings": ({"hook.py": "1\n"}, ALL),
    "how git writes files": ({"shop/.gitattributes": "* text\n"}, ALL),
    "what is a part of a project": ({".gitignore": "*.log\n*.txt\n/site/\n/.chronicles/\n"}, ALL),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Story, Settings]]:
    folder = tmp_path_factory.mktemp("touched")
    write(folder / "beside", {"d.py": "x = 1\n"})
    story = Story(folder / "journal")
    story.commit(FILES)
    story.tag("v1")
    yield story, config.load(story.folder)


@pytest.fixture
def story(begun: tuple[Story, Settings]) -> Iterator[Story]:
    yield begun[0]
    begun[0].git("reset", "--quiet", "--hard", "main")
    begun[0].git("clean", "--quiet", "-ffdx")


def touched(story: Story, settings: Settings, base: str = "main") -> tuple[set[str], str]:
    found = touched_pages(load(settings), branch_changes(story.folder, base))
    names = {one.page.path.removeprefix("docs/").removesuffix(".md") for one in found.readings}
    return names, found.because


@pytest.mark.parametrize("name", TOUCHED)
def test_what_a_change_touches(begun: tuple[Story, Settings], story: Story, name: str) -> None:
    files, expected = TOUCHED[name]
    write(story.folder, files)
    assert touched(story, begun[1])[0] == expected | (ELSEWHERE if name == IGNORED else DOUBTFUL)


def test_where_nothing_changes_only_what_lies_elsewhere_is_looked_at(
    begun: tuple[Story, Settings], story: Story
) -> None:
    assert touched(story, begun[1]) == (ELSEWHERE, "")


def test_a_project_in_a_repository_of_its_own_is_looked_at_whatever_changes(tmp_path: Path) -> None:
    story = Story(tmp_path / "journal")
    settings = CONFIG.replace("project: shop", "project: ../shop").replace("      projects:", "      # ")
    write(tmp_path / "shop", {"a.py": "x = 1\n"})
    pages = {"docs/a.md": snippet("a.py"), "docs/b.md": "# B\n", "docs/c.md": transcript()}
    story.commit({"mkdocs.yml": settings, **pages})
    found = touched_pages(load(config.load(story.folder)), branch_changes(story.folder, "HEAD"))
    assert [one.page.path for one in found.readings] == ["docs/a.md", "docs/c.md"]
    assert found.is_series


@pytest.mark.parametrize("files", [{"mkdocs.yml": CONFIG + "# b\n"}, {"hook.py": "1\n"}])
def test_the_file_that_all_pages_rest_on_is_named(
    begun: tuple[Story, Settings], story: Story, files: Mapping[str, str]
) -> None:
    write(story.folder, files)
    assert touched(story, begun[1])[1] == next(iter(files))


def test_the_first_patches_make_every_page_of_a_guide_another_one(
    begun: tuple[Story, Settings], story: Story
) -> None:
    patches = {name: None for name in FILES if name.endswith(".patch")}
    story.git("checkout", "--quiet", "-b", "before")
    story.commit(patches)
    write(story.folder, {f"docs/{TWO}.patch": PATCH.format(name="two")})
    found = touched(story, begun[1], "before")[0]
    story.git("checkout", "--quiet", "--force", "main")
    story.git("branch", "--quiet", "-D", "before")
    assert found >= GUIDE


def test_settings_that_inherit_others_rest_on_every_yaml(begun: tuple[Story, Settings], story: Story) -> None:
    story.commit({"mkdocs.yml": f"INHERIT: ../base.yml\n{CONFIG}", "lib/a.yml": "a: 1\n"})
    write(story.folder, {"lib/a.yml": "a: 2\n"})
    assert touched(story, begun[1], "HEAD")[1] == "lib/a.yml"
    story.git("reset", "--quiet", "--hard", "HEAD~1")


LAYOUTS: dict[str, tuple[str, str, Mapping[str, set[str] | None]]] = {
    # Where the journal is, what it says of its project, and what each change touches: `None` is all.
    "in the folder of its project": (
        ".",
        ".",
        {"a.py": {"a"}, "other.py": set(), "docs/b.md": {"b"}, "mkdocs.yml": None, "requirements.txt": None},
    ),
    "in a folder of its project": (
        "journal",
        "..",
        {"a.py": {"a"}, "other.py": set(), "journal/docs/b.md": {"b"}, "journal/x.py": None},
    ),
    "beside its project": (
        "journal",
        "../shop",
        {"shop/a.py": {"a"}, "other.py": set(), "journal/docs/b.md": {"b"}, "journal/requirements.txt": None},
    ),
    "without a project": ("journal", "none", {"other.py": set(), "journal/docs/b.md": {"b"}}),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_wherever_the_project_is(tmp_path: Path, name: str) -> None:
    folder, project, changes = LAYOUTS[name]
    quoted = name != "without a project"
    story = Story(tmp_path / "repo")
    journal = story.folder / folder
    settings = CONFIG.replace("project: shop", f"project: {project}").replace("      projects:", "      # ")
    pages = {"docs/a.md": snippet("a.py") if quoted else "# A\n", "docs/b.md": "# B\n"}
    write(story.folder, {"a.py": "x = 1\n", "shop/a.py": "x = 1\n", "other.py": "1\n"})
    write(journal, {"mkdocs.yml": settings, "x.py": "1\n", "requirements.txt": "a\n", **pages})
    story.commit()
    loaded = config.load(journal)
    for path, expected in changes.items():
        before = (story.folder / path).read_text()
        write(story.folder, {path: f"{before}\n\n"})
        names, because = touched(story, loaded)
        assert (names, because) == (({"a", "b"}, path) if expected is None else (expected, "")), path
        write(story.folder, {path: before})


@pytest.fixture(scope="module")
def wrong_before(begun: tuple[Story, Settings]) -> set[str]:
    return problems(begun[0].folder)


TRACKED = [name for name in TOUCHED if name != IGNORED]  # what git ignores is nothing that a branch brings
SHOWN = ("a file that is quoted", "a page that is gone")


@pytest.mark.parametrize("name", few(TRACKED, *map(TRACKED.index, SHOWN)))
def test_nothing_that_a_branch_makes_wrong_is_missed(story: Story, wrong_before: set[str], name: str) -> None:
    """What is wrong with all pages, and was not before, is told of the branch, too."""
    write(story.folder, TOUCHED[name][0])
    new = problems(story.folder) - wrong_before
    assert new or name not in SHOWN
    assert new <= problems(story.folder, "--changed", "main")


def problems(folder: Path, *words: str) -> set[str]:
    return {
        line
        for line in run(folder, "check", "--no-exec", *words).err.splitlines()
        if not line.startswith(" ") and ":" in line
    }


def test_the_repository_is_as_it_was(begun: tuple[Story, Settings], story: Story) -> None:
    said = subprocess.run(
        ["git", "-C", str(story.folder), "status", "--short"], capture_output=True, check=True
    ).stdout
    assert said == b""
