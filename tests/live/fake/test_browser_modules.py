"""What the scripts of a demo export, called for itself: in a page that runs nothing."""

import base64
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chronicles.live.pack import pack
from tests.live.fake.pages import Site, demo
from tests.live.hosting import BASE
from tests.live.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.walk]

FILES = {"a/b/c.py": b"1", "a/d.py": b"22", "e.bin": bytes(range(256))}
PACK = pack(FILES)


@pytest.fixture
def page(reader: Reader) -> Page:
    blank = reader.host.folder / "blank.html"
    if reader.page.url != reader.host.url(blank.name):
        blank.write_text("<!doctype html><title>Blank</title><link rel=icon href='data:,'>")
        reader.open(blank.name)
    return reader.page


def call(page: Page, module: str, body: str, given: object = None) -> Any:
    """What `body`, the inside of a function, returns: `the` has what the module exports."""
    address = f"{BASE}assets/live/scripts/{module}.js"
    return page.evaluate(f"async (given) => {{ const the = await import('{address}'); {body} }}", given)


@pytest.mark.parametrize("kept", ["gzip", "inflated by the host"])
def test_a_pack_is_fetched_and_unpacked_into_its_folders(page: Page, kept: str) -> None:
    data = PACK if kept == "gzip" else b"".join([pack_of_nothing(), b"22"])
    digest = sha256(data).hexdigest()
    body = """
        const bytes = Uint8Array.from(atob(given.data), (each) => each.charCodeAt(0));
        const url = URL.createObjectURL(new Blob([bytes]));
        let arrived = 0;
        const found = await the.fetchPack({url, sha256: given.digest}, document.baseURI, (more) => (arrived += more));
        const made = [], files = {};
        const FS = {
            mkdirTree: (path) => made.push(path),
            writeFile: (path, data, how) => (files[path] = [[...data], how]),
        };
        the.unpack(FS, found, "/to/");
        return {arrived, made, files};
    """
    said = call(page, "engine/packs", body, {"data": base64.b64encode(data).decode(), "digest": digest})
    assert said["arrived"] == len(data)
    expected = FILES if kept == "gzip" else {"d.py": b"22"}
    assert {name: bytes(data) for name, (data, _) in said["files"].items()} == {
        f"/to/{name}": data for name, data in expected.items()
    }
    assert all(how == {"canOwn": True} for _, how in said["files"].values())
    assert said["made"] == (["/to/a/b", "/to/a", "/to"] if kept == "gzip" else ["/to"])


def pack_of_nothing() -> bytes:
    """What comes before the bytes of a pack with one file."""
    index = b'[["d.py",2]]'
    return len(index).to_bytes(4, "big") + index


def test_what_is_kept_is_found_again_while_its_build_is_the_same(page: Page) -> None:
    body = """
        const saved = {files: [["a", Uint8Array.of(1)]], gone: [], jar: [], build: "1", at: Date.now()};
        await the.save("k", saved);
        const found = [await the.load("k", "1"), await the.load("k", "2"), await the.load("other", "1")];
        await the.remove("k");
        return [...found.map((each) => each && each.files[0][1][0]), await the.load("k", "1")];
    """
    assert call(page, "engine/storage", body) == [1, None, None, None]


def test_what_nobody_came_back_for_in_a_fortnight_is_forgotten(page: Page) -> None:
    body = """
        const day = 24 * 60 * 60 * 1000;
        for (const days of [15, 13, 20, 0]) await the.save(`d${days}`, {build: "1", at: Date.now() - days * day});
        await the.removeExpired();
        const left = [];
        for (const days of [15, 13, 20, 0]) if (await the.load(`d${days}`, "1")) left.push(days);
        for (const days of left) await the.remove(`d${days}`);
        return left;
    """
    assert call(page, "engine/storage", body) == [13, 0]


