"""`check` in every form, and of a branch: what stands on each stream, however the check ends."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Run, run
from tests.journals import Content, Story, settle, write
from tests.proof.test_result_formats import JSON, SARIF, faults
from tests.test_commands import CONFIG

DRIFTED = '# A\n\n```python {data-from="a.py"}\nb = 2\n```\n'
FILES: Mapping[str, Content] = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# A\n",
    "docs/a.md": DRIFTED.replace("2", "1"),
    "docs/b.md": '# B\n\n```python {data-from="b.py"}\nb = 1\n```\n',
    "demo_project/a.py": "b = 1\n",
    "demo_project/b.py": "b = 1\n",
}
UNRUN = (
    "nothing was run; readers still get the HTML and scripts of pages, and what mkdocs.yml names runs on "
    "your machine in every command: see the manual, Security\n"
)
SAID = (
    "docs/a.md:3: a.py has drifted: 1 line differs\n"
    "    Read the page again, then accept what is there now: python3 build.py pull docs/a.md\n"
    "1 problem\n"
)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A journal in a folder of a repository, on a branch of its own."""
    settle(monkeypatch, tmp_path)
    story = Story(tmp_path / "repo")
    story.commit({f"notes/{name}": content for name, content in FILES.items()})
    story.git("checkout", "--quiet", "-b", "work")
    return Story.at(story.folder / "notes")


def check(journal: Story, *words: str) -> Run:
    return run(journal.folder, "check", "--no-exec", *words)


def parsed(found: Run, form: str) -> Any:
    document = json.loads(found.out)
    assert faults({"json": JSON, "sarif": SARIF}[form], document) == []
    return document


def test_a_branch_is_told_what_it_has_made_wrong(journal: Story) -> None:
    write(journal.folder, {"demo_project/a.py": "b = 2\n", "docs/c.md": "# C\n\n[no](no.md)\n"})
    main = journal.git("rev-parse", "main")[:10]
    assert check(journal, "--changed", "main") == Run(
        1,
        f"2 of 4 pages to look at since main ({main})\n0 of 1 block proven in 2 pages\n{UNRUN}",
        SAID.replace(
            "1 problem\n",
            "docs/c.md:3: the link 'no.md' leads nowhere\n"
            "    Write the path of a file below docs/, as seen from this page.\n"
            "2 problems\n",
        ),
    )


def test_a_branch_that_changes_nothing_of_it_is_fine(journal: Story) -> None:
    write(journal.folder, {"../other.py": "x\n", "docs/b.md": None})
    journal.commit()
    main = journal.git("rev-parse", "main")[:10]
    assert check(journal, "--changed", "main") == Run(
        0, f"0 of 2 pages to look at since main ({main})\n0 of 0 blocks proven in 0 pages\n{UNRUN}", ""
    )
    assert check(journal, "--changed", "main", "docs/a.md").out.startswith("0 of 2 pages to look at")


def test_settings_that_changed_mean_all_pages(journal: Story) -> None:
    write(journal.folder, {"mkdocs.yml": f"{CONFIG}# more\n"})
    main = journal.git("rev-parse", "main")[:10]
    assert check(journal, "--changed", "main").out == (
        f"3 of 3 pages to look at since main ({main}): all of them, because of notes/mkdocs.yml\n"
        f"2 of 2 blocks proven in 3 pages\n{UNRUN}"
    )


def test_what_the_branch_proves_is_noted_and_the_rest_is_kept(journal: Story) -> None:
    assert run(journal.folder, "check").status == 0
    before = (journal.folder / "proofs.lock").read_text().splitlines()
    journal.commit()
    journal.git("branch", "--force", "main")
    write(journal.folder, {"docs/a.md": DRIFTED.replace("2", "1") + "\nMore.\n"})
    assert run(journal.folder, "check", "--changed", "main").status == 0
    after = (journal.folder / "proofs.lock").read_text().splitlines()
    assert [line[:9] for line in after[1:]] == [line[:9] for line in before[1:]] == ["docs/a.md", "docs/b.md"]
    assert (after[1] == before[1], after[2] == before[2]) == (False, True)


WRONG_BASE = "Error: there is no revision 'mian'. Did you mean 'main'?\n"


def test_what_is_no_revision_is_a_wrong_call(journal: Story, tmp_path: Path) -> None:
    found = check(journal, "--changed", "mian")
    assert (found.status, found.out, found.err[-len(WRONG_BASE) :]) == (2, "", WRONG_BASE)
    outside = write(tmp_path / "outside", FILES)
    assert run(outside, "check", "--changed", "main").err.endswith(
        "Error: outside is in no git repository, so nothing says what has changed. "
        "Leave --changed out, or begin one with 'git init'.\n"
    )


