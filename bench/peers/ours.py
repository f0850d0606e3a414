"""Chronicles, from a checkout: this one, or another revision of it."""

import shutil
import subprocess
import sys
from pathlib import Path

from bench.peers.corpus import CLASSES, Corpus, Entry, project
from bench.peers.engine import Lacking, bare
from bench.peers.mkdocs_forms import MkdocsEngine
from bench.peers.packages import run

CHECKOUT = Path(__file__).parents[2]
GOALS = 40
# Of a checkout, what is made and not kept; of these names only the first is meant at any depth.
NOT_COPIED = ("__pycache__", ".venv", "site", ".chronicles", "node_modules", "dist")


class Ours(MkdocsEngine):
    """`chronicles build` and `chronicles serve`, with goals, progress, a project and its snippets as well."""

    name = "ours"
    fence = '```python {{data-from="shop/models.py#Part{number}"}}'

    def __init__(self, root: Path, checkout: Path = CHECKOUT) -> None:
        super().__init__(root)
        self.checkout = checkout

    def install(self, cache: Path) -> str:
        self.program = self.checkout / ".venv/bin/chronicles"
        if not self.program.is_file():
            raise Lacking(f"{self.program} is not there; run python3 build.py first")
        return run([str(self.program), "--version"], self.checkout).strip()

    def last_plugin(self) -> str:
        return "chronicles: {project: project}"

    def settings(self, corpus: Corpus) -> dict[str, str]:
        return {
            **super().settings(corpus),
            "project/shop/models.py": project(),
            "docs/goals.md": goals(corpus.entries),
            "docs/progress.md": "# Progress\n\n<!-- progress -->\n",
            "docs/progress/review.md": "# Review\n\n<!-- review -->\n",
        }

    def finish(self) -> None:
        """A journal is kept in git, and what a build makes is not."""
        (self.root / ".gitignore").write_text("/site/\n/.site-*\n/.chronicles/\n", "utf-8")
        for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=The journal"]):
            subprocess.run(["git", *words], cwd=self.root, env=bare(self.home), check=True)

    def build(self) -> list[str]:
        return [str(self.program), "build"]

    def serve(self, port: int) -> list[str]:
        return [str(self.program), "serve", "--port", str(port)]

    def check(self) -> list[str]:
        """The command that proves the journal."""
        return [str(self.program), "check"]

    def version(self) -> list[str]:
        """The command that only starts."""
        return [str(self.program), "--version"]

    def copy_site(self) -> None:
        """In place of a journal that is made up, the one of the checkout."""

        def left_out(folder: str, names: list[str]) -> set[str]:
            made = NOT_COPIED if Path(folder) == self.checkout else NOT_COPIED[:1]
            return set(made) & set(names)

        shutil.copytree(self.checkout, self.root, ignore=left_out, symlinks=True)
        self.written = frozenset(path.name for path in self.root.iterdir())
        self.home.mkdir()


class Before(Ours):
    """Chronicles at another revision, cloned into the cache, with the packages of that revision."""

    name = "before"

    def __init__(self, root: Path, commit: str) -> None:
        super().__init__(root)
        self.commit = commit

    def install(self, cache: Path) -> str:
        self.checkout = cache / f"before-{self.commit[:12]}"
        if not self.checkout.is_dir():
            run(["git", "clone", "--quiet", "--no-checkout", str(CHECKOUT), str(self.checkout)], cache)
        run(["git", "checkout", "--quiet", "--detach", self.commit], self.checkout)
        run([sys.executable, "build.py", "--version"], self.checkout)
        return f"{super().install(cache)} at {self.commit[:12]}"


def commit_of(revision: str) -> str:
    """The commit that a revision of this checkout is now: a branch may move on while the bench runs."""
    return run(["git", "rev-parse", "--verify", f"{revision}^{{commit}}"], CHECKOUT).strip()


def goals(entries: tuple[Entry, ...]) -> str:
    """Goals, three quarters of them ticked, with code and entries that no change takes away as evidence."""
    lines = ["# Goals\n"]
    for number in range(GOALS):
        if number % 10 == 0:
            lines.append(f"\n## Part {number // 10}\n")
        entry = entries[-1 - number % (len(entries) // 5)]
        proof = (
            f"[the class](code:shop/models.py#Part{number % CLASSES})",
            f"[that day](journal/posts/{entry.name}.md)",
        )[number % 2]
        lines.append(f"- [{' ' if number % 4 == 0 else 'x'}] Goal {number}: {proof}")
    return "\n".join(lines) + "\n"