def test_a_tab_has_a_name_for_each_state_and_keeps_it(page: Page) -> None:
    body = """
        sessionStorage.clear();
        const before = the.hasBegun("a/01");
        const first = await the.claim("a/01");
        return [before, the.hasBegun("a/01"), the.hasBegun("a/02"), first === sessionStorage.getItem("chronicles-live:a/01"),
            first !== await the.claim("a/02"), /^[0-9a-f]{16}$/.test(first)];
    """
    assert call(page, "page/identity", body) == [False, True, False, True, True, True]


def test_the_text_of_a_block_is_read_without_what_the_theme_adds(page: Page) -> None:
    body = """
        const block = document.createElement("div");
        block.innerHTML = "<pre><code>$ <b>ls</b>\\na\\n</code></pre><button>Copy</button>";
        return the.printedIn(block);
    """
    assert call(page, "page/printed", body) == "$ ls\na"


def test_an_element_is_made_of_what_it_is_given(page: Page) -> None:
    body = """
        let pressed = 0;
        const made = the.h("button", {type: "button", disabled: true, hidden: false, title: null, id: 0,
            onclick: () => (pressed += 1)}, "<b>", null, the.h("i", {}, "x"), undefined);
        const html = made.outerHTML;
        made.disabled = false;
        made.click();
        const icon = the.iconButton("close", "Close", () => (pressed += 10), {class: "icon roomy"});
        icon.click();
        return [html, pressed, icon.outerHTML.replace(/d="[^"]+"/, "")];
    """
    assert call(page, "page/dom", body) == [
        '<button type="button" disabled="" id="0">&lt;b&gt;<i>x</i></button>',
        11,
        '<button type="button" class="icon roomy" aria-label="Close" title="Close">'
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path ></path></svg></button>',
    ]


def test_this_browser_has_all_that_a_demo_needs(page: Page) -> None:
    assert call(page, "page/requirements", "return the.missingRequirement()") is None


@pytest.mark.parametrize(
    ("attributes", "heading", "text"),
    [
        (
            {"label": "try it", "state": "students/09", "size": "9 MB"},
            "Try it",
            "The real project as of step 9, running inside this page. "
            "Downloads about 9 MB, once. Nothing you do in it leaves your device.",
        ),
        (
            {"state": "now"},
            "Try it",
            "The real project, running inside this page. Nothing you do in it leaves your device.",
        ),
    ],
)
def test_a_poster_says_what_it_is_and_how_big(
    page: Page, attributes: dict[str, str], heading: str, text: str
) -> None:
    body = """
        const host = document.createElement("div");
        for (const [name, value] of Object.entries(given)) host.setAttribute(name, value);
        const {element} = new the.Poster(host, () => {});
        return [element.querySelector(".title").textContent, element.querySelector(".text").textContent,
            element.querySelector(".other")];
    """
    assert call(page, "page/poster", body, attributes) == [heading, text, None]


def test_a_step_of_the_console_is_shown_with_its_queries(page: Page) -> None:
    body = """
        const step = (more) => the.showStep({source: "a\\nb", output: "", sql: [], letters: [], failed: false, ...more}).outerHTML;
        return [step({}), step({output: "x\\n\\n", failed: true}), step({sql: ["S 1", "S 2"]})];
    """
    source = '<pre class="source">&gt;&gt;&gt; a\n... b</pre>'
    assert call(page, "page/console", body) == [
        f'<div class="step">{source}</div>',
        f'<div class="step">{source}<pre class="output bad">x\n</pre></div>',
        f'<div class="step">{source}<details class="sql"><summary>2 queries</summary><pre>S 1</pre><pre>S 2</pre>'
        "</details></div>",
    ]


