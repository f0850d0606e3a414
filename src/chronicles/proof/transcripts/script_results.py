"""Has scripts run, and remembers what came of them. Touches the disk; `execution` starts processes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from chronicles.disk.cache import Store
from chronicles.environments.missing_modules import missing_mend
from chronicles.execution import BlockInput, BlockResult, ScriptRun
from chronicles.execution.command_lines import read_command
from chronicles.execution.pool import run
from chronicles.execution.script_runs import Database
from chronicles.execution.worker import runner_hash
from chronicles.guides.series.series import Stored
from chronicles.pages.reading import Code
from chronicles.pages.states import State
from chronicles.pages.transcripts import Exchange, Kind
from chronicles.problems import Place, Refused
from chronicles.proof.transcripts import queries, rules
from chronicles.proof.transcripts.comparison import BlockOutput, Output, find_mismatches, refreshed
from chronicles.proof.transcripts.script_applications import ScriptApplications, not_served
from chronicles.proof.transcripts.scripts import ProjectState, Script
from chronicles.sandbox import Interpreter, Limits
from chronicles.source.application_search import SEARCH_VERSION
from chronicles_client.application_name import ApplicationName

NOON = time(12)
UNKNOWN_QUERIES = Refused(
    "the queries of the block above it are not known: only Django tells of those that it asks",
    "Take the block out, or mark it with data-unproven.",
)
# Whoever writes a page says what the database holds; `execution` says it in other words.
DATABASES: dict[str, Database] = {"none": "empty", "demo": "demo", "before": "before", "new": "none"}


@dataclass(frozen=True, slots=True)
class RunContext:
    """Where scripts are run: the files and the tree of each state of a project, what is remembered and where.

    `interpreters` has the Python that runs each of these states: with other packages, nothing is remembered.
    `paths` has where each project is, as seen from the journal, by its name; `applications` are those that
    the settings name, by their projects.
    """

    files: Mapping[ProjectState, Callable[[], Sequence[Stored]]]
    trees: Mapping[ProjectState, str]
    before: Mapping[State, State]
    store: Store
    zone: ZoneInfo
    limits: Limits
    programs: frozenset[str]
    interpreters: Mapping[ProjectState, Interpreter]
    paths: Mapping[str, str]
    applications: Mapping[str, ApplicationName]


def run_all(
    context: RunContext, scripts: Sequence[Script], tell: Callable[[Script, bool], None]
) -> dict[Place, BlockOutput]:
    """Return what came of every transcript, by its place; what is known already is not run again.

    A script that is not what its page shows is run a second time: what differs between the two runs
    is flaky, and can be neither proven nor pulled.
    """
    found: dict[Place, BlockOutput] = {}
    left = []
    for script in scripts:
        known, is_stable = _remembered(context, script)
        if known and (is_stable or not _is_doubtful(script, known)):
            found |= zip(_places(script), known, strict=True)
        else:
            left.append(script)
    first = _run(context, left, tell)
    again = [script for script in left if _is_doubtful(script, first[script])]
    second = _run(context, again, tell) if again else {}
    for script in left:
        outputs = first[script]
        is_stable = script in second and _plain(outputs) == _plain(second[script])
        if script in second:
            outputs = [
                _confirm_stable(*each) for each in zip(script.codes, outputs, second[script], strict=True)
            ]
        if not any(block_output.stopped for block_output in outputs):
            _remember(context, script, outputs, is_stable=is_stable)
        found |= zip(_places(script), outputs, strict=True)
    return found


def _run(
    context: RunContext, scripts: Sequence[Script], tell: Callable[[Script, bool], None]
) -> dict[Script, list[BlockOutput]]:
    """Run scripts whose commands may all run; of the others, say why nothing of them runs."""
    refused = {script: why for script in scripts if any(why := _refused(context, script))}
    applications = ScriptApplications(context.files, context.applications)
    names: dict[Script, str] = {}
    for script in scripts:
        try:
            names[script] = applications.name(script)
        except Refused as unserved:
            refused.setdefault(script, not_served(script, unserved))
    unready = _make_ready(context, [script for script in scripts if script not in refused])
    ready = (script for script in scripts if script not in refused | unready)
    script_runs = {_script_run(context, script, names[script]): script for script in ready}
    wanted = {state for script_run in script_runs for state in (script_run.state, script_run.before)}
    files = {key: give for of, give in context.files.items() if (key := _state_key(*of)) in wanted}
    ran = run(
        tuple(script_runs),
        files,
        context.store.part("databases"),
        context.limits,
        lambda script_run, is_over: tell(script_runs[script_run], is_over),
        programs=context.programs,
        interpreters={_state_key(*of): python for of, python in context.interpreters.items()},
    )
    mend = "Mend the block that cannot be, or mark it with data-unproven."
    otherwise = Refused("it was not run, since a block of this page cannot be", mend)
    result = {script: [BlockOutput((), w or otherwise) for w in why] for script, why in refused.items()}
    result |= {script: [BlockOutput((), why) for _ in script.codes] for script, why in unready.items()}
    for script_run, script in script_runs.items():
        failed = ran.failed.get(script_run.state)
        results = ran.results.get(script_run, ())
        found = _block_outputs(
            script, results, ran.folders.get(script_run, ""), failed, context.paths.get(script.project, "")
        )
        result[script] = [
            BlockOutput((), UNKNOWN_QUERIES)
            if _lacks_queries(code, came) and not applications.is_django(script)
            else came
            for code, came in zip(script.codes, found, strict=True)
        ]
    return {script: _in_project(context, script, outputs) for script, outputs in result.items()}


def _in_project(context: RunContext, script: Script, outputs: Sequence[BlockOutput]) -> list[BlockOutput]:
    path = context.paths.get(script.project, "")
    return [replace(block_output, project=path) for block_output in outputs]


def _make_ready(context: RunContext, scripts: Sequence[Script]) -> dict[Script, Refused]:
    """Let the Pythons of scripts be there; return why those of some scripts cannot."""
    found: dict[Script, Refused] = {}
    for script in scripts:
        try:
            for key in needed_states(script, context.before):
                context.interpreters[key].make_ready()
        except Refused as refused:
            found[script] = refused
    return found


def _script_run(context: RunContext, script: Script, application: str) -> ScriptRun:
    clock = datetime.combine(script.day, NOON, context.zone)
    block_inputs = tuple(
        _block_input(code) for code in script.codes if code.transcript and code.transcript.kind != "sql"
    )
    before = context.before[script.state] if script.needs_before(context.before) else None
    return ScriptRun(
        script.page,
        _state_key(*script.key),
        clock,
        DATABASES[script.seed],
        block_inputs,
        str(before or ""),
        application,
    )


def _state_key(project: str, state: State) -> str:
    """How a run names the state of a project, as an author would."""
    return f"{project}:{state}" if project else str(state)


def _block_input(code: Code) -> BlockInput:
    assert code.transcript is not None and code.transcript.kind != "sql", "queries are not run"
    kind = code.transcript.kind
    return BlockInput(kind, tuple(_input(kind, exchange) for exchange in code.transcript.exchanges))


def _input(kind: Kind, exchange: Exchange) -> str:
    """What is put in; a command that goes on behind a backslash is one line."""
    return exchange.input.replace("\\\n", " ") if kind == "console" else exchange.input


def _refused(context: RunContext, script: Script) -> list[Refused | None]:
    """Why each block of a script cannot be run: a command that pages may not run, a query of nothing."""
    found: list[Refused | None] = []
    above = False
    for code in script.codes:
        assert code.transcript is not None, "a script is made of transcripts"
        kind = code.transcript.kind
        why = None
        if kind == "sql" and not above:
            why = Refused("no block above it asks the database", "Put a pycon or an http block before it.")
        above = kind in ("pycon", "http") or (above and kind == "sql")
        try:
            for exchange in code.transcript.exchanges if kind == "console" else ():
                read_command(_input(kind, exchange), context.programs)
        except Refused as refused:
            why = refused
        found.append(why)
    return found


def _block_outputs(
    script: Script, results: Sequence[BlockResult], folder: str, failed: str | None, project: str
) -> list[BlockOutput]:
    """What came of each block; those after one that was stopped were not run."""
    found: list[BlockOutput] = []
    asked: Sequence[str] = ()
    left = iter(results)
    stopped: Refused | None = None
    for code in script.codes:
        assert code.transcript is not None, "a script is made of transcripts"
        if code.transcript.kind == "sql" and not stopped:
            found.append(BlockOutput((Output(tuple(queries.laid_out(asked))),)))
            continue
        result = None if code.transcript.kind == "sql" else next(left, None)
        if stopped is None and (result is None or result.stopped):
            why = failed or (result.stopped if result else "") or "not run"
            mend = "Mend what it runs; 'python3 build.py step checkout' gives you its project."
            stopped = Refused(_sentence(why), missing_mend(why, project, mend))
            found.append(BlockOutput((), stopped))
            continue
        if stopped or result is None:
            mend = "Mend the block above it that was stopped."
            found.append(BlockOutput((), Refused("it was not run, since one above it was stopped", mend)))
            continue
        asked = [query for output in result.outputs for query in output.queries]
        outputs = (
            Output(tuple(rules.settled(output.output, folder)), output.status, output.error)
            for output in result.outputs
        )
        found.append(BlockOutput(tuple(outputs)))
    return found


def _lacks_queries(code: Code, block_output: BlockOutput) -> bool:
    """Whether a block is to show queries, and none is known."""
    is_query = code.transcript is not None and code.transcript.kind == "sql"
    return is_query and not block_output.stopped and not block_output.outputs[0].lines


def _sentence(why: str) -> str:
    return f"it was {why}" if why.startswith(("stopped", "ended", "not run")) else why


def _is_doubtful(script: Script, block_outputs: Sequence[BlockOutput]) -> bool:
    """Whether a block is not what its page shows, and not for a reason that a second run would give, too."""
    return any(
        not block_output.stopped
        and code.transcript is not None
        and any(
            mismatch.is_drift for mismatch in find_mismatches(code.transcript, block_output, code.fails, "")
        )
        for code, block_output in zip(script.codes, block_outputs, strict=True)
    )


def _confirm_stable(code: Code, first: BlockOutput, second: BlockOutput) -> BlockOutput:
    """The first of two runs; where its page would show something else after the second one, that it would."""
    if first.stopped or second.stopped:
        return first if first.stopped else second
    assert code.transcript is not None, "a script is made of transcripts"
    one, other = (refreshed(code.transcript, block_output) for block_output in (first, second))
    for line, again in zip(one, other, strict=False):
        if rules.plain(line) != rules.plain(again):
            mend = "Put '…' in the place of what changes, or let the project answer the same each time."
            return BlockOutput((), Refused(f"two runs differ: `{line}`, then `{again}`", mend))
    if len(one) != len(other):
        mend = "Put a line '…' in the place of what changes."
        return BlockOutput((), Refused("two runs differ in how much they print", mend))
    return first


def _plain(block_outputs: Sequence[BlockOutput]) -> list[list[list[str]]]:
    """All that was printed, as two runs are compared."""
    return [
        [[rules.plain(line) for line in output.lines] for output in block_output.outputs]
        for block_output in block_outputs
    ]


def _places(script: Script) -> list[Place]:
    return [Place(script.page, code.block.first) for code in script.codes]


def _key(context: RunContext, script: Script) -> str:
    """The hash of all that decides what comes of a script: not the page, only what it runs."""
    before = context.before[script.state] if script.needs_before(context.before) else None
    inputs = [
        (c.transcript.kind, [e.input for e in c.transcript.exchanges]) for c in script.codes if c.transcript
    ]
    about = [
        rules.VERSION,
        runner_hash(),
        context.trees.get(script.key, ""),
        context.trees.get(("", before), "") if before else "",
        script.seed,
        script.day.isoformat(),
        str(context.zone),
        [context.interpreters[key].packages for key in needed_states(script, context.before)],
        sorted(context.programs),
        SEARCH_VERSION,
        str(context.applications.get(script.project, "")),
        inputs,
    ]
    return sha256(json.dumps(about).encode("utf-8", "surrogateescape")).hexdigest()


def needed_states(script: Script, before: Mapping[State, State]) -> list[ProjectState]:
    """Return the states that a script is run with: its own, and the one that its database is from.

    `before` has the state before each state that has one.
    """
    return [script.key, *([("", before[script.state])] if script.needs_before(before) else [])]


def _remembered(context: RunContext, script: Script) -> tuple[list[BlockOutput], bool]:
    """What is known of a script, nothing where that is damaged; and whether two runs have said so."""
    data = context.store.part("runs").get_sealed(_key(context, script))
    if data is None:
        return [], False
    is_stable, blocks = json.loads(data)
    outputs = [BlockOutput(tuple(Output(tuple(lines), *others) for lines, *others in b)) for b in blocks]
    return _in_project(context, script, outputs), is_stable


def _remember(
    context: RunContext, script: Script, block_outputs: Sequence[BlockOutput], *, is_stable: bool
) -> None:
    blocks = [
        [[outputs.lines, outputs.status, outputs.error] for outputs in block_output.outputs]
        for block_output in block_outputs
    ]
    context.store.part("runs").put_sealed(_key(context, script), json.dumps([is_stable, blocks]).encode())
