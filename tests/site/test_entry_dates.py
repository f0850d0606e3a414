"""The dates of entries on the site: instants of the journal's zone in every list, page and feed."""

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from .conftest import CONFIG, Journal
from .conftest import FILES as BASIS

Make = Callable[..., Journal]
POSTS = "docs/journal/posts"
ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = """
      archive_date_format: MMMM yyyy
      archive_url_date_format: yyyy/MM
      post_date_format: d MMMM yyyy, HH:mm"""


def entry(title: str, day: str) -> str:
    return f"---\ntitle: {title}\ndate: {day}\n---\n# {title}\n\nText.\n"


# In the order of their instants, the newest first.
ENTRIES = {
    "past-midnight": ("2025-08-22 00:30", "2025-08-22", "2025-08-22T00:30:00+01:00"),
    "2025-08-21-2345": ("## 2025-08-21 23:45", "2025-08-21", "2025-08-21T23:45:00+01:00"),
    "late": ("2025-08-21 23:30", "2025-08-21", "2025-08-21T23:30:00+01:00"),
    "away": ("2025-08-22T01:00:00+03:00", "2025-08-21", "2025-08-21T23:00:00+01:00"),
    "2025-08-21-2230": ("## 2025-08-21 21:30 UTC", "2025-08-21", "2025-08-21T22:30:00+01:00"),
    "day": ("2025-08-21", "2025-08-21", "2025-08-21T00:00:00+01:00"),
    "eve": (
        "{created: 2025-01-01 00:30 +03:00, updated: 2025-01-02 09:15}",
        "2024-12-31",
        "2024-12-31T22:30:00+01:00",
    ),
}
NOTES = [f"{stamp}\n\nA note.\n" for stamp, _, _ in ENTRIES.values() if stamp.startswith("##")]
FILES = {
    "mkdocs.yml": CONFIG.replace('"{file}"', f'"{{file}}"{ARCHIVE}'),
    "docs/journal/log.md": "# Log\n\n" + "\n".join(NOTES),
    "docs/progress.md": "# Progress\n\n<!-- progress -->\n\n<!-- review -->\n",
    "docs/dated.md": "---\ndate: 2025-08-20 23:30 -05:00\n---\n# Dated\n",
    "docs/steps/one/index.md": "# One\n",
    "docs/steps/one/01-a.md": "---\ntitle: Step\ndate: 2025-08-20 22:15\n---\n# A\n",
    "docs/steps/one/02-b.md": "---\ntitle: Next\ndate: {created: 2025-08-20 23:15 +02:00}\n---\n# B\n",
    **{
        f"{POSTS}/{name}.md": entry(name.title(), stamp)
        for name, (stamp, _, _) in ENTRIES.items()
        if not stamp.startswith("##")
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("dates")).write({**BASIS, **FILES})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    checked = made.run("check", "--no-exec")
    assert (checked.status, checked.err) == (0, "")
    return made


def linked(html: str) -> list[str]:
    """The entries that a page shows, in its order."""
    found = re.findall(r'href="[^"]*?([\w-]+)/(?:#[^"]*)?"', html)
    return list(dict.fromkeys(name for name in found if name in ENTRIES))


def test_lists_are_in_the_order_of_the_instants(site: Journal) -> None:
    assert linked(site.read("site/journal/index.html").split('class="md-content"')[1]) == list(ENTRIES)
    home = json.loads(site.read("site/feed.json"))["items"]
    assert [item["url"].split("/")[-2] for item in home] == list(ENTRIES)


def test_an_entry_is_of_its_authors_day(site: Journal) -> None:
    for name, (_, day, moment) in ENTRIES.items():
        html = site.read(f"site/journal/{name}/index.html")
        assert f'<time datetime="{day}">{int(day[-2:])} ' in html
        assert f", {moment[11:16]}</time>" in html


def test_the_archive_has_an_entry_in_its_authors_year(site: Journal) -> None:
    august = linked(site.read("site/journal/archive/2025/08/index.html").split("<article", 1)[1])
    assert august == list(ENTRIES)[:-1]
    assert "eve" in linked(site.read("site/journal/archive/2024/12/index.html"))
    assert "eve" in linked(site.read("site/journal/archive/2024/index.html"))
    assert "site/journal/archive/2025/01/index.html" not in site.files(".")


def test_feeds_have_the_instants(site: Journal) -> None:
    found = {item["url"].split("/")[-2]: item for item in json.loads(site.read("site/feed.json"))["items"]}
    assert {name: item["date_published"] for name, item in found.items()} == {
        name: moment for name, (_, _, moment) in ENTRIES.items()
    }
    assert found["eve"]["date_modified"] == "2025-01-02T09:15:00+01:00"
    atom = ElementTree.fromstring(site.read("site/feed.xml"))
    assert [one.findtext(f"{ATOM}published") for one in atom.iter(f"{ATOM}entry")] == [
        moment for _, _, moment in ENTRIES.values()
    ]
    step = json.loads(site.read("site/steps/one/feed.json"))["items"]
    assert [item["date_published"] for item in step] == ["2025-08-20T22:15:00+01:00"] * 2


def test_progress_and_sitemap_have_the_days(site: Journal) -> None:
    said = json.loads(site.read("site/progress.json"))
    days = [(one["url"].split("/")[-2], one["day"]) for one in said["entries"]]
    assert days == [(name, day) for name, (_, day, _) in reversed(ENTRIES.items())]
    sitemap = site.read("site/sitemap.xml")
    for address, day in (
        ("journal/away", "2025-08-21"),
        ("dated", "2025-08-21"),
        ("journal/eve", "2025-01-02"),
    ):
        assert re.search(rf"/{address}/</loc>\s*<lastmod>{day}</lastmod>", sitemap)


def test_the_reviewers_case(journal: Make) -> None:
    """`cases/pages/03-date-with-zone`: a zone far from the journal's, and a time without seconds."""
    made = journal(
        {
            "mkdocs.yml": CONFIG.replace("Africa/Lagos", "Pacific/Auckland"),
            f"{POSTS}/late1.md": entry("Late1", "2025-05-28 23:23:39 -05:00"),
            f"{POSTS}/late4.md": entry("Late4", "2025-05-28 08:00"),
            "log.txt": "## 2025-05-28 23:23:39 -05:00\n\nImported.\n",
        }
    )
    assert made.run("import", "log.txt").status == 0
    assert (made.run("check", "--no-exec").status, made.run("build").err) == (0, "")
    feed = json.loads(made.read("site/feed.json"))["items"]
    assert {item["title"]: item["date_published"] for item in feed} == {
        "Late1": "2025-05-29T16:23:39+12:00",
        "29 May 2025, 16:23": "2025-05-29T16:23:39+12:00",
        "Late4": "2025-05-28T08:00:00+12:00",
    }


@pytest.mark.parametrize(
    "stamp, said",
    [
        ("2025-05-28 24:00", "there is no time 24:00\n    Write one from 00:00 to 23:59."),
        (
            "2025-05-28 08:00 EST",
            "the zone 'EST' can mean several\n    Write how far from UTC it is, such as -05:00.",
        ),
    ],
)
def test_check_says_what_build_says_of_a_date(journal: Make, stamp: str, said: str) -> None:
    made = journal({f"{POSTS}/a.md": entry("A", stamp), "log.txt": f"## {stamp}\n\nA.\n"})
    checked, built = made.run("check", "--no-exec"), made.run("build")
    assert (checked.status, built.status) == (1, 1)
    assert checked.err == built.err == f"{POSTS}/a.md:3: 'date': {said}\n1 problem\n"
    imported = made.run("import", "log.txt")
    assert imported.status == 1
    assert f"log.txt:1: {said.partition(chr(10))[0]}" in imported.err


def test_a_log_says_what_is_wrong_with_a_zone(journal: Make) -> None:
    made = journal({"docs/journal/log.md": "# Log\n\n## 2025-05-28 08:00 EST\n\nA.\n"})
    words = (
        "docs/journal/log.md:3: the zone 'EST' can mean several\n"
        "    Write how far from UTC it is, such as -05:00.\n1 problem\n"
    )
    assert made.run("check", "--no-exec").err == made.run("build").err == words
