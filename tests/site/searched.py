"""What the search of a built site has of its pages, and what it finds."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chronicles.suite.packages import NoPackages, find_packages
from tests.browsers import lacking

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("run_searches.mjs")


@dataclass(frozen=True)
class IndexedSection:
    """A section as the index has it: where it leads, its title, its text, and where its page stands."""

    location: str
    title: str
    text: str
    places: tuple[str, ...]


def indexed(site: Path) -> list[IndexedSection]:
    """All sections of the index of the site in a folder, page by page."""
    contents = json.loads((site / "search" / "index.json").read_text("utf-8"))
    files = [site / "search" / f"texts-{name}.json" for name in dict.fromkeys(contents["texts"])]
    pages = sorted(page for file in files for page in json.loads(file.read_text("utf-8")))
    return [
        IndexedSection(f"{url}#{anchor}" if anchor else url, title, text, tuple(places))
        for _, (url, _, places, sections) in pages
        for anchor, title, text in sections
    ]


@dataclass(frozen=True)
class Searched:
    """What a search finds: where its results lead, the best first; and the files that it reads."""

    found: list[str]
    read: list[str]


def searched(site: Path, queries: Sequence[str]) -> list[Searched]:
    """What each query finds, as if it was the first one; skips the test where there is no Node.js."""
    try:
        node = find_packages(ROOT, ROOT / ".chronicles" / "live", lambda line: None)
    except NoPackages as reason:
        lacking(str(reason))
        raise
    words = [*node, str(SCRIPT), str(site), *queries]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [Searched(**one) for one in json.loads(done.stdout)]


def found(site: Path, queries: Sequence[str]) -> list[list[str]]:
    """Where the results of each query lead."""
    return [one.found for one in searched(site, queries)]
