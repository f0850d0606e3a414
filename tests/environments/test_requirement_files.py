"""What a state requires, from the files that it has."""

from collections.abc import Mapping

import pytest

from chronicles.environments.requirement_files import ProjectRequirements, read_requirements
from tests.journals import refused

HASH = "a" * 64
LEADS_OUT = "Name a package that the package index has, such as 'Django>=5.2'."
INDEX = "Take it out: which package index is asked is a setting of the machine (PIP_INDEX_URL, UV_INDEX)."
COPY = "Copy it into the project."


def read(files: Mapping[str, str]) -> ProjectRequirements | None:
    return read_requirements(files.get)


@pytest.mark.parametrize(
    ("files", "requirements", "constraints"),
    [
        ({"requirements.txt": "Django==5.2\n"}, ["django==5.2"], []),
        ({"requirements.txt": "b\n# c\n\na >= 1  # why\nb\n"}, ["a>=1", "b"], []),
        ({"requirements.txt": "a[x,y]==1; python_version > '3'"}, ['a[x,y]==1; python_version > "3"'], []),
        ({"requirements.txt": "a>=1, \\\n  <2"}, ["a<2,>=1"], []),
        ({"requirements.txt": "-r in/b.txt", "in/b.txt": "-r c.txt\nb", "in/c.txt": "c"}, ["b", "c"], []),
        ({"requirements.txt": "-rb.txt\na", "b.txt": "-r requirements.txt\nb"}, ["a", "b"], []),
        ({"requirements.txt": "--requirement=b.txt", "b.txt": "b"}, ["b"], []),
        ({"requirements.txt": "a\n-c c.txt", "c.txt": "b<2\na<3"}, ["a"], ["a<3", "b<2"]),
        ({"requirements.txt": "a\n--constraint c.txt", "c.txt": "-r d.txt", "d.txt": "d"}, ["a"], ["d"]),
        (
            {"requirements.txt": "\ufeffa\r\nb ; python_version > '3'\r\n"},
            ["a", 'b; python_version > "3"'],
            [],
        ),
        ({"pyproject.toml": "[project]\ndependencies = ['b', 'Zope.Event']"}, ["b", "zope-event"], []),
        ({"pyproject.toml": "[project]\ndependencies = ['b']", "requirements.txt": "a"}, ["a"], []),
    ],
)
def test_requirements_are_read_as_pip_reads_them(
    files: dict[str, str], requirements: list[str], constraints: list[str]
) -> None:
    assert read(files) == ProjectRequirements(tuple(requirements), tuple(constraints))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"requirements.txt": "# nothing yet\n"},
        {"requirements.txt": "", "pyproject.toml": "[project]\ndependencies = ['b']"},
        {"pyproject.toml": "[tool.ruff]\n"},
        {"pyproject.toml": "project = 1"},
        {"pyproject.toml": "[project]\ndynamic = ['dependencies']"},
    ],
)
def test_who_requires_nothing_gets_no_environment(files: dict[str, str]) -> None:
    assert read(files) is None


def test_the_hashes_that_a_project_gives_are_kept() -> None:
    text = f"Djan.go==5 \\\n    --hash=sha256:{HASH} \\\n    --hash=sha256:{'b' * 64}\n"
    wanted = ProjectRequirements(("djan-go==5",), (), (("djan-go", (HASH, "b" * 64)),))
    assert read({"requirements.txt": text}) == wanted


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ("-e .", f"requirements.txt, line 1: '-e .' leads out of the package index\n{LEADS_OUT}"),
        ("\n../shop", f"requirements.txt, line 2: '../shop' leads out of the package index\n{LEADS_OUT}"),
        (
            "git+https://a.example/b.git",
            "requirements.txt, line 1: 'git+https://a.example/b.git' leads out of the package index\n"
            f"{LEADS_OUT}",
        ),
        (
            "a @ https://a.example/a.whl",
            "requirements.txt, line 1: 'a @ https://a.example/a.whl' leads out of the package index\n"
            f"{LEADS_OUT}",
        ),
        ("a.whl", f"requirements.txt, line 1: 'a.whl' leads out of the package index\n{LEADS_OUT}"),
        (
            "--index-url https://a.example/",
            "requirements.txt, line 1: '--index-url https://a.example/' names another place to install from\n"
            f"{INDEX}",
        ),
        ("-f .", f"requirements.txt, line 1: '-f .' names another place to install from\n{INDEX}"),
        ("--pre", f"requirements.txt, line 1: '--pre' is no requirement\n{LEADS_OUT}"),
        ("a = 1", f"requirements.txt, line 1: 'a = 1' is no requirement\n{LEADS_OUT}"),
        ("-r ../a.txt", f"requirements.txt, line 1: '../a.txt' is no file of the project\n{COPY}"),
        (
            "-r https://a.example/a.txt",
            f"requirements.txt, line 1: 'https://a.example/a.txt' is no file of the project\n{COPY}",
        ),
        (
            """-r a"'b"'""",
            """requirements.txt, line 1: the project has no file 'a"\\'b"\\''"""
            "\nWrite it, or take the line out.",
        ),
        (
            "a; sys_platform ~= '1'",
            """requirements.txt, line 1: the marker of "a; sys_platform ~= '1'" compares """
            "what cannot be compared\nWrite it as PEP 508 has it.",
        ),
        (
            "-c a.txt",
            "requirements.txt, line 1: the project has no file 'a.txt'\nWrite it, or take the line out.",
        ),
        (
            "a = 1\nb\n/c",
            "requirements.txt, line 1: 'a = 1' is no requirement; "
            f"requirements.txt, line 3: '/c' leads out of the package index\n{LEADS_OUT}",
        ),
    ],
)
def test_what_no_index_can_answer_is_refused_with_its_line(files: str, message: str) -> None:
    assert refused(lambda: read({"requirements.txt": files})) == message


def test_a_file_is_named_as_it_is_seen_from_the_journal() -> None:
    files = {"requirements.txt": "-r in/b.txt", "in/b.txt": "/c"}
    assert refused(lambda: read_requirements(files.get, "../shop")) == (
        f"../shop/in/b.txt, line 1: '/c' leads out of the package index\n{LEADS_OUT}"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[project]\ndependencies = ['-e .']", f"'-e .' leads out of the package index\n{LEADS_OUT}"),
        ("[project", "it is no TOML: Expected ']' at the end of a table declaration (at end of document)\n"),
    ],
)
def test_a_pyproject_is_told_alike(text: str, message: str) -> None:
    assert refused(lambda: read({"pyproject.toml": text})).startswith(f"pyproject.toml: {message}")
