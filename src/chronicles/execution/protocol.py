"""A script as its worker reads it: command lines turned into words."""

from collections.abc import Collection
from typing import Any

from chronicles.execution.command_lines import read_command
from chronicles.execution.script_runs import BlockInput


def block_script(block: BlockInput, programs: Collection[str]) -> dict[str, Any]:
    """Return what the worker is told of a block; raises `Refused` where a command of it may not run."""
    if block.kind != "console":
        return {"kind": block.kind, "inputs": list(block.inputs)}
    commands = [read_command(line, programs) for line in block.inputs]
    words = [{"words": command.words, "variables": dict(command.variables)} for command in commands]
    return {"kind": block.kind, "inputs": words}
