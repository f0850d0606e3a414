"""What `review --since-last` remembers: a file for each journal, in the reader's own folder."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

from chronicles.disk.paths import followed
from chronicles.disk.writing import replace_text
from chronicles.progress.seen_events import SeenEvents, read_seen, written_seen


class LastVisit:
    """The last visit to the journal in the folder `root` (XDG Base Directory, `XDG_STATE_HOME`)."""

    def __init__(self, root: Path) -> None:
        name = sha256(str(followed(root)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = user_state_path("chronicles") / "reviews" / f"{name}.json"
        self._before: str | None = None
        with suppress(OSError):
            self._before = self.path.read_bytes().decode("utf-8", "surrogateescape")

    @property
    def seen(self) -> SeenEvents:
        """What was seen then; nothing at the first visit."""
        return read_seen(self._before)

    def remember(self, seen: SeenEvents) -> None:
        """Remember what is seen now. Raises `Refused` or `OSError` where that cannot be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(self.path, self._before, written_seen(seen))
