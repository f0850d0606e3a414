"""Since when `proofs.lock` says of tests that they passed. Runs git."""

from collections.abc import Iterable
from contextlib import suppress

from chronicles.git.line_commits import LineHistory, line_commits
from chronicles.problems import Refused
from chronicles.progress.mark_parts import Commits, ProofCommit
from chronicles.progress.passed_tests import line_of
from chronicles.proof.lockfile import LOCK
from chronicles.workspace.commit_addresses import commit_address
from chronicles.workspace.settings import Settings


def proof_commits(settings: Settings, text: str, names: Iterable[str]) -> Commits:
    """Return for each of the tests `names` which commit brought its line into `proofs.lock`.

    `text` is what the file holds now. History is asked only where there is a name.
    """
    lines = {name: line for name in names if (line := line_of(text, name))}
    if not lines:
        return {}
    history = None
    with suppress(Refused):  # without git nothing is known
        history = line_commits(settings.root, LOCK, settings.zone)
    return {name: _commit(history, line, settings.repository) for name, line in lines.items()}


def _commit(history: LineHistory | None, line: str, repository: str) -> ProofCommit:
    if history is None:
        return ProofCommit()
    if found := history.commits.get(line):
        return ProofCommit(found.hash, found.day, commit_address(repository, found.hash))
    return ProofCommit(gap="cut" if line in history.cut else "new")
