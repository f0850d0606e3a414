"""The manual's way to a first guide, played word by word from an empty folder."""

import re
import shlex
import subprocess
from pathlib import Path

from tests.built_line import untimed
from tests.journals import environment

from .conftest import ROOT, Journal

FENCE = re.compile(r"^```sh \{[^\n]*\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BUILD = "python3 build.py "


def blocks() -> list[str]:
    """The commands of the section, block by block."""
    text = (ROOT / "docs/manual/writing.md").read_text("utf-8")
    section = text.split("\n### A guide from nothing\n")[1].split("\n### ")[0]
    assert section.count("\n```sh") == len(FENCE.findall(section))
    return FENCE.findall(section)


def play(site: Journal, block: str) -> str:
    """Run the lines of a block: ours as commands of ours, what is between them by the shell."""
    said = ""
    for part in re.split(rf"^({BUILD}.*)\n", block, flags=re.MULTILINE):
        if part.startswith(BUILD):
            run = site.run(*shlex.split(part.removeprefix(BUILD)))
            assert (run.status, run.err) == (0, ""), part
            said += run.out
        elif part:
            subprocess.run(["/bin/sh", "-e", "-c", part], cwd=site.root, env=environment(), check=True)
    return said


def test_the_way_of_the_manual_ends_with_a_guide_that_holds(tmp_path: Path) -> None:
    site = Journal(tmp_path / "journal")
    site.root.mkdir()
    said = [play(site, block) for block in blocks()]
    assert said[1].startswith("questions/01 takes the whole of demo_project as it stands: 1 file, +1 -0\n")
    assert said[2].startswith("questions/02 takes what has changed in demo_project: 1 file, +1 -0\n")
    assert said[3].startswith(
        "demo_project/README.md:1 goes to questions/01 (+1 -1)\n"
        "demo_project/ask.py:1 goes to questions/02 (+1 -1)\n"
    )
    assert "demo_project/answer.py goes to questions/03\n" in said[4]
    assert untimed(said[5]).endswith("Built 5 pages into site/\n")
    assert sorted(site.files("docs/steps/questions")) == [
        "01-what-it-is-for.md",
        "01-what-it-is-for.patch",
        "02-the-first-question.md",
        "02-the-first-question.patch",
        "03-an-answer.md",
        "03-an-answer.patch",
        "index.md",
    ]
    assert "A model is a class." in site.read("site/steps/questions/03-an-answer/index.html")
