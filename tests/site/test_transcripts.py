"""Transcripts as a person works with them: small journals about a real project, pulled and checked."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guides.series.guides import Files, Program, patches_of
from tests.journals import folder_for_all
from tests.sandbox.traces import things
from tests.sizes import few
from tests.waiting import LIMIT, wait_for

from .conftest import Journal, Run
from .polls import MIGRATION, MODELS, PROJECT, QUICK, VIEWS, block, polls

IMPORT = ">>> from polls.models import Choice, Question"
PULLED = {
    "tutorial.md": "---\ndate: 2025-10-04\nproof: all\n---\n\n# As in Django's own tutorial\n\n"
    + "\n".join(
        [
            "```console\n$ python manage.py check\n$ python manage.py test polls\n```\n",
            f"```pycon\n{IMPORT}\n>>> Question.objects.all()\n>>> from django.utils import timezone\n"
            '>>> q = Question(text="What\'s new?", published=timezone.now())\n>>> q.save()\n>>> q.id\n'
            '>>> q.published\n>>> Question.objects.get(id=1)\n>>> q.choice_set.create(text="Not much")\n'
            ">>> for choice in q.choice_set.all():\n...     print(choice, choice.votes)\n...\n"
            ">>> Question.objects.get(id=2)\nTraceback (most recent call last):\n  …\nold\n```\n",
            "```http\nGET /polls/1/ HTTP/1.1\n```\n",
            "```http\nGET /polls/9/ HTTP/1.1\n```\n",
            "```text\nnothing to run\n```\n",
        ]
    ),
    "queries.md": "---\nseed: demo\n---\n\n"
    + block("pycon", IMPORT)
    + block("pycon", '>>> Question.objects.get(text__startswith="Tea").choice_set.count()')
    + block("sql")
    + block("http", "GET /form/ HTTP/1.1", "", "HTTP/1.1 200 OK", "Content-Type: text/plain", "", "seen 5")
    + block("http", "GET /form/ HTTP/1.1")
    + block(
        "http",
        "POST /polls/1/vote/ HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded",
        "X-CSRFToken: {csrftoken}",
        "",
        "choice=2",
    )
    + block("sql"),
    "tokens.md": block("http", "POST /token/ HTTP/1.1", "", "HTTP/1.1 200 OK", "", '{"access": "…", "x": 1}')
    + block("http", "GET /me/ HTTP/1.1", "Authorization: Bearer {access}")
    + block("http", "GET /me/ HTTP/1.1"),
    "empty.md": block("http", "GET /polls/ HTTP/1.1"),
    "new.md": "---\nseed: new\n---\n\n"
    + block("console", "$ ls", "$ python manage.py migrate", "…", "  Applying sessions.0001_initial... OK"),
    "fails.md": block("console", "$ python manage.py shout", more='data-fails="1"')
    + block("console", "$ cat nothing", "…No such file or directory", more='data-fails="1"'),
    "time.md": "---\ndate: 2025-10-05\n---\n\n"
    + block(
        "pycon",
        ">>> import datetime, random, os",
        ">>> datetime.datetime.now()",
        ">>> os.getcwd()",
        ">>> random.randint(1, 10**9)",
        "x",
        ">>> {'a', 'b', 'c'}",
        ">>> object()",
    ),
}


def lines(path: str, run: Run) -> list[str]:
    """What is said of a page, its place without the page."""
    return [line.removeprefix(f"{path}:") for line in run.err.splitlines() if line.startswith(f"{path}:")]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A journal that was pulled and checked; whoever changes it takes a copy."""
    made = polls(tmp_path_factory.mktemp("polls") / "journal", PULLED)
    pulled = made.run("pull")
    assert (pulled.status, pulled.err) == (0, ""), pulled.err
    checked = made.run("check")
    assert (checked.status, checked.err) == (0, ""), checked.err
    assert re.match(r"19 of 20 blocks proven in \d+ pages\n", checked.out), checked.out
    return made


