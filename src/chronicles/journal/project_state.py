"""At which state the project is while somebody writes, or was on a day. Reads the disk and asks git."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chronicles.git import commands
from chronicles.git.history import history
from chronicles.git.objects import LAST_SECOND, Repository, RepositoryUnusable
from chronicles.git.pathspecs import pathspecs
from chronicles.guides.series.folders import project_files
from chronicles.guides.series.patches import Patch, read_day
from chronicles.guides.series.series import Series
from chronicles.pages.states import State
from chronicles.problems import Refused
from chronicles.source.projects import Projects

FORMAT = "--format=%H%x09%ct%x09%s"


def moment(folder: Path, series: Series, projects: Projects) -> State | None:
    """Return the state that the project in `folder` is at: the last step, or the commit it is checked out at.

    `None` where it has changes that are in neither: an entry then speaks of now. Raises
    `RepositoryUnusable` where git does not use the repository.
    """
    try:
        if series.names and not series.broken:
            last = {file.path: file for file in series.files(series.names[-1])}
            return State("step", series.names[-1]) if last == project_files(series, folder) else None
    except Refused:
        return None
    return committed(folder, projects)


def moment_on(day: date, patches: Sequence[Patch], projects: Projects) -> State | None:
    """Return the state that the project had come to when `day` was over: its last step, or its last commit.

    `None` where it has none that is so old; of steps, only those with a date are known. Raises
    `RepositoryUnusable` where git does not use the repository.
    """
    if patches:
        made = [(read_day(patch), patch.step.state) for patch in patches]
        return next((state for on, state in reversed(made) if on and on <= day), None)
    try:
        commit = State("git", projects.commit("", State("day", day.isoformat())))
        projects.tree("", commit)
        return commit
    except RepositoryUnusable:
        raise
    except Refused:
        return None


def committed(folder: Path, projects: Projects, project: str = "") -> State | None:
    """Return the commit that `project`, in `folder`, is checked out at; `None` where it has other changes.

    `None` as well without a commit. Raises `RepositoryUnusable` where git does not use the repository.
    """
    try:
        paths = pathspecs(projects.left_out(project))
        if commands.run(("git", "-C", str(folder), "status", "--porcelain", "--", *paths)).stdout.strip():
            return None
        commit = State("git", projects.commit(project, State("git", "HEAD")))
        projects.tree(project, commit)
        return commit
    except RepositoryUnusable:
        raise
    except Refused:
        return None


def commits(
    folder: Path, zone: ZoneInfo, first: date, last: date, left_out: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the hash and the subject of each commit to the project from `first` to `last`, oldest first.

    Both days are included; a commit is of the committer's date in `zone` (git-log(1), `%ct`), and touches
    more than the paths `left_out` of the folder. Those that a subtree merge brought come first. There is none
    where git does not answer. Raises `RepositoryUnusable` where it does not use the repository.
    """
    try:
        said = history(folder, "--reverse", FORMAT, paths=pathspecs(left_out))
        if said and (heads := _subtrees(folder)):
            said = history(folder, "--reverse", FORMAT, heads=heads) + said
    except RepositoryUnusable:
        raise
    except Refused:
        return
    for line in dict.fromkeys(said.decode("utf-8", "replace").splitlines()):
        name, _, rest = line.partition("\t")
        seconds, _, subject = rest.partition("\t")
        if not seconds.isdecimal() or int(seconds) >= LAST_SECOND:
            continue  # a clock may be so wrong that git prints no date, or none of the calendar
        if first <= datetime.fromtimestamp(int(seconds), zone).date() <= last:
            yield name, subject


def _subtrees(folder: Path) -> list[str]:
    with closing(Repository(folder)) as repository:
        return repository.subtrees()
