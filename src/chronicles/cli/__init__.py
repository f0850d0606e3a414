"""The commands: parse, call, print; nothing else."""

from chronicles.cli.main import main

__all__ = ["main"]