@pytest.fixture
def copy(done: Journal, tmp_path: Path) -> Journal:
    return Journal(shutil.copytree(done.root, tmp_path / "copy", symlinks=True))


def test_a_page_in_the_way_of_djangos_tutorial_shows_what_happens(done: Journal) -> None:
    page = done.read("docs/tutorial.md")
    for said in [
        "$ python manage.py check\nSystem check identified no issues (0 silenced).\n$",
        "Found 2 test(s).\n",
        "Creating test database for alias 'default'...\n",
        "Ran 2 tests in ",
        "\nOK\n",
        ">>> Question.objects.all()\n<QuerySet []>\n",
        ">>> q.id\n1\n",
        "datetime.datetime(2025, 10, 4, 11, 0, tzinfo=datetime.timezone.utc)\n",
        "<Question: What's new?>\n",
        "<Choice: Not much (0)>\n",
        "...     print(choice, choice.votes)\n...\nNot much (0) 0\n",
        "Traceback (most recent call last):\n  …\n"
        "polls.models.Question.DoesNotExist: Question matching query does not exist.\n```",
        "HTTP/1.1 404 Not Found\nContent-Type: text/html; charset=utf-8\n\n…\n```",
        "GET /polls/1/ HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n…\n```",
        "```text\nnothing to run\n```",
    ]:
        assert said in page


def test_queries_are_those_of_the_block_above_without_transactions(done: Journal) -> None:
    page = done.read("docs/queries.md")
    first, second = re.findall(r'```sql {data-run="here"}\n(.*?)\n```', page, re.DOTALL)
    assert first.startswith('SELECT "polls_question"."id",\n       "polls_question"."text",\n')
    assert first.count(";") == 2
    assert "LIKE 'Tea%' ESCAPE" in first
    assert second.count(";") == 3
    assert '\nUPDATE "polls_choice"\nSET ' in second
    assert not re.search("BEGIN|COMMIT|SAVEPOINT", second)


def test_cookies_and_the_token_against_forgery_go_down_the_page(done: Journal) -> None:
    page = done.read("docs/queries.md")
    assert "\nseen 1\n```" in page
    assert "\nseen 2\n```" in page
    assert 'choice=2\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"votes": 1}\n' in page


def test_tokens_are_carried_by_their_names(done: Journal) -> None:
    page = done.read("docs/tokens.md")
    assert '{"access": "…", "refresh": "r3fresh"}' in page
    assert page.count('{"known": true}') == page.count('{"known": false}') == 1
    assert "s3cret" not in page


def test_one_page_does_not_reach_another_and_each_begins_as_it_says(done: Journal) -> None:
    assert '\n{"questions": []}\n' in done.read("docs/empty.md")
    page = done.read("docs/new.md")
    assert "$ ls\nconfig\nmanage.py\npolls\n$ python" in page
    assert "migrate\n…\n  Applying sessions.0001_initial... OK\n```" in page


def test_time_and_chance_stand_still(done: Journal) -> None:
    page = done.read("docs/time.md")
    assert "datetime.datetime(2025, 10, 5, 12, 0)" in page or "datetime.datetime(2025, 10, 5, 11, 0)" in page
    assert ">>> os.getcwd()\n'~/project'\n" in page
    assert "<object object at 0x…>" in page


def test_a_failure_that_is_meant_is_shown(done: Journal) -> None:
    page = done.read("docs/fails.md")
    assert "Unknown command: 'shout'" in page
    assert "$ cat nothing\n…No such file or directory\n" in page


def test_pulling_again_changes_no_byte(copy: Journal) -> None:
    before = copy.files("docs")
    run = copy.run("pull")
    assert (run.status, run.out) == (0, "0 blocks refreshed in 0 pages\n")
    assert copy.files("docs") == before


