"""The day of the newest commit: what a repository knows of the time without a clock."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chronicles.git.history import history
from chronicles.git.objects import LAST_SECOND, RepositoryUnusable
from chronicles.problems import Refused


def newest_commit(folder: Path, zone: ZoneInfo) -> date | None:
    """Return the committer's day of HEAD in `zone` (git-log(1), `%ct`).

    It is `None` where `folder` is in no repository, has no commit, or git does not answer. Raises
    `RepositoryUnusable` where git does not use the repository.
    """
    try:
        said = history(folder, "-1", "--format=%ct").strip()
    except RepositoryUnusable:
        raise
    except Refused:
        return None
    if not said.isdigit() or int(said) >= LAST_SECOND:
        return None  # a clock may be so wrong that git prints no date, or none of the calendar
    return datetime.fromtimestamp(int(said), zone).date()
