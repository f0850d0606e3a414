"""Which tests `proofs.lock` no longer says that they passed, and since when that is known. Runs git."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chronicles.disk.paths import is_file
from chronicles.git.line_losses import line_losses
from chronicles.problems import Refused
from chronicles.progress.passed_tests import passed
from chronicles.proof.lockfile import LOCK
from chronicles.workspace.commit_addresses import commit_address
from chronicles.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class LostProof:
    """A test whose line is gone, since the commit of a `moment`; `url` is where that can be read, or `""`."""

    test: str
    hash: str
    moment: datetime
    url: str


@dataclass(frozen=True, slots=True)
class LostProofs:
    """The proofs that were lost, the newest first, as far as the history here goes back: to `since`."""

    lost: tuple[LostProof, ...] = ()
    since: datetime | None = None


def lost_proofs(settings: Settings) -> LostProofs:
    """Return which proofs the history of `proofs.lock` lost; nothing without one."""
    history = None
    if is_file(settings.root / LOCK):
        with suppress(Refused):  # without git nothing is known
            history = line_losses(settings.root, LOCK, _test, settings.zone)
    if history is None:
        return LostProofs()
    lost = (
        LostProof(one.key, one.hash, one.moment, commit_address(settings.repository, one.hash))
        for one in history.losses
    )
    return LostProofs(tuple(lost), history.since)


def _test(line: str) -> str:
    return next(iter(passed(line)), "")