def test_what_was_proven_is_written_in_order_and_stays(done: Journal) -> None:
    head, *entries = done.read("proofs.lock").splitlines()
    assert head.startswith("# ")
    assert [re.sub("[0-9a-f]{32}", "…", entry) for entry in entries] == [
        "docs/empty.md  … 1",
        "docs/fails.md  … 2",
        "docs/new.md  … 1",
        "docs/queries.md  … 7",
        "docs/time.md  … 1",
        "docs/tokens.md  … 3",
        "docs/tutorial.md  … 4",
    ]


UNUSABLE = """
import sys
from chronicles.execution import pool
from chronicles.sandbox import program
def refuse(*words, **more):
    raise SystemExit("something ran")
pool.open_worker = refuse
from chronicles.cli.main import main
main(["check"], prog_name="chronicles")
"""


def unusable(made: Journal) -> Run:
    """Check where nothing can be run."""
    words = [sys.executable, "-c", UNUSABLE]
    ended = subprocess.run(words, cwd=made.root, capture_output=True, text=True, timeout=LIMIT, check=False)
    return Run(ended.returncode, ended.stdout, ended.stderr)


def test_a_second_check_runs_nothing(copy: Journal) -> None:
    before = copy.read("proofs.lock")
    run = unusable(copy)
    assert (run.status, run.out[:16]) == (0, "19 of 20 blocks ")
    assert copy.read("proofs.lock") == before


def test_without_what_is_remembered_it_would(copy: Journal) -> None:
    for path in (copy.root / ".chronicles/store/runs").iterdir():
        path.write_bytes(b"{}")
    run = unusable(copy)
    assert run.status != 0
    assert "something ran" in run.err


def test_no_exec_runs_nothing_and_says_so(copy: Journal) -> None:
    shutil.rmtree(copy.root / ".chronicles")
    before = copy.read("proofs.lock")
    run = copy.run("check", "--no-exec")
    assert run.status == 0
    assert re.match(r"0 of 20 blocks proven in \d+ pages, 19 not run\n", run.out)
    assert run.out.endswith(
        "nothing was run; readers still get the HTML and scripts of pages, and what mkdocs.yml names runs "
        "on your machine in every command: see the manual, Security\n"
    )
    assert not (copy.root / ".chronicles/store/runs").exists()
    assert not (copy.root / ".chronicles/store/databases").exists()
    assert copy.read("proofs.lock") == before
    assert copy.run("pull", "--no-exec").out == "0 blocks refreshed in 0 pages\n"


CHANGES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a view's answer": (
        {"polls/views.py": VIEWS.replace('{"known": known}', '{"is_known": known}')},
        {"docs/tokens.md": '{"known": true}'},
    ),
    "the text of a model": (
        {"polls/models.py": MODELS.replace('return f"{self.text} ({self.votes})"', "return self.text")},
        {"docs/tutorial.md": "<Choice: Not much (0)>"},
    ),
    "a migration": (
        {
            "polls/models.py": MODELS.replace(
                "votes =", "rank = models.IntegerField(default=7)\n    votes ="
            ),
            "polls/migrations/0002_rank.py": MIGRATION.partition("    initial")[0]
            + '    dependencies = [("polls", "0001_initial")]\n    operations = [\n'
            '        migrations.AddField("choice", "rank", models.IntegerField(default=7)),\n    ]\n',
        },
        {"docs/queries.md": 'SELECT "polls_choice"."id"'},
    ),
}


@pytest.mark.parametrize(("change", "shown"), few(CHANGES.values(), 0), ids=CHANGES)
def test_after_a_change_exactly_the_pages_that_show_it_fail(
    copy: Journal, change: dict[str, str], shown: dict[str, str]
) -> None:
    copy.write({f"demo_project/{name}": text.encode() for name, text in change.items()})
    run = copy.run("check")
    pages = re.findall(r"^(docs/\S+?):(\d+): line (\d+): expected `(.*?)`, got ", run.err, re.MULTILINE)
    assert run.status == 1
    assert {page for page, *_ in pages} == shown.keys(), run.err
    assert {line.split(":")[0] for line in run.err.splitlines() if line.startswith("docs/")} == shown.keys()
    for page, at, within, expected in pages:
        body = copy.read(page).splitlines()
        assert body[int(at) - 1].startswith(expected[:30])
        opening = next(n for n in range(int(at), 0, -1) if body[n - 1].startswith("```"))
        assert int(at) - opening == int(within)
    locked = copy.read("proofs.lock")
    assert all(f"{page}  " not in locked for page in shown)
    assert locked.count("\n") == 7
    assert copy.run("pull").status == 0
    assert copy.run("check").status == 0
    assert copy.read("proofs.lock").count("\n") == 8


