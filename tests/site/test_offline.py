"""What was read can be read without a network, says that it is a copy, and goes when the setting goes."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chronicles.site.offline.offline_files import ending_worker, keeping_worker
from tests.browsers import becomes, hosted

from .conftest import CONFIG, Journal
from .conftest import FILES as BASIS

Make = Callable[..., Journal]
ON = CONFIG.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      offline: true")
SCRIPTS = Path(__file__).parents[2] / "src/chronicles/site/offline/theme/assets"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("offline")).write({**BASIS, "mkdocs.yml": ON})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def test_a_site_without_the_setting_ends_what_one_with_it_has_begun(journal: Make) -> None:
    made = journal({})
    assert made.run("build").status == 0
    assert made.read("site/offline-worker.js") == ending_worker()
    assert "offline.js" not in made.read("site/index.html") and "offline.html" not in made.files()
    made.write({"docs/offline-worker.js": "// mine\n"})
    assert made.run("build").status == 0
    assert made.read("site/offline-worker.js") == "// mine\n"


def test_the_worker_is_another_one_where_the_page_for_no_network_is(site: Journal) -> None:
    page = (site.root / "site/offline.html").read_bytes()
    assert site.read("site/offline-worker.js") == keeping_worker(page)
    assert keeping_worker(page) != keeping_worker(page + b" ")
    assert "{version}" not in keeping_worker(page)
    assert not any(sign in keeping_worker(page) for sign in ("// ", "/**"))
    assert "noindex" in site.read("site/offline.html")


def test_it_weighs_little(site: Journal) -> None:
    own = len(gzip.compress((SCRIPTS / "offline.js").read_bytes(), 9))
    worker = len(gzip.compress((site.root / "site/offline-worker.js").read_bytes(), 9))
    assert own < 1000 and worker < 1600 and len(ending_worker()) < 400


HELD = """async (url) => {
  const cache = await caches.open(`chronicles:${new URL(url).pathname}`);
  return Boolean((await cache.match(url)) && (await cache.match(`${url}assets/chronicles.css`)));
}"""
NONE = """async () =>
  !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"""


@contextmanager
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []
    context.close()


@pytest.mark.browser
def test_what_was_read_is_there_without_a_network(site: Journal, browser: Browser) -> None:
    with reader(browser) as page:
        with hosted(site.root / "site", "/journal") as base:
            page.goto(base)
            becomes(page, HELD, base)  # the first page, too, which there was no worker for
            page.goto(f"{base}journal/")
            assert page.locator(".chronicles-kept").is_hidden()
            home = page.goto(base)
            assert home is not None and home.from_service_worker
        page.goto(base)
        line = page.get_by_role("status").filter(has_text="since the site does not answer")
        assert line.is_visible()
        page.goto(f"{base}run-it-yourself/")
        assert page.get_by_role("heading", level=1).text_content() == "No network"
        becomes(page, "() => document.querySelectorAll('#kept li').length === 2")
        page.get_by_role("link", name="Journal - A small journal").click()
        page.wait_for_url(f"{base}journal/")
        assert page.get_by_role("heading", level=1).text_content() == "Journal"


@pytest.mark.browser
def test_where_the_setting_is_taken_back_nothing_is_left_with_readers(
    site: Journal, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site.root / "site", folder)
    with reader(browser) as page, hosted(folder, "/journal") as base:
        page.goto(base)
        becomes(page, HELD, base)
        (folder / "offline-worker.js").write_text(ending_worker(), "utf-8")
        page.goto(base)
        becomes(page, NONE)
