"""What fails says so in its place, in words."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browsers import chromium
from tests.live.demos import Site
from tests.live.hosting import Host
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
)


@pytest.fixture
def own(site: Site) -> Iterator[Host]:
    """A host whose answers a test may change."""
    with Host(site.folder) as host:
        yield host


def fails(reader: Reader, words: str) -> None:
    reader.open("guide/").page.locator("live-demo .primary").click()
    expect(reader.page.locator("live-demo .error")).to_contain_text(words)
    expect(reader.page.locator("live-demo .other")).to_be_visible()
    expect(reader.page.locator("live-demo .primary")).to_have_text("Try again")


def test_without_service_workers(visit: Open) -> None:
    reader = visit()
    reader.page.add_init_script("delete Navigator.prototype.serviceWorker")
    fails(reader, "does not allow service workers")


def test_where_they_are_forbidden(visit: Open) -> None:
    reader = visit()
    reader.page.add_init_script(
        "ServiceWorkerContainer.prototype.register = async () => {"
        "  throw new DOMException('no', 'SecurityError'); }"
    )
    fails(reader, "does not allow service workers")


def test_without_webassembly(visit: Open) -> None:
    reader = visit()
    reader.page.add_init_script("delete window.WebAssembly")
    fails(reader, "has no WebAssembly")


def test_a_missing_pack_and_then_it_is_there(visit: Open, own: Host) -> None:
    reader = visit(own)
    own.change = lambda path, data: None if "/state-" in path else data
    fails(reader, "A part of the demo is not there")
    own.change = lambda path, data: data
    reader.run()


def test_a_damaged_pack(visit: Open, own: Host) -> None:
    own.change = lambda path, data: data[:-9] + b"?" + data[-8:] if "/lib-" in path else data
    fails(visit(own), "arrived damaged")


def test_a_missing_manifest(visit: Open, own: Host) -> None:
    own.change = lambda path, data: None if path.endswith("students-09.json") else data
    fails(visit(own), "A part of the demo is not there")


def test_a_page_from_a_file_keeps_its_link(visit: Open, site: Site) -> None:
    reader = visit()
    reader.page.goto((site.folder / "guide" / "index.html").as_uri())
    expect(reader.page.locator("live-demo")).to_contain_text("run it on your own machine")


def test_a_project_that_cannot_start_can_be_restored(visit: Open) -> None:
    reader = visit().run("guide/")
    reader.page.evaluate("""async () => {
        const {session} = document.querySelector('live-demo').browser;
        await session.ask("run", {source: "open('/project/config/settings.py', 'a').write('oops')"});
        await session.ask("saved");
    }""")
    reader.page.reload()
    reader.page.locator("live-demo .primary").click()
    expect(reader.page.locator("live-demo .error")).to_contain_text("The project did not start")
    expect(reader.page.locator("live-demo .error pre")).to_contain_text(
        "NameError: name 'oops' is not defined"
    )
    reader.page.get_by_role("button", name="Start from the original").click()
    reader.page.locator("live-demo .browser:not(.behind)").wait_for()


def test_a_dead_python_says_so_and_starts_again(visit: Open) -> None:
    reader = visit().run("guide/")
    reader.page.evaluate(
        "document.querySelector('live-demo').browser.session.worker"
        ".dispatchEvent(new ErrorEvent('error', {message: 'out of memory'}))"
    )
    expect(reader.page.locator(".notice")).to_contain_text("Start again")
    reader.page.get_by_role("button", name="Start again").click()
    expect(reader.page.locator(".notice")).to_be_hidden()
    reader.go("/students/")


def test_a_strict_policy_is_enough(site: Site, visit: Open) -> None:
    with Host(site.folder, headers={"Content-Security-Policy": POLICY}) as host:
        reader = visit(host)
        reader.run("guide/").login().go("/students/")
        violations = [
            text for text in reader.complaints if "Content Security Policy" in text or "violates" in text
        ]
        assert violations == []


def test_https_under_a_name_like_that_of_github_pages(
    playwright: Playwright, site: Site, tmp_path: Path
) -> None:
    pem = tmp_path / "host.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=user.github.io",
    ]
    subprocess.run([*made, "-keyout", pem, "-out", tmp_path / "c"], check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + (tmp_path / "c").read_bytes())
    flags = [
        "--no-sandbox",
        "--ignore-certificate-errors",
        "--host-resolver-rules=MAP user.github.io 127.0.0.1",
    ]
    browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
    with Host(site.folder, certificate=pem) as host:
        host.origin = f"https://user.github.io:{host.port}"
        reader = Reader(browser.new_context(ignore_https_errors=True).new_page(), host)
        reader.run("lab/").go("/lab/echo/")
        assert '"secure": true' in reader.text() and f'"host": "user.github.io:{host.port}"' in reader.text()
        reader.login()
    browser.close()
