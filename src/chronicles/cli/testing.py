"""The command that runs the tests."""

import sys
from pathlib import Path

import click

from chronicles import suite
from chronicles.cli.console import PROBLEMS, err


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--all", "everything", is_flag=True, help="Also what takes long: first installs, browsers, benchmarks."
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(everything: bool, words: tuple[str, ...]) -> None:
    """Run every test; with WORDS for pytest (such as -k addresses), the generator's alone."""
    stages = suite.stages(everything=everything, only=words)
    failed = suite.run(Path.cwd(), stages, lambda stage: err.print(f"── {stage.title}", style="bold"))
    if failed:
        err.print(f"Failed: {', '.join(failed)}", style="bold red")
        sys.exit(PROBLEMS)
