"""A scene as its host reads it: command lines turned into words."""

from collections.abc import Collection
from typing import Any

from chronicles.execution.command_lines import read_command
from chronicles.execution.script_runs import Cue


def script(cue: Cue, programs: Collection[str]) -> dict[str, Any]:
    """Return what the host is told of a cue; raises `Refused` where a command of it may not run."""
    if cue.kind != "console":
        return {"kind": cue.kind, "inputs": list(cue.inputs)}
    commands = [read_command(line, programs) for line in cue.inputs]
    words = [{"words": command.words, "variables": dict(command.variables)} for command in commands]
    return {"kind": cue.kind, "inputs": words}
