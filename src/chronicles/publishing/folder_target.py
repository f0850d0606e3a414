"""Publishes to a folder of this machine. Touches the disk."""

import filecmp
from pathlib import Path

from chronicles.disk.paths import is_file, is_folder, is_there
from chronicles.disk.writing import Replacement, replace_all
from chronicles.problems import Refused
from chronicles.publishing.publish_target import not_ours
from chronicles.publishing.published_list import NAME, read_list, written_list
from chronicles.publishing.release import Release, TargetState


class FolderTarget:
    """A folder that a web server shows, or that another program takes further; it is called `shown`."""

    is_public = False

    def __init__(self, folder: Path, shown: str) -> None:
        self.folder = folder
        self._shown = shown

    def __str__(self) -> str:
        """The folder as it was named."""
        return self._shown

    def state(self, site: Path, files: frozenset[str]) -> TargetState:
        """Compare, byte by byte. Raises `Refused` for a file, and a folder that holds what is not ours."""
        if is_there(self.folder) and not is_folder(self.folder):
            raise Refused(f"{self._shown} is a file", "Name a folder.")
        ours = self._ours()
        there = frozenset(name for name in files if is_file(self.folder / name))
        same = frozenset(
            name for name in there if filecmp.cmp(site / name, self.folder / name, shallow=False)
        )
        return TargetState(there, same, frozenset(name for name in ours if is_file(self.folder / name)))

    def send(self, site: Path, release: Release) -> None:
        """Write each file aside and rename it, in the order of the release; then delete what is gone."""
        # While it is under way, the list has the files of before and those to come: an end in between leaves
        # none that the next publication would take for somebody else's.
        self._write(NAME, written_list(release.state.ours | release.files))
        for group in release.groups():
            for name in group:
                self._write(name, (site / name).read_bytes())
        for name in release.gone:
            self._write(name, None)
        self._write(NAME, written_list(release.files))

    def _ours(self) -> frozenset[str]:
        if is_file(self.folder / NAME):
            return read_list((self.folder / NAME).read_bytes())
        if is_folder(self.folder) and any(self.folder.iterdir()):
            raise not_ours()
        return frozenset()

    def _write(self, name: str, data: bytes | None) -> None:
        path = self.folder / name
        before = path.read_bytes() if is_file(path) else None
        replace_all([Replacement(path, before, data)])
