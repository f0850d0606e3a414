"""A page alone, made from what a build has left: it is what the whole build makes of it, or nothing."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from chronicles.disk.snapshot_process import SnapshotProcess
from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.build_options import BuildOptions
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.site.mkdocs.quick_pages import get_ready, quick_pages
from tests.waiting import LIMIT

from .conftest import CONFIG, FILES, Journal

SNIPPET = '```python {data-from="students/models.py#Course"}\n```\n'
ENTRY = "---\ndate: 2025-01-{:02}\n{}---\n\n# Entry {}\n\nWords of it.\n\n## A part\n\nMore words.\n"
PAGE = "# A page\n\nWords of it.\n\n## A part\n\nMore words.\n"
MENU = "nav: [{Home: index.md}, {Journal: journal/index.md}, {Words: words.md}]\n"
SETTINGS = MENU + CONFIG.lstrip().replace(
    "  - attr_list\n", "  - attr_list\n  - tables\n  - footnotes\n  - toc\n"
).replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      live: false")
P = "docs/{}.md".format
E = "docs/journal/posts/{}.md".format
# Each page before and after an edit, all in one journal.
EDITS: dict[str, tuple[str, str, str]] = {
    P("words"): (PAGE, "Words of it.", "Other *words* & more of them."),
    P("heading"): (PAGE, "## A part", "## Another part\n\n### Below\n\n## A part"),
    P("code"): (PAGE, "More words.", "```python\ndef new():\n    return 1\n```"),
    P("link"): (PAGE, "More words.", "See [home](index.md) and [a part](words.md#a-part)."),
    P("footnote"): (PAGE, "More words.", "More words[^1].\n\n[^1]: A note."),
    P("table"): (PAGE, "More words.", "| a | b |\n| - | - |\n| 1 | 2 |"),
    P("tabs"): (PAGE, "More words.", '=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.'),
    P("snippet"): (f"{PAGE}\n{SNIPPET}", "Words of it.", "Other words."),
    P("new-snippet"): (PAGE, "More words.", SNIPPET),
    P("code-link"): (PAGE, "More words.", "See [it](code:students/models.py#Course)."),
    P("matter"): (f"---\ntitle: This & that\ndescription: It is <so>.\n---\n\n{PAGE}", "Words", "Others"),
    P("questions"): ("# Questions\n\n<!-- questions -->\n\nThe end.\n", "The end.", "Another end."),
    E("words"): (ENTRY.format(1, "", 1), "Words of it.", "Other words."),
    E("minutes"): (ENTRY.format(3, "", 3), "More words.", "Many words. " * 600),
    E("said-minutes"): (ENTRY.format(4, "readtime: 9\n", 4), "More words.", "Many words. " * 600),
    E("tags"): (ENTRY.format(5, "tags: [Django, a & b]\n", 5), "Words of it.", "Other words."),
    E("cure"): (ENTRY.format(6, "problem: It & that\nfix: So.\n", 6), "Words of it.", "Other words."),
    E("corrected"): (ENTRY.format(8, "", 8), "More words.", "Other words."),
    E("corrects"): (ENTRY.format(9, "corrects: corrected.md#a-part\n", 9), "Words of it.", "Other words."),
    E("more"): (ENTRY.format(10, "", 10), "More words.", "Other words."),
    E("series-1"): (ENTRY.format(11, "series: One\n", 11), "More words.", "Other words."),
    E("series-2"): (ENTRY.format(12, "series: One\n", 12), "More words.", "Other words."),
    E("category"): (ENTRY.format(13, "categories: [Notes]\n", 13), "More words.", "Other words."),
    E("snippet"): (ENTRY.format(14, "", 14), "More words.", f"{SNIPPET}\nBehind it."),
}
# What other pages show as well: these are built one by one.
SHOWN: dict[str, tuple[str, str, str]] = {
    P("title"): (PAGE, "# A page", "# Another & better title"),
    P("empty"): (PAGE, PAGE, "\n"),
    E("title"): (ENTRY.format(2, "", 2), "# Entry 2", "# Entry two"),
    E("cure-title"): (ENTRY.format(7, "problem: It\nfix: So.\n", 7), "# Entry 7", "# Entry seven"),
    E("question"): (ENTRY.format(15, "", 15), "More words.", "- [ ] ? Why is it so?"),
}
# What takes a build: the pages before and after.
LEFT: dict[str, tuple[str, str, str]] = {
    P("front-matter"): (f"---\ntitle: One\n---\n\n{PAGE}", "title: One", "title: Two"),
    P("broken"): (PAGE, "More words.", "[gone](gone.md)"),
    P("anchor"): (PAGE, "More words.", "[gone](words.md#gone)"),
    P("asks"): (PAGE, "More words.", "<!-- questions -->"),
    P("other-file"): (PAGE, "More words.", "See [it](code:students/views.py)."),
    P("lost-code"): (PAGE, "More words.", "See [it](code:students/gone.py)."),
    P("unclosed"): (PAGE, "More words.", "```python\npass"),
    P("not-utf-8"): (PAGE, "More words.", "\x00"),
    "docs/journal/index.md": ("# Journal\n\nWords.\n", "Words.", "Other words."),
    "docs/goals.md": ("# Goals\n\n- [ ] One\n", "One", "Two"),
    "docs/journal/log.md": ("# Log\n\n## 2025-02-01\n\nWords.\n", "Words.", "Other words."),
    E("date"): (ENTRY.format(16, "", 16), "2025-01-16", "2025-01-17"),
}


class Site:
    """A journal that is built in this process, and a process that is as the last build has left it."""

    def __init__(self, journal: Journal, *, drafts: bool = False) -> None:
        self.journal, self.folder, self.drafts = journal, ".chronicles/serve/site", drafts
        self.server: SnapshotProcess | None = None
        self.build()

    def build(self) -> dict[str, bytes]:
        """Build it; the files of the site."""
        kept: list[MadeSite] = []
        place = self.journal.root / self.folder
        options = BuildOptions(preview=place, keep=kept.append, drafts=self.drafts)
        build(self.journal.root, options=options)
        self.end()
        self.server = SnapshotProcess(partial(quick_pages, kept[-1]), partial(get_ready, kept[-1]))
        return self.journal.files(self.folder)

    def quick(self, *names: str) -> dict[str, bytes] | None:
        """What comes of these files at once."""
        assert self.server
        found: dict[str, bytes] | None = self.server.ask([self.journal.root / name for name in names], LIMIT)
        return found

    def edit(self, name: str, old: str, new: str) -> dict[str, bytes] | None:
        """What comes of an edit at once."""
        text = self.journal.read(name)
        assert old in text
        self.journal.write({name: text.replace(old, new)})
        return self.quick(name)

    def end(self) -> None:
        if self.server:
            self.server.end()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    before = {name: text for name, (text, _, _) in (EDITS | SHOWN | LEFT).items()}
    journal = Journal(tmp_path_factory.mktemp("quick").resolve())
    more = {"mkdocs.yml": SETTINGS, "demo_project/students/views.py": "def index(request):\n    pass\n"}
    site = Site(journal.write(FILES | more | before))
    yield site
    site.end()


@pytest.fixture(scope="module")
def edited(site: Site) -> tuple[dict[str, dict[str, bytes] | None], dict[str, bytes]]:
    """What comes of each edit at once, and the site of a build of them all."""
    quick = {name: site.edit(name, old, new) for name, (_, old, new) in EDITS.items()}
    return quick, site.build()


@pytest.mark.parametrize("name", EDITS)
def test_a_page_alone_is_what_a_build_makes_of_it(
    name: str, edited: tuple[dict[str, dict[str, bytes] | None], dict[str, bytes]]
) -> None:
    quick, whole = edited
    made = quick[name]
    assert made is not None, "it is made"
    [(place, html)] = made.items()
    assert html.decode() == whole[place].decode()


@pytest.mark.parametrize("name", SHOWN)
def test_so_is_one_that_others_tell_of(name: str, site: Site) -> None:
    text, old, new = SHOWN[name]
    made = site.edit(name, old, new)
    whole = site.build()
    site.journal.write({name: text})
    site.build()
    assert made is not None, "it is made"
    [(place, html)] = made.items()
    assert html.decode() == whole[place].decode()


@pytest.mark.parametrize("name", LEFT)
def test_anything_else_takes_a_build(name: str, site: Site) -> None:
    text, old, new = LEFT[name]
    made = site.edit(name, old, new)
    site.journal.write({name: text})
    assert made is None


def test_several_pages_come_together_or_not_at_all(site: Site) -> None:
    first, second, gone = P("words"), P("code"), P("gone")
    before = {name: site.journal.read(name) for name in (first, second)}
    site.journal.write({name: f"{text}\nAnd more.\n" for name, text in before.items()})
    both, one_is_gone, none_is_a_page = (
        site.quick(first, second),
        site.quick(first, gone),
        site.quick(first, "mkdocs.yml"),
    )
    site.journal.write(before)
    assert both is not None and list(both) == ["words/index.html", "code/index.html"]
    assert all(b"And more." in html for html in both.values())
    assert one_is_gone is None and none_is_a_page is None


def test_what_the_whole_journal_says_of_a_page_is_as_it_was_until_it_is_built(site: Site) -> None:
    """The list of questions is of all entries: a page with it has the new one when all is built."""
    asked, page = E("words"), P("questions")
    before = {name: site.journal.read(name) for name in (asked, page)}
    site.journal.write({asked: f"{before[asked]}\n- [ ] ? What is new?\n", page: f"{before[page]}\nLast.\n"})
    made = site.quick(asked, page)
    whole = site.build()
    site.journal.write(before)
    site.build()
    assert made is not None
    html = made["questions/index.html"]
    assert b"Last." in html and b"What is new?" not in html
    assert b"What is new?" in whole["questions/index.html"]
    assert made["journal/words/index.html"] == whole["journal/words/index.html"]


@pytest.mark.parametrize("unknown", ["hooks: [hook.py]\n", ""])
def test_beside_a_hook_nothing_comes_before_a_build(journal: Callable[..., Journal], unknown: str) -> None:
    site = Site(journal({"mkdocs.yml": unknown + SETTINGS, "hook.py": "", P("words"): PAGE}))
    made = site.edit(P("words"), "Words", "Others")
    site.end()
    assert (made is None) == bool(unknown)


def test_a_draft_is_marked_as_one_also_before_a_build(journal: Callable[..., Journal]) -> None:
    draft = ENTRY.format(1, "draft: true\n", 1)
    site = Site(journal({"mkdocs.yml": SETTINGS, P("words"): PAGE, E("draft"): draft}), drafts=True)
    made = site.edit(E("draft"), "Words of it.", "Other words.")
    whole = site.build()
    site.end()
    assert made is not None
    [(place, html)] = made.items()
    assert html == whole[place] and b"chronicles-draft" in html


def test_a_journal_behind_a_link_is_watched_where_it_is(
    journal: Callable[..., Journal], tmp_path: Path
) -> None:
    real = journal({"mkdocs.yml": SETTINGS, P("words"): PAGE})
    link = tmp_path / "link"
    link.symlink_to(real.root)
    site = Site(Journal(link))
    real.write({P("words"): PAGE.replace("Words", "Others")})
    made = site.server.ask([real.root.resolve() / P("words")], LIMIT) if site.server else None
    site.end()
    assert made is not None and list(made) == ["words/index.html"]


def test_a_page_whose_file_in_the_site_is_another_one_takes_a_build(journal: Callable[..., Journal]) -> None:
    site = Site(journal({"mkdocs.yml": SETTINGS, P("words"): PAGE}))
    site.journal.write({f"{site.folder}/words/index.html": "Somebody has written this."})
    made = site.edit(P("words"), "Words", "Others")
    site.end()
    assert made is None
