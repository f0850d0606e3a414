"""Brings together what scripts are run with: states, their days, limits, what is installed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from chronicles.execution.command_lines import PROGRAMS
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Refused
from chronicles.proof.transcripts.comparison import BlockOutput
from chronicles.proof.transcripts.script_results import RunContext, needed_states, run_all
from chronicles.proof.transcripts.scripts import ProjectState, Script
from chronicles.sandbox import Interpreter, Limits
from chronicles.source.projects import Projects
from chronicles.workspace.page_scripts import preceding, runnable_scripts
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace


def run_scripts(
    workspace: Workspace,
    projects: Projects,
    readings: Iterable[Reading],
    tell: Callable[[list[Script]], Callable[[Script, bool], None]],
) -> dict[Place, BlockOutput]:
    """Run the transcripts of `readings` and return what came of each, by its place: page and opening fence.

    `tell` is told what is to be run and returns what is told when a script begins and is over.
    """
    settings = workspace.settings
    told = runnable_scripts(workspace.series, readings)
    before = preceding(workspace.series)
    trees: dict[ProjectState, str] = {}
    interpreters: dict[ProjectState, Interpreter] = {}
    pythons = StateInterpreters(workspace, projects)
    lost: dict[Place, BlockOutput] = {}
    runnable = []
    for script in told:
        try:
            for key in needed_states(script, before):
                trees[key] = projects.tree_hash(*key)
                interpreters[key] = pythons.of(*key)
            runnable.append(script)
        except Refused as refused:
            lost |= {Place(script.page, code.block.first): BlockOutput((), refused) for code in script.codes}
    context = RunContext(
        files={key: partial(projects.stored, *key) for key in trees},
        trees=trees,
        before=before,
        store=settings.store,
        zone=settings.zone,
        limits=replace(Limits(), seconds=settings.seconds),
        programs=PROGRAMS | settings.programs,
        interpreters=interpreters,
        paths={name: settings.project_path(name) for name in settings.projects},
        applications=settings.applications,
    )
    return run_all(context, runnable, tell(runnable)) | lost