WRONG = {
    "drift.md": block("console", "$ python -c 'print(1)'", "2"),
    "unmeant.md": block("console", "$ python -c 'raise SystemExit(3)'"),
    "meant.md": block("console", "$ ls", "config", "…", more='data-fails="1"'),
    "other.md": block("console", "$ python -c 'raise SystemExit(3)'", more='data-fails="1"'),
    "raises.md": "# A\n\n" + block("pycon", ">>> 1", "1", ">>> 1 / 0"),
    "shown.md": block(
        "pycon",
        ">>> 1 / 0",
        "Traceback (most recent call last):",
        "  …",
        "ZeroDivisionError: division by zero",
    ),
    "wobble.md": block("pycon", ">>> import time", ">>> time.perf_counter_ns()", "5"),
    "calm.md": block("pycon", ">>> import time", ">>> time.perf_counter_ns()", "…"),
    "curl.md": block("console", "$ ls", "…") + block("console", "$ curl http://example.org"),
    "token.md": block("http", "GET /me/ HTTP/1.1", "Authorization: Bearer {access}"),
    "asks.md": block("sql", "SELECT 1;"),
    "form.md": block("console", "ls"),
    "state.md": block("console", "$ ls", at="polls/07"),
    "good.md": block("console", "$ ls manage.py", "manage.py"),
}


def test_everything_that_is_wrong_is_named_by_page_and_line(tmp_path: Path) -> None:
    made = polls(tmp_path / "journal", WRONG)
    made.write({"proofs.lock": b"\xff\xfe not a lock\r\n"})
    run = made.run("check")
    said = {name: lines(f"docs/{name}", run) for name in WRONG}
    assert run.status == 1
    assert said["drift.md"] == ["3: line 2: expected `2`, got `1`"]
    assert "If that is right, take it over: python3 build.py pull docs/drift.md" in run.err
    assert said["unmeant.md"] == [
        "2: `$ python -c 'raise SystemExit(3)'` fails with 3: it says nothing",
    ]
    assert said["meant.md"] == ["2: `$ ls` is meant to fail with 1, but ends with 0"]
    assert said["other.md"] == [
        "2: `$ python -c 'raise SystemExit(3)'` is meant to fail with 1, but ends with 3"
    ]
    assert said["raises.md"] == [
        "6: `>>> 1 / 0` fails with 1: ZeroDivisionError: division by zero",
        "7: its answer is missing: got `Traceback (most recent call last):`",
    ]
    assert re.fullmatch(r"1: two runs differ: `\d+`, then `\d+`", *said["wobble.md"])
    assert said["curl.md"] == [
        "1: it was not run, since a block of this page cannot be",
        "6: 'curl' is not a program that pages may run",
    ]
    assert "no earlier answer of this page has a text or cookie 'access'" in said["token.md"][0]
    assert said["asks.md"] == ["1: no block above it asks the database"]
    assert said["form.md"] == ["1: nothing is run here: no line begins with '$ '"]
    assert len(said["state.md"]) == 1
    assert said["shown.md"] == said["calm.md"] == said["good.md"] == []
    assert re.findall(r"^(\S+)  ", made.read("proofs.lock"), re.MULTILINE) == [
        "docs/calm.md",
        "docs/good.md",
        "docs/shown.md",
    ]
    _pull_takes_over_only_what_is_right(made)


def _pull_takes_over_only_what_is_right(made: Journal) -> None:
    assert made.run("pull").status == 1
    changed = {name for name, text in WRONG.items() if made.read(f"docs/{name}") != text}
    assert changed == {"drift.md"}
    assert made.read("docs/drift.md") == WRONG["drift.md"].replace("\n2\n", "\n1\n")