ENDS: dict[str, tuple[Mapping[str, Content], tuple[str, ...], int, list[tuple[str, int | None, str]]]] = {
    "well": ({}, (), 0, []),
    "with nothing to look at": ({}, ("--changed", "main"), 0, []),
    "with drift": ({"docs/a.md": DRIFTED}, (), 1, [("docs/a.md", 3, "drift")]),
    "with every other kind": (
        {
            "docs/a.md": '# A\n\n```py {data-from="no.py"}\n```\n\n[b](no.md)\n\n```py {data-form=""}\n```\n',
            "README.md": "<!-- chronicles: entries -->\n\nold\n\n<!-- /chronicles -->\n",
        },
        (),
        1,
        [
            ("README.md", 1, "readme"),
            ("docs/a.md", 3, "source"),
            ("docs/a.md", 6, "page"),
            ("docs/a.md", 8, "page"),
        ],
    ),
    "before it begins, by its settings": (
        {"mkdocs.yml": f"{CONFIG}nav: [\n"},
        (),
        1,
        [("mkdocs.yml", 10, "settings")],
    ),
    "before it begins, without settings": ({"mkdocs.yml": None}, (), 1, [("mkdocs.yml", None, "settings")]),
    "before it begins, by a page that is none": ({}, ("no.md",), 2, []),
    "before it begins, by a revision that is none": ({}, ("--changed", "mian"), 2, []),
}


@pytest.mark.parametrize("name", ENDS)
def test_however_it_ends_a_document_is_all_of_standard_output(journal: Story, name: str) -> None:
    files, words, status, expected = ENDS[name]
    write(journal.folder, files)
    plain = check(journal, *words)
    found = {form: check(journal, *words, "--format", form) for form in ("json", "sarif", "github")}
    assert {one.status for one in (plain, *found.values())} == {status}
    assert {one.err for one in found.values()} == {plain.out + plain.err}  # what people read stays what it is
    told, log = parsed(found["json"], "json"), parsed(found["sarif"], "sarif")["runs"][0]
    assert [(one["path"], one["line"], one["kind"]) for one in told["problems"]] == expected
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in log["results"]]
    assert [place["uri"] for place in places] == [f"notes/{path}" for path, _, _ in expected]
    assert (told["status"], log["invocations"][0]["executionSuccessful"]) == (status, status < 2)
    commands = found["github"].out.splitlines()
    assert [line.partition(" ")[0] for line in commands] == ["::error"] * (len(expected) or status // 2)


def test_json_has_a_short_name_and_one_form_is_enough(journal: Story) -> None:
    assert check(journal, "--json") == check(journal, "--format", "json")
    assert check(journal, "--json", "--format", "json").status == 0
    wrong = check(journal, "--json", "--format", "sarif")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.endswith("Error: --json and --format sarif are two forms. Keep one of them.\n")


def test_a_disk_that_refuses_is_told_in_the_document(journal: Story) -> None:
    write(journal.folder, {"proofs.lock/a": ""})
    found = run(journal.folder, "check", "--json")
    assert found.status == 1
    assert [one["kind"] for one in parsed(found, "json")["problems"]] == ["disk"]


def test_nothing_depends_on_where_it_runs(journal: Story) -> None:
    write(journal.folder, {"docs/a.md": DRIFTED})
    on_github = run(journal.folder, "check", "--no-exec", GITHUB_ACTIONS="true", CI="true")
    assert on_github == check(journal)


def test_pages_of_no_journal_have_the_same_forms(journal: Story) -> None:
    write(journal.folder, {"demo_project/b.py": "b = 2\n"})
    words = ("check", "docs", "--project", "demo_project", "--changed", "main")
    found, plain = run(journal.folder, *words, "--json"), run(journal.folder, *words)
    document = parsed(found, "json")
    assert (document["pages"], document["blocks"]["drifted"]) == ({"checked": 1, "all": 3}, 1)
    assert [(one["path"], one["kind"]) for one in document["problems"]] == [("docs/b.md", "drift")]
    assert plain.out.startswith("1 of 3 pages to look at since main (")
    assert (plain.status, plain.err) == (found.status, found.err.removeprefix(plain.out))
    lost = run(journal.folder, "check", "none", "--project", "demo_project", "--json")
    assert [(one["path"], one["kind"]) for one in parsed(lost, "json")["problems"]] == [("none", "disk")]
    unnamed = run(journal.folder, "check", "--project", "demo_project", "--json")
    assert (unnamed.status, parsed(unnamed, "json")["error"]) == (
        2,
        "Name the pages, or their folder: --project is for those of no journal.",
    )


def test_a_project_elsewhere_is_always_looked_at(journal: Story, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"a.py": "b = 2\n", "b.py": "b = 1\n"})
    write(journal.folder, {"docs/c.md": "# C\n"})
    words = ("check", "docs", "--project", str(tmp_path / "elsewhere"), "--changed", "main")
    found = run(journal.folder, *words)
    assert (found.status, found.out.startswith("3 of 4 pages to look at since main (")) == (1, True)
