"""Files below the pages that git ignores, and that a site would show all the same. Runs git."""

from pathlib import Path

from chronicles.disk.paths import is_file
from chronicles.git import commands
from chronicles.problems import Place, Problem
from chronicles.workspace.publication import Published
from chronicles.workspace.settings import Settings

MEND = "Delete it, or name it below exclude_docs in mkdocs.yml; to publish it, take it out of .gitignore."


def ignored_files(settings: Settings, published: Published, site: Path) -> list[Problem]:
    """Return a problem for each ignored file that is in `site`; none where git cannot be asked."""
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", str(settings.docs))
    done = commands.run(("git", "-C", str(settings.docs), *words))
    if done.returncode:
        return []
    names = [name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
    pages = {published.place(one.page.path).path for one in published.readings}
    found = []
    for name in names:
        path = settings.shown(settings.docs / name)
        if path in pages or is_file(site / published.place_in_site(name)):
            found.append(Problem(Place(path), "git ignores this file, and the site shows it", MEND))
    return found
