"""What a trial build has found before, of exactly these files. Touches the disk."""

import pickle

from chronicles.disk.cache import key
from chronicles.disk.installed_code import installed_code
from chronicles.problems import Problem
from chronicles.site.mkdocs import build as engine
from chronicles.workspace.check_inputs import CheckInputs
from chronicles.workspace.workspace import Workspace

KIND, NAME = "trial", "last"


def known_trial(workspace: Workspace, inputs: CheckInputs) -> tuple[Problem, ...]:
    """Return what `engine.trial` does; it is made only where one of the `inputs` is not as it was.

    Raises `Unusable` as it does.
    """
    name = key(NAME, installed_code())
    with workspace.settings.records.opened() as records:
        data = records.get(KIND, [name]).get(name)
        if inputs.begun and data is not None:
            before, found = pickle.loads(data)  # noqa: S301 - ours, sealed in our own cache
            if before.is_same(inputs.begun):
                return tuple(found)
        found = engine.trial(workspace)
        if (now := inputs.now()) is not None:
            records.put(KIND, name, pickle.dumps((now, found)))
        return found
