"""The export of this repository's journal, built by other engines: no link is dead, and no word is lost."""

import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from .conftest import Journal
from .engines import ENGINES, build
from .test_this_site import copy_to

# What only a browser, the theme or a script makes something of, or what stands in another place in words:
# the numbers of lines, the heat map (whose days are in the table of weeks), the beginnings of entries, how
# many there are of what a page lists.
NO_WORDS = (
    "button, form, input, noscript, script, style, template, dialog, svg, [hidden], .headerlink, .linenos, "
    ".chronicles-mine, #my-steps, #my-steps ~ *, .chronicles-year, .chronicles-weeks > summary, "
    ".chronicles-post > div, .chronicles-years, .chronicles-older, .chronicles-count, "
    # Bars and paths show what tables and lists say in words; their links stand there, too.
    ".chronicles-path, .chronicles-bars, .chronicles-legend, .chronicles-home__news section:last-child, "
    ".chronicles-start, .chronicles-files thead, "
    # What a long block leads to is in the export as a whole; goals are on their page with what proves them.
    ".chronicles-rest, .chronicles-each-goal"
)
# Pages that list what another page lists, too, and that of the licenses of what our theme carries.
REDIRECT = b'<meta http-equiv="refresh"'  # which leads on from an address of before
# A long change of a step, which the export has on the page of the step, is one of them.
ONLY_OURS = re.compile(r"journal/(?:archive|category|page)/|tags/[^/]+/|third-party|/change/")
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
READ_TIME = re.compile(r"\d+ min read")  # counted by Material's blog
HIDDEN = {".": "~2E", "_": "~5F", "~": "~7E"}


def words(data: bytes, where: str) -> Counter[str]:
    tree = LexborHTMLParser(data)
    for tag in tree.css(NO_WORDS):
        tag.decompose()
    for tag in tree.css("pre span, pre ins, pre del, pre a, pre code, code span"):
        tag.unwrap()  # colors stand within words
    assert tree.root
    tree.root.merge_text_nodes()
    text = "\n".join(tag.text(separator="\n") for tag in tree.css(where))
    return Counter(re.findall(r"\w+", READ_TIME.sub("", text)))


def theirs(name: str) -> str:
    """Where the export has a page of ours."""
    if name.startswith("code/"):
        return "/".join(HIDDEN.get(part[:1], part[:1]) + part[1:] for part in name.split("/"))
    return re.sub(r"^journal/(?=\d{4}-)", "journal/posts/", name)


def dead(site: Path) -> list[tuple[str, str]]:
    """The links between pages that lead nowhere, with their pages."""
    base = "https://example.github.io/chronicles/"
    files = {base + path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    trees = {url: LexborHTMLParser(path.read_bytes()) for url, path in files.items() if url.endswith(".html")}
    ids = {
        url: {tag.attributes[key] for key in ("id", "name") for tag in tree.css(f"[{key}]")}
        for url, tree in trees.items()
    }
    found = []
    for url, tree in trees.items():
        for tag in tree.css("a[href]"):
            target = tag.attributes["href"] or ""
            there, part = urldefrag(urljoin(url, target))
            if url.endswith("/404.html") or not there.startswith(base):
                continue
            there = unquote(there.partition("?")[0])
            there += "index.html" if there.endswith("/") else ""
            if there not in files or (part and there in ids and unquote(part) not in ids[there]):
                found.append((url, target))
    return found


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = copy_to(tmp_path_factory.mktemp("export") / "ours")
    for command in (("build", "--no-live"), ("export", "plain")):
        run = journal.run(*command)
        assert (run.status, run.err) == (0, "")
    return journal


@pytest.mark.slow
# ProperDocs is a fork of MkDocs, and reads what Zensical reads: it is for those who have the time.
@pytest.mark.parametrize("engine", ["zensical", pytest.param("properdocs", marks=pytest.mark.long)])
def test_no_word_is_lost_and_no_link_is_dead_in_another_engine(exported: Journal, engine: str) -> None:
    folder = exported.root / f"by {engine}"
    shutil.copytree(exported.root / "plain", folder)
    status, said = build(engine, folder)
    assert status == 0, said
    lost, compared = {}, 0
    for name, data in exported.files().items():
        if not name.endswith("index.html") or ONLY_OURS.search(name) or REDIRECT in data:
            continue
        ours = words(data, ".md-content")
        assert sum(ours.values()) > 10, name
        compared += 1
        page = folder / "site" / theirs(name)
        other = words(page.read_bytes(), ENGINES[engine][1]) if page.is_file() else Counter[str]()
        if gone := ours - other:
            lost[name] = gone
    assert lost == {}
    assert compared > 200
    assert dead(folder / "site") == []


@pytest.mark.slow
def test_no_word_is_lost_and_no_link_is_dead_in_commonmark_with_tables(
    exported: Journal,
) -> None:
    """GitHub shows files by these rules: no extension of Python-Markdown is needed to read them."""
    docs = exported.root / "plain" / "docs"
    engine = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = {
        path.relative_to(docs).as_posix(): engine.render(FRONT.sub("", path.read_text("utf-8")))
        for path in docs.rglob("*.md")
    }
    lost = {}
    for name, data in exported.files().items():
        if not name.endswith("index.html") or ONLY_OURS.search(name) or REDIRECT in data:
            continue
        folder = theirs(name).removesuffix("index.html")
        page = shown.get(f"{folder}index.md") or shown[f"{folder.rstrip('/')}.md"]
        gone = words(data, ".md-content") - words(f"<main>{page}</main>".encode(), "main") - Counter("¶")
        if gone:
            lost[name] = gone
    assert lost == {}
    assert [link for name, page in shown.items() for link in missing(docs, name, page)] == []


def missing(docs: Path, name: str, page: str) -> list[tuple[str, str]]:
    """The links of a page to files that are not there."""
    targets = [tag.attributes["href"] or "" for tag in LexborHTMLParser(page).css("a[href]")]
    own = [urldefrag(target)[0] for target in targets if "://" not in target and "mailto:" not in target]
    return [(name, target) for target in own if not (docs / name).parent.joinpath(unquote(target)).exists()]
