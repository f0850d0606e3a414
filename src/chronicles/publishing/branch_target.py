"""Publishes to a branch that a host shows, such as GitHub's `gh-pages`. Runs git, and asks its remote."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from chronicles.git import commands
from chronicles.git.messages import read_message
from chronicles.problems import Refused
from chronicles.publishing.publish_target import not_ours
from chronicles.publishing.published_list import NAME, read_list, written_list
from chronicles.publishing.release import Release, TargetState

SECONDS = 600.0  # for a site on its way
NO_JEKYLL = ".nojekyll"  # or GitHub leaves out what begins with '_' (its manual, "About GitHub Pages")
MODE = "100644"
MEND = "Try 'git push {} HEAD --dry-run' yourself: what it needs, this needs too."


class BranchTarget:
    """The `branch` of a `remote` of the repository that `root` is in.

    What is on the branch and not from here, such as the CNAME that GitHub's settings write, stays. No branch,
    no index and no file of the working tree is touched; what is pushed is one commit on top of those before.
    """

    is_public = True

    def __init__(self, root: Path, remote: str, branch: str) -> None:
        self._root, self._remote, self._branch = root, remote, branch
        self._tip = ""
        self._there: dict[str, str] = {}

    def __str__(self) -> str:
        """The branch with its remote."""
        return f"the branch {self._branch} of {self._remote}"

    def state(self, site: Path, files: frozenset[str]) -> TargetState:
        """Fetch the branch, if there is one, and compare by git's hashes. Raises `Refused` as git does."""
        if self._said("remote", "get-url", self._remote, is_needed=False) == "":
            mend = f"Add it: git remote add {self._remote} ADDRESS."
            raise Refused(f"this repository has no remote {self._remote!r}", mend)
        ref = f"refs/heads/{self._branch}"
        self._tip = self._said("ls-remote", self._remote, ref).partition("\t")[0]
        if not self._tip:
            return TargetState()
        self._said("fetch", "--quiet", "--no-tags", self._remote, ref)
        self._there = dict(self._listed())
        if NAME not in self._there:
            raise not_ours()
        ours = read_list(self._said("cat-file", "blob", self._there[NAME]).encode("utf-8", "surrogateescape"))
        there = files & self._there.keys()
        hashes = self._hashes([site / name for name in sorted(there)])
        same = {name for name, found in zip(sorted(there), hashes, strict=True) if self._there[name] == found}
        return TargetState(there, frozenset(same), ours & self._there.keys())

    def send(self, site: Path, release: Release) -> None:
        """Push one commit with the whole site: readers see all of it or nothing."""
        with TemporaryDirectory() as folder:
            names = sorted([*release.new, *release.changed])
            aside = {NAME: written_list(release.files), NO_JEKYLL: b""}
            for name, data in aside.items():
                Path(folder, name).write_bytes(data)
            places = {name: site / name for name in names}
            places = {**{name: Path(folder, name) for name in aside if name not in release.files}, **places}
            hashes = self._hashes(places.values(), "-w")
            lines = [f"{MODE} {found}\t{name}" for name, found in zip(places, hashes, strict=True)]
            gone = [f"0 {'0' * len(hashes[0])}\t{name}" for name in release.gone if name != NO_JEKYLL]
            tree = self._tree(Path(folder, "index"), [*gone, *lines])
        words = f"Publish {self._said('rev-parse', '--short', 'HEAD', is_needed=False) or 'the site'}"
        parents = ("-p", self._tip) if self._tip else ()
        commit = self._said("commit-tree", tree, *parents, "-m", words)
        self._said("push", "--quiet", self._remote, f"{commit}:refs/heads/{self._branch}")

    def _tree(self, index: Path, lines: Iterable[str]) -> str:
        """The tree of the branch with these lines of an index, which is a file of its own."""
        own = {"GIT_INDEX_FILE": str(index)}
        if self._tip:
            self._said("read-tree", self._tip, extra=own)
        stdin = "".join(f"{line}\0" for line in lines)
        self._said("update-index", "-z", "--index-info", stdin=stdin, extra=own)
        return self._said("write-tree", extra=own)

    def _listed(self) -> Iterable[tuple[str, str]]:
        for line in filter(None, self._said("ls-tree", "-r", "-z", "--full-tree", self._tip).split("\0")):
            about, _, name = line.partition("\t")
            yield name, about.split(" ")[2]

    def _hashes(self, paths: Iterable[Path], *options: str) -> list[str]:
        """git's hashes of files as they are, without what its attributes would make of them."""
        stdin = "".join(f"{path}\n" for path in paths)
        return self._said("hash-object", "--no-filters", *options, "--stdin-paths", stdin=stdin).split()

    def _said(
        self, *words: str, stdin: str = "", extra: dict[str, str] | None = None, is_needed: bool = True
    ) -> str:
        """What git prints; `""` where it fails and is not needed. Raises `Refused` with what it says."""
        data = stdin.encode("utf-8", "surrogateescape")
        done = commands.run(("git", "-C", str(self._root), *words), data, extra, SECONDS)
        if done.returncode and is_needed:
            said = read_message(done.stderr)
            raise said.refused(f"git {words[0]} cannot do it", MEND.format(self._remote))
        return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape").strip("\n")
