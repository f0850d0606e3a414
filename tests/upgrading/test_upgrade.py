"""Taking a journal that an older version made to a newer one, and back."""

import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from chronicles.starting.wheel_file import WheelFile
from chronicles.upgrading.package_lock import PackageLock, read_package_lock
from tests.commands import run
from tests.journals import write
from tests.terminals import terminal

from .indexes import digests, index, wheel
from .wheels import CHANGES, LOCK, PROGRAM, WORKFLOW, own_file, wheel_of

GIVEN = ("--name", "Ada", "--zone", "UTC", "--url", "https://ada.dev", "--project", "none")
NOW = version("chronicles")
OLD_LOCK = re.sub(rb"^babel==\S+", b"babel==2.0", own_file(LOCK), flags=re.MULTILINE)
NEWER = {
    CHANGES: b"## 9.0\n\n- **Faster.** It is.\n\n### Settings\n\n- **`zone:`** has to be there.\n\n",
    WORKFLOW: own_file(WORKFLOW).replace(b"timeout-minutes: 15", b"timeout-minutes: 20"),
    PROGRAM: own_file(PROGRAM) + b"# newer\n",
}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", ".chronicles"} & {*path.relative_to(folder).parts}
    }


def journal(folder: Path, older: WheelFile | None = None) -> Path:
    """A journal that `init` has begun, and whose generator is that of an older version."""
    made = run(folder, "init", "journal", *GIVEN)
    assert made.status == 0, made.err
    root = folder / "journal"
    if older:
        write(folder, {older.name: older.data})
        assert run(root, "upgrade", f"../{older.name}", "--yes").status == 0
        (folder / older.name).unlink()
    return root


def given(folder: Path, number: str, content: Mapping[str, bytes] | None = None) -> str:
    """A wheel beside the journal, as seen from it."""
    wheel = wheel_of(number, content)
    write(folder, {wheel.name: wheel.data})
    return f"../{wheel.name}"


def test_a_journal_of_an_older_version_becomes_one_of_this(tmp_path: Path) -> None:
    fresh = files(journal(tmp_path))
    root = journal(tmp_path, wheel_of("0.0.1", {LOCK: OLD_LOCK, WORKFLOW: NEWER[WORKFLOW]}))
    old = files(root)
    assert b"timeout-minutes: 20" in old[".github/workflows/pages.yml"]
    assert "generator/chronicles-0.0.1-py3-none-any.whl" in old
    said = run(root, "upgrade", "--yes")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == f"Chronicles 0.0.1 to {NOW}"
    assert "-babel==2.0" in lines
    assert not any("    --hash" in line for line in lines)
    assert "-    timeout-minutes: 20" in lines
    assert (
        lines[-1] == f"Upgraded 0.0.1 to {NOW}. 'python3 build.py check' installs it, and says what it finds"
    )
    assert files(root) == fresh
    again = run(root, "upgrade", "--yes")
    assert again.out == f"Nothing to upgrade: the journal has {NOW} already\n"


def test_a_wheel_brings_its_own_files_and_none_of_its_code_runs(tmp_path: Path) -> None:
    root = journal(tmp_path)
    evil = b"raise SystemExit('run')\n"
    path = given(tmp_path, "9.0", NEWER | {"chronicles/__init__.py": evil, "chronicles/__main__.py": evil})
    said = run(root, "upgrade", path, "--yes")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(
        f"Chronicles {NOW} to 9.0\nSettings that mean something else:\n- **`zone:`** has to be there.\n"
        "What is new:\n- **Faster.** It is.\n"
    )
    after = files(root)
    assert after["build.py"] == NEWER[PROGRAM]
    assert b"timeout-minutes: 20" in after[".github/workflows/pages.yml"]
    assert b"\nchronicles==9.0 --hash=sha256:" in after["generator/chronicles.txt"]
    assert [name for name in after if name.endswith(".whl")] == ["generator/chronicles-9.0-py3-none-any.whl"]


def test_it_can_go_back(tmp_path: Path) -> None:
    root = journal(tmp_path)
    before = files(root)
    run(root, "upgrade", given(tmp_path, "9.0", NEWER), "--yes")
    assert files(root) != before
    said = run(root, "upgrade", "--back", "--yes")
    assert (said.status, said.err) == (0, "")
    assert said.out.endswith(f"\nBrought back what was before the upgrade from {NOW} to 9.0\n")
    assert files(root) == before
    again = run(root, "upgrade", "--back", "--yes")
    assert (again.status, again.err.splitlines()[:2]) == (
        1,
        [
            "generator: no upgrade is kept that could be undone",
            "    What was before is in the history of the journal: git log -- generator/.",
        ],
    )


def test_a_file_that_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    root = journal(tmp_path)
    run(root, "upgrade", given(tmp_path, "9.0", NEWER), "--yes")
    write(root, {"build.py": "# mine\n"})
    before = files(root)
    said = run(root, "upgrade", "--back", "--yes")
    assert (said.status, said.err.splitlines()[0]) == (
        1,
        "generator: build.py was changed since the upgrade, so nothing was brought back",
    )
    assert files(root) == before


def test_nothing_is_brought_back_outside_of_the_generator(tmp_path: Path) -> None:
    root = journal(tmp_path)
    index = '{"title": "x", "files": {"../outside": {"before": "0", "after": null}}}'
    write(root, {".chronicles/before-upgrade/upgrade.json": index, ".chronicles/before-upgrade/0": "x"})
    assert run(root, "upgrade", "--back", "--yes").status == 1
    assert not (tmp_path / "outside").exists()