def test_a_lock_that_cannot_be_written_is_a_problem_and_one_of_another_system_is_written(
    tmp_path: Path,
) -> None:
    made = polls(tmp_path / "journal", {"a.md": block("console", "$ ls manage.py", "manage.py")})
    (made.root / "proofs.lock").mkdir()
    run = made.run("check")
    assert (run.status, run.out) == (1, "1 of 1 block proven in 4 pages\n")
    assert run.err.startswith("proofs.lock: a folder is where a file has to be\n    Move it away.\n")
    (made.root / "proofs.lock").rmdir()
    made.write({"proofs.lock": b"# What\r\ndocs/gone.md  abc 1\r\n"})
    assert made.run("check").err == ""
    assert re.findall(r"^(\S+)  ", made.read("proofs.lock"), re.MULTILINE) == ["docs/a.md"]


def test_a_page_whose_seed_cannot_be_had_does_not_hold_up_another(tmp_path: Path) -> None:
    made = polls(
        tmp_path / "journal",
        {
            "a.md": "---\nseed: demo\n---\n\n" + block("console", "$ ls manage.py", "manage.py"),
            "b.md": block("console", "$ ls manage.py", "manage.py"),
            "c.md": "---\nseed: demo\n---\n\n" + block("console", "$ ls manage.py", "manage.py"),
        },
    )
    made.write({"demo_project/polls/management/commands/seed.py": b"raise ValueError('no seed')\n"})
    run = made.run("check")
    assert lines("docs/a.md", run) == ["5: 'python manage.py seed' fails: ValueError: no seed"]
    assert lines("docs/c.md", run) == lines("docs/a.md", run)
    assert lines("docs/b.md", run) == []


def hostile(port: int, secret: Path) -> dict[str, str]:
    spawn = "subprocess.Popen(['sleep', '60'])"
    return {
        "child.md": "# A\n\n" + block("pycon", ">>> import subprocess", f">>> p = {spawn}"),
        "gigabyte.md": block("console", "$ python -c 'print(\"x\" * (1 << 30))'", "x", more='data-fails="1"'),
        "home.md": block(
            "pycon",
            ">>> import os, pathlib",
            f">>> pathlib.Path('{secret}').read_text()",
            ">>> os.listdir(os.path.expanduser('~'))",
            ">>> [value for value in os.environ.values() if 'CANARY' in value]",
        ),
        "loop.md": "# A\n\n" + block("console", "$ ls", "…") + block("pycon", ">>> while True: pass", "..."),
        "network.md": block(
            "pycon", ">>> import socket", f">>> s = socket.create_connection(('127.0.0.1', {port}), 1)"
        ),
        "good.md": block("console", "$ ls manage.py", "manage.py"),
    }


def test_pages_that_mean_harm_are_named_by_page_and_line_and_reach_nothing() -> None:
    with folder_for_all() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        home = folder / "home"
        home.mkdir()
        (home / "token").write_text("CANARY")
        server.setblocking(False)
        port = server.getsockname()[1]
        made = polls(folder / "journal", hostile(port, home / "token")).write({"mkdocs.yml": QUICK})
        run = made.run("check", HOME=str(home), SECRET_TOKEN="CANARY", TMPDIR=str(folder))
        with pytest.raises(BlockingIOError):
            server.accept()
        assert "CANARY" not in run.out + run.err
        said = {name: lines(f"docs/{name}", run) for name in hostile(port, home)}
        warned = "answers otherwise in a reader's browser"
        said = {name: [line for line in found if warned not in line] for name, found in said.items()}
        assert said["child.md"] == ["3: it was left a process running, which was ended"] or (
            "process running" in said["child.md"][0] and said["child.md"][0].startswith("3: ")
        )
        assert said["loop.md"] == ["8: it was stopped after 3 seconds"]
        assert said["gigabyte.md"] != []
        assert said["home.md"][0].startswith(
            f"3: `>>> pathlib.Path('{home}/token').read_text()` fails with 1: "
        )
        assert any("[]" in line for line in said["home.md"])
        assert said["network.md"][0].startswith("3: `>>> s = socket.create_connection")
        assert said["good.md"] == []
        assert "sleep" not in " ".join(things(folder))


