"""Publishes to a bucket, or to any other store that the program rclone knows. Runs it."""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from chronicles.problems import Refused
from chronicles.publishing.publish_target import not_ours
from chronicles.publishing.published_list import NAME, read_list, written_list
from chronicles.publishing.release import Release, TargetState
from chronicles.publishing.stored_headers import headers_of

# rclone's manual, "Syntax of remote paths": a remote of its settings, or one written out behind a colon.
FORM = re.compile(r"rclone:(?P<place>:?[^-:/\s][^:]*:.*)")
# The same, "Connection strings": behind a comma come options, and a colon may stand in their quotes.
REMOTE = re.compile(r""":?(?:[^:'"]|'[^']*'|"[^"]*")*:""")
ABSENT = (3, 4)  # its "Exit code": no such folder, no such file
# For a remote that gives no answer; what a person set in the environment does not count here.
OPTIONS = ("--quiet", "--ask-password=false", "--contimeout=15s", "--timeout=60s", "--retries=2")
# `rclone check --combined`: '=' for the same, '*' for another content, '+' for what is not there yet.
ITEM = re.compile(r"(?P<sign>[=*+]) (?P<name>.*)")
STAMP = re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?:CRITICAL: |ERROR : |NOTICE: )?")
NO_HASHES = re.compile(r'"Hashes": (?:null|\[\s*\])')
MEND = "Try 'rclone lsf {}' yourself: what it needs, this needs too."


class RcloneTarget:
    """A folder of a remote, `rclone:REMOTE:BUCKET/PATH`, such as of S3, R2, B2 or Google's storage."""

    is_public = True

    def __init__(self, place: str) -> None:
        self._place = place.rstrip("/")

    def __str__(self) -> str:
        """The address as rclone has it."""
        return self._place

    def state(self, site: Path, files: frozenset[str]) -> TargetState:
        """Compare by the hashes that the store has; raises `Refused` with what rclone says."""
        ours = self._ours()
        # Where a store has no hashes, rclone would compare the sizes alone.
        features = self._said("backend", "features", self._remote)
        more = ("--download",) if NO_HASHES.search(features) else ()
        words = ("check", str(site), self._place, "--one-way", "--combined=-", "--files-from-raw=-", *more)
        done = self._run(*words, names=files)
        lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
        found = {item["name"]: item["sign"] for line in lines if (item := ITEM.fullmatch(line))}
        if found.keys() != files:  # it fails for what differs, too
            raise self._refused(done)
        there = frozenset(name for name, sign in found.items() if sign != "+")
        return TargetState(there, frozenset(name for name in there if found[name] == "="), ours)

    def send(self, site: Path, release: Release) -> None:
        """Copy each group of the release, then delete what is gone: a store shows a file when it is whole."""
        self._remember(release.state.ours | release.files)
        for group in release.groups():
            self._copy(site, group)
        if release.gone:
            self._said("delete", self._place, "--files-from-raw=-", names=release.gone)
        self._remember(release.files)

    @property
    def _remote(self) -> str:
        found = REMOTE.match(self._place)
        return found[0] if found else self._place

    def _below(self, name: str) -> str:
        return f"{self._place}{'' if self._place.endswith(':') else '/'}{name}"

    def _ours(self) -> frozenset[str]:
        done = self._run("cat", self._below(NAME))
        if done.returncode == 0 and done.stdout:
            return read_list(done.stdout)
        if done.returncode not in (0, *ABSENT):
            raise self._refused(done)
        listed = self._run("lsf", "--max-depth=1", self._place)
        if listed.returncode not in (0, *ABSENT):
            raise self._refused(listed)
        if listed.stdout.strip():
            raise not_ours()
        return frozenset()

    def _remember(self, names: Iterable[str]) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, NAME).write_bytes(written_list(names))
            self._copy(Path(folder), [NAME])

    def _copy(self, source: Path, names: Iterable[str]) -> None:
        """Copy files, each with its headers: it is known already that they differ."""
        for headers, group in groupby(sorted(names, key=lambda name: (headers_of(name), name)), headers_of):
            said = [f"--header-upload={header}" for header in headers]
            words = ("copy", str(source), self._place, "--no-check-dest", "--files-from-raw=-", *said)
            self._said(*words, names=group)

    def _said(self, *words: str, names: Iterable[str] = ()) -> str:
        """What rclone prints; raises `Refused` with its own words where it fails."""
        done = self._run(*words, names=names)
        if done.returncode:
            raise self._refused(done)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _run(self, *words: str, names: Iterable[str] = ()) -> subprocess.CompletedProcess[bytes]:
        stdin = b"".join(os.fsencode(name) + b"\n" for name in sorted(names))
        argv = ("rclone", *words, *OPTIONS)
        try:
            return subprocess.run(
                argv, env=_environment(os.environ), input=stdin, capture_output=True, check=False
            )
        except (FileNotFoundError, PermissionError):
            mend = "Install it (sudo apt install rclone, or brew install rclone), or publish to a folder."
            raise Refused("there is no rclone program here", mend) from None

    def _refused(self, done: subprocess.CompletedProcess[bytes]) -> Refused:
        lines = [STAMP.sub("", line) for line in done.stderr.decode("utf-8", "replace").splitlines()]
        said = [line for line in lines if line.strip()] or [str(done.returncode)]
        return Refused(f"rclone cannot do it: {said[-1]}", MEND.format(self._place))


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """What rclone is run with: certificates that are meant for AWS's own programs, in rclone's own variable.

    With `AWS_CA_BUNDLE` set, rclone refuses every store that speaks S3: its transport is none that the
    library of AWS can change ("unsupported transport", seen with 1.60.1).
    """
    given = dict(variables)
    if certificates := given.pop("AWS_CA_BUNDLE", ""):
        given.setdefault("RCLONE_CA_CERT", certificates)
    return given