def test_what_the_author_changed_is_kept_and_told(tmp_path: Path) -> None:
    root = journal(tmp_path)
    path = root / ".github/workflows/pages.yml"
    mine = path.read_bytes() + b"# mine\n"
    write(root, {".github/workflows/pages.yml": mine})
    said = run(root, "upgrade", given(tmp_path, "9.0", NEWER), "--yes")
    assert ".github/workflows/pages.yml is kept, since it has changes of yours" in said.out.splitlines()
    assert "+    timeout-minutes: 20" in said.out.splitlines()
    assert path.read_bytes() == mine
    pages = [name for name in files(root) if name.startswith("docs/")]
    assert pages


def test_a_dry_run_and_a_no_write_nothing(tmp_path: Path) -> None:
    root = journal(tmp_path)
    wheel, before = given(tmp_path, "9.0", NEWER), files(root)
    assert run(root, "upgrade", wheel, "--dry-run").status == 0
    with terminal(root, "upgrade", wheel) as at:
        at.sees("Write them? [Y/n]")
        at.types("n\n")
        assert at.end() == 130
    assert files(root) == before
    assert not (root / ".chronicles/before-upgrade").exists()


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    root = journal(tmp_path)
    wheel = given(tmp_path, "9.0", NEWER)
    (root / "generator/chronicles-9.0-py3-none-any.whl").mkdir()
    before = files(root)
    said = run(root, "upgrade", wheel, "--yes")
    assert (said.status, said.err.splitlines()[0]) == (
        1,
        "generator: chronicles-9.0-py3-none-any.whl: a folder is where a file has to be",
    )
    assert files(root) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gone.whl",), "there is no file 'gone.whl'. Name a wheel that you have."),
        (
            ("gone.whl", "--back"),
            "WHEEL, --generator, --package and --back exclude each other. Name one.",
        ),
        (
            ("--generator", "main"),
            "'main' says of no generator where it is. Write git+ADDRESS@COMMIT with all 40 digits, "
            "or sha256:DIGITS of a release on your package index.",
        ),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    found = run(journal(tmp_path), "upgrade", *words, "--yes")
    assert (found.status, found.err.splitlines()[-1]) == (2, f"Error: {said}")


def test_the_generator_may_be_taken_from_elsewhere(tmp_path: Path) -> None:
    root = journal(tmp_path, wheel_of("0.0.1"))
    address = f"git+https://ada.dev/c.git@{'0' * 40}"
    assert run(root, "upgrade", "--generator", address, "--yes").status == 0
    assert [name for name in files(root) if name.startswith("generator/")] == [
        "generator/chronicles.txt",
        "generator/requirements.txt",
    ]
    assert run(root, "upgrade", "--yes").out.startswith(f"Chronicles {'0' * 12} to {NOW}\n")


def test_a_folder_without_a_generator_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: Mine\n"})
    said = run(tmp_path, "upgrade", "--yes")
    assert (said.status, said.err.splitlines()[-1]) == (
        2,
        "Error: there is no generator/chronicles.txt here, so this journal does not carry its generator "
        "along. Go to one that 'init' has begun; in a clone of Chronicles, 'git pull' renews it.",
    )


def locked(root: Path) -> PackageLock:
    return read_package_lock((root / "generator/requirements.txt").read_text("utf-8"))


def test_one_package_is_renewed_by_itself(tmp_path: Path) -> None:
    """A hole in a dependency is mended without a new version of Chronicles."""
    root = journal(tmp_path)
    before = locked(root)
    data = [wheel("click", "8.999"), b"a source"]
    names = ("click-8.999-py3-none-any.whl", "click-8.999.tar.gz")
    packages = index(tmp_path / "simple", {"click": dict(zip(names, data, strict=True))})
    alone = {"PIP_INDEX_URL": packages, "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": ""}
    alone |= {"PIP_EXTRA_INDEX_URL": ""}
    said = run(root, "upgrade", "--package", "click", "--yes", **alone)
    assert (said.status, said.err) == (0, "")
    old = before.packages["click"].version
    assert [line for line in said.out.splitlines() if line[0] in "+-"][2:] == [
        f"-click=={old}",
        "+click==8.999",
    ]
    assert said.out.endswith("Renewed. 'python3 build.py check' installs it, and says what it finds\n")
    after = locked(root)
    assert [*after.packages["click"].hashes] == digests(data)
    assert {**after.packages, "click": None} == {**before.packages, "click": None}
    again = run(root, "upgrade", "--package", "click", "--yes", **alone)
    assert again.out == "Nothing to renew: the lock has these versions already\n"
    back = run(root, "upgrade", "--back", "--yes")
    assert back.out.endswith("\nBrought back what was before the renewal of click\n")
    assert locked(root) == before


def test_what_others_do_not_take_is_told_and_not_written(tmp_path: Path) -> None:
    root = journal(tmp_path)
    before = files(root)
    name = "mkdocs-2.0-py3-none-any.whl"
    packages = index(tmp_path / "simple", {"mkdocs": {name: wheel("mkdocs", "2.0", ["jinja2>=99"])}})
    alone = {"PIP_INDEX_URL": packages, "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": ""}
    said = run(root, "upgrade", "--package", "mkdocs", "--yes", **alone, PIP_EXTRA_INDEX_URL="")
    problem, mend, *_ = said.err.splitlines()
    assert said.status == 1
    place = "generator/requirements.txt: "
    assert problem.startswith(f"{place}chronicles needs mkdocs<2,>=1.6, and the lock would have 2.0; ")

    assert "mkdocs 2.0 needs jinja2>=99, and the lock would have 3." in problem
    assert mend == (
        "    Name a version that all of them take, or renew the others along: --package NAME for each."
    )
    assert files(root) == before
