"""What a press of a block's button runs: read here once, and taken to the page as data."""

import shlex
from collections.abc import Iterable, Iterator

from chronicles.execution.command_lines import MANAGE, Command, read_command
from chronicles.pages.transcripts import Transcript
from chronicles.problems import Refused


def live_inputs(transcript: Transcript) -> list[str]:
    """Return what of a transcript can run in the reader's browser, empty where nothing can.

    Of a terminal, what follows `python` in each command that runs `manage.py`, a module or a script, quoted
    as a shell wants it; of Python's console, each statement; of a request, its text and that of the answer
    which the page shows.
    """
    match transcript.kind:
        case "console":
            return list(_started(transcript))
        case "pycon":
            return [exchange.input for exchange in transcript.exchanges]
        case "http":
            return [transcript.exchanges[0].input, "\n".join(transcript.exchanges[0].expected)]
        case _:
            return []


def managed(inputs: Iterable[str]) -> list[str]:
    """Return those of a terminal's inputs that run `manage.py`, which is all that a demo of Django runs."""
    return [line for line in inputs if shlex.split(line)[0] == MANAGE]


def unmanaged(inputs: Iterable[str]) -> list[str]:
    """Return those of a terminal's inputs that other demos run: modules and scripts."""
    return [line for line in inputs if shlex.split(line)[0] != MANAGE]


def _started(transcript: Transcript) -> Iterator[str]:
    for exchange in transcript.exchanges:
        if words := command_words(exchange.input):
            yield shlex.join(words)


def command_words(line: str) -> tuple[str, ...]:
    """Return what follows `python` in a command that can run in the reader's browser; nothing of others."""
    try:
        return _program(read_command(line.replace("\\\n", " ")))
    except Refused:
        return ()  # one that pages may not run, or that another program runs


def _program(command: Command) -> tuple[str, ...]:
    """What follows `python`, where that is a program for a module or a file, in no other environment."""
    words = command.words[1:]
    if command.words[0] != "python" or command.variables:
        return ()
    is_program = (words[:1] == ("-m",) and words[1:]) or (words[:1] and words[0].endswith(".py"))
    return words if is_program and words != (MANAGE,) else ()
