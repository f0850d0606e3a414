"""The folder `src` of a project, whose packages are found as if they were installed. Changes `sys.path`."""

import os
import sys

SOURCES = "src"


def show_sources() -> None:
    """Let Python find the packages in `src/`, unless that is a package itself."""
    if os.path.isdir(SOURCES) and not os.path.exists(os.path.join(SOURCES, "__init__.py")):
        sys.path.insert(1, os.path.abspath(SOURCES))
