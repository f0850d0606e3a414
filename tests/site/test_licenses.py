"""The page of licenses: each thing of others that a built site carries has a row there, and a text."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.licenses.component import FOLDER
from chronicles.live.pack import pack, unpack
from tests.browsers import lacking

from ..licenses.walk import Row, rows, unlicensed
from .conftest import CONFIG, FILES, ROOT, Journal, share_demos
from .searched import indexed

PAGE = f"site/{FOLDER}/index.html"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.sqlite3*", "staticfiles")
THEME = {
    *("Chronicles", "Material for MkDocs", "Material Design Icons", "material-design-color"),
    *("clipboard.js", "escape-html", "Figtree", "focus-visible", "RxJS", "tslib"),
    *("Lunr", "Lunr languages", "TinySegmenter", "wordcut", "Packages within wordcut"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A site with a live demo of our project as it stands."""
    journal = Journal(tmp_path_factory.mktemp("licenses"))
    shutil.copytree(ROOT / "demo_project", journal.root / "demo_project", ignore=LEFT_OUT)
    texts = {name: text for name, text in FILES.items() if not name.startswith("demo_project")}
    journal.write(texts | {"docs/index.md": "# Home\n\n[Try it](live:/admin/)\n"})
    share_demos(journal.root)
    run = journal.run("build")
    assert run.status == 0, run.err
    if "no live demos" in run.err:
        lacking(run.err)
    return journal


def test_all_that_is_of_others_has_a_row_with_a_text(whole: Journal) -> None:
    site = whole.root / "site"
    assert unlicensed(site, whole.root) == []
    said = rows(site)
    assert {"Django", "Pyodide", "CPython and its standard library", "jQuery in Django's admin"} | THEME <= {
        row.name for row in said
    }
    assert [row.name for row in said if len(row.text) < 300 or not row.license or not row.version] == []
    assert [row.name for row in said if row.license == "not said"] == []


def test_what_is_planted_without_a_row_is_found(whole: Journal, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(whole.root / "site", site)
    rest = next(site.glob("assets/live/static/*/rest_framework")).relative_to(site).as_posix()
    planted = {
        "assets/javascripts/planted.js",
        "assets/planted.css",
        "assets/fonts/planted.woff2",
        "assets/live/planted.wasm",
        "assets/live/planted-1.0-py3-none-any.whl",
        "planted.svg",
        f"{rest}/js/planted.min.js",  # of others, among the files of a package that has a row
    }
    for path in planted:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(b"x")
    planted |= packed(site)
    assert set(unlicensed(site, whole.root)) == planted


def packed(site: Path) -> set[str]:
    """Plant a package and a module in a pack."""
    path = next(site.glob("assets/live/lib-*.bin"))
    label = b"Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n"
    more = {"planted-1.0.dist-info/METADATA": label, "unlabelled/__init__.pyc": b""}
    path.write_bytes(pack(unpack(path.read_bytes()) | more))
    return {f"{path.relative_to(site).as_posix()}: {name}" for name in ("planted 1.0", "unlabelled")}


def test_a_row_that_is_gone_is_missed(whole: Journal, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(whole.root / "site", site)
    page = site / FOLDER / "index.html"
    kept, gone = [], {"RxJS", "SQLite", "TinySegmenter", "tzdata", "google-code-prettify"}
    for part in re.split(r"(<tr>.*?</tr>)", page.read_text("utf-8"), flags=re.DOTALL):
        if not any(f">{name}</a>" in part for name in gone) or not part.startswith("<tr>"):
            kept.append(part)
    page.write_text("".join(kept), "utf-8")
    found = "\n".join(unlicensed(site, whole.root))
    for place in (
        r"assets/javascripts/bundle\.\w+\.min\.js\.map: RxJS",
        r"assets/live/pyodide-[\d.]+/pyodide\.asm\.wasm: SQLite",
        r"assets/javascripts/lunr/tinyseg\.js",
        r"assets/live/lib-\w+\.bin: tzdata [\d.]+",
        r"assets/live/static/\w+/rest_framework/js/prettify-min\.js",
    ):
        assert re.search(rf"(?m)^{place}$", found), found


def names(journal: Journal) -> dict[str, Row]:
    return {row.name: row for row in rows(journal.root / "site")}


def test_without_live_demos_the_page_has_only_what_is_there(journal: Callable[..., Journal]) -> None:
    site = journal()
    assert site.run("build", "--no-live").status == 0
    said = names(site)
    assert said.keys() == THEME
    assert unlicensed(site.root / "site", site.root) == []
    assert [path for row in said.values() for path in row.used if "live" in path] == []
    assert not list((site.root / "site" / FOLDER).glob("*django*"))


def test_the_page_is_linked_from_every_page_and_is_not_found_by_the_search(whole: Journal) -> None:
    link = re.compile(rf'href="(?:\.\./|/journal/)?{FOLDER}/">Licenses</a>')
    pages = ("index.html", "journal/index.html")  # the page for lost readers has what leads on, and no more
    assert [name for name in pages if not link.search(whole.read(f"site/{name}"))] == []
    assert not any(one.location.startswith(FOLDER) for one in indexed(whole.root / "site"))
    assert f"{FOLDER}/</loc>" in whole.read("site/sitemap.xml")


def test_the_texts_are_found_where_addresses_are_those_of_files(journal: Callable[..., Journal]) -> None:
    site = journal({"mkdocs.yml": f"{CONFIG}use_directory_urls: false\n"})
    assert site.run("build", "--no-live").status == 0
    assert f'href="{FOLDER}/rxjs.txt"' in site.read(f"site/{FOLDER}.html")
    assert (site.root / "site" / FOLDER / "rxjs.txt").is_file()


def test_a_page_of_the_author_at_this_address_is_a_problem(journal: Callable[..., Journal]) -> None:
    run = journal({f"docs/{FOLDER}.md": "# Ours\n"}).run("build", "--no-live")
    assert (run.status, run.err) == (
        1,
        "docs/third-party-licenses.md: the build writes a page of licenses to this address\n"
        "    Give it another name, such as our-licenses.md.\n"
        "1 problem\n",
    )