def test_a_damaged_pack_is_fetched_once_more_past_the_cache(page: Page) -> None:
    body = """
        const real = window.fetch, how = [];
        const bytes = Uint8Array.from(atob(given.data), (each) => each.charCodeAt(0));
        window.fetch = async (_, {cache}) => new Response(how.push(cache) > 1 ? bytes : bytes.subarray(0, 20));
        try {
            await the.fetchPack({url: "a.bin", sha256: given.digest}, document.baseURI, () => {});
        } finally {
            window.fetch = real;
        }
        return how;
    """
    given = {"data": base64.b64encode(PACK).decode(), "digest": sha256(PACK).hexdigest()}
    assert call(page, "engine/packs", body, given) == ["default", "reload"]


def test_what_is_over_soon_is_not_told_as_hanging(page: Page) -> None:
    body = """
        const {setTimeout: later, clearTimeout: never} = window, timers = new Map(), told = [];
        let number = 0;
        window.setTimeout = (what) => (timers.set(++number, what), number);
        window.clearTimeout = (one) => timers.delete(one);
        try {
            const session = new the.Session("a");
            session.addEventListener("busy", ({detail}) => told.push(detail && detail.what));
            for (const what of ["GET /a/", "GET /b/", null]) session.watch(what);
            const left = timers.size;
            session.watch("GET /c/");
            for (const run of timers.values()) run();
            session.watch(null);
            return [left, told];
        } finally {
            Object.assign(window, {setTimeout: later, clearTimeout: never});
        }
    """
    assert call(page, "page/session", body) == [0, ["GET /c/", None]]


def test_the_console_goes_up_to_what_was_typed_and_down_to_an_empty_line(page: Page) -> None:
    body = """
        const console = new the.Console({ask: async () => ({steps: []})});
        for (const source of ["one", "two"]) await console.run(source);
        const press = (key) => {
            console.input.dispatchEvent(new KeyboardEvent("keydown", {key}));
            return console.input.value;
        };
        return ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"].map(press);
    """
    assert call(page, "page/console", body) == ["two", "one", "one", "two", "", ""]


SHIM = """([address, links]) => new Promise((done) => {
    const opened = [], found = [];
    window.open = (place) => opened.push(place);
    const script = document.createElement("script");
    Object.assign(script, {src: address, onload: () => {
        for (const href of links) {
            const link = document.createElement("a");
            link.setAttribute("href", href);
            link.onclick = (event) => event.preventDefault();
            document.body.append(link);
            link.click();
            window.open(href);
            found.push(link.getAttribute("href"));
        }
        done([found, opened]);
    }});
    script.dataset.script = "/live/s1";
    document.head.append(script);
})"""


def test_what_begins_at_the_root_leads_below_the_project_s_own(page: Page) -> None:
    links = ["/a/?b#c", "/", "/live/s1/a", "a/", "//other.example/a", "https://other.example/", "#c", "?b"]
    shim = f"{BASE}assets/live/scripts/engine/frame-shim.js"
    expected = ["/live/s1/a/?b#c", "/live/s1/", *links[2:]]
    assert page.evaluate(SHIM, [shim, links]) == [expected, expected]
    page.goto("about:blank")  # what it has changed goes with the page


def test_a_poster_whose_start_failed_is_busy_no_more(page: Page) -> None:
    body = """
        const poster = new the.Poster(document.createElement("div"), () => {});
        const session = new EventTarget();
        poster.follow(session);
        const before = poster.element.getAttribute("aria-busy");
        poster.failed(Object.assign(new Error("why"), {kind: "network"}), session);
        const {element} = poster;
        return [before, element.getAttribute("aria-busy"), element.querySelector(".error pre").textContent];
    """
    assert call(page, "page/poster", body) == ["true", None, "why"]


def test_a_link_in_a_sentence_opens_one_demo_however_often_it_is_pressed(reader: Reader, site: Site) -> None:
    reader.open(site.page("twice", f"<p>The {demo('/list/', 'list')} is short.</p>"))
    link = reader.page.locator("live-demo[sentence] a")
    for _ in range(2):
        link.click()
        expect(reader.page.locator("p + live-demo .primary")).to_be_focused()
    expect(reader.page.locator("live-demo:not([sentence])")).to_have_count(1)
