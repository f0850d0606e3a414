"""What the manual has for editors finds the problems in what `check` prints, and nothing else."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import lacking
from tests.commands import ROOT, run
from tests.drift.journals_with_doors import FILES, blocks, journal_at
from tests.journals import settle, write

SECTION = "In an editor"
LINES = [
    ("docs/a b.md", 3, "a.py has drifted: 1 line differs"),
    ("docs/a.md", 3, "a.py has drifted: 1 line differs"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that `check` prints where something is wrong with lines, and with a file as a whole."""
    folder = tmp_path_factory.mktemp("editors")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder)
        journal = journal_at(folder / "journal")
        wrong = {
            "docs/a b.md": FILES["docs/a.md"],
            "docs/CON.md": "# A\n",
            "demo_project/a.py": "b = 2\n",
            "mkdocs.yml": f"{FILES['mkdocs.yml']}# more\n",
        }
        write(journal.folder, wrong)
        found = run(journal.folder, "check", "--no-exec", "--changed", "HEAD")
    assert found.status == 1
    return found.out + found.err


def matchers() -> list[dict[str, Any]]:
    (text,) = blocks(SECTION, "json")
    (task,) = json.loads(text)["tasks"]
    assert task["command"] == "python3 build.py check --no-exec --changed HEAD"
    return list(task["problemMatcher"])


def matched(pattern: dict[str, Any], said: str) -> list[tuple[str, int, str]]:
    """The file, the line (0 without one) and the message of each line that a pattern matches."""
    found = filter(None, (re.search(pattern["regexp"], line, re.ASCII) for line in said.splitlines()))
    file, line, message = (pattern.get(key, 0) for key in ("file", "line", "message"))
    return [(match[file], int(match[line]) if line else 0, match[message]) for match in found]


def test_vs_code_finds_the_problems_of_lines(said: str) -> None:
    (by_line, _) = (matcher["pattern"] for matcher in matchers())
    assert [one for one in matched(by_line, said) if one[2].startswith("a.py")] == LINES
    assert {path for path, _, _ in matched(by_line, said)} == {path for path, _, _ in LINES}


def test_vs_code_finds_the_problems_of_files(said: str) -> None:
    (_, by_file) = (matcher["pattern"] for matcher in matchers())
    assert by_file["kind"] == "file"
    assert [path for path, _, _ in matched(by_file, said)] == ["docs/CON.md"]


def test_every_problem_is_found_once(said: str) -> None:
    count = sum(len(matched(matcher["pattern"], said)) for matcher in matchers())
    assert said.endswith(f"\n{count} problems\n")


def test_the_matcher_for_logs_finds_the_same(said: str) -> None:
    published = json.loads((ROOT / "docs/manual/github-matcher.json").read_bytes())
    ((pattern,),) = (matcher["pattern"] for matcher in published["problemMatcher"])
    assert matched(pattern, said) == matched(matchers()[0]["pattern"], said)


@pytest.mark.slow
def test_vim_fills_its_quickfix_list(said: str, tmp_path: Path) -> None:
    vim = shutil.which("vim") or lacking("there is no vim here: install it with 'sudo apt install vim'")
    (settings,) = blocks(SECTION, "vim")
    write(
        tmp_path,
        {
            "said.txt": said,
            "script.vim": f"{settings}cgetfile said.txt\n"
            "let found = map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.text]')\n"
            "call writefile([json_encode(found)], 'found.json')\nqall!\n",
        },
    )
    subprocess.run([vim, "-es", "-N", "-u", "NONE", "-S", "script.vim"], cwd=tmp_path, check=True, timeout=60)
    found = json.loads((tmp_path / "found.json").read_bytes())
    assert [(path, line, text.split(" Read")[0].split("\n")[0]) for path, line, text in found] == LINES
