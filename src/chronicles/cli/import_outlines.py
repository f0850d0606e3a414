"""What `import` knows of files that it has read before, kept with the other records of the journal."""

import pickle

from chronicles.disk.cache import key
from chronicles.disk.installed_code import installed_code
from chronicles.disk.record_store import RecordStore
from chronicles.importing.files import DraftFile
from chronicles.importing.note_files import NoteFile
from chronicles.importing.stamps.moments import Choices

KIND = "import"


class KeptOutlines:
    """Outlines of files in `records`, which is open meanwhile.

    None is kept where not `is_kept`: what is said of a file is said until an import has written its entries.
    """

    def __init__(self, records: RecordStore, *, is_kept: bool) -> None:
        self._records, self._is_kept = records, is_kept
        self._rules = installed_code()
        records.fetch(KIND)

    def get(self, source: NoteFile, data: bytes, choices: Choices) -> DraftFile | None:
        """Return the outline of a file, `None` where it was not read before."""
        name = self._name(source, data, choices)
        known = self._records.get(KIND, [name]).get(name)
        if known is None:
            return None
        value = pickle.loads(known)  # noqa: S301 - it is ours, and sealed
        return value if isinstance(value, DraftFile) else None

    def put(self, source: NoteFile, data: bytes, choices: Choices, outline: DraftFile) -> None:
        """Keep the outline of a file."""
        if self._is_kept:
            self._records.put(KIND, self._name(source, data, choices), pickle.dumps(outline, 5))

    def _name(self, source: NoteFile, data: bytes, choices: Choices) -> str:
        return key(self._rules, source.root and "in a folder", source.path, data, repr(choices))
