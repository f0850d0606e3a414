"""The files that a check is about: as they were when it began, and whether they still are. Reads them."""

from dataclasses import dataclass

from chronicles.disk.file_manifest import FileManifest, FileRoots
from chronicles.disk.paths import followed
from chronicles.environments.environment_lock import LOCK as ENVIRONMENTS
from chronicles.proof.lockfile import LOCK as PROOFS
from chronicles.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class CheckInputs:
    """All files that a check is about as they were when it `begun`; `None` where nobody can know of all.

    `own` are those that a check writes itself: with what they hold then, it finds the same again.
    """

    begun: FileManifest | None = None
    own: frozenset[str] = frozenset()

    def now(self) -> FileManifest | None:
        """Return the files as they are now, `None` where one was changed meanwhile, or nobody can know."""
        if self.begun is None:
            return None
        now = FileManifest.of(self.begun.roots)
        return None if self.begun.unlike(now) - self.own else now


UNKNOWN = CheckInputs()


def check_inputs(settings: Settings, roots: FileRoots | None) -> CheckInputs:
    """Look at the files below `roots`, of the journal with these `settings`."""
    if roots is None:
        return UNKNOWN
    own = frozenset(f"{followed(settings.root)}/{name}" for name in (PROOFS, ENVIRONMENTS))
    return CheckInputs(FileManifest.of(roots), own)
