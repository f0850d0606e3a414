"""What came of a transcript, held against what the page shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chronicles.pages.transcripts import Part, Transcript
from chronicles.problems import Refused
from chronicles.proof.transcripts.likeness import Difference, difference, merged, same
from chronicles.proof.transcripts.responses import merged_response, read_response, response_difference
from chronicles.proof.transcripts.rules import plain

SERVER_ERROR = 500
RAISED = ("Traceback (most recent call last):", '  File "<')  # how an error begins at the prompt


@dataclass(frozen=True, slots=True)
class Heard:
    """What one input gave: the lines of its output, settled, and its status.

    The status is an exit status, a response's three digits, or 1 for a Python error.
    """

    lines: tuple[str, ...]
    status: int = 0


@dataclass(frozen=True, slots=True)
class Performance:
    """What a block gave: an output a part; or, in `stopped`, why it did not come that far."""

    heard: tuple[Heard, ...]
    stopped: Refused | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a block, and at which of its lines (from 1; 0 for its fence)."""

    line: int
    refused: Refused
    is_drift: bool = False


def judged(transcript: Transcript, performance: Performance, fails: int | None, pull: str) -> list[Fault]:
    """Return what is wrong with a transcript, nothing where the page shows what happens.

    `fails` is the status with which its last input is meant to end; `pull` the command that takes
    the new answer over.
    """
    if performance.stopped:
        return [Fault(0, performance.stopped)]
    faults = list(_failures(transcript, performance, fails))
    for part, heard in zip(transcript.parts, performance.heard, strict=True):
        if found := _difference(transcript, part, heard):
            faults.append(Fault(part.answer_line + found.line, _told(part, found, pull), is_drift=True))
    return faults


def refreshed(transcript: Transcript, performance: Performance) -> list[str]:
    """Return the body of a block with what really came, its `…` kept where they still fit."""
    body: list[str] = []
    end = 1  # the line behind the part before
    for part, heard in zip(transcript.parts, performance.heard, strict=True):
        answer = _merged(transcript, part, heard)
        between = [""] if transcript.kind == "http" and answer else []
        body += [*[""] * (part.line - end), *part.shown, *between, *answer]
        end = part.answer_line + len(part.expected)
    return body


def _difference(transcript: Transcript, part: Part, heard: Heard) -> Difference | None:
    if transcript.kind == "http":
        return response_difference(part.expected, read_response(heard.lines))
    return difference(part.expected, heard.lines, _alike)


def _merged(transcript: Transcript, part: Part, heard: Heard) -> list[str]:
    if _difference(transcript, part, heard) is None:
        return list(part.expected)
    if transcript.kind == "http":
        return merged_response(part.expected, read_response(heard.lines))
    return merged(part.expected, heard.lines, _alike)


def _alike(expected: str, got: str) -> bool:
    """Whether a line is as expected; a duration that differs is no news."""
    return same(plain(expected), plain(got))


def _failures(transcript: Transcript, performance: Performance, fails: int | None) -> Sequence[Fault]:
    """Inputs that fail and are not meant to, and the last one where it is meant to and does not."""
    faults = []
    last = len(transcript.parts) - 1
    for at, (part, heard) in enumerate(zip(transcript.parts, performance.heard, strict=True)):
        wanted = fails if at == last else None
        failed = heard.status >= SERVER_ERROR if transcript.kind == "http" else heard.status != 0
        if transcript.kind == "pycon" and part.expected and part.expected[0].startswith(RAISED):
            failed = False  # the page shows that it raises; whether it raises the same is compared
        if wanted is None and failed:
            faults.append(Fault(part.line, _failed(transcript, part, heard)))
        elif wanted is not None and heard.status != wanted:
            faults.append(Fault(part.line, _succeeded(part, heard, wanted)))
    return faults


def _failed(transcript: Transcript, part: Part, heard: Heard) -> Refused:
    said = next((line for line in reversed(heard.lines) if line.strip()), "it says nothing")
    if transcript.kind == "http":
        said = heard.lines[0] if heard.lines else said
    message = f"`{_short(part.shown[0])}` fails with {heard.status}: {said.strip()}"
    return Refused(
        message, f'Mend the project or the block; if it is meant to fail, add data-fails="{heard.status}".'
    )


def _succeeded(part: Part, heard: Heard, wanted: int) -> Refused:
    message = f"`{_short(part.shown[0])}` is meant to fail with {wanted}, but ends with {heard.status}"
    return Refused(message, "Take data-fails out, or write the status that it ends with.")


def _told(part: Part, found: Difference, pull: str) -> Refused:
    """The first difference in words."""
    expected = f"`{_short(found.expected)}`" if found.expected is not None else "nothing"
    got = f"`{_short(found.got)}`" if found.got is not None else "nothing"
    if not part.expected:
        return Refused(f"its answer is missing: got {got}", f"Take it over: {pull}")
    line = part.answer_line + found.line
    return Refused(f"line {line}: expected {expected}, got {got}", f"If that is right, take it over: {pull}")


def _short(line: str) -> str:
    line = line.rstrip()
    return line if len(line) <= 100 else line[:99] + "…"
