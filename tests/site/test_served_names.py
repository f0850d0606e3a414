"""No address that a page links to has a part that a host leaves out, and what was elsewhere leads on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from chronicles.pages.states import NOW, State
from chronicles.proof.answers import File
from chronicles.site.render import source_pages
from chronicles.site.render.redirects import redirect
from chronicles.site.render.served_names import HOST_FILES, is_left_out, served
from tests.browsers import hosted

from .conftest import CONFIG, Journal
from .conftest import FILES as BASIS
from .packed import by_jekyll, dangling, uploaded

Make = Callable[..., Journal]
SOURCES = (
    *(".dockerignore", ".gitignore", ".env.example", "templates/_base.html", "students/__init__.py"),
    *(".github/workflows/test.yml", "_private/a.py", "a~b.txt", "README", "index", "notes~"),
)
PNG = b"\x89PNG\r\n"
FILES = {
    "mkdocs.yml": CONFIG.replace("  - search\n", "  - search\n  - tags\n")
    + "extra_css: [_own/style.css]\nextra_javascript: [_own/a.js, {path: _own/b.js, defer: true}]\n",
    **{f"demo_project/{name}": f"# {name}\n# line two\n" for name in SOURCES},
    "docs/index.md": "# Home\n\n"
    + "".join(f"- [{at}](code:{name})\n" for at, name in enumerate(SOURCES))
    + "\n[drafts](_ideas/_one.md#part), ![a](_img/a.png)\n\n"
    "<img src='_img/a.png?x' alt='a'> <a href=\"_ideas/_one/#part\">one</a>\n",
    "docs/_ideas/_one.md": "# One\n\n## Part\n\n[Home](../index.md)\n",
    "docs/_img/a.png": PNG,
    "docs/_own/style.css": "body { color: red }\n",
    "docs/_own/a.js": "",
    "docs/_own/b.js": "",
    "docs/_headers": "/*\n  X-Frame-Options: DENY\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/journal/posts/_late.md": "---\ndate: 2025-08-29\ncategories: [_private, .net]\n---\n# Late\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("served")).write({**BASIS, **FILES})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def test_every_link_works_as_githubs_action_packs_the_site(site: Journal, tmp_path: Path) -> None:
    published = uploaded(site.root / "site", tmp_path)
    assert ".chronicles" not in published and "_headers" in published
    assert dangling(site.root / "site", published) == []


def test_every_link_works_as_jekyll_publishes_the_site(site: Journal) -> None:
    assert dangling(site.root / "site", by_jekyll(site.root / "site")) == []


def test_source_pages_have_addresses_of_their_own(site: Journal) -> None:
    for name in SOURCES:
        found = [
            path
            for path, data in site.files("site/code").items()
            if f"<h1>{name}</h1>".encode() in data and b"refresh" not in data
        ]
        assert len(found) == 1, name
        assert not is_left_out(found[0])


def test_host_files_stay_where_hosts_look_for_them(site: Journal) -> None:
    names = site.files().keys()
    assert "_headers" in names and "named~_headers" not in names
    assert [name for name in HOST_FILES if is_left_out(name) or served(name) != name] == []
    assert is_left_out("a/_headers")


def test_a_style_that_names_a_file_finds_it_where_it_was(site: Journal) -> None:
    files = site.files()
    assert files["_img/a.png"] == files["named~_img/a.png"] == PNG


def test_old_addresses_lead_to_the_new_ones(site: Journal) -> None:
    html = site.read("site/code/now/.gitignore/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../named~.gitignore/">' in html
    assert '<link rel="canonical" href="https://example.org/journal/code/now/named~.gitignore/">' in html
    assert '<a href="../named~.gitignore/">' in html
    html = site.read("site/_ideas/_one/index.html")
    assert 'url=../../named~_ideas/named~_one/">' in html
    sitemap = site.read("site/sitemap.xml")
    assert "/_ideas" not in sitemap and "/named~_ideas/named~_one/" in sitemap


@pytest.mark.parametrize("more", ["use_directory_urls: false\n", "site_url: ''\n"])
def test_other_forms_of_addresses(journal: Make, tmp_path: Path, more: str) -> None:
    config = "\n".join(line for line in FILES["mkdocs.yml"].split("\n") if not line.startswith(more[:8]))
    home = FILES["docs/index.md"]
    home = home.replace("_one/#part", "_one.html#part") if more.startswith("use") else home
    made = journal({**FILES, "mkdocs.yml": f"{config}\n{more}", "docs/index.md": home})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    assert dangling(made.root / "site", uploaded(made.root / "site", tmp_path)) == []
    assert dangling(made.root / "site", by_jekyll(made.root / "site")) == []


NAMES = st.text("._#~a7E", min_size=1, max_size=6).filter(lambda name: name.strip("."))


PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=2), min_size=2, max_size=4)


@given(PATHS, st.sampled_from(["", "_p", "p"]))
def test_no_two_files_share_an_address_and_none_is_left_out(paths: list[list[str]], project: str) -> None:
    states = NOW, State("step", "a/01"), State("git", "_v1~x")
    files = {File(project, state, "/".join(path)) for path in paths for state in states}
    uris = {source_pages.uri(file) for file in files}
    assert len(uris) == len(files)
    assert not any(is_left_out(uri.removesuffix(".md")) for uri in uris)


def test_a_redirect_holds_no_markup_of_its_address() -> None:
    html = redirect('../a"b<c>&d\\e/', "<b>", "")
    assert "<b>" not in html and "<c>" not in html
    assert 'location.replace("../a%22b%3Cc>&d%5Ce/" + location.hash)' in html
    assert 'url=../a&quot;b&lt;c&gt;&amp;d\\e/"' in html


@pytest.fixture(scope="module")
def base(site: Journal) -> Iterator[str]:
    with hosted(site.root / "site", "/journal") as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_to_the_line_that_was_asked_for(
    base: str, browser: Browser, *, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{base}code/now/.gitignore/#line-2")
    page.wait_for_url(f"**/code/now/named~.gitignore/{'#line-2' if scripts else '*'}")
    page.get_by_role("heading", level=1, name=".gitignore").wait_for()
    context.close()
