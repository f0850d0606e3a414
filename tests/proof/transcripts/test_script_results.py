"""Scripts, run: what is run, remembered, flaky. Nothing runs here: a table says what would come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.disk.cache import Store
from chronicles.execution import BlockResult, RunResults, ScriptRun
from chronicles.execution.command_lines import PROGRAMS
from chronicles.execution.script_runs import StepOutput
from chronicles.guides.series.series import Stored
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import NOW, parse_state
from chronicles.proof.transcripts import rules, script_results
from chronicles.proof.transcripts.script_results import RunContext, run_all
from chronicles.proof.transcripts.scripts import scripts
from chronicles.sandbox import Interpreter, Limits
from chronicles_client.application_name import ApplicationName

FINDER = Finder(Dialect())
FIRST, SECOND = parse_state("students/01"), parse_state("students/02")
DAY = date(2025, 9, 1)
DJANGO = (Stored("manage.py", b"", True),)
DJANGO_5, DJANGO_6 = (Interpreter("python", "", f"Django {version}") for version in (5, 6))
Answer = Callable[[str], str | StepOutput]


def reading(text: str, path: str = "docs/a.md") -> Reading:
    return read_page(Page(path, text), FINDER)


def block(kind: str, *lines: str, at: str = "here") -> str:
    return "\n".join([f'```{kind} {{data-run="{at}"}}', *lines, "```", "", ""])


@dataclass
class Pool:
    """Gives what `answer` says; `ran` has the runs of each time."""

    folder: Path
    answer: Answer = lambda words: f"{words}!"
    stops: dict[str, str] = field(default_factory=dict)  # by input: why its block is stopped
    ran: list[list[ScriptRun]] = field(default_factory=list)

    def context(self) -> RunContext:
        return RunContext(
            files={("", state): lambda: DJANGO for state in (NOW, FIRST, SECOND)},
            trees={("", NOW): "t0", ("", FIRST): "t1", ("", SECOND): "t2"},
            before={SECOND: FIRST},
            store=Store(self.folder),
            zone=ZoneInfo("UTC"),
            limits=Limits(),
            programs=PROGRAMS,
            interpreters={("", state): DJANGO_5 for state in (NOW, FIRST, SECOND)},
            paths={"": "demo_project"},
            applications={},
        )

    def run(self, script_runs: Sequence[ScriptRun], *_: object, **__: object) -> RunResults:
        self.ran.append(list(script_runs))
        results = {script_run: tuple(self._results(script_run)) for script_run in script_runs}
        return RunResults(results, dict.fromkeys(script_runs, "/tmp/x/project"), {})

    def _results(self, script_run: ScriptRun) -> list[BlockResult]:
        results: list[BlockResult] = []
        for block in script_run.blocks:
            if why := next((self.stops[words] for words in block.inputs if words in self.stops), ""):
                return [*results, BlockResult((), why)]
            answers = [self.answer(words) for words in block.inputs]
            results.append(
                BlockResult(tuple(a if isinstance(a, StepOutput) else StepOutput(a, 0) for a in answers))
            )
        return results

    def run_all(self, *readings: Reading, context: RunContext | None = None) -> dict[str, object]:
        """What came of each block, by its line: its lines, or why it was stopped."""
        told = scripts(readings, {}, DAY)
        found = run_all(context or self.context(), told, lambda script, is_over: None)
        return {
            str(place).removeprefix("docs/"): given.stopped.message
            if given.stopped
            else ["\n".join(output.lines) for output in given.outputs]
            for place, given in sorted(found.items())
        }


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pool:
    made = Pool(tmp_path)
    monkeypatch.setattr(script_results, "run", made.run)
    return made


PAGE = block("console", "$ ls", "ls!") + block("pycon", ">>> 1", "1!")


def test_a_page_is_one_story_for_each_state_on_its_own_day(pool: Pool) -> None:
    text = (
        "---\ndate: 2025-10-04\nseed: demo\n---\n" + PAGE + block("console", "$ ls", at="students/02") + PAGE
    )
    pool.run_all(reading(text), reading(PAGE, "docs/b.md"))
    told = [(s.name, s.state, s.clock.isoformat(), s.database, len(s.blocks)) for s in pool.ran[0]]
    assert told == [
        ("docs/a.md", "now", "2025-10-04T12:00:00+00:00", "demo", 4),
        ("docs/a.md", "students/02", "2025-10-04T12:00:00+00:00", "demo", 1),
        ("docs/b.md", "now", "2025-09-01T12:00:00+00:00", "empty", 2),
    ]


@pytest.mark.parametrize(
    ("seed", "database", "before"),
    [("none", "empty", ""), ("demo", "demo", ""), ("new", "none", ""), ("before", "before", "students/01")],
)
def test_the_seed_says_what_the_database_holds(pool: Pool, seed: str, database: str, before: str) -> None:
    pool.run_all(reading(f"---\nseed: {seed}\nstate: students/02\n---\n{PAGE}"))
    assert [(script_run.database, script_run.before) for script_run in pool.ran[0]] == [(database, before)]


def test_a_page_that_says_what_happens_is_played_once_and_then_remembered(pool: Pool) -> None:
    came = {"a.md:1": ["ls!"], "a.md:6": ["1!"]}
    assert pool.run_all(reading(PAGE)) == came
    assert len(pool.ran) == 1
    pool.answer = lambda words: "something else"
    assert pool.run_all(reading(PAGE)) == came
    assert pool.run_all(reading("# Words\n\n" + PAGE)) == {"a.md:3": ["ls!"], "a.md:8": ["1!"]}
    assert [len(script_runs) for script_runs in pool.ran[1:]] in ([], [0, 0])


CHANGES: dict[str, Callable[[RunContext], RunContext]] = {
    "the project": lambda context: replace(context, trees={NOW: "t9"}),
    "the application": lambda context: replace(context, applications={"": ApplicationName("shop", "app")}),
    "what is installed": lambda context: replace(
        context, interpreters=dict.fromkeys(context.interpreters, DJANGO_6)
    ),
    "the zone": lambda context: replace(context, zone=ZoneInfo("Africa/Lagos")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_with_something_else_nothing_is_remembered(
    pool: Pool, change: Callable[[RunContext], RunContext]
) -> None:
    pool.run_all(reading(PAGE))
    pool.ran.clear()
    pool.run_all(reading(PAGE), context=change(pool.context()))
    assert len(pool.ran[0]) == 1


def test_with_other_rules_nothing_is_remembered(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool.run_all(reading(PAGE))
    pool.ran.clear()
    monkeypatch.setattr(rules, "VERSION", 99)
    pool.run_all(reading(PAGE))
    assert len(pool.ran[0]) == 1


@pytest.mark.parametrize(
    "page", ["---\nseed: demo\n---\n", "---\ndate: 2025-10-04\n---\n", block("console", "$ cat")]
)
def test_another_seed_day_or_command_is_another_story(pool: Pool, page: str) -> None:
    pool.run_all(reading(PAGE))
    pool.ran.clear()
    pool.run_all(reading(page + PAGE))
    assert len(pool.ran[0]) == 1


def flipped(data: bytes) -> bytes:
    return data.replace(b"ls!", b"LS!")


DAMAGES: dict[str, bytes] = {
    "a letter": b"",
    "nothing": b" ",
    "cut": b'[[[["ls!"], 0]]',
    "bytes": b"\xff\xfe\x00",
    "a number": b"5",
    "null": b"null",
    "a mapping": b'{"a": [1, 2]}',
    "fewer blocks": b'[[[["ls!"], 0]]]',
    "more parts": b'[[[["ls!"], 0], [["x"], 0]], [[["1!"], 0]]]',
    "no lines": b"[[[5, 0]], [[6, 0]]]",
    "lines that are none": b'[[[[5], 0]], [[["1!"], 0]]]',
    "a status that is none": b'[[[["ls!"], "good"]], [[["1!"], 0]]]',
    "a text for lines": b'[[["ls!", 0]], [["1!", 0]]]',
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_memory_that_is_damaged_is_none(pool: Pool, damage: bytes) -> None:
    came = pool.run_all(reading(PAGE))
    (path,) = (pool.folder / "runs").iterdir()
    path.write_bytes(damage or flipped(path.read_bytes()))
    pool.ran.clear()
    assert pool.run_all(reading(PAGE)) == came
    assert len(pool.ran[0]) == 1


def test_what_differs_from_its_page_is_played_again(pool: Pool) -> None:
    pool.run_all(reading(block("console", "$ ls", "old")))
    assert len(pool.ran) == 2


def counting() -> Answer:
    """Answers that are never the same."""
    state = {"n": 0}

    def answer(words: str) -> str:
        state["n"] += "random" in words
        return f"{words} is {state['n']}" if "random" in words else f"{words}!"

    return answer


def test_an_answer_that_wobbles_is_named_with_both_lines(pool: Pool) -> None:
    pool.answer = counting()
    said = pool.run_all(reading(block("pycon", ">>> random", "x") + PAGE))
    assert said == {
        "a.md:1": "two runs differ: `random is 1`, then `random is 2`",
        "a.md:6": ["ls!"],
        "a.md:11": ["1!"],
    }


def test_what_wobbles_is_not_remembered(pool: Pool) -> None:
    pool.answer = counting()
    page = reading(block("pycon", ">>> random", "x"))
    pool.run_all(page)
    assert pool.run_all(page) == {"a.md:1": "two runs differ: `random is 3`, then `random is 4`"}


def test_a_wobble_behind_a_mark_does_not_matter_when_another_block_has_drifted(pool: Pool) -> None:
    pool.answer = counting()
    text = block("pycon", ">>> random", "random is …") + block("console", "$ ls", "old")
    assert pool.run_all(reading(text)) == {"a.md:1": ["random is 1"], "a.md:6": ["ls!"]}


def test_nor_when_another_line_of_the_same_block_has_drifted(pool: Pool) -> None:
    pool.answer = counting()
    text = block("pycon", ">>> random", "random is …", ">>> 1", "old")
    assert pool.run_all(reading(text)) == {"a.md:1": ["random is 1", "1!"]}


def test_a_wobble_in_a_header_that_is_not_shown_does_not_matter(pool: Pool) -> None:
    numbers = iter(range(9))
    pool.answer = lambda words: StepOutput(
        f"HTTP/1.1 200 OK\nSet-Cookie: sessionid={next(numbers)}\nContent-Type: text/plain\n\nnew", 200
    )
    text = block("http", "GET / HTTP/1.1", "", "HTTP/1.1 200 OK", "", "old")
    assert "two runs" not in str(pool.run_all(reading(text)))
    shown = text.replace("200 OK\n", "200 OK\nSet-Cookie: sessionid=x\n")
    assert pool.run_all(reading(shown, "docs/b.md")) == {
        "b.md:1": "two runs differ: `Set-Cookie: sessionid=2`, then `Set-Cookie: sessionid=3`"
    }


def test_an_answer_of_another_length_wobbles_too(pool: Pool) -> None:
    texts = iter(["a\nb", "a"])
    pool.answer = lambda words: next(texts)
    assert pool.run_all(reading(block("console", "$ ls", "x"))) == {
        "a.md:1": "two runs differ in how much they print"
    }


def test_what_was_remembered_under_a_mark_still_wobbles_without_it(pool: Pool) -> None:
    pool.answer = counting()
    pool.run_all(reading(block("pycon", ">>> random", "random is …")))
    said = pool.run_all(reading(block("pycon", ">>> random", "random is 5")))
    assert str(said["a.md:1"]).startswith("two runs differ: ")


def test_durations_are_no_wobble(pool: Pool) -> None:
    times = iter(["0.1", "0.2"])
    pool.answer = lambda words: f"Ran 1 test in {next(times)}s"
    assert pool.run_all(reading(block("console", "$ ls", "x"))) == {"a.md:1": ["Ran 1 test in 0.1s"]}


def test_a_block_that_was_stopped_is_named_and_those_below_were_not_run(pool: Pool) -> None:
    pool.stops["1"] = "stopped after 1 seconds"
    page = PAGE + block("sql", "SELECT 1;") + block("console", "$ cat a")
    assert pool.run_all(reading(page)) == {
        "a.md:1": ["ls!"],
        "a.md:6": "it was stopped after 1 seconds",
        "a.md:11": "it was not run, since one above it was stopped",
        "a.md:15": "it was not run, since one above it was stopped",
    }
    assert not (pool.folder / "runs").exists()


def test_a_command_that_may_not_run_is_named_once_and_none_of_its_page_runs(pool: Pool) -> None:
    page = PAGE + block("console", "$ ls", "$ curl x") + block("console", "$ ls")
    assert pool.run_all(reading(page), reading(PAGE, "docs/b.md")) == {
        "a.md:1": "it was not run, since a block of this page cannot be",
        "a.md:6": "it was not run, since a block of this page cannot be",
        "a.md:11": "'curl' is not a program that pages may run",
        "a.md:16": "it was not run, since a block of this page cannot be",
        "b.md:1": ["ls!"],
        "b.md:6": ["1!"],
    }


@pytest.mark.parametrize("above", ["", block("console", "$ ls", "ls!")])
def test_queries_of_nothing_are_refused(pool: Pool, above: str) -> None:
    said = pool.run_all(reading(above + block("sql", "SELECT 1;")))
    assert list(said.values())[-1] == "no block above it asks the database"


def test_queries_are_those_of_the_block_above(pool: Pool) -> None:
    asked = ("BEGIN", "select a from b where c=1", "SAVEPOINT x", "RELEASE SAVEPOINT x", "COMMIT")
    pool.answer = lambda words: StepOutput("", 200, asked)
    for kind, line in ("pycon", ">>> 1"), ("http", "GET / HTTP/1.1"):
        came = pool.run_all(reading(block(kind, line) + block("sql"), f"docs/{kind}.md"))
        assert list(came.values())[1] == ["SELECT a\nFROM b\nWHERE c=1;"]


def test_a_command_goes_on_behind_a_backslash(pool: Pool) -> None:
    pool.run_all(reading(block("console", "$ python manage.py \\", ">   check")))
    (block_input,) = pool.ran[0][0].blocks
    assert block_input.inputs == ("python manage.py    check",)


def test_the_folder_of_the_project_and_addresses_of_objects_have_names(pool: Pool) -> None:
    pool.answer = lambda words: "\x1b[32m/tmp/x/project/a.py\x1b[0m <A at 0x7f00deadbeef>\ta\r\n\x07  \n\n"
    came = pool.run_all(reading(block("console", "$ ls")))
    assert came == {"a.md:1": ["~/project/a.py <A at 0x…>       a\n␇"]}


def test_a_traceback_does_not_say_where_python_is(pool: Pool) -> None:
    pool.answer = lambda words: (
        '  File "/tmp/x/project/a.py", line 1\n'
        '  File "/home/me/.venv/lib/python3.11/site-packages/django/db/models/query.py", line 635, in get\n'
        '  File "/usr/lib/python3.11/json/decoder.py", line 3\n'
        '  File "<console>", line 1, in <module>'
    )
    assert pool.run_all(reading(block("console", "$ ls")))["a.md:1"] == [
        '  File "~/project/a.py", line 1\n'
        '  File "…/django/db/models/query.py", line 635, in get\n'
        '  File "…/json/decoder.py", line 3\n'
        '  File "<console>", line 1, in <module>'
    ]


MENDED = "Name it in mkdocs.yml, {}; where none is to answer, add data-unproven to the block."
OWN = MENDED.format("beside 'project:': 'application: MODULE:NAME'")
NOBODY = (
    "no application could answer: there is no manage.py, and no Flask(), FastAPI(), Starlette(), Quart() or "
    "create_app() in cart.py"
)


def with_files(pool: Pool, **files: str) -> RunContext:
    stored = tuple(Stored(f"{name}.py", text.encode(), False) for name, text in files.items())
    return replace(pool.context(), files={("", NOW): lambda: stored})


def test_requests_go_to_the_application_that_is_found_or_said(pool: Pool) -> None:
    page = reading(block("http", "GET / HTTP/1.1"))
    flask = with_files(pool, app="from flask import Flask\napp = Flask(__name__)\n")
    said = replace(flask, applications={"": ApplicationName("shop", "make", is_factory=True)})
    django = replace(pool.context(), trees={("", NOW): "another"})
    for context in (flask, said, django):
        pool.run_all(page, context=context)
    assert {one.application for ran in pool.ran for one in ran} == {"app:app", "shop:make()", ""}


def test_where_nobody_answers_the_first_request_is_told_and_nothing_runs(pool: Pool) -> None:
    page = reading(
        block("pycon", ">>> 1") + block("http", "GET / HTTP/1.1") + block("http", "GET /a HTTP/1.1")
    )
    context = with_files(pool, cart="x = 1\n")
    assert list(pool.run_all(page, context=context).values()) == [
        "it was not run, since a block of this page cannot be",
        NOBODY,
        "it was not run, since a block of this page cannot be",
    ]
    assert pool.ran == [[]]


def test_the_queries_of_others_than_django_are_told_not_to_be_known(pool: Pool) -> None:
    page = reading(block("pycon", ">>> 1") + block("sql", "SELECT 1;"))
    assert list(pool.run_all(page, context=with_files(pool, cart="")).values())[1] == (
        "the queries of the block above it are not known: only Django tells of those that it asks"
    )
