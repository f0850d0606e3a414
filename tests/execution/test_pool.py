"""Pages that mean well: what they show is what happens."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chronicles.disk.cache import Store
from chronicles.execution import BlockResult, RunResults, ScriptRun
from chronicles.execution.pool import run
from chronicles.execution.script_runs import StepOutput
from chronicles.execution.worker import Worker
from tests.execution.small import (
    CLOCK,
    LIMITS,
    PROJECT,
    STAY,
    console,
    http,
    hurry,
    outputs,
    pycon,
    run_pages,
    stored,
)
from tests.waiting import LIMIT

WHOLE_WAY = ScriptRun(
    "docs/story.md",
    "now",
    CLOCK,
    "demo",
    (
        console(
            "python manage.py check", "python manage.py nothing", "python -c 'print(1); raise SystemExit(3)'"
        ),
        pycon(
            "from notes.models import Note",
            "Note.objects.count()",
            "for note in Note.objects.all():\n    print(note)",
            "1 / 0",
            "if True:",
            "from django.utils import timezone",
            "timezone.now().isoformat()",
            "Note.objects.create(text='from the prompt').at == timezone.now()",
        ),
        http("GET /notes/ HTTP/1.1"),
        console(
            'python manage.py shell -v 0 -c "from notes.models import Note; print(Note.objects.count())"'
        ),
        pycon("_ = Note.objects.all().delete()", "Note.objects.count()"),
        console('python -c \'open("manage.py", "w"); open("new", "w")\'', "ls"),
    ),
)
AFTER = ScriptRun(
    "docs/after.md",
    "now",
    CLOCK,
    "demo",
    (console("ls", "cat notes/models.py"), pycon("from notes.models import Note", "Note.objects.count()")),
)
EMPTY = replace(AFTER, name="docs/empty.md", database="empty")
NOTHING = ScriptRun(
    "docs/none.md", "now", CLOCK, "none", (console("ls", "python manage.py migrate --verbosity=0", "ls"),)
)
ASKING = ScriptRun(
    "docs/asking.md",
    "now",
    CLOCK,
    "empty",
    (
        http(
            "GET /form/ HTTP/1.1",
            "GET /form/ HTTP/1.1",
            "POST /notes/ HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ntext=a+b",
            "POST /notes/ HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n"
            "X-CSRFToken: {csrftoken}\n\ntext=a+b",
            "GET /lines/ HTTP/1.1",
            'POST /echo/?q=%C3%A9 HTTP/1.1\nContent-Type: application/json\n\n{"a": 1}',
            "GET /echo/ HTTP/1.1\nAuthorization: Bearer {access}",
            "POST /echo/ HTTP/1.1\nContent-Type: multipart/form-data; boundary=X\n\n--X\n"
            'Content-Disposition: form-data; name="f"; filename="f.txt"\n\nHello\n--X--',
            "GET /{nobody}/ HTTP/1.1",
        ),
    ),
)
WILD = ScriptRun(
    "docs/wild.md",
    "now",
    CLOCK,
    "none",
    (
        pycon(
            "import os, random, secrets, uuid, tempfile, time",
            "os.urandom(4), random.random(), random.Random().random()",
            "secrets.token_hex(4), str(uuid.uuid4())",
            "hash('a'), time.time(), tempfile.mktemp()[-8:], sorted(os.environ)",
        ),
        console(
            'python -c "import uuid, time, random; print(uuid.uuid4(), time.time(), {chr(97), chr(98)})"',
            "python -c 'import uuid; print(uuid.uuid4())'",
            "python manage.py shell -v 0 -c 'import uuid; print(uuid.uuid4())'",
        ),
    ),
)
VARIABLES = ScriptRun(
    "docs/variables.md",
    "now",
    CLOCK,
    "empty",
    (
        console(
            "A=b python -c 'import os; print(os.environ[\"A\"])'",
            "python manage.py test",
            "django-admin --version",
            "python manage.py check --settings nowhere",
            "python manage.py check --settings=nowhere",
            "python manage.py check --pythonpath nowhere --settings nowhere",
        ),
    ),
)
RUNS = (WHOLE_WAY, AFTER, EMPTY, NOTHING, ASKING, WILD, VARIABLES)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def ran(cache: Path) -> Iterator[RunResults]:
    run_results = run_pages(RUNS, cache)
    assert run_results.failed == {}
    assert [script_run.name for script_run in run_results.results] == [script_run.name for script_run in RUNS]
    yield run_results


def outputs_of(ran: RunResults, script_run: ScriptRun, block: int) -> tuple[StepOutput, ...]:
    return ran.results[script_run][block].outputs


def test_commands_print_and_end_as_in_a_terminal(ran: RunResults) -> None:
    check, unknown, three = outputs_of(ran, WHOLE_WAY, 0)
    assert check == StepOutput("System check identified no issues (0 silenced).\n", 0)
    assert unknown == StepOutput("Unknown command: 'nothing'\nType 'manage.py help' for usage.\n", 1)
    assert three == StepOutput("1\n", 3)


def test_the_prompt_shows_what_python_shows(ran: RunResults) -> None:
    shown = outputs_of(ran, WHOLE_WAY, 1)
    assert [output.output for output in shown[:4]] == [
        "",
        "1\n",
        "from the seed\n",
        'Traceback (most recent call last):\n  File "<console>", line 1, in <module>\n'
        "ZeroDivisionError: division by zero\n",
    ]
    assert "IndentationError" in shown[4].output
    assert [output.status for output in shown] == [0, 0, 0, 1, 1, 0, 0, 0]
    assert shown[6].output == "'2026-05-04T10:00:00+00:00'\n"
    assert shown[7].output == "True\n"


def test_the_queries_of_the_prompt_and_of_requests_are_told(ran: RunResults) -> None:
    shown = outputs_of(ran, WHOLE_WAY, 1)
    assert shown[0].queries == ()
    assert shown[1].queries == ('SELECT COUNT(*) AS "__count" FROM "notes_note"',)
    assert "'from the prompt'" in shown[7].queries[0]
    assert len(outputs_of(ran, WHOLE_WAY, 2)[0].queries) == 2


def test_prompt_requests_and_commands_share_the_database(ran: RunResults) -> None:
    (answer,) = outputs_of(ran, WHOLE_WAY, 2)
    assert answer.status == 200
    assert answer.output.startswith("HTTP/1.1 200 OK\nContent-Type: application/json\n")
    assert answer.output.endswith('\n\n{"count": 2, "first": "from the seed"}')
    assert outputs_of(ran, WHOLE_WAY, 3) == (StepOutput("2\n", 0),)
    assert outputs_of(ran, WHOLE_WAY, 4)[1].output == "0\n"


def test_files_and_database_are_put_back_for_the_next_page(ran: RunResults) -> None:
    assert outputs(ran, WHOLE_WAY)[5][1] == "config\ndb.sqlite3\nmanage.py\nnew\nnotes\n"
    assert outputs(ran, AFTER) == [
        ["config\ndb.sqlite3\nmanage.py\nnotes\n", PROJECT["notes/models.py"]],
        ["", "1\n"],
    ]
    assert outputs(ran, EMPTY)[1] == ["", "0\n"]
    before, _, after = outputs(ran, NOTHING)[0]
    assert (before, after) == ("config\nmanage.py\nnotes\n", "config\ndb.sqlite3\nmanage.py\nnotes\n")


def test_requests_keep_their_cookies_and_name_what_was_answered(ran: RunResults) -> None:
    bodies = [output.output.partition("\n\n")[2] for output in outputs_of(ran, ASKING, 0)]
    assert bodies[:2] == ["seen 1", "seen 2"]
    assert [output.status for output in outputs_of(ran, ASKING, 0)] == [
        200,
        200,
        403,
        200,
        200,
        200,
        200,
        200,
    ]
    assert bodies[3] == '{"count": 1, "first": "a b"}'
    assert bodies[4] == "line 0\nline 1\nline 2\n"
    assert '"body": "{\\"a\\": 1}", "type": "application/json"' in bodies[5]
    assert '"host": "127.0.0.1:8000"' in bodies[5]
    assert '"auth": "Bearer secret-1"' in bodies[6]
    assert '"file": "Hello"' in bodies[7]
    assert ran.results[ASKING][0].stopped.startswith(
        "no earlier answer of this page has a text or cookie 'nobody' (there is: access, auth, body, count,"
    )


def test_nothing_is_random_and_time_stands(ran: RunResults, cache: Path) -> None:
    again = run_pages([WILD], cache)
    assert again.results[WILD] == ran.results[WILD]
    assert "1777888800.0" in outputs(ran, WILD)[0][3]
    ids = {output.split()[0] for output in outputs(ran, WILD)[1]}
    assert len(ids) == 3  # each command has its own


def test_variables_tests_and_programs_are_processes(ran: RunResults) -> None:
    variable, tests, version, *_ = outputs(ran, VARIABLES)[0]
    assert variable == "b\n"
    assert "Ran 1 test in" in tests
    assert version.startswith("5.")


def test_a_command_that_names_its_own_settings_gets_them(ran: RunResults) -> None:
    for output in outputs_of(ran, VARIABLES, 0)[3:]:
        assert "ModuleNotFoundError: No module named 'nowhere'" in output.output
        assert output.status == 1


def test_a_damaged_database_is_made_anew(cache: Path, ran: RunResults) -> None:
    packs = sorted((cache / "databases").iterdir())
    assert len(packs) == 2
    good = {path: path.read_bytes() for path in packs}
    for damage in b"", good[packs[0]][:-1]:  # the second is another's, and not whole
        for path in packs:
            path.write_bytes(damage)
        assert run_pages([AFTER], cache).results[AFTER] == ran.results[AFTER]
        assert {path: path.read_bytes() for path in packs} == good


def test_a_migration_that_fails_is_told_where_it_is_needed(tmp_path: Path) -> None:
    broken = PROJECT | {"notes/migrations/0002_no.py": "raise ValueError('no such thing')"}
    plain = replace(NOTHING, blocks=(console("ls"),))
    run_results = run_pages([AFTER, EMPTY, plain], tmp_path, project=broken)
    failed = (BlockResult((), "'python manage.py migrate' fails: ValueError: no such thing"),)
    assert (run_results.results[AFTER], run_results.results[EMPTY]) == (failed, failed)
    assert outputs(run_results, plain) == [["config\nmanage.py\nnotes\n"]]
    assert run_results.failed == {}


def test_what_never_ends_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[str] = []
    order = Worker.order

    def noted(host: Worker, what: str, **values: Any) -> None:
        ordered.append(what)
        order(host, what, **values)

    hurry(monkeypatch)
    monkeypatch.setattr(Worker, "order", noted)
    broken = PROJECT | {"notes/migrations/0002_no.py": f"{STAY}\nwhile True: pass"}
    pages = [replace(EMPTY, name=f"{number}") for number in range(9)]
    run_results = run_pages(pages, tmp_path, project=broken)
    assert {results[0].stopped for results in run_results.results.values()} == {
        f"'python manage.py migrate' stopped after {LIMIT} seconds"
    }
    assert len(run_results.results) == 9
    assert ordered == ["prepare"]


def test_a_page_that_never_ends_is_stopped_after_its_time(tmp_path: Path) -> None:
    script_run = ScriptRun("a", "now", CLOCK, "none", (pycon("import time; time.sleep(60)"),))
    run_results = run_pages([script_run], tmp_path, replace(LIMITS, seconds=1), project={"a.txt": "text"})
    results = run_results.results.get(script_run, ())
    told = [result.stopped for result in results] + [*run_results.failed.values()]
    # On a machine that is busy enough, its Python has not even come up by then.
    assert told in (["stopped after 1 seconds"], ["the project does not start: it stopped after 1 seconds"])


def test_a_state_before_that_cannot_be_had_is_told_where_it_is_needed(tmp_path: Path) -> None:
    broken = stored(PROJECT | {"notes/migrations/0002_no.py": "raise ValueError('no such thing')"})
    script_run = replace(EMPTY, database="before", before="wrong")
    states = {"now": lambda: stored(PROJECT), "wrong": lambda: broken}
    run_results = run([script_run, AFTER], states, Store(tmp_path), LIMITS, lambda script_run, is_over: None)
    (result,) = run_results.results[script_run]
    assert result.stopped == "'python manage.py migrate' fails: ValueError: no such thing"
    assert len(run_results.results[AFTER]) == len(AFTER.blocks)


def test_where_neither_state_starts_the_page_is_told_why(tmp_path: Path) -> None:
    broken = stored(PROJECT | {"config/settings.py": "import os; os._exit(3)"})
    script_run = replace(EMPTY, database="before", before="wrong")
    states = {"now": lambda: broken, "wrong": lambda: broken}
    run_results = run([script_run], states, Store(tmp_path), LIMITS, lambda script_run, is_over: None)
    (result,) = run_results.results[script_run]
    assert result.stopped == "the project does not start: it ended the process that it ran in"
    assert run_results.failed == {}


def test_a_project_that_does_not_start_is_told_where_it_is_needed(tmp_path: Path) -> None:
    broken = PROJECT | {"config/settings.py": "raise ValueError('no settings')"}
    plain = ScriptRun("a", "now", CLOCK, "none", (console("python manage.py check"),))
    run_results = run_pages([plain, replace(AFTER, name="b")], tmp_path, project=broken)
    assert "ValueError: no settings" in outputs(run_results, plain)[0][0]
    (result,) = run_results.results[replace(AFTER, name="b")]
    assert result.stopped == "Django does not start: ValueError: no settings"


def test_a_state_without_django_plays_plain_python(tmp_path: Path) -> None:
    script_run = ScriptRun(
        "a",
        "now",
        CLOCK,
        "demo",
        (console("cat a.txt", "python --version"), pycon("1 + 1"), http("GET / HTTP/1.1")),
    )
    run_results = run_pages([script_run], tmp_path, project={"a.txt": "text"})
    assert outputs(run_results, script_run)[0][0] == "text"
    assert outputs(run_results, script_run)[1:] == [["2\n"], []]
    assert run_results.results[script_run][2].stopped == "no application was named that could answer"


def test_a_command_that_may_not_run_keeps_its_page_from_running(tmp_path: Path) -> None:
    script_run = ScriptRun("a", "now", CLOCK, "none", (pycon("1"), console("ls", "curl http://example.org")))
    first, second = run_pages([script_run], tmp_path).results[script_run]
    assert (first.outputs, first.stopped) == ((), "not run")
    assert second.stopped == "not run: 'curl' is not a program that pages may run"
