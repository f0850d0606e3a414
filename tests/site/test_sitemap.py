"""The sitemap says when each page became what it is, as far as that is the same in every clone."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from .conftest import Journal

Make = Callable[..., Journal]
FILES = {
    "docs/index.md": "# Home\n",
    "docs/about.md": "# About\n",
    "docs/steps/index.md": "# Guides\n",
    "docs/steps/polls/index.md": "# Polls\n",
    "docs/steps/polls/01-files.md": "# Files\n",
    "docs/steps/polls/02-views.md": "# Views\n",
    "docs/journal/posts/a.md": "---\ndate: 2025-08-29\n---\n# A\n\n[it](code:students/models.py)\n",
}


def committed(made: Journal, day: str) -> None:
    when = f"{day}T23:30:00-05:00"  # the next day is there in UTC
    environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    for words in (
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", day],
    ):
        subprocess.run(["git", *words], cwd=made.root, check=True, env=environment)


def days(made: Journal) -> dict[str, str]:
    run = made.run("build", "--no-live")
    assert (run.status, run.err) == (0, "")
    found = re.findall(r"<loc>(.*?)</loc>(?:\s*<lastmod>(.*?)</lastmod>)?", made.read("site/sitemap.xml"))
    return {url.removeprefix("https://example.org/journal/"): day for url, day in found}


def test_pages_have_the_author_s_day_of_their_newest_commit_in_a_whole_clone_alone(
    journal: Make, tmp_path: Path
) -> None:
    made = journal({**FILES, ".gitignore": "site/\n.chronicles/\n"})
    without = days(made)
    dated = {url for url, day in without.items() if day}
    assert dated == {"", "journal/", "journal/a/", "journal/archive/2025/"}
    subprocess.run(["git", "init", "-q"], cwd=made.root, check=True)
    committed(made, "2025-09-01")
    committed(made.write({"docs/steps/polls/02-views.md": "# Views\n\nMore.\n"}), "2025-09-03")
    committed(made.write({"docs/about.md": "# About me\n"}), "2025-08-01")  # a clock was wrong
    found = days(made)
    assert found == without | {
        "": "2025-09-01",
        "about/": "2025-09-01",
        "journal/": "2025-09-01",
        "run-it-yourself/": "2025-09-01",
        "steps/": "2025-09-01",
        "steps/polls/": "2025-09-03",
        "steps/polls/01-files/": "2025-09-01",
        "steps/polls/02-views/": "2025-09-03",
    }
    assert not any("/code/" in url for url in found)
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    for folder, words in ((whole, ["-q"]), (shallow, ["-q", "--depth=1"])):
        subprocess.run(["git", "clone", *words, made.root.as_uri(), str(folder)], check=True)
    assert days(Journal(whole)) == found
    assert days(Journal(shallow)) == without


def test_search_engines_are_asked_not_to_find_what_the_sitemap_does_not_list(journal: Make) -> None:
    made = journal(
        {
            **FILES,
            "docs/code/own.md": "# A page of mine\n",
            "docs/about.md": "---\nredirect_from: me.md\n---\n# About\n",
        }
    )
    listed = {f"{url}index.html" for url in days(made)}
    pages = {path: data.decode() for path, data in made.files().items() if path.endswith(".html")}
    hidden = {path for path, html in pages.items() if '<meta name="robots" content="noindex">' in html}
    assert hidden == {"404.html", "me/index.html", "code/now/students/models.py/index.html"}
    assert pages.keys() - hidden == listed
