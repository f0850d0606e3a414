"""The manual is held against the program: every command, every option, every room."""

import ast
import re
from pathlib import Path

import click
import pytest

from chronicles.cli import main
from chronicles.cli.main import MODULES
from chronicles.pages.front_matter.front_matter import _KINDS
from chronicles.pages.headers import KEYS
from chronicles.proof.problem_kinds import PROBLEM_KINDS
from chronicles.proof.result_formats import RESULT_FORMATS
from chronicles.site.mkdocs.plugin_options import PluginOptions

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "manual"


def sections(path: Path) -> dict[str, str]:
    """The level-two sections of a page, by heading."""
    parts = re.split(r"^## (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def command_of(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def options(command: click.Command) -> list[str]:
    """The options of a command and, for a group, of the commands in it."""
    inside = command.commands.values() if isinstance(command, click.Group) else ()
    own = [parameter.opts[0] for parameter in command.params if isinstance(parameter, click.Option)]
    return [*own, *(option for part in inside for option in options(part))]


@pytest.mark.parametrize("command", sorted(MODULES))
def test_every_command_has_a_section_that_names_its_options(command: str) -> None:
    section = sections(MANUAL / "commands.md")[command]
    for option in options(command_of(command)):
        assert f"`{option}" in section


def test_every_command_on_steps_is_explained() -> None:
    group = command_of("step")
    assert isinstance(group, click.Group)
    section = sections(MANUAL / "commands.md")["step"]
    explained = re.findall(r"^`python3 build\.py step ([\w-]+)", section, flags=re.MULTILINE)
    assert sorted(explained) == sorted(group.commands)


def test_no_section_is_about_a_command_that_is_not_there() -> None:
    assert set(sections(MANUAL / "commands.md")) == set(MODULES)


@pytest.mark.parametrize("command", sorted(MODULES))
def test_every_command_stands_in_the_readme(command: str) -> None:
    line = "`python3 build.py`" if command == "build" else f"`python3 build.py {command}"
    assert line in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("key", sorted(KEYS | set(_KINDS)))
def test_every_attribute_and_every_checked_front_matter_key_is_explained(key: str) -> None:
    assert f"`{key}" in (MANUAL / "writing.md").read_text("utf-8")


@pytest.mark.parametrize("key", sorted(PluginOptions()))
def test_every_setting_is_explained(key: str) -> None:
    pages = [path.read_text("utf-8") for path in MANUAL.glob("*.md")]
    assert any(f"`{key}:" in page for page in pages)


def test_every_kind_of_problem_and_every_form_of_check_is_explained() -> None:
    section = sections(MANUAL / "pull-requests.md")["For other programs"]
    listed = re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", section, flags=re.MULTILINE)
    forms, kinds = listed[: -len(PROBLEM_KINDS)], listed[-len(PROBLEM_KINDS) :]
    assert [name for name, _ in forms] == ["text", *RESULT_FORMATS]
    assert {name: f"{said[0].upper()}{said[1:]}." for name, said in kinds} == PROBLEM_KINDS


def test_the_rooms_of_the_architecture_page_are_those_on_disk() -> None:
    page = (MANUAL / "architecture.md").read_text("utf-8")
    described = set(re.findall(r"^\| `([\w./]+)` \|", page, flags=re.MULTILINE))
    package = ROOT / "src" / "chronicles"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("[!_]*.py")}
    assert described == rooms | modules


def written_mends(source: str) -> list[str]:
    """The mends that are written out where a problem is made, without what is filled into them."""
    mends = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id in {"Refused", "Absent", "Problem"} and isinstance(
            last := node.args[-1], ast.Constant
        ):
            mends.append(str(last.value))
    return mends


def test_every_problem_that_a_person_reads_ends_in_a_sentence() -> None:
    """Each `Refused` and `Problem` in the source has a mend that is a sentence or a suggestion."""
    mends = [mend for path in (ROOT / "src").rglob("*.py") for mend in written_mends(path.read_text("utf-8"))]
    assert len(mends) > 30
    assert [mend for mend in mends if not mend.endswith((".", "?"))] == []
