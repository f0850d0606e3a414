"""`step from-commits`: a project's own history becomes steps with a page each."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journals import GIT, Story, environment
from tests.terminals import terminal

from .conftest import Journal

Make = Callable[..., Journal]
LONG = """Ask for the age

# not a heading, and <script>alert(1)</script>
See [the page](javascript:alert(1)) {.x onclick="alert(1)"}

```python {data-from="a.py"}
x = 1
```

From now on:
---
diff --git a/x b/x
Signed-off-by: Ada <ada@example.org>
"""


@pytest.fixture
def site(journal: Make) -> Journal:
    """A journal whose project is a repository of its own, and empty."""
    made = journal()
    (made.root / "demo_project/students/models.py").unlink()
    (made.root / "demo_project/students").rmdir()
    Story(made.root / "demo_project")
    return made


def story(site: Journal, folder: str = "demo_project") -> Story:
    """Four commits: two files, one of them binary and one that may be run; a merge; nothing; a deletion."""
    told = Story.at(site.root / folder)
    told.commit({"a.py": "1\n", "logo.png": b"\x89PNG\0\xff"}, "2025-08-29 10:00:00 +0100")
    told.git("switch", "--quiet", "--create", "other")
    told.commit({"b b.py": "b\n"})
    told.commit({"run.sh": "#!/bin/sh\n"})
    told.git("switch", "--quiet", "main")
    told.git("merge", "--quiet", "--no-ff", "--message=Merge what the other has", "other")
    told.commit({}, "2025-09-01 12:00:00 -0500")
    (told.folder / "logo.png").unlink()
    told.commit({"a.py": "1\n2\n"})
    subprocess.run(
        [GIT, "commit", "--quiet", "--amend", "--file=-", "--author=Grace <grace@secret.org>"],
        cwd=told.folder,
        env=environment(),
        input=LONG.encode(),
        check=True,
    )
    return told


def test_each_commit_becomes_a_step_with_a_page(site: Journal) -> None:
    told = story(site)
    short = told.git("log", "--first-parent", "--reverse", "--format=%h", "--abbrev=10").split()
    run = site.run("step", "from-commits", "main", "--guide", "book", "--yes")
    assert (run.status, run.err) == (0, "")
    assert [" ".join(line.split()) for line in run.out.splitlines()] == [
        f"book/01 {short[0]} a step 2 files, +1 -0",
        f"book/02 {short[1]} Merge what the other has 2 files, +2 -0",
        f"book/03 {short[2]} a step nothing",
        f"book/04 {short[3]} Ask for the age 2 files, +1 -0",
        "new docs/steps/book/index.md",
        "new docs/steps/book/01-a-step.md",
        "new docs/steps/book/02-merge-what-the-other-has.md",
        "new docs/steps/book/03-a-step.md",
        "new docs/steps/book/04-ask-for-the-age.md",
        "new docs/steps/book/01-a-step.patch",
        "new docs/steps/book/02-merge-what-the-other-has.patch",
        "new docs/steps/book/04-ask-for-the-age.patch",
        "Now see which pages show it: python3 build.py check",
    ]
    for number, commit in enumerate(("HEAD~3", "HEAD~2", "HEAD~1", "HEAD"), 1):
        site.run("step", "checkout", f"book/0{number}", f"out{number}")
        names = told.git("ls-tree", "-r", "--name-only", "-z", commit).split("\0")
        assert sorted(site.files(f"out{number}")) == sorted(filter(None, names))
    assert site.files("out1")["logo.png"] == b"\x89PNG\0\xff"
    assert site.run("check").status == 0
    assert site.run("build").status == 0


def test_a_message_is_text_and_can_do_no_harm(site: Journal) -> None:
    story(site)
    assert site.run("step", "from-commits", "HEAD", "--guide", "book", "--yes").status == 0
    page = site.read("docs/steps/book/04-ask-for-the-age.md")
    assert page.startswith(
        '---\ntitle: "4. Ask for the age"\n'
        "description: # What the step means, in a sentence: the list of the steps shows it.\n"
        "---\n\n# 4. Ask for the age\n\n\\# not a heading"
    )
    assert "<script" not in page and "data-from" not in page and "](javascript" not in page
    assert "Signed-off-by: Ada\n" in page
    assert page.endswith("## The change\n\n- `a.py` changes.\n- `logo.png` is deleted.\n")
    assert site.run("build").status == 0
    assert "alert(1)</script>" not in site.read("site/steps/book/04-ask-for-the-age/index.html")


def test_a_message_that_no_patch_can_hold_becomes_one_that_it_can(site: Journal) -> None:
    told = Story.at(site.root / "demo_project")
    for number, message in enumerate(("\x07", "[PATCH 1/2] [PATCH] Mend it", "[PATCH]", "a\nb\n\n\ufeffc")):
        told.commit({"a.py": f"{number}\n"})
        words = ("commit", "--quiet", "--amend", "--cleanup=verbatim", "--file=-")
        subprocess.run([GIT, *words], cwd=told.folder, env=environment(), input=message.encode(), check=True)
    names = told.git("log", "--reverse", "--format=%h", "--abbrev=10").split()
    run = site.run("step", "from-commits", "HEAD", "--guide", "book", "--yes")
    assert (run.status, run.err) == (0, "")
    titles = [" ".join(line.split()[2:-3]) for line in run.out.splitlines()[:4]]
    assert titles == [f"{names[0]} 1", "Mend it 1", f"{names[2]} 1", "a b 1"]
    run = site.run("check")
    assert (run.status, run.err) == (0, "")


def test_the_author_and_the_day_are_kept_and_no_address_of_anybody(site: Journal) -> None:
    story(site)
    assert site.run("step", "from-commits", "HEAD", "--guide", "book", "--yes").status == 0
    patches = [site.read(f"docs/steps/book/{name}.patch") for name in ("01-a-step", "04-ask-for-the-age")]
    assert "\nFrom: Ada <chronicles@example.org>\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n" in patches[0]
    assert "\nFrom: Grace <chronicles@example.org>\n" in patches[1]
    written = site.files("docs/steps")
    assert not [name for name, data in written.items() if b"secret.org" in data or b"ada@" in data]


def test_nothing_is_written_before_somebody_agrees(site: Journal) -> None:
    story(site)
    before = site.files("docs")
    run = site.run("step", "from-commits", "HEAD~1..HEAD", "--guide", "book")
    assert (run.status, run.err) == (
        1,
        "docs/steps/book: 1 step would be made, so nothing was written\n"
        "    Add --yes if that is meant.\n1 problem\n",
    )
    for answer, is_meant in (("n\n", False), ("y\n", True)):
        with terminal(site.root, "step", "from-commits", "HEAD~1..", "--guide", "book") as at:
            at.sees("Title of the guide [Book]: ")
            at.types("\n")
            at.sees("book/01 takes all that was there before")
            at.sees("Ask for the age")
            at.sees("Make 1 step (y, Enter for no): ")
            at.types(answer)
            assert at.end() == 0
        assert (site.files("docs") != before) == is_meant


def test_later_commits_go_on_behind_the_steps_that_are_there(site: Journal) -> None:
    told = story(site)
    words = ("--guide", "book", "--yes")
    assert site.run("step", "from-commits", "HEAD~2", *words).status == 0
    run = site.run("step", "from-commits", "HEAD~1..HEAD", *words)
    assert run.status == 0, "nothing was changed between these"
    told.commit({"c.py": "1\n"})
    told.commit({"c.py": "2\n"})
    name = told.git("rev-parse", "HEAD")[:10]
    before = site.files("docs")
    run = site.run("step", "from-commits", "HEAD~1..HEAD", *words)
    assert (run.status, run.err) == (
        1,
        f"docs/steps/book: before {name}, the project is not what book/03 leaves, in 1 file\n"
        "    Name a range that goes on from there, or make a journal of its own for it.\n1 problem\n",
    )
    assert site.files("docs") == before
    assert site.run("step", "from-commits", "HEAD~2..HEAD", *words).status == 0
    assert site.run("check").status == 0


def test_steps_of_commits_stand_behind_all_others(site: Journal) -> None:
    story(site)
    assert site.run("step", "from-commits", "HEAD~2", "--guide", "b", "--yes").status == 0
    run = site.run("step", "from-commits", "HEAD~2..HEAD", "--guide", "a", "--yes")
    assert (run.status, run.err) == (
        1,
        "docs/steps/a: the steps would stand before b/02, and its patch rests on what is before it\n"
        "    Put it behind all other guides in the nav of mkdocs.yml, or name another guide.\n1 problem\n",
    )


def test_the_history_of_another_folder(site: Journal, tmp_path: Path) -> None:
    """Of a repository that has the project in a folder, only that folder counts; of any other, all of it."""
    told = Story(site.root)
    (told.folder / ".gitignore").write_text(".chronicles\n")
    subprocess.run(["rm", "-r", str(site.root / "demo_project/.git")], check=True)
    told.commit({"demo_project/a.py": "1\n", "notes.txt": "mine\n"})
    told.commit({"notes.txt": "mine, too\n"})
    for words in ((), ("--repo", ".")):
        guide = f"book{len(words)}"
        run = site.run("step", "from-commits", "HEAD", "--guide", guide, *words)
        assert [" ".join(line.split()[2:]) for line in run.out.splitlines()] == [
            "a step 1 file, +1 -0",
            "a step nothing",
        ]
    other = Story(tmp_path / "other")
    other.commit({"z.py": "1\n"})
    run = site.run("step", "from-commits", "main", "--guide", "book", "--repo", str(other.folder), "--yes")
    assert run.status == 0
    assert "- `z.py` is new.\n" in site.read("docs/steps/book/01-a-step.md")


def test_what_cannot_be_a_range(site: Journal, tmp_path: Path) -> None:
    told = story(site)
    head = told.git("rev-parse", "HEAD")
    (told.folder / "link").symlink_to("a.py")
    told.commit()
    linked = told.git("rev-parse", "HEAD")[:10]
    for words, said in (
        (
            ("nix",),
            "there is no revision 'nix'\n    List what there is with 'git tag' and 'git log --oneline'.",
        ),
        (("..main",), "'..main' is not a range\n    Write 'A..B', or 'B' for all commits up to it."),
        (
            ("main...other",),
            "'main.' is not a revision\n    Name a tag, a branch or a commit; only ~N and ^N may follow it.",
        ),
        (("main..other",), "main..other has no commits\n    Name the older end first, such as 'v1..main'."),
        (
            (f"{head}..",),
            f"in {linked}, link is a link, and states hold files alone\n"
            "    Name a range without that commit, or with the file in the place of the link.",
        ),
    ):
        run = site.run("step", "from-commits", *words, "--guide", "book")
        assert (run.status, run.err) == (1, f"demo_project: {said}\n1 problem\n")
    (tmp_path / "none").mkdir()
    run = site.run("step", "from-commits", "HEAD", "--guide", "book", "--repo", "../none")
    assert (run.status, run.err) == (
        1,
        f"{tmp_path}/none: none is in no git repository\n    Name another folder with --repo.\n1 problem\n",
    )
    site.write({"docs/steps/book/97-x.md": "# X\n"})
    run = site.run("step", "from-commits", "HEAD~1", "--guide", "book")
    assert run.err == (
        "demo_project: HEAD~1 has 4 commits\n    Name a shorter range: the guide has room for 2.\n1 problem\n"
    )
