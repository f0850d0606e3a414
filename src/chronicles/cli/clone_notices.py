"""What is told of projects that a clone of the journal would not bring, to whoever writes."""

from rich.text import Text

from chronicles.cli.output import err
from chronicles.problems import visible
from chronicles.workspace.project_clones import clone_problems
from chronicles.workspace.settings import Settings


def tell_of_clones(settings: Settings) -> None:
    """Say which projects others will not have, before a page quotes them; nobody is kept from writing."""
    for problem in clone_problems(settings):
        err.print(Text(visible(f"{problem.place}: {problem.message}"), style="yellow"))
        err.print(Text(f"    {visible(problem.mend)}", style="yellow"))
