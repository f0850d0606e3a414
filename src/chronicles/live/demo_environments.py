"""What is installed for the demos: states may have Pythons of their own. Reads what is installed."""

from collections.abc import Sequence

from chronicles.live.libraries import Environment
from chronicles.live.preparation import DemoSource
from chronicles.problems import Refused


def environments_of(sources: Sequence[DemoSource]) -> dict[str, Environment]:
    """What is installed for each source, by its name; the same for those that share a Python."""
    found = {source.interpreter.folder: source.interpreter for source in sources}
    environments = {folder: Environment(python.paths) for folder, python in found.items()}
    return {source.name: environments[source.interpreter.folder] for source in sources}


def make_ready(sources: Sequence[DemoSource]) -> dict[str, str]:
    """Let the Pythons of the sources be there; return why some cannot, in words."""
    found: dict[str, str] = {}
    for source in sources:
        try:
            source.interpreter.make_ready()
        except Refused as refused:
            found[source.name] = f"{refused.message}. {refused.mend}".removesuffix(".")
    return found


def foreign_paths(sources: Sequence[DemoSource]) -> tuple[str, ...]:
    """The folders of the packages that the sources have and the Python that runs here has not."""
    return tuple(
        dict.fromkeys(path for one in sources if one.interpreter.folder for path in one.interpreter.paths)
    )
