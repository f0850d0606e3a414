"""What MkDocs says is wrong with `mkdocs.yml`, as problems at its lines."""

import re
from pathlib import Path

from chronicles.problems import Place, Problem
from chronicles.site.mkdocs.warnings import MkDocsWarnings
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import line_of

MEND = "Mend it as MkDocs' manual says, under 'Configuration'."
# What MkDocs says of a plugin, a theme and an extension that no installed package has (`config_options`).
LACKING = re.compile(
    r"""The "(?P<plugin>[^"]+)" plugin is not installed|Unrecognised theme name: '(?P<theme>[^']+)'.*"""
    r"""|Failed to load extension '(?P<extension>[^']+)'\.\s+ModuleNotFoundError.*""",
    re.DOTALL,
)
INSTALL = (
    "Install the package that has it where Chronicles is, or Chronicles where your site is built: the wheel "
    "in generator/ is all of it."
)


def wrong_config(root: Path, error: BaseException | None, warnings: MkDocsWarnings) -> list[Problem]:
    """Return what MkDocs says of its configuration in `root`, each at the line of the value that it names."""
    said = [record.getMessage() for record in warnings.records]
    said = said or [f"{type(error).__name__}: {error}"]
    return [_problem(root, " ".join(words.replace(f"{root}/", "").split())) for words in said]


def _problem(root: Path, words: str) -> Problem:
    words = words.rsplit("Traceback (most recent call last)", 1)[0] if len(words) > 2000 else words
    named = re.match(r"Config value '(?P<key>\w+)': (?P<what>.*)", words)
    at = re.search(r"line (\d+), column", words)
    if named and (lacking := LACKING.fullmatch(named["what"])):
        kind, name = next((kind, name) for kind, name in lacking.groupdict().items() if name)
        line = line_of(root, f"{named['key']}:", name, f"name: {name}")
        return Problem(Place(CONFIG, line), f"no {kind} {name!r} is installed here", INSTALL)
    line = line_of(root, f"{named['key']}:") if named else int(at[1]) if at else 0
    what = f"{named['key']!r}: {named['what']}" if named else words
    return Problem(Place(CONFIG, line), what, MEND)
