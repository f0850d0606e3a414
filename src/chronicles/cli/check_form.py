"""What `check` says of the form of pages: all that `build` would stop at."""

from collections.abc import Collection, Sequence

from chronicles.pages.reading import Reading
from chronicles.problems import Problem
from chronicles.site.mkdocs.known_trial import known_trial
from chronicles.workspace.check_inputs import UNKNOWN, CheckInputs
from chronicles.workspace.workspace import Workspace


def check_form(
    workspace: Workspace,
    readings: Sequence[Reading],
    known: Collection[Problem],
    *,
    is_whole: bool,
    inputs: CheckInputs = UNKNOWN,
) -> list[Problem]:
    """Return what a build of the journal finds wrong with the pages of `readings`.

    Where these are all pages (`is_whole`), what it finds elsewhere counts, too. A link that leads nowhere is
    not told again where one of the `known` problems is about it. Of the same `inputs`, what was found before
    is known. Raises `Unusable` as a build does.
    """
    if not readings:
        return []
    paths = {reading.page.path for reading in readings}
    found = [one for one in known_trial(workspace, inputs) if is_whole or one.place.path in paths]
    return [one for one in found if not any(_is_told(one, other) for other in known)]


def _is_told(problem: Problem, other: Problem) -> bool:
    """Whether the other one says of the same link that it leads nowhere."""
    if problem.place != other.place or not problem.message.endswith(" leads nowhere"):
        return False
    url = problem.message.removeprefix("the link '").removesuffix("' leads nowhere")
    return url in other.message
