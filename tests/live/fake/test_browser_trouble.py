"""What fails says so in its place, in words."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chronicles.live.bridge_files import BROWSER
from chronicles.live.pack import pack
from tests.live.fake.pages import Site, block, demo
from tests.live.reader import SESSION, Reader

pytestmark = pytest.mark.browser

PACK = pack({"a.py": b"answer = 42\n"})
PARTS = [
    {"url": "a.bin", "to": "/a", "bytes": len(PACK), "sha256": sha256(PACK).hexdigest(), "when": "boot"},
    {"url": "no.bin", "to": "/b", "bytes": 1, "sha256": "", "when": "later", "modules": ["b"]},
]


def fails(reader: Reader, words: str, exactly: str = "") -> None:
    """Press the button, and find in the poster what it comes to."""
    reader.page.locator("live-demo .primary").click()
    error = reader.page.locator("live-demo .error")
    expect(error.locator("pre")).to_contain_text(exactly)
    expect(error).to_contain_text(words)
    expect(reader.page.locator("live-demo .other")).to_be_visible()
    expect(reader.page.locator("live-demo .foot button")).to_have_text(["Try again"])


# What a browser may lack: how that is taken away, and how it is given back.
LACKING = {
    "This browser does not allow service workers here": (
        "void (navigator.serviceWorker.register = async () => { throw new DOMException('no', 'SecurityError') })",
        "delete navigator.serviceWorker.register",
    ),
    "This browser has no WebAssembly": (
        "window.kept = WebAssembly; delete window.WebAssembly",
        "void (window.WebAssembly = kept)",
    ),
    "This browser is too old": (
        "window.kept = DecompressionStream; delete window.DecompressionStream",
        "void (window.DecompressionStream = kept)",  # a function that is given back is called
    ),
}


@pytest.mark.parametrize("words", LACKING)
def test_what_the_browser_lacks_is_told_and_once_it_is_there_the_project_runs(
    reader: Reader, words: str
) -> None:
    taken, given = LACKING[words]
    reader.open("notes/").page.evaluate(taken)
    fails(reader, words)
    reader.page.evaluate(given)
    reader.page.locator("live-demo .primary").click()
    expect(reader.frame.locator("h1")).to_have_text("Notes")
    expect(reader.page.locator("live-demo .poster")).to_have_count(0)


def test_without_service_workers_it_says_so(reader: Reader) -> None:
    reader.open("notes/").page.evaluate("delete Navigator.prototype.serviceWorker")
    fails(reader, "This browser does not allow service workers here", "navigator.serviceWorker is missing")


def test_a_manifest_that_is_missing_or_damaged_is_asked_for_anew(reader: Reader) -> None:
    def answers(data: bytes | None) -> None:
        reader.host.change = lambda path, found: data if path.endswith("lab-01.json") else found

    reader.open("notes/")
    try:
        answers(None)
        fails(reader, "A part of the demo is not there", "lab-01.json was answered with 404")
        answers(b"<h1>Sign in")
        fails(reader, "A part of the demo arrived damaged", "lab-01.json is no manifest")
    finally:
        reader.host.change = lambda path, found: found
    reader.page.locator("live-demo .primary").click()
    expect(reader.frame.locator("h1")).to_have_text("Notes")


def scripts(site: Site, name: str, boot: bool = False) -> Path:
    """The scripts once more, where a test may change them; with `boot`, the real boot.js among them."""
    folder = site.folder / "assets" / "live" / name
    shutil.copytree(site.folder / "assets" / "live" / "scripts", folder)
    if boot:
        shutil.copy(BROWSER / "engine" / "boot.js", folder / "engine")
    return folder


def test_a_script_that_is_missing_is_told_and_so_is_the_lack_of_a_network(
    reader: Reader, site: Site, tmp_path: Path
) -> None:
    folder = scripts(site, tmp_path.name)
    (folder / "page" / "session.js").unlink()
    body = demo() + block("pycon", ">>> 1")
    reader.open(site.page(tmp_path.name, body, script=f"assets/live/{folder.name}/page/demo.js"))
    button, shown = reader.page.locator(".live-block button"), reader.page.locator(".live-block .error")
    button.wait_for()
    reader.page.context.set_offline(True)
    try:
        fails(reader, "The download broke off", "Failed to fetch dynamically imported module")
        button.click()
        expect(shown.locator(".title")).to_have_text("The download broke off")
    finally:
        reader.page.context.set_offline(False)
    fails(reader, "A part of the demo is not there", "Failed to fetch dynamically imported module")
    button.click()
    expect(shown.locator(".title")).to_have_text("A part of the demo is not there")
    expect(button).to_be_enabled()


HALF, OTHER = PACK[:20], PACK[:-9] + b"?" + PACK[-8:]
WASM = b"\0asm\1\0\0\0"
MISSING, DAMAGED = "A part of the demo is not there", "A part of the demo arrived damaged"


@pytest.mark.parametrize(
    ("there", "then"),
    [
        (
            {"a.bin": PACK},
            [
                ({}, MISSING, "bridge.bin was answered with 404"),
                ({"engine/bridge.bin": HALF}, DAMAGED, "bridge.bin cannot be unpacked"),
                ({"engine/bridge.bin": PACK}, MISSING, "pyodide.asm.wasm was answered with 404"),
            ],
        ),
        (
            {"engine/bridge.bin": PACK, "pyodide.asm.wasm": WASM},
            [
                ({}, MISSING, "a.bin was answered with 404"),
                ({"a.bin": OTHER}, DAMAGED, "a.bin is not what the manifest says"),
                ({"a.bin": PACK}, MISSING, "Pyodide's scripts could not be fetched"),
            ],
        ),
    ],
    ids=["the bridge", "a pack"],
)
def test_a_part_that_is_missing_or_damaged_is_told_and_fetched_again(
    reader: Reader,
    site: Site,
    tmp_path: Path,
    there: dict[str, bytes],
    then: list[tuple[dict[str, bytes], str, str]],
) -> None:
    """With the real boot.js, up to where Python begins. What the browser has kept is given a second chance."""
    folder = scripts(site, tmp_path.name, boot=True)
    name = folder.name
    packs = [part | {"url": f"{name}/{part['url']}"} for part in PARTS]
    manifest = site.manifest() | {"pyodide": f"{name}/", "packs": packs}
    (folder.parent / f"{name}.json").write_text(json.dumps(manifest))
    body = demo().replace("lab-01.json", f"{name}.json")
    reader.open(site.page(name, body, script=f"assets/live/{name}/page/demo.js"))
    for more, words, exactly in [(there, "", ""), *then]:
        for file, data in more.items():
            (folder / file).write_bytes(data)
        if words:
            fails(reader, words, exactly)
    assert not [path for path in reader.host.asked if path.endswith("/no.bin")]


def test_pressing_twice_starts_it_once(reader: Reader) -> None:
    reader.open("notes/").page.locator("live-demo .primary").dblclick()
    expect(reader.frame.locator("h1")).to_have_text("Notes")
    expect(reader.page.locator("live-demo .browser")).to_have_count(1)


def test_a_page_from_a_file_keeps_its_link(another: Reader, site: Site) -> None:
    another.page.goto((site.folder / "notes" / "index.html").as_uri())
    expect(another.page.locator("live-demo")).to_contain_text("run it on your own machine")


def test_a_project_that_cannot_start_can_be_restored(running: Reader) -> None:
    reader = running
    reader.session("""ask("edit", {name: "notes/models.py", text: "oops"})""")
    reader.session('ask("saved")')
    reader.page.reload()
    reader.page.locator("live-demo .primary").click()
    error = reader.page.locator("live-demo .error")
    expect(error).to_contain_text("The project did not start")
    expect(error.locator("pre")).to_have_text("NameError: name 'oops' is not defined")
    reader.page.get_by_role("button", name="Start from the original").click()
    expect(reader.frame.locator("h1")).to_have_text("Notes")


def test_a_dead_python_says_so_and_starts_again(running: Reader) -> None:
    reader = running.go("/here/")
    notice = reader.page.locator(".notice")
    reader.page.evaluate(f"{SESSION}.ask('run', {{source: 'die'}}).catch(() => {{}})")
    expect(notice).to_contain_text("There is not enough memory. Close other tabs")
    expect(notice.locator("pre")).to_have_text("Error: Fatal Python error: out of memory")
    reader.page.get_by_role("button", name="Start again").click()
    expect(notice).to_be_hidden()
    reader.page.evaluate(f"{SESSION}.ask('run', {{source: 'too deep'}}).catch(() => {{}})")
    expect(notice).to_contain_text("A recursion was too deep")
    reader.page.get_by_role("button", name="Start again").click()
    expect(notice).to_be_hidden()
    reader.shows("/here/")
    reader.page.evaluate(f"{SESSION}.worker.dispatchEvent(new ErrorEvent('error', {{message: 'gone'}}))")
    expect(notice).to_contain_text("A part of the demo is not there")
    expect(notice.locator("pre")).to_have_text("gone")
    reader.page.get_by_role("button", name="Start from the original").click()
    expect(notice).to_be_hidden()
    reader.shows("/")
    expect(reader.frame.locator("li")).to_have_text(["The first"])


def test_a_failure_of_the_demo_itself_is_told_in_the_frame_and_it_goes_on(running: Reader) -> None:
    running.go("/fails/")
    assert running.text() == "The demo itself failed, not the project.\n\nError: TypeError in the bridge"
    assert running.requests()[-1] == "GET /fails/ 500"
    assert running.go("/one/").text("h1") == "/one/"
    expect(running.page.locator(".notice")).to_be_hidden()


def test_a_request_that_waits_while_the_project_stops_is_told_so(running: Reader) -> None:
    running.go("/before/")
    bar = running.page.locator(".address input")
    with running.page.expect_response(lambda answer: answer.url.endswith("/loop/")) as answer:
        bar.fill("/loop/")
        bar.press("Enter")
        running.page.wait_for_function(f"() => {SESSION}.timer")
        running.page.evaluate(f"{SESSION}.restart()")
    assert answer.value.status == 503
    expect(running.frame.locator("h1")).to_have_text("/before/")
    assert running.go("/one/").text("h1") == "/one/"
