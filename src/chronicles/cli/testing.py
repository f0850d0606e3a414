"""The command that runs the tests."""

import os
import platform
import secrets
import subprocess
import sys
from pathlib import Path

import click

from chronicles.cli.invocation import called
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.output import PROBLEMS, err
from chronicles.suite import running, stages
from chronicles.suite.display import Screen
from chronicles.suite.packages import NoPackages, find_packages
from chronicles.suite.stages import Size

AGAIN = "python3 build.py"
GENERATOR = Path("src", "chronicles", "__main__.py")
NO_CHECKOUT = (
    "'test' runs the tests of Chronicles itself, and has to be called in its repository. Of a journal, "
    "'python3 build.py check' proves the pages, the states of the guides and the tests behind the goals."
)
SEED = click.IntRange(0, 2**32 - 1)


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--all", "everything", is_flag=True, help="Also what takes long: installs, every browser test.")
@click.option("--long", "longest", is_flag=True, help="Also matrices, judges over every page, long series.")
@click.option("--seed", type=SEED, help="The order of the tests, as a run has printed it.")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(everything: bool, longest: bool, seed: int | None, words: tuple[str, ...]) -> None:
    """Run the tests; with WORDS for pytest (such as -k addresses), the generator's alone."""
    root = journal_folder()
    if not (root / GENERATOR).is_file():
        raise click.UsageError(called(NO_CHECKOUT))
    size = Size.LONG if longest else Size.ALL if everything else Size.DEFAULT
    seed = secrets.randbelow(2**32) if seed is None else seed
    cores = os.cpu_count() or 1
    where = f"Python {platform.python_version()} on {sys.platform}, {cores} cores"
    err.print(f"{where}, order of the tests: --seed {seed}", style="bold")
    if words:
        sys.exit(_pytest(stages.pytest(size, seed, cores, words), root))
    lanes = stages.lanes(size, seed, cores, _scripts(root))
    with Screen(err, AGAIN, size) as screen:
        outcomes = running.run(root, lanes, screen)
    screen.close(outcomes)
    if any(outcome.status for outcome in outcomes):
        sys.exit(PROBLEMS)


def _scripts(root: Path) -> list[stages.Stage]:
    """What the scripts are held to, as far as this machine can."""
    try:
        return stages.scripts(find_packages(root, root / ".chronicles" / "live", err.print))
    except NoPackages as reason:
        return stages.scripts((), str(reason))


def _pytest(stage: stages.Stage, root: Path) -> int:
    """Run pytest at the caller's terminal, whose options it may be given, and return its exit status."""
    done = subprocess.run(stage.command, cwd=root, env=running.environment(os.environ), check=False)
    return done.returncode
