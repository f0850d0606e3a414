"""Publishes to a server by the program rsync. Runs it."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from chronicles.problems import Refused
from chronicles.publishing.publish_target import not_ours
from chronicles.publishing.published_list import NAME, read_list, written_list
from chronicles.publishing.release import Release, TargetState

# rsync(1), "Connecting to an rsync daemon", and a colon before any slash: a host.
FORM = re.compile(r"rsync://[^/].*|[^-/:\s][^/:\s]*:(?!//).+")
# rsync(1), `--itemize-changes`: a file that is copied in either direction, and '+' where it is new.
ITEM = re.compile(rb"[<>]f(?P<what>\S+) (?P<name>.*)")
ABSENT = 23  # the status for files that could not be read: there is none of that name
SECONDS = "60"  # without a byte from the other side
MEND = "Try 'rsync --list-only {}' yourself: what it needs, this needs too."


class RsyncTarget:
    """A folder on a server, `user@host:path` or `rsync://host/module/path`."""

    is_public = True

    def __init__(self, address: str) -> None:
        self.address = f"{address.rstrip('/')}/" if not address.endswith(":") else address

    def __str__(self) -> str:
        """The address as it was given."""
        return self.address

    def state(self, site: Path, files: frozenset[str]) -> TargetState:
        """Compare by checksums, which rsync makes on both sides; raises `Refused` with what it says."""
        ours = self._ours()
        items = self._copied(site, files, "--dry-run", "--itemize-changes", "--out-format=%i %n")
        found = [match for line in items.splitlines() if (match := ITEM.fullmatch(line))]
        new = {os.fsdecode(match["name"]) for match in found if b"+" in match["what"]}
        changed = {os.fsdecode(match["name"]) for match in found} - new
        return TargetState(files - new, files - new - changed, ours)

    def send(self, site: Path, release: Release) -> None:
        """Copy each group of the release, then delete what is gone: rsync writes aside and renames, too."""
        self._remember(release.state.ours | release.files)
        for group in release.groups():
            self._copied(site, group)
        if release.gone:
            with TemporaryDirectory() as folder:
                for name in release.gone:  # rsync looks for what is missing only in folders that are there
                    Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
                self._copied(Path(folder), release.gone, "--delete-missing-args")
        self._remember(release.files)

    def _ours(self) -> frozenset[str]:
        with TemporaryDirectory() as folder:
            done = self._run("--", f"{self.address}{NAME}", f"{folder}/")
            path = Path(folder, NAME)
            if done.returncode == 0 and path.is_file():
                return read_list(path.read_bytes())
        if done.returncode != ABSENT:
            raise self._refused(done)
        listed = self._run("--list-only", "--", self.address)
        if listed.returncode not in (0, ABSENT):
            raise self._refused(listed)
        names = [line.rsplit(maxsplit=1)[-1] for line in listed.stdout.splitlines() if line.strip()]
        if any(name != b"." for name in names):
            raise not_ours()
        return frozenset()

    def _remember(self, names: Iterable[str]) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, NAME).write_bytes(written_list(names))
            self._copied(Path(folder), [NAME])

    def _copied(self, source: Path, names: Iterable[str], *options: str) -> bytes:
        """Copy the files of these names that differ, and return what rsync prints."""
        words = ("--recursive", "--checksum", "--8-bit-output", "--from0", "--files-from=-", *options)
        stdin = b"".join(os.fsencode(name) + b"\0" for name in sorted(names))
        done = self._run(*words, "--", f"{source}/", self.address, stdin=stdin)
        if done.returncode:
            raise self._refused(done)
        return done.stdout

    def _run(self, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ("rsync", f"--timeout={SECONDS}", *words)
        try:
            return subprocess.run(
                command, input=stdin, capture_output=True, env=os.environ | {"LC_ALL": "C"}, check=False
            )
        except (FileNotFoundError, PermissionError):
            mend = "Install it (sudo apt install rsync, or brew install rsync), or publish to a folder."
            raise Refused("there is no rsync program here", mend) from None

    def _refused(self, done: subprocess.CompletedProcess[bytes]) -> Refused:
        said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        return Refused(
            f"rsync cannot do it: {said[0] if said else done.returncode}", MEND.format(self.address)
        )
