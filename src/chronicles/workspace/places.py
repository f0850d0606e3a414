"""Where pages lie, as links of a file beside `docs/` have it."""

import re
from urllib.parse import quote

from chronicles.progress.readme_contents import slugs
from chronicles.workspace.workspace import Workspace

# Letters of every language may stand in a link; what Markdown or a URL makes something of may not.
ACTIVE = re.compile(r"[^\w/.~-]")


class Places:
    """The places of pages. That of a note of the log, which has no file of its own, is in the log."""

    def __init__(self, workspace: Workspace) -> None:
        settings = workspace.settings
        self.docs = settings.shown(settings.docs)
        log = settings.shown(settings.log)
        notes = sorted(workspace.notes, key=lambda note: note.note.first)
        names = slugs(str(note.note.stamp).removeprefix("## ") for note in notes)
        self.notes = {note.path: f"{escaped(log)}#{name}" for note, name in zip(notes, names, strict=True)}

    def __call__(self, page: str) -> str:
        """Return the place of the file `page` below `docs/`, relative to the root and percent-encoded."""
        path = f"{self.docs}/{page}"
        return self.notes.get(path) or escaped(path)


def escaped(path: str) -> str:
    """Return a path as it stands in a link: percent-encoded (RFC 3986, section 2.1), but for letters."""
    return ACTIVE.sub(lambda match: quote(match[0]), path)
