"""Stories, performed: what is played, what is remembered, what wobbles. The stage is made of cardboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.execution import Performance as Played
from chronicles.execution import Scene, Take
from chronicles.execution.command_lines import PROGRAMS
from chronicles.execution.script_runs import Part
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.states import NOW, parse_state
from chronicles.proof.transcripts import rules, run_all
from chronicles.proof.transcripts.run_all import Theater, perform
from chronicles.proof.transcripts.scripts import stories
from chronicles.sandbox import Limits

FINDER = Finder(Dialect())
FIRST, SECOND = parse_state("students/01"), parse_state("students/02")
DAY = date(2025, 9, 1)
Answer = Callable[[str], str | Part]


def reading(text: str, path: str = "docs/a.md") -> Reading:
    return read_page(Page(path, text), FINDER)


def block(kind: str, *lines: str, at: str = "here") -> str:
    return "\n".join([f'```{kind} {{data-run="{at}"}}', *lines, "```", "", ""])


@dataclass
class Stage:
    """Plays what `answer` says; `played` has the scenes of each time."""

    folder: Path
    answer: Answer = lambda words: f"{words}!"
    stops: dict[str, str] = field(default_factory=dict)  # by input: why its block is stopped
    played: list[list[Scene]] = field(default_factory=list)

    def theater(self) -> Theater:
        return Theater(
            files={state: lambda: () for state in (NOW, FIRST, SECOND)},
            trees={NOW: "t0", FIRST: "t1", SECOND: "t2"},
            before={SECOND: FIRST},
            cache=self.folder,
            zone=ZoneInfo("UTC"),
            limits=Limits(),
            programs=PROGRAMS,
            installed="Django 5",
        )

    def play(self, scenes: Sequence[Scene], *_: object, **__: object) -> Played:
        self.played.append(list(scenes))
        takes = {scene: tuple(self._takes(scene)) for scene in scenes}
        return Played(takes, dict.fromkeys(scenes, "/tmp/x/project"), {})

    def _takes(self, scene: Scene) -> list[Take]:
        takes: list[Take] = []
        for cue in scene.cues:
            if why := next((self.stops[words] for words in cue.inputs if words in self.stops), ""):
                return [*takes, Take((), why)]
            answers = [self.answer(words) for words in cue.inputs]
            takes.append(Take(tuple(a if isinstance(a, Part) else Part(a, 0) for a in answers)))
        return takes

    def perform(self, *readings: Reading, theater: Theater | None = None) -> dict[str, object]:
        """What came of each block, by its line: its lines, or why it was stopped."""
        told = stories(readings, {}, DAY)
        found = perform(theater or self.theater(), told, lambda story, is_over: None)
        return {
            str(place).removeprefix("docs/"): performance.stopped.message
            if performance.stopped
            else ["\n".join(heard.lines) for heard in performance.heard]
            for place, performance in sorted(found.items())
        }


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(tmp_path)
    monkeypatch.setattr(run_all, "play", made.play)
    return made


PAGE = block("console", "$ ls", "ls!") + block("pycon", ">>> 1", "1!")


def test_a_page_is_one_story_for_each_state_on_its_own_day(stage: Stage) -> None:
    text = (
        "---\ndate: 2025-10-04\nseed: demo\n---\n" + PAGE + block("console", "$ ls", at="students/02") + PAGE
    )
    stage.perform(reading(text), reading(PAGE, "docs/b.md"))
    told = [(s.name, s.state, s.clock.isoformat(), s.database, len(s.cues)) for s in stage.played[0]]
    assert told == [
        ("docs/a.md", "now", "2025-10-04T12:00:00+00:00", "demo", 4),
        ("docs/a.md", "students/02", "2025-10-04T12:00:00+00:00", "demo", 1),
        ("docs/b.md", "now", "2025-09-01T12:00:00+00:00", "empty", 2),
    ]


@pytest.mark.parametrize(
    ("seed", "database", "before"),
    [("none", "empty", ""), ("demo", "demo", ""), ("new", "none", ""), ("before", "before", "students/01")],
)
def test_the_seed_says_what_the_database_holds(stage: Stage, seed: str, database: str, before: str) -> None:
    stage.perform(reading(f"---\nseed: {seed}\nstate: students/02\n---\n{PAGE}"))
    assert [(scene.database, scene.before) for scene in stage.played[0]] == [(database, before)]


def test_a_page_that_says_what_happens_is_played_once_and_then_remembered(stage: Stage) -> None:
    came = {"a.md:1": ["ls!"], "a.md:6": ["1!"]}
    assert stage.perform(reading(PAGE)) == came
    assert len(stage.played) == 1
    stage.answer = lambda words: "something else"
    assert stage.perform(reading(PAGE)) == came
    assert stage.perform(reading("# Words\n\n" + PAGE)) == {"a.md:3": ["ls!"], "a.md:8": ["1!"]}
    assert [len(scenes) for scenes in stage.played[1:]] in ([], [0, 0])


CHANGES: dict[str, Callable[[Theater], Theater]] = {
    "the project": lambda theater: replace(theater, trees={NOW: "t9"}),
    "what is installed": lambda theater: replace(theater, installed="Django 6"),
    "the zone": lambda theater: replace(theater, zone=ZoneInfo("Africa/Lagos")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_with_something_else_nothing_is_remembered(
    stage: Stage, change: Callable[[Theater], Theater]
) -> None:
    stage.perform(reading(PAGE))
    stage.played.clear()
    stage.perform(reading(PAGE), theater=change(stage.theater()))
    assert len(stage.played[0]) == 1


def test_with_other_rules_nothing_is_remembered(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.perform(reading(PAGE))
    stage.played.clear()
    monkeypatch.setattr(rules, "VERSION", 99)
    stage.perform(reading(PAGE))
    assert len(stage.played[0]) == 1


@pytest.mark.parametrize(
    "page", ["---\nseed: demo\n---\n", "---\ndate: 2025-10-04\n---\n", block("console", "$ cat")]
)
def test_another_seed_day_or_command_is_another_story(stage: Stage, page: str) -> None:
    stage.perform(reading(PAGE))
    stage.played.clear()
    stage.perform(reading(page + PAGE))
    assert len(stage.played[0]) == 1


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
def test_a_memory_that_is_damaged_is_none(stage: Stage, damage: bytes) -> None:
    came = stage.perform(reading(PAGE))
    (path,) = (stage.folder / "performances").iterdir()
    path.write_bytes(damage or flipped(path.read_bytes()))
    stage.played.clear()
    assert stage.perform(reading(PAGE)) == came
    assert len(stage.played[0]) == 1


def test_what_differs_from_its_page_is_played_again(stage: Stage) -> None:
    stage.perform(reading(block("console", "$ ls", "old")))
    assert len(stage.played) == 2


def counting() -> Answer:
    """Answers that are never the same."""
    state = {"n": 0}

    def answer(words: str) -> str:
        state["n"] += "random" in words
        return f"{words} is {state['n']}" if "random" in words else f"{words}!"

    return answer


def test_an_answer_that_wobbles_is_named_with_both_lines(stage: Stage) -> None:
    stage.answer = counting()
    said = stage.perform(reading(block("pycon", ">>> random", "x") + PAGE))
    assert said == {
        "a.md:1": "two runs differ: `random is 1`, then `random is 2`",
        "a.md:6": ["ls!"],
        "a.md:11": ["1!"],
    }


def test_what_wobbles_is_not_remembered(stage: Stage) -> None:
    stage.answer = counting()
    page = reading(block("pycon", ">>> random", "x"))
    stage.perform(page)
    assert stage.perform(page) == {"a.md:1": "two runs differ: `random is 3`, then `random is 4`"}


def test_a_wobble_behind_a_mark_does_not_matter_when_another_block_has_drifted(stage: Stage) -> None:
    stage.answer = counting()
    text = block("pycon", ">>> random", "random is …") + block("console", "$ ls", "old")
    assert stage.perform(reading(text)) == {"a.md:1": ["random is 1"], "a.md:6": ["ls!"]}


def test_nor_when_another_line_of_the_same_block_has_drifted(stage: Stage) -> None:
    stage.answer = counting()
    text = block("pycon", ">>> random", "random is …", ">>> 1", "old")
    assert stage.perform(reading(text)) == {"a.md:1": ["random is 1", "1!"]}


def test_a_wobble_in_a_header_that_is_not_shown_does_not_matter(stage: Stage) -> None:
    numbers = iter(range(9))
    stage.answer = lambda words: Part(
        f"HTTP/1.1 200 OK\nSet-Cookie: sessionid={next(numbers)}\nContent-Type: text/plain\n\nnew", 200
    )
    text = block("http", "GET / HTTP/1.1", "", "HTTP/1.1 200 OK", "", "old")
    assert "two runs" not in str(stage.perform(reading(text)))
    shown = text.replace("200 OK\n", "200 OK\nSet-Cookie: sessionid=x\n")
    assert stage.perform(reading(shown, "docs/b.md")) == {
        "b.md:1": "two runs differ: `Set-Cookie: sessionid=2`, then `Set-Cookie: sessionid=3`"
    }


def test_an_answer_of_another_length_wobbles_too(stage: Stage) -> None:
    texts = iter(["a\nb", "a"])
    stage.answer = lambda words: next(texts)
    assert stage.perform(reading(block("console", "$ ls", "x"))) == {
        "a.md:1": "two runs differ in how much they print"
    }


def test_what_was_remembered_under_a_mark_still_wobbles_without_it(stage: Stage) -> None:
    stage.answer = counting()
    stage.perform(reading(block("pycon", ">>> random", "random is …")))
    said = stage.perform(reading(block("pycon", ">>> random", "random is 5")))
    assert str(said["a.md:1"]).startswith("two runs differ: ")


def test_durations_are_no_wobble(stage: Stage) -> None:
    times = iter(["0.1", "0.2"])
    stage.answer = lambda words: f"Ran 1 test in {next(times)}s"
    assert stage.perform(reading(block("console", "$ ls", "x"))) == {"a.md:1": ["Ran 1 test in 0.1s"]}


def test_a_block_that_was_stopped_is_named_and_those_below_were_not_run(stage: Stage) -> None:
    stage.stops["1"] = "stopped after 1 seconds"
    page = PAGE + block("sql", "SELECT 1;") + block("console", "$ cat a")
    assert stage.perform(reading(page)) == {
        "a.md:1": ["ls!"],
        "a.md:6": "it was stopped after 1 seconds",
        "a.md:11": "it was not run, since one above it was stopped",
        "a.md:15": "it was not run, since one above it was stopped",
    }
    assert not (stage.folder / "performances").exists()


def test_a_command_that_may_not_run_is_named_once_and_none_of_its_page_runs(stage: Stage) -> None:
    page = PAGE + block("console", "$ ls", "$ curl x") + block("console", "$ ls")
    assert stage.perform(reading(page), reading(PAGE, "docs/b.md")) == {
        "a.md:1": "it was not run, since a block of this page cannot be",
        "a.md:6": "it was not run, since a block of this page cannot be",
        "a.md:11": "'curl' is not a program that pages may run",
        "a.md:16": "it was not run, since a block of this page cannot be",
        "b.md:1": ["ls!"],
        "b.md:6": ["1!"],
    }


@pytest.mark.parametrize("above", ["", block("console", "$ ls", "ls!")])
def test_queries_of_nothing_are_refused(stage: Stage, above: str) -> None:
    said = stage.perform(reading(above + block("sql", "SELECT 1;")))
    assert list(said.values())[-1] == "no block above it asks the database"


def test_queries_are_those_of_the_block_above(stage: Stage) -> None:
    asked = ("BEGIN", "select a from b where c=1", "SAVEPOINT x", "RELEASE SAVEPOINT x", "COMMIT")
    stage.answer = lambda words: Part("", 200, asked)
    for kind, line in ("pycon", ">>> 1"), ("http", "GET / HTTP/1.1"):
        came = stage.perform(reading(block(kind, line) + block("sql"), f"docs/{kind}.md"))
        assert list(came.values())[1] == ["SELECT a\nFROM b\nWHERE c=1;"]


def test_a_command_goes_on_behind_a_backslash(stage: Stage) -> None:
    stage.perform(reading(block("console", "$ python manage.py \\", ">   check")))
    (cue,) = stage.played[0][0].cues
    assert cue.inputs == ("python manage.py    check",)


def test_the_folder_of_the_project_and_addresses_of_objects_have_names(stage: Stage) -> None:
    stage.answer = lambda words: "\x1b[32m/tmp/x/project/a.py\x1b[0m <A at 0x7f00deadbeef>\ta\r\n\x07  \n\n"
    came = stage.perform(reading(block("console", "$ ls")))
    assert came == {"a.md:1": ["~/project/a.py <A at 0x…>       a\n␇"]}


def test_a_traceback_does_not_say_where_python_is(stage: Stage) -> None:
    stage.answer = lambda words: (
        '  File "/tmp/x/project/a.py", line 1\n'
        '  File "/home/me/.venv/lib/python3.11/site-packages/django/db/models/query.py", line 635, in get\n'
        '  File "/usr/lib/python3.11/json/decoder.py", line 3\n'
        '  File "<console>", line 1, in <module>'
    )
    assert stage.perform(reading(block("console", "$ ls")))["a.md:1"] == [
        '  File "~/project/a.py", line 1\n'
        '  File "…/django/db/models/query.py", line 635, in get\n'
        '  File "…/json/decoder.py", line 3\n'
        '  File "<console>", line 1, in <module>'
    ]