MADE = Program(PROJECT["manage.py"])
STARTED: Files = {**PROJECT, "manage.py": MADE}
RANKED: Files = {
    **STARTED,
    "polls/models.py": MODELS.replace("return self.text\n", 'return f"Q: {self.text}"\n', 1),
    "polls/tests.py": "",
}


def test_steps_run_what_they_show_each_at_its_own_state(tmp_path: Path) -> None:
    """Unmarked blocks too; `before` has the database of the step before, and nothing of its page."""
    made = polls(tmp_path / "journal", {})
    make = "Question.objects.create(text='Why?', published='2025-01-01T00:00Z')"
    one = f"```pycon\n{IMPORT}\n>>> {make}\n<Question: Why?>\n```\n\n"
    one += "```console\n$ ls README.md\nREADME.md\n```\n"
    none = "```pycon\n>>> from polls.models import Question\n>>> Question.objects.count()\n0\n```\n"
    two = f"---\nseed: before\n---\n\n{none}\n" + one.replace("<Question: ", "<Question: Q: ")
    other = block("pycon", IMPORT, f">>> str({make})", "'Why?'", at="demo/02")
    other += block("pycon", IMPORT, f">>> str({make})", "'Q: Why?'")
    words = " ".join(sorted(PROJECT))
    pages = {
        "steps/index.md": "# Steps\n",
        "steps/demo/index.md": "# Demo\n",
        "steps/demo/01-words.md": "README.md\n\n```console\n$ ls\nREADME.md\n```\n",
        "steps/demo/02-words.md": f"# B\n\n{words}\n\n{one}",
        "steps/demo/03-words.md": two + f"\n{words}\n",
        "other.md": other,
    }
    made.write({f"docs/{name}": text.encode() for name, text in pages.items()})
    readme: Files = {"README.md": "# Polls\n"}
    states: list[Files] = [readme, {**STARTED, **readme}, {**RANKED, **readme}]
    shutil.rmtree(made.root / "demo_project")
    for name, content in states[-1].items():
        path = made.root / "demo_project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content.text if isinstance(content, Program) else content
        path.write_text(str(text))
        path.chmod(0o755 if isinstance(content, Program) else 0o644)
    for patch in patches_of(tmp_path, states):
        (made.root / patch.path).parent.mkdir(parents=True, exist_ok=True)
        (made.root / patch.path).write_bytes(patch.data or b"")
    run = made.run("check")
    assert (run.status, run.err) == (0, ""), run.err
    assert "8 of 8 blocks proven" in run.out


ENDLESS = ('>>> open("begun", "w").close()', ">>> while True: pass", "...")


def test_ctrl_c_leaves_no_process_and_no_folder() -> None:
    with folder_for_all() as folder:
        scratch = folder / "scratch"
        scratch.mkdir()
        made = polls(folder / "journal", {"a.md": block("pycon", *ENDLESS)})
        before = things(folder)
        environment = {**os.environ, "TMPDIR": str(scratch), "NO_COLOR": "1"}
        with subprocess.Popen(
            [sys.executable, "-m", "chronicles", "check"],
            cwd=made.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            # Folders that go while they are walked over are passed over.
            wait_for(lambda: any("begun" in files for *_, files in os.walk(scratch)), "the page is run")
            running.send_signal(signal.SIGINT)
            said = running.communicate(timeout=LIMIT)
        assert running.returncode == 130
        assert "Stopped." in said[1]
        assert "Traceback" not in said[1]
        wait_for(lambda: things(folder) == before, "nothing is left")
        assert list(scratch.glob("chronicles-*")) == []
        assert not (made.root / "proofs.lock").exists()
