"""The index of a site's search: what is in it, who has it, and the same bytes however a site was built."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import CONFIG, Journal
from .searched import IndexedSection, found, indexed, searched

Make = Callable[..., Journal]
HEAD = "---\ntitle: {title}\ndate: 2025-08-{day:02}\ntags: [forms]\n---\n"
ENTRY = HEAD + "Words of the day {day}.\n\n## Learned\n\n{text}\n"
PAGES = {
    "mkdocs.yml": CONFIG.replace("  - search\n", "  - search\n  - tags\n")
    + "nav:\n  - index.md\n  - Guides:\n      - Shop: steps/shop/index.md\n      - steps/shop/01-models.md\n"
    "  - About:\n      - Us: us.md\n  - journal/index.md\n",
    "docs/us.md": "# Us & them\n\n| Name | Kind |\n|---|---|\n| Ada | person |\n",
    "docs/steps/shop/index.md": "# Shop\n\nA shop.\n",
    "docs/steps/shop/01-models.md": "# 1. Models\n\nWe define models.\n\n## The change\n\n"
    "```python\nclass Product(models.Model):\n    price = models.DecimalField()\n```\n",
    "docs/hidden.md": "---\nsearch:\n  exclude: true\n---\n# Hidden\n\nsecretword\n",
    "docs/part.md": "# Part\n\nShown.\n\n<div data-search-exclude>unshownword</div>\n\n"
    "## Left {data-search-exclude}\n\nleftword\n",
    "docs/journal/posts/one.md": ENTRY.format(
        title="One", day=1, text="I used `select_for_update` in C++ 0.5."
    ),
    "docs/journal/posts/two.md": ENTRY.format(title="Two", day=2, text="Product is sold. Products too."),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    root = tmp_path_factory.mktemp("searched") / "journal"
    made = Journal(root).write({"docs/index.md": "# Home\n", "docs/journal/index.md": "# Journal\n", **PAGES})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def section(site: Journal, location: str) -> IndexedSection:
    return next(one for one in indexed(site.root / "site") if one.location == location)


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("steps/shop/01-models/", ("Shop", "1. Models")),
        ("steps/shop/01-models/#the-change", ("Shop", "1. Models")),
        ("journal/one/", ("Journal", "August 1, 2025")),
        ("journal/one/#learned", ("Journal", "August 1, 2025")),
        ("us/", ("About",)),
        ("", ()),
    ],
)
def test_a_result_says_where_it_stands(site: Journal, location: str, places: tuple[str, ...]) -> None:
    assert section(site, location).places == places


def test_heads_of_tables_are_apart_and_titles_are_text(site: Journal) -> None:
    found = section(site, "us/")
    assert found.title == "Us & them"
    assert "Name Kind Ada person" in " ".join(found.text.split())


def test_what_is_to_be_left_out_is_nowhere(site: Journal) -> None:
    files = {name: data.decode() for name, data in site.files().items() if name.startswith("search/")}
    assert any("shown" in data for data in files.values())
    for word in ("secretword", "unshownword", "leftword"):
        assert [name for name, data in files.items() if word in data] == []
    assert "search/search_index.json" not in files


QUERIES = {
    "select_for_update": "journal/one/#learned",
    "for update": "journal/one/#learned",
    "C++": "journal/one/#learned",
    "0.5": "journal/one/#learned",
    "Product": "steps/shop/01-models/#the-change",
    "decimal field": "steps/shop/01-models/#the-change",
    "models.Model": "steps/shop/01-models/#the-change",
    "pruduct": "steps/shop/01-models/#the-change",
    '"words of the day 2"': "journal/two/",
    "Us & them": "us/",
}


def test_the_best_result_is_the_one_that_a_reader_expects(site: Journal) -> None:
    results = found(site.root / "site", list(QUERIES))
    assert {query: of[:1] for query, of in zip(QUERIES, results, strict=True)} == {
        query: [place] for query, place in QUERIES.items()
    }


@pytest.mark.parametrize("query", ["", "   ", '"', "==", "nowhereword", '"day the of"'])
def test_what_is_nowhere_is_not_found(site: Journal, query: str) -> None:
    assert found(site.root / "site", [query]) == [[]]


def files_of(made: Journal) -> dict[str, bytes]:
    return {name: data for name, data in made.files().items() if name.startswith("search/")}


def test_an_edit_a_new_page_and_a_deleted_one_give_the_bytes_of_a_new_build(journal: Make) -> None:
    made = journal(PAGES)
    assert made.run("build").err == ""
    made.write({"docs/us.md": "# Us\n\nOtherwise.\n", "docs/more.md": "# More\n\nAnother page.\n"})
    (made.root / "docs/part.md").unlink()
    assert made.run("build").err == ""
    later = files_of(made)
    assert any(b"Otherwise." in data for data in later.values())
    for name in "site", ".chronicles":
        shutil.rmtree(made.root / name)
    assert made.run("build").err == ""
    assert files_of(made) == later


def test_mkdocs_alone_writes_the_same_index(site: Journal, tmp_path: Path) -> None:
    shutil.copytree(site.root / "docs", tmp_path / "docs")
    shutil.copy(site.root / "mkdocs.yml", tmp_path)
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(words, cwd=tmp_path, check=True)
    subprocess.run(words, cwd=tmp_path, check=True)  # over a site that is there
    assert files_of(Journal(tmp_path)) == files_of(site)


OFF = CONFIG.replace("zone:", "search: false\n      zone:")
OFFLINE = CONFIG.replace("  - search\n", "  - search\n  - offline\n")
CUSTOM = CONFIG.replace("name: material", "name: material\n  custom_dir: mine")
DISABLED = CONFIG.replace("  - search\n", "  - search:\n      enabled: false\n")


@pytest.mark.parametrize(
    ("config", "is_theirs"),
    [
        pytest.param(OFF, True, id="off"),
        pytest.param(OFFLINE, True, id="offline"),
        pytest.param(CUSTOM, True, id="a template of the site"),
        pytest.param(DISABLED, False, id="no search"),
    ],
)
def test_other_sites_keep_the_search_of_material_and_get_nothing_of_ours(
    journal: Make, config: str, is_theirs: bool
) -> None:
    made = journal({"mkdocs.yml": config, "mine/partials/search.html": '<form name="search"></form>'})
    assert made.run("build").err == ""
    files = made.files()
    assert [name for name in files if name.startswith(("search/terms-", "assets/search"))] == []
    if is_theirs:
        assert json.loads(files["search/search_index.json"])["docs"]
    assert ('name="search"' in made.read("site/index.html")) is is_theirs
    assert "chronicles-search" not in made.read("site/index.html")


@pytest.mark.parametrize("value", ["'yes'", "[a]"])
def test_the_setting_is_on_or_off(journal: Make, value: str) -> None:
    run = journal({"mkdocs.yml": CONFIG.replace("zone:", f"search: {value}\n      zone:")}).run("build")
    assert run.status == 1
    assert "search" in run.err and "Traceback" not in run.err


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def test_a_search_reads_a_small_part_of_a_large_index(journal: Make) -> None:
    """What it reads grows with the pages that it shows, and not with those that there are."""
    words = [first + second + "word" for first in LETTERS for second in LETTERS]
    pages = {
        f"docs/p{at}.md": f"# Page {at}\n\n{' '.join(words[at % 7 :: 3])} only{at}\n\n" for at in range(120)
    }
    made = journal(pages)
    assert made.run("build").err == ""
    sizes = {name.removeprefix("search/"): len(data) for name, data in files_of(made).items()}
    one, all_of_them = searched(made.root / "site", ["only119", "abword"])
    assert one.found == ["p119/"]
    assert len(all_of_them.found) == 10
    for search, part in ((one, 10), (all_of_them, 3)):
        assert sum(sizes[name] for name in search.read) < sum(sizes.values()) / part
