"""What a site says to search engines and to hosts, and what is told where nobody would read it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.site.features.host_files import (
    HASHED,
    KEPT,
    OF_ALL,
    headers_file,
    redirects_file,
    robots_file,
    robots_problem,
)
from chronicles.workspace import host_settings

from .conftest import CONFIG, ROOT, Journal

Make = Callable[..., Journal]
AT_ROOT = CONFIG.replace("https://example.org/journal/", "https://ada.example/")
ROBOTS = "User-agent: *\nDisallow:\n\nSitemap: https://ada.example/sitemap.xml\n"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://ada.example/", ROBOTS),
        ("https://ada.example", ROBOTS),
        ("https://ada.example/journal/", ""),
        ("", ""),
    ],
)
def test_search_engines_are_told_at_the_root_of_a_host_alone(url: str, text: str) -> None:
    assert robots_file(url) == text


MEND = "Write 'Sitemap: https://ada.example/sitemap.xml'."
FAULTS = [
    (ROBOTS, "https://ada.example/", None),
    ("User-agent: *\nDisallow: /\n", "https://ada.example/", None),
    (
        "sitemap: /sitemap.xml\n",
        "https://ada.example/",
        ("'Sitemap: /sitemap.xml' is no whole address, so search engines pass over it", MEND),
    ),
    (
        ROBOTS,
        "https://ada.example/a/",
        (
            "nobody reads it below /a/: search engines ask for it at the root of ada.example alone",
            "Put it there, with the line 'Sitemap: https://ada.example/a/sitemap.xml', or delete it.",
        ),
    ),
]


@pytest.mark.parametrize(("text", "url", "fault"), FAULTS)
def test_a_robots_txt_of_the_journal_s_own_is_looked_at(
    text: str, url: str, fault: tuple[str, str] | None
) -> None:
    assert robots_problem(text, url) == fault


def test_headers_are_those_of_the_manual_for_every_host() -> None:
    manual = (ROOT / "docs/manual/publishing.md").read_text("utf-8")
    for name, value in OF_ALL.items():
        assert f"| `{name}: {value}` |" in manual
        assert f'{name} = "{value}"' in manual and f'add_header {name} "{value}" always;' in manual
    assert all(f'for = "{path}"' in manual for path in HASHED)
    assert f'Cache-Control = "{KEPT["Cache-Control"]}"' in manual
    assert headers_file("/x\n  A: b\n").endswith("immutable\n\n/x\n  A: b\n")
    assert headers_file().startswith("/*\n  X-Content-Type-Options: nosniff\n")


def test_a_host_leads_on_itself_from_both_forms_of_an_address() -> None:
    leads = [("a/b c/index.html", "new/#part"), ("old.html", "https://x.example/"), ("index.html", "a/")]
    expected = """\
/mine /a/ 302
/a/b%20c /new/#part 301
/a/b%20c/ /new/#part 301
/old https://x.example/ 301
/old.html https://x.example/ 301
/ /a/ 301
"""
    assert redirects_file(leads, "/mine /a/ 302") == expected
    assert redirects_file([]) == ""


@pytest.mark.parametrize(
    ("said", "host", "messages"),
    [
        (None, "", []),
        ("netlify", "netlify", []),
        ("Netlify", "", ["'Netlify' is no host that reads files of a site for its headers"]),
        (7, "", ["'7' is no host that reads files of a site for its headers"]),
    ],
)
def test_the_setting_is_read(said: object, host: str, messages: list[str]) -> None:
    refused: list[str] = []
    assert host_settings.read(said, lambda one, keys: refused.append(one.message)) == host
    assert refused == messages


def test_a_site_has_them_where_they_are_read(journal: Make) -> None:
    config = AT_ROOT.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      host: cloudflare")
    made = journal(
        {
            "mkdocs.yml": config,
            "docs/moved.md": "---\nredirect_from: [old.md]\n---\n# Moved\n",
            "docs/_headers": "/moved/*\n  X-Mine: yes\n",
        }
    )
    run = made.run("build", "--no-live")
    assert (run.status, run.err) == (0, "")
    assert made.read("site/robots.txt") == ROBOTS
    assert made.read("site/_headers") == headers_file("/moved/*\n  X-Mine: yes\n")
    assert made.read("site/_redirects") == "/old /moved/ 301\n/old/ /moved/ 301\n"
    # All that is kept for a year has its hash in its name.
    kept = [path for path in made.files() for rule in HASHED if Path(path).match(rule.strip("/*") + "/*")]
    assert kept and all(re.search(r"\.[0-9a-f]{8}\.", path) for path in kept)
    before = made.files()
    assert made.run("build", "--no-live").err == ""
    assert made.files() == before


def test_without_a_host_that_reads_them_there_are_none_and_nobody_reads_robots_txt_below_it(
    journal: Make,
) -> None:
    made = journal({"docs/robots.txt": "User-agent: *\n", "docs/_headers": "/*\n  X-Mine: yes\n"})
    run = made.run("build", "--no-live")
    assert run.status == 0
    said = "search engines ask for it at the root of example.org alone. Put it there, with the line"
    assert f"docs/robots.txt: nobody reads it below /journal/: {said}" in " ".join(run.err.split())
    assert made.read("site/robots.txt") == "User-agent: *\n"
    assert made.read("site/_headers") == "/*\n  X-Mine: yes\n" and "_redirects" not in made.files()
