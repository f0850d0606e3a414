"""Which target a person means by a word, a path or an address."""

from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.problems import Refused
from chronicles.publishing import rclone_target
from chronicles.publishing.branch_target import BranchTarget
from chronicles.publishing.folder_target import FolderTarget
from chronicles.publishing.publish_target import PublishTarget
from chronicles.publishing.rsync_target import FORM, RsyncTarget

BRANCH = "pages"
FORMS = (
    "Write 'pages' for the branch gh-pages of your repository, the path of a folder, "
    "user@host:path or rsync://host/path for rsync, or rclone:REMOTE:BUCKET for a store that rclone knows."
)


def named_target(said: str, root: Path, remote: str, branch: str) -> PublishTarget:
    """Return what `said` means in the journal at `root`; a path is seen from there.

    `remote` and `branch` are those of `pages`. Raises `Refused` for what is no target.
    """
    if said == BRANCH:
        return BranchTarget(root, remote, branch)
    if store := rclone_target.FORM.fullmatch(said):
        return rclone_target.RcloneTarget(store["place"])
    if FORM.fullmatch(said) and not said.startswith("rclone:"):
        return RsyncTarget(said)
    if not said.strip() or said.startswith(("-", "rclone:")) or "://" in said:
        raise Refused(f"{said!r} is no place to publish to", FORMS)
    return FolderTarget(followed(root / Path(said).expanduser()), said)
