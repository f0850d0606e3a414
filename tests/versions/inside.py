"""What runs the pages, loaded by its path as in the sandbox: without the rest of Chronicles."""

import sys
from importlib import import_module, util
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parents[2] / "src" / "chronicles" / "execution" / "inside"
NAME = "chronicles_inside"


def module(name: str) -> ModuleType:
    """Return a module of `execution.inside`."""
    if NAME not in sys.modules:
        spec = util.spec_from_file_location(
            NAME, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
        )
        assert spec and spec.loader
        sys.modules[NAME] = util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[NAME])
    return import_module(f"{NAME}.{name}")
