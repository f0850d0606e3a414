"""Small journals in git with a front door, and the settings that the manual has for them."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.commands import ROOT
from tests.journals import Content, Story
from tests.test_commands import CONFIG

PAGE = (ROOT / "docs/manual/pull-requests.md").read_text("utf-8")
PROGRAM = f"#!/bin/sh\nexec '{sys.executable}' -P -m chronicles \"$@\"\n"
# Stands for the real one, which would first install the program.
DOOR = f'''"""The front door of Chronicles."""
import os, sys
os.execv({sys.executable!r}, [{sys.executable!r}, "-P", "-m", "chronicles", *sys.argv[1:]])
'''
FILES: Mapping[str, Content] = {
    "build.py": DOOR,
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# A\n",
    "docs/a.md": '# A\n\n```python {data-from="a.py"}\nb = 1\n```\n',
    "demo_project/a.py": "b = 1\n",
    ".gitignore": ".chronicles/\n",
}
DRIFT: Mapping[str, Content] = {"demo_project/a.py": "b = 2\n"}
SAID = "docs/a.md:3: a.py has drifted: 1 line differs\n"


def blocks(section: str, language: str) -> list[str]:
    """Return the blocks of a language below a heading of the manual's page, in their order."""
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (chosen,) = (part for part in parts if part.startswith(f"{section}\n"))
    return re.findall(rf"^```{language}\b.*?\n(.*?)^```$", chosen, flags=re.MULTILINE | re.DOTALL)


def journal_at(folder: Path) -> Story:
    """Return a journal that holds, committed on `main` by somebody who has a name."""
    story = Story(folder)
    story.git("config", "user.name", "Ada")
    story.git("config", "user.email", "ada@example.org")
    story.commit(FILES)
    return story
