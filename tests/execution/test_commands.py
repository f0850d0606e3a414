"""Command lines of pages: what is read, and what is refused in words."""

import pytest

from chronicles.execution.command_lines import Command, read_command
from tests.journals import refused


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("python manage.py check", Command(("python", "manage.py", "check"))),
        ("python -c 'a; b | c > d $(e) *'", Command(("python", "-c", "a; b | c > d $(e) *"))),
        ('python -c "a; b & c"', Command(("python", "-c", "a; b & c"))),
        ("A=1 B='x y' python a.py", Command(("python", "a.py"), (("A", "1"), ("B", "x y")))),
        (r"git log --format=\%h # no comment", Command(("git", "log", "--format=%h", "#", "no", "comment"))),
        ("cat été.txt", Command(("cat", "été.txt"))),
        ("python3 manage.py check", Command(("python", "manage.py", "check"))),
        ("python3.12 manage.py check", Command(("python", "manage.py", "check"))),
        ("py manage.py check", Command(("python", "manage.py", "check"))),
        ("py -3 manage.py check", Command(("python", "manage.py", "check"))),
        ("py -3.12 -m json.tool a", Command(("python", "-m", "json.tool", "a"))),
        ("./manage.py check", Command(("python", "manage.py", "check"))),
        (".venv/bin/python manage.py check", Command(("python", "manage.py", "check"))),
        ("uv run python manage.py check", Command(("python", "manage.py", "check"))),
        ("uv run manage.py check", Command(("python", "manage.py", "check"))),
        ("uv run ./manage.py check", Command(("python", "manage.py", "check"))),
        ("A=1 python3.12 a.py", Command(("python", "a.py"), (("A", "1"),))),
        ("django-admin check", Command(("django-admin", "check"))),
        ("uv run pytest -q", Command(("pytest", "-q"))),
        ("flask --app shop routes", Command(("flask", "--app", "shop", "routes"))),
        ("python -m flask run --help", Command(("python", "-m", "flask", "run", "--help"))),
        ("cat flask run", Command(("cat", "flask", "run"))),
    ],
)
def test_words_are_read_as_a_shell_would(line: str, command: Command) -> None:
    assert read_command(line) == command


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("curl http://example.org", "'curl' is not a program that pages may run"),
        ("/bin/ls", "'/bin/ls' is not a program that pages may run"),
        ("manage.py check", "'manage.py' is not a program that pages may run"),
        ("sudo ./manage.py check", "'sudo' is not a program that pages may run"),
        ("uv run tox", "'uv' is not a program that pages may run"),
        ("flask run", "'flask run' starts a server, which never ends"),
        ("flask --app shop run --debug", "'flask run' starts a server, which never ends"),
        ("A=1 python -m flask run", "'python -m flask run' starts a server, which never ends"),
        ("fastapi dev main.py", "'fastapi dev' starts a server, which never ends"),
        ("uv run uvicorn shop:app", "'uvicorn' starts a server, which never ends"),
        ("gunicorn shop:app", "'gunicorn' starts a server, which never ends"),
        ("python3 -m http.server 8000", "'python -m http.server' starts a server, which never ends"),
        ("./manage.py runserver", "'python manage.py runserver' starts a server, which never ends"),
        ("uvicorn --version", "'uvicorn' is not a program that pages may run"),
        ("uv", "'uv' is not a program that pages may run"),
        ("uv run", "'uv' is not a program that pages may run"),
        ("python3.12.1.2 a.py", "'python3.12.1.2' is not a program that pages may run"),
        ("ls | cat", "'|' in 'ls | cat' is a pipe, which needs a shell, and none is used"),
        ("ls > a", "'>' in 'ls > a' is a redirection, which needs a shell, and none is used"),
        (
            "ls && cat a",
            "'&&' in 'ls && cat a' is two commands in one line, which needs a shell, and none is used",
        ),
        (
            "ls; cat a",
            "';' in 'ls; cat a' is two commands in one line, which needs a shell, and none is used",
        ),
        ("ls &", "'&' in 'ls &' is a command in the background, which needs a shell, and none is used"),
        ('cat "$(ls)"', "'$(' in 'cat \"$(ls)\"' needs a shell, and none is used"),
        ("cat $HOME/a", "'$H' in 'cat $HOME/a' needs a shell, and none is used"),
        ("ls *.py", "'*' in 'ls *.py' needs a shell, and none is used"),
        ("cat ~/.ssh/id", "'~' in 'cat ~/.ssh/id' needs a shell, and none is used"),
        ("cat 'a", '"cat \'a" is not a command: no closing quotation'),
        ("A=1", "'A=1' runs no program"),
        ("", "'' runs no program"),
    ],
)
def test_what_cannot_run_is_refused_in_words(line: str, why: str) -> None:
    assert refused(lambda: read_command(line)).splitlines()[0] == why


def test_the_list_of_programs_is_settable() -> None:
    assert read_command("make all", {"make"}) == Command(("make", "all"))
    assert refused(lambda: read_command("pyhton a.py")).splitlines()[1] == (
        "Did you mean 'python'? Others can be allowed in mkdocs.yml, below 'chronicles:', as in "
        "'programs: [tree]'; or data-unproven says why not."
    )


def test_in_the_place_of_a_server_there_are_requests() -> None:
    assert refused(lambda: read_command("flask run")).splitlines()[1] == (
        "Show requests in http blocks, which the project answers here; mark this one with data-unproven."
    )


@pytest.mark.parametrize(
    ("line", "managed"),
    [
        ("./manage.py migrate --plan", ("migrate", "--plan")),
        ("python manage.py", ()),
        ("DEBUG=1 python manage.py check", ()),
        ("python a.py check", ()),
        ("django-admin check", ()),
    ],
)
def test_what_the_project_is_asked_for(line: str, managed: tuple[str, ...]) -> None:
    assert read_command(line).managed == managed
