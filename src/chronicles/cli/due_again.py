"""What needs review and has come back today: `log` asks for it."""

from datetime import date

from chronicles.journal.entries import is_published
from chronicles.progress.record import Remark, record
from chronicles.workspace.workspace import Workspace

MOST = 3  # at once: a note is quick


def due_today(workspace: Workspace, today: date) -> tuple[Remark, ...]:
    """Return what has come back by `today`, that which waits longest first, three items at most."""
    seen = [one for one in workspace.entries if is_published(one.front_matter, today)]
    return record(seen, (), None, workspace.settings.shown(workspace.settings.docs)).due(today)[:MOST]
