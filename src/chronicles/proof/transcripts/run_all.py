"""Has stories played, and remembers what came of them. Touches the disk; the stage starts processes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from chronicles.execution import Cue, Scene, Take, play
from chronicles.execution.command_lines import read_command
from chronicles.execution.script_runs import Database
from chronicles.guides.series.series import Stored
from chronicles.pages.reading import Code
from chronicles.pages.states import State
from chronicles.pages.transcripts import Kind, Part
from chronicles.problems import Place, Refused
from chronicles.proof.transcripts import queries, rules
from chronicles.proof.transcripts.comparison import Heard, Performance, judged, refreshed
from chronicles.proof.transcripts.scripts import Story
from chronicles.sandbox import Limits

NOON = time(12)
DIGEST = 32  # bytes before what is remembered: its hash, since a cache can be damaged
# Whoever writes a page says what the database holds; the stage says it in other words.
DATABASES: dict[str, Database] = {"none": "empty", "demo": "demo", "before": "before", "new": "none"}


@dataclass(frozen=True, slots=True)
class Theater:
    """Where stories are played: the files and the tree of each state, what is remembered and where.

    `installed` names all that the project is run with: with something else, nothing is remembered.
    """

    files: Mapping[State, Callable[[], Sequence[Stored]]]
    trees: Mapping[State, str]
    before: Mapping[State, State]
    cache: Path
    zone: ZoneInfo
    limits: Limits
    programs: frozenset[str]
    installed: str


def perform(
    theater: Theater, stories: Sequence[Story], tell: Callable[[Story, bool], None]
) -> dict[Place, Performance]:
    """Return what came of every transcript, by its place; what is known already is not played again.

    A story that is not what its page shows is played a second time: what differs between the two
    wobbles, and can be neither proven nor pulled.
    """
    found: dict[Place, Performance] = {}
    left = []
    for story in stories:
        known, is_steady = _remembered(theater, story)
        if known and (is_steady or not _is_doubtful(story, known)):
            found |= zip(_places(story), known, strict=True)
        else:
            left.append(story)
    first = _play(theater, left, tell)
    again = [story for story in left if _is_doubtful(story, first[story])]
    second = _play(theater, again, tell) if again else {}
    for story in left:
        heard = first[story]
        is_steady = story in second and _plain(heard) == _plain(second[story])
        if story in second:
            heard = [_steady(*each) for each in zip(story.codes, heard, second[story], strict=True)]
        if not any(performance.stopped for performance in heard):
            _remember(theater, story, heard, is_steady=is_steady)
        found |= zip(_places(story), heard, strict=True)
    return found


def _play(
    theater: Theater, stories: Sequence[Story], tell: Callable[[Story, bool], None]
) -> dict[Story, list[Performance]]:
    """Play stories whose commands may all run; of the others, say why nothing of them runs."""
    refused = {story: why for story in stories if any(why := _refused(theater, story))}
    scenes = {_scene(theater, story): story for story in stories if story not in refused}
    wanted = {state for scene in scenes for state in (scene.state, scene.before)}
    files = {str(state): give for state, give in theater.files.items() if str(state) in wanted}
    played = play(
        tuple(scenes),
        files,
        theater.cache,
        theater.limits,
        lambda scene, is_over: tell(scenes[scene], is_over),
        programs=theater.programs,
    )
    mend = "Mend the block that cannot be, or mark it with data-unproven."
    otherwise = Refused("it was not run, since a block of this page cannot be", mend)
    result = {story: [Performance((), w or otherwise) for w in why] for story, why in refused.items()}
    for scene, story in scenes.items():
        failed = played.failed.get(scene.state)
        takes = played.takes.get(scene, ())
        result[story] = _performances(story, takes, played.folders.get(scene, ""), failed)
    return result


def _scene(theater: Theater, story: Story) -> Scene:
    clock = datetime.combine(story.day, NOON, theater.zone)
    cues = tuple(_cue(code) for code in story.codes if code.transcript and code.transcript.kind != "sql")
    before = theater.before[story.state] if story.needs_before(theater.before) else None
    return Scene(story.page, str(story.state), clock, DATABASES[story.seed], cues, str(before or ""))


def _cue(code: Code) -> Cue:
    assert code.transcript is not None and code.transcript.kind != "sql", "queries are not played"
    kind = code.transcript.kind
    return Cue(kind, tuple(_input(kind, part) for part in code.transcript.parts))


def _input(kind: Kind, part: Part) -> str:
    """What is put in; a command that goes on behind a backslash is one line."""
    return part.input.replace("\\\n", " ") if kind == "console" else part.input


def _refused(theater: Theater, story: Story) -> list[Refused | None]:
    """Why each block of a story cannot be played: a command that pages may not run, a query of nothing."""
    found: list[Refused | None] = []
    above = False
    for code in story.codes:
        assert code.transcript is not None, "a story is made of transcripts"
        kind = code.transcript.kind
        why = None
        if kind == "sql" and not above:
            why = Refused("no block above it asks the database", "Put a pycon or an http block before it.")
        above = kind in ("pycon", "http") or (above and kind == "sql")
        try:
            for part in code.transcript.parts if kind == "console" else ():
                read_command(_input(kind, part), theater.programs)
        except Refused as refused:
            why = refused
        found.append(why)
    return found


def _performances(story: Story, takes: Sequence[Take], folder: str, failed: str | None) -> list[Performance]:
    """What came of each block; those after one that was stopped were not run."""
    found: list[Performance] = []
    asked: Sequence[str] = ()
    left = iter(takes)
    stopped: Refused | None = None
    for code in story.codes:
        assert code.transcript is not None, "a story is made of transcripts"
        if code.transcript.kind == "sql" and not stopped:
            found.append(Performance((Heard(tuple(queries.laid_out(asked))),)))
            continue
        take = None if code.transcript.kind == "sql" else next(left, None)
        if stopped is None and (take is None or take.stopped):
            why = failed or (take.stopped if take else "") or "not run"
            stopped = Refused(
                _sentence(why), "Mend what it runs; 'python3 build.py step checkout' gives you its project."
            )
            found.append(Performance((), stopped))
            continue
        if stopped or take is None:
            mend = "Mend the block above it that was stopped."
            found.append(Performance((), Refused("it was not run, since one above it was stopped", mend)))
            continue
        asked = [query for part in take.parts for query in part.queries]
        heard = (Heard(tuple(rules.settled(part.output, folder)), part.status) for part in take.parts)
        found.append(Performance(tuple(heard)))
    return found


def _sentence(why: str) -> str:
    return f"it was {why}" if why.startswith(("stopped", "ended", "not run")) else why


def _is_doubtful(story: Story, performances: Sequence[Performance]) -> bool:
    """Whether a block is not what its page shows, and not for a reason that a second run would give, too."""
    return any(
        not performance.stopped
        and code.transcript is not None
        and any(fault.is_drift for fault in judged(code.transcript, performance, code.fails, ""))
        for code, performance in zip(story.codes, performances, strict=True)
    )


def _steady(code: Code, first: Performance, second: Performance) -> Performance:
    """The first of two runs; where its page would show something else after the second one, that it would."""
    if first.stopped or second.stopped:
        return first if first.stopped else second
    assert code.transcript is not None, "a story is made of transcripts"
    one, other = (refreshed(code.transcript, performance) for performance in (first, second))
    for line, again in zip(one, other, strict=False):
        if rules.plain(line) != rules.plain(again):
            mend = "Put '…' in the place of what changes, or let the project answer the same each time."
            return Performance((), Refused(f"two runs differ: `{line}`, then `{again}`", mend))
    if len(one) != len(other):
        mend = "Put a line '…' in the place of what changes."
        return Performance((), Refused("two runs differ in how much they print", mend))
    return first


def _plain(performances: Sequence[Performance]) -> list[list[list[str]]]:
    """All that was heard, as two runs are compared."""
    return [
        [[rules.plain(line) for line in heard.lines] for heard in performance.heard]
        for performance in performances
    ]


def _places(story: Story) -> list[Place]:
    return [Place(story.page, code.block.first) for code in story.codes]


def _key(theater: Theater, story: Story) -> str:
    """The hash of all that decides what comes of a story: not the page, only what it runs."""
    before = theater.before[story.state] if story.needs_before(theater.before) else None
    inputs = [(c.transcript.kind, [p.input for p in c.transcript.parts]) for c in story.codes if c.transcript]
    about = [
        rules.VERSION,
        theater.trees.get(story.state, ""),
        theater.trees.get(before, "") if before else "",
        story.seed,
        story.day.isoformat(),
        str(theater.zone),
        theater.installed,
        sorted(theater.programs),
        inputs,
    ]
    return sha256(json.dumps(about).encode("utf-8", "surrogateescape")).hexdigest()


def _remembered(theater: Theater, story: Story) -> tuple[list[Performance], bool]:
    """What is known of a story, nothing where that is damaged; and whether two runs have said so."""
    try:
        kept = (theater.cache / "performances" / _key(theater, story)).read_bytes()
        if sha256(kept[DIGEST:]).digest() != kept[:DIGEST]:
            return [], False
        is_steady, blocks = json.loads(kept[DIGEST:])
    except OSError:
        return [], False
    return [Performance(tuple(Heard(tuple(lines), status) for lines, status in b)) for b in blocks], is_steady


def _remember(
    theater: Theater, story: Story, performances: Sequence[Performance], *, is_steady: bool
) -> None:
    folder = theater.cache / "performances"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _key(theater, story)
    blocks = [[[heard.lines, heard.status] for heard in performance.heard] for performance in performances]
    told = json.dumps([is_steady, blocks]).encode()
    sibling = path.with_suffix(".new")
    sibling.write_bytes(sha256(told).digest() + told)
    sibling.replace(path)
