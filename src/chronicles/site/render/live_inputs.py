"""What a press of a block's button runs: read here once, and taken to the page as data."""

import shlex
from collections.abc import Iterator

from chronicles.execution.command_lines import read_command
from chronicles.pages.transcripts import Transcript
from chronicles.problems import Refused


def live_inputs(transcript: Transcript) -> list[str]:
    """Return what of a transcript can run in the reader's browser, empty where nothing can.

    Of a terminal, what follows `manage.py` in each command that runs it, quoted as a shell wants it; of
    Python's console, each statement; of a request, its text and that of the answer which the page shows.
    """
    match transcript.kind:
        case "console":
            return list(_managed(transcript))
        case "pycon":
            return [exchange.input for exchange in transcript.exchanges]
        case "http":
            return [transcript.exchanges[0].input, "\n".join(transcript.exchanges[0].expected)]
        case _:
            return []


def _managed(transcript: Transcript) -> Iterator[str]:
    for exchange in transcript.exchanges:
        try:
            command = read_command(exchange.input.replace("\\\n", " "))
        except Refused:
            continue  # one that pages may not run, or that another program runs
        if command.managed:
            yield shlex.join(command.managed)
