"""What came of a transcript, held against what the page shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chronicles.environments.missing_modules import missing_mend
from chronicles.pages.transcripts import Exchange, Transcript
from chronicles.problems import Refused
from chronicles.proof.transcripts.answer_difference import alike, answer_difference
from chronicles.proof.transcripts.debug_pages import error_of
from chronicles.proof.transcripts.ellipses import LineDifference, merged
from chronicles.proof.transcripts.responses import merged_response, read_response

SERVER_ERROR = 500
RAISED = ("Traceback (most recent call last):", '  File "<')  # how an error begins at the prompt


@dataclass(frozen=True, slots=True)
class Output:
    """What one input gave: the lines of its output, settled, and its status.

    The status is an exit status, a response's three digits, or 1 for a Python error. `error` is what an
    application raised over a request, on one line; `""` for nothing, or nothing that is known.
    """

    lines: tuple[str, ...]
    status: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class BlockOutput:
    """What a block gave: an output for each input; or, in `stopped`, why it did not come that far.

    `project` is the path of the project that it was run in, as seen from the journal.
    """

    outputs: tuple[Output, ...]
    stopped: Refused | None = None
    project: str = ""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is wrong with a block, and at which of its lines (from 1; 0 for its fence)."""

    line: int
    refused: Refused
    is_drift: bool = False


def find_mismatches(
    transcript: Transcript, block_output: BlockOutput, fails: int | None, pull: str
) -> list[Mismatch]:
    """Return what is wrong with a transcript, nothing where the page shows what happens.

    `fails` is the status with which its last input is meant to end; `pull` the command that takes
    the new answer over.
    """
    if block_output.stopped:
        return [Mismatch(0, block_output.stopped)]
    mismatches = list(_failures(transcript, block_output, fails))
    for exchange, output in zip(transcript.exchanges, block_output.outputs, strict=True):
        if found := answer_difference(transcript.kind, exchange.expected, output.lines):
            mismatches.append(
                Mismatch(exchange.answer_line + found.line, _told(exchange, found, pull), is_drift=True)
            )
    return mismatches


def refreshed(transcript: Transcript, block_output: BlockOutput) -> list[str]:
    """Return the body of a block with what really came, its `…` kept where they still fit."""
    body: list[str] = []
    end = 1  # the line behind the exchange before
    for exchange, output in zip(transcript.exchanges, block_output.outputs, strict=True):
        answer = _merged(transcript, exchange, output)
        between = [""] if transcript.kind == "http" and answer else []
        body += [*[""] * (exchange.line - end), *exchange.shown, *between, *answer]
        end = exchange.answer_line + len(exchange.expected)
    return body


def _merged(transcript: Transcript, exchange: Exchange, output: Output) -> list[str]:
    if answer_difference(transcript.kind, exchange.expected, output.lines) is None:
        return list(exchange.expected)
    if transcript.kind == "http":
        return merged_response(exchange.expected, read_response(output.lines))
    return merged(exchange.expected, output.lines, alike)


def _failures(transcript: Transcript, block_output: BlockOutput, fails: int | None) -> Sequence[Mismatch]:
    """Inputs that fail and are not meant to, and the last one where it is meant to and does not."""
    mismatches = []
    last = len(transcript.exchanges) - 1
    for at, (exchange, output) in enumerate(zip(transcript.exchanges, block_output.outputs, strict=True)):
        wanted = fails if at == last else None
        failed = _is_refused(exchange, output) if transcript.kind == "http" else output.status != 0
        if transcript.kind == "pycon" and exchange.expected and exchange.expected[0].startswith(RAISED):
            failed = False  # the page shows that it raises; whether it raises the same is compared
        if wanted is None and failed:
            mismatches.append(
                Mismatch(exchange.line, _failed(transcript, exchange, output, block_output.project))
            )
        elif wanted is not None and output.status != wanted:
            mismatches.append(Mismatch(exchange.line, _succeeded(exchange, output, wanted)))
    return mismatches


def _is_refused(exchange: Exchange, output: Output) -> bool:
    """Whether a response is an error that nobody means to show.

    With a lower status, a debug page is one where the block shows another status.
    """
    if output.status >= SERVER_ERROR:
        return True
    got, wanted = read_response(output.lines), read_response(exchange.expected)
    return wanted.status not in ("", got.status) and bool(error_of(got))


def _failed(transcript: Transcript, exchange: Exchange, output: Output, project: str) -> Refused:
    said = next((line for line in reversed(output.lines) if line.strip()), "it says nothing")
    if transcript.kind == "http":
        debug = error_of(read_response(output.lines))
        said = debug or output.error or (output.lines[0] if output.lines else said)
    message = f"`{_short(exchange.shown[0])}` fails with {output.status}: {said.strip()}"
    mend = f'Mend the project or the block; if it is meant to fail, add data-fails="{output.status}".'
    return Refused(message, missing_mend(said, project, mend))


def _succeeded(exchange: Exchange, output: Output, wanted: int) -> Refused:
    message = f"`{_short(exchange.shown[0])}` is meant to fail with {wanted}, but ends with {output.status}"
    return Refused(message, "Take data-fails out, or write the status that it ends with.")


def _told(exchange: Exchange, found: LineDifference, pull: str) -> Refused:
    """The first difference in words."""
    expected = f"`{_short(found.expected)}`" if found.expected is not None else "nothing"
    got = f"`{_short(found.got)}`" if found.got is not None else "nothing"
    if not exchange.expected:
        return Refused(f"its answer is missing: got {got}", f"Take it over: {pull}")
    line = exchange.answer_line + found.line
    return Refused(f"line {line}: expected {expected}, got {got}", f"If that is right, take it over: {pull}")


def _short(line: str) -> str:
    line = line.rstrip()
    return line if len(line) <= 100 else line[:99] + "…"
