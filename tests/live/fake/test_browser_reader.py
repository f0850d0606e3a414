"""What a reader has around the project: poster, address bar, reload, restore, several tabs."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.live.fake.pages import OTHER, STATE, Site, block, demo
from tests.live.hosting import BASE
from tests.live.reader import SESSION, Open, Reader

pytestmark = pytest.mark.browser


def test_nothing_is_fetched_before_the_reader_asks_and_nothing_leaves_the_site(visit: Open) -> None:
    reader = visit()
    outside: list[str] = []
    reader.page.context.on("request", lambda request: outside.append(request.url))
    reader.open("notes/")
    expect(reader.page.locator("live-demo .primary")).to_have_text("Run it here")
    expect(reader.page.locator("live-demo .poster")).to_contain_text("The real project as of step 1, running")
    expect(reader.page.locator("live-demo .poster")).to_contain_text("Downloads about 9 MB, once.")
    other = reader.page.locator("live-demo .other")
    expect(other).to_have_attribute("href", reader.host.url("run-it-yourself/"))
    asked = [urlsplit(url).path for url in outside]
    early = [
        path for path in asked if path.endswith((".bin", ".wasm", ".mjs", ".json", "sw.js", "worker.js"))
    ]
    assert early == []
    sizes = [
        len((reader.host.folder / path.removeprefix(BASE)).read_bytes()) for path in asked if "assets" in path
    ]
    assert sum(sizes) < 44_000
    assert reader.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    reader.run()
    assert "The first" in reader.text() and reader.address == "/"
    strangers = [url for url in outside if not url.startswith((reader.host.origin, "data:", "blob:"))]
    assert strangers == []
    assert not [url for url in outside if not urlsplit(url).path.startswith(BASE) and url.startswith("http")]
    assert reader.complaints == []


def test_the_poster_tells_how_far_the_start_has_come(reader: Reader) -> None:
    reader.open("notes/")
    reader.page.evaluate(
        """() => {
            window.told = [];
            const root = document.querySelector("live-demo").shadowRoot;
            const look = () => {
                const [bar, said] = [root.querySelector("progress"), root.querySelector(".status")];
                if (bar) told.push([Math.round(bar.value * 100), said.textContent, root.querySelector(".amount").textContent]);
            };
            new MutationObserver(look).observe(root, {subtree: true, childList: true, attributes: true});
        }"""
    )
    reader.run()
    told = [tuple(each) for each in reader.page.evaluate("told")]
    assert list(dict.fromkeys(told)) == [
        (2, "Fetching Python and the project …", ""),
        (31, "Fetching Python and the project …", "1.3 MB"),
        (60, "Fetching Python and the project …", "2.5 MB"),
        (60, "Starting Python …", ""),
        (75, "Starting the project …", ""),
        (88, "Reading what it answers …", ""),
        (94, "Opening the first page …", ""),
    ]


def test_address_bar_back_forward_and_reload_stay_inside(running: Reader) -> None:
    running.go("/one/").go("two/?a=b#c").shows("/two/?a=b#c")
    back, forward = (running.page.get_by_label(name, exact=True) for name in ("Back", "Forward"))
    expect(forward).to_be_disabled()
    back.click()
    running.shows("/one/")
    forward.click()
    running.shows("/two/?a=b#c")
    asked = running.session("requests.length")
    running.page.get_by_label("Reload").click()
    running.page.wait_for_function(f"asked => {SESSION}.requests.length > asked", arg=asked)
    assert running.requests()[-1] == "GET /two/?a=b 200"
    back.click()
    running.shows("/one/")
    while back.is_enabled():
        shown = running.address
        back.click()
        running.page.wait_for_function(
            "shown => document.querySelector('live-demo').browser.address.value !== shown", arg=shown
        )
    assert running.page.url == running.host.url("notes/")


def test_the_address_bar_shows_paths_of_the_project_alone_and_takes_whole_addresses(running: Reader) -> None:
    script = running.session("script")
    running.go(f"/echo/?next={script}/one/").shows("/echo/?next=/one/")
    running.go("http://127.0.0.1:8000/two/?a=b").shows("/two/?a=b")
    running.go(f"{script}/three/").shows("/three/")
    assert running.text("h1") == "/three/"


def test_a_frame_that_does_not_tell_its_history_is_led_back_all_the_same(another: Reader) -> None:
    """As in browsers that have no `navigation`."""
    reader = another
    reader.page.add_init_script("Object.defineProperty(window, 'navigation', {value: undefined})")
    reader.run("notes/").go("/one/").go("/two/").shows("/two/")
    back, forward = (reader.page.get_by_label(name, exact=True) for name in ("Back", "Forward"))
    expect(forward).to_be_disabled()
    for button, path in ((back, "/one/"), (back, "/"), (forward, "/one/")):
        button.click()
        reader.shows(path)
    expect(forward).to_be_enabled()
    reader.go("/three/").shows("/three/")
    expect(forward).to_be_disabled()
    assert reader.page.url == reader.host.url("notes/")


def test_a_reload_keeps_what_was_done_and_restoring_gives_the_original_back(running: Reader) -> None:
    reader = running
    with reader.page.expect_event("framenavigated"):
        reader.menu("Restore the original data and files")
    expect(reader.frame.locator("li")).to_have_text(["The first"])
    reader.frame.locator("[name=title]").fill("Kept")
    reader.frame.get_by_role("button", name="Add").click()
    expect(reader.frame.locator("li")).to_have_text(["The first", "Kept"])
    assert reader.session("edit('static/notes/site.css', 'h1 { color: rgb(9, 9, 9) }')")["outcome"] == "done"
    reader.session('ask("saved")')
    name = reader.session("id")
    reader.page.reload()
    expect(reader.page.locator("live-demo .primary")).to_have_text("Go on")
    reader.run()
    assert reader.session("id") == name
    expect(reader.frame.locator("li")).to_have_text(["The first", "Kept"])
    reader.go("/one/")
    reader.menu("Restore the original data and files")
    expect(reader.frame.locator("li")).to_have_text(["The first"])
    reader.shows("/")
    expect(reader.page.locator(".notice")).to_be_hidden()
    assert reader.script("() => getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 1)"


def test_restarting_keeps_what_was_saved_and_the_place(running: Reader) -> None:
    running.session('ask("run", {source: "add before"})')
    running.session('ask("saved")')
    running.go("/here/?q=1")
    running.menu("Restart the project")
    expect(running.page.locator(".notice")).to_be_hidden()
    running.shows("/here/?q=1")
    assert "before" in running.go("/").text()


def test_two_tabs_and_a_duplicated_one_do_not_meet(running: Reader, reader: Reader, another: Reader) -> None:
    first, second, third = running, reader.run("notes/"), another.open("notes/")
    assert first.session("id") != second.session("id")
    first.session('ask("run", {source: "add only here"})')
    assert "only here" in first.go("/again/").text()
    assert "only here" not in second.go("/again/").text()
    name = f"chronicles-live:{STATE}"
    third.page.evaluate("([name, id]) => sessionStorage.setItem(name, id)", [name, first.session("id")])
    third.run()
    assert third.session("id") not in (first.session("id"), second.session("id"))
    assert re.fullmatch("[0-9a-f]{16}", third.session("id"))


def test_two_demos_of_one_state_share_a_worker_and_another_state_has_its_own(
    reader: Reader, site: Site
) -> None:
    body = demo() + demo("/list/", "See them") + demo("/votes/", "Vote", OTHER)
    reader.open(site.page("three", body))
    workers: list[object] = []
    reader.page.on("worker", lambda worker: workers.append(worker))
    for number, heading in enumerate(("Notes", "/list/", "/votes/")):
        host = reader.page.locator("live-demo").nth(number)
        host.locator(".primary").click()
        host.locator(".browser:not(.behind)").wait_for()
        expect(host.locator("iframe").content_frame.locator("h1")).to_have_text(heading)
    assert len(workers) == 2


def test_the_project_goes_on_after_the_browser_stopped_the_service_worker(running: Reader) -> None:
    tool = running.page.context.new_cdp_session(running.page)
    tool.send("ServiceWorker.enable")
    tool.send("ServiceWorker.stopAllWorkers")
    assert running.go("/after/").text("h1") == "/after/"


def test_a_tab_of_its_own_works_until_its_page_is_gone(another: Reader) -> None:
    reader = another.run("notes/").go("/one/")
    reader.page.locator("live-demo .menu summary").click()
    with reader.page.context.expect_page() as opened:
        reader.page.locator(".items").get_by_text("Open in a tab").click()
    tab = opened.value
    expect(tab.locator("h1")).to_have_text("/one/")
    reader.page.close()
    answer = tab.reload()
    assert answer is not None and answer.status == 503
    expect(tab.locator("h1")).to_have_text("This demo is not running any more")
    tab.close()


def test_an_endless_loop_can_be_stopped_and_what_was_done_is_kept(visit: Open) -> None:
    reader = visit()  # a clock is that of all pages of a context
    reader.page.clock.install()
    reader.run("notes/")
    reader.session('ask("run", {source: "add before the loop"})')
    reader.session('ask("saved")')
    bar = reader.page.locator(".address input")
    bar.fill("/loop/")
    reader.page.clock.pause_at(reader.page.evaluate("() => Date.now() + 1000"))  # a slow machine adds nothing
    bar.press("Enter")
    line = reader.page.locator(".browser .busy")
    reader.page.wait_for_function(f"() => {SESSION}.timer && !{SESSION}.hanging")
    reader.page.wait_for_function("() => true")
    reader.page.clock.fast_forward(900)
    expect(line).to_be_hidden()
    reader.page.clock.fast_forward(200)
    expect(line).to_contain_text("Running GET /loop/")
    reader.page.clock.fast_forward(4000)
    expect(line.locator(".amount")).to_have_text("5 s")
    with reader.page.expect_event("framenavigated"):
        line.get_by_role("button", name="Stop").click()
    expect(line).to_be_hidden()
    assert "before the loop" in reader.go("/").text()


def test_the_log_shows_requests_and_the_terminal(running: Reader) -> None:
    running.go("/nothing/").go("/broken/")
    log = running.panel("Requests")
    expect(log.locator("li.line").first).to_have_text("Python is a fake")
    for path, status, kind in (("/nothing/", "404", "odd"), ("/broken/", "500", "bad")):
        row = log.locator("li", has_text=path).last
        expect(row.locator("b")).to_have_text("GET")
        expect(row.locator(f".{kind}")).to_have_text(status)
    running.go("/later/")
    expect(log.locator("li").last).to_contain_text("/later/")
    expect(log.locator("li").last.locator(".good")).to_have_text("200")
    expect(running.page.locator("live-demo .last")).to_have_text(re.compile(r"^200 · \d+ ms$"))
    running.page.locator("live-demo .panel .log").press("Escape")
    expect(log).to_be_hidden()
    expect(running.page.locator("live-demo [data-panel=log]")).to_be_focused()


def test_what_the_project_sends_by_e_mail_is_shown_as_a_letter(running: Reader) -> None:
    running.session('ask("run", {source: "send"})')
    letter = running.panel("Requests").locator(".letter").last
    expect(letter.locator(".subject")).to_have_text("A <b>note</b>")
    expect(letter.locator("pre")).to_have_text("Dear reader,\n\nhello")
    expect(letter.locator("figcaption")).to_have_text("E-mail, shown here and sent to nobody")
    expect(letter.locator("dd")).to_have_text(
        ["a@example.org", "b@example.org, c@example.org", "A <b>note</b>", "note.txt"]
    )


def test_a_panel_is_opened_and_closed_by_its_tab_and_keeps_what_is_in_it(running: Reader) -> None:
    panel = running.panel("Console")
    panel.locator("textarea").fill("half a statement")
    tab = running.page.locator("live-demo [data-panel=console]")
    expect(tab).to_have_attribute("aria-expanded", "true")
    running.panel("Requests")
    expect(tab).to_have_attribute("aria-expanded", "false")
    expect(panel).to_have_attribute("aria-label", "Requests")
    running.panel("Console")
    expect(panel.locator("textarea")).to_have_value("half a statement")
    tab.click()
    expect(panel).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard(reader: Reader) -> None:
    reader.open("notes/")
    reader.page.locator("live-demo .primary").wait_for()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.locator("live-demo .browser:not(.behind)").wait_for()
    expect(reader.page.locator("live-demo iframe")).to_be_focused()
    names = reader.page.evaluate("""() => [...document.querySelector('live-demo').shadowRoot
        .querySelectorAll('button, input, summary, a[href], iframe')]
        .map(each => each.getAttribute('aria-label') || each.title || each.textContent.trim())""")
    assert all(names)
    menu = reader.page.locator("live-demo .menu")
    menu.locator("summary").press("Enter")
    expect(menu).to_have_attribute("open", "")
    reader.page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_phone_has_one_button_that_downloads_and_no_sideways_scrolling(reader: Reader, site: Site) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.open(site.page("phone", demo() + demo("/more/") + block("pycon", ">>> 1\n1")))
    reader.page.locator("live-demo .primary").first.wait_for()
    buttons = reader.page.locator("button:visible")
    expect(buttons).to_have_count(1)
    reader.run()
    assert reader.page.locator("live-demo .tabs").is_hidden()
    expect(reader.page.locator(".live-block button")).to_be_visible()
    expect(reader.page.locator("live-demo").nth(1).locator(".primary")).to_be_visible()
    assert reader.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    reader.menu("Console")
    expect(reader.page.locator("live-demo .console")).to_be_visible()


def test_a_link_in_a_sentence_stays_one_and_opens_its_demo_below(reader: Reader, site: Site) -> None:
    first, second = demo("/list/", "list"), demo("/api/", "API")
    page = site.page("sentence", f"<p>The {first} and the {second} say the same.</p><p>Next.</p>")
    reader.open(page)
    expect(reader.page.locator("p").first).to_have_text(
        "The Or run it on your own machine and the Or run it on your own machine say the same."
    )
    expect(reader.page.locator(".poster")).to_have_count(0)
    links = reader.page.locator("live-demo[sentence] a")
    expect(links.first).to_have_attribute("role", "button")
    expect(links.first).to_have_attribute("title", "Runs in this page; downloads about 9 MB once")
    links.first.click()
    expect(reader.page.locator("p + live-demo .poster")).to_contain_text("List")
    below = reader.page.locator("live-demo:not([sentence])")
    below.locator(".primary").click()
    expect(below.locator("iframe").content_frame.locator("h1")).to_have_text("/list/")
    links.nth(1).press(" ")
    expect(below.locator("iframe").content_frame.locator("h1")).to_have_text("/api/")
    expect(below).to_have_count(1)
    assert reader.page.url == reader.host.url(page)


def test_what_there_is_no_room_for_is_told(running: Reader) -> None:
    running.go("/full/")
    notice = running.page.locator(".notice")
    expect(notice).to_be_hidden()
    running.session('ask("run", {source: "add more"})')
    expect(notice).to_contain_text("this browser has no room to keep them")
    running.go("/").menu("Restart the project")
    expect(notice).to_be_hidden()
    assert "add more" not in running.text()


def test_a_pages_own_addresses_stay_in_the_project(running: Reader) -> None:
    for link, query in (("#root", "link"), ("#own", "own"), ("#leave", "script")):
        running.go("/")
        running.frame.locator(link).click()
        running.shows(f"/echo/?from={query}" + ("#there" if query == "script" else ""))
    running.go("/")
    running.frame.locator("#other").click()
    running.shows("/echo/?by=button")
    running.go("/")
    with running.page.expect_popup() as opened:
        running.frame.locator("#popup").click()
    expect(opened.value.locator("h1")).to_have_text("/popup/")
    opened.value.close()


def test_a_script_in_the_project_reaches_it_by_paths_that_begin_with_a_slash(running: Reader) -> None:
    running.go("/")
    fetched = running.script(
        """async () => {
            const asked = async (path, options) => {
                const answer = await fetch(path, options);
                return [answer.status, answer.headers.get("cache-control"), await answer.text()];
            };
            const post = {method: "POST", body: "said", headers: {"X-Token": "t"}, credentials: "omit"};
            return {
                echo: JSON.parse((await asked("/echo/?a=1", post))[2]),
                plain: JSON.parse((await asked("/echo/"))[2]),
                stream: await asked("/stream/"),
                empty: await asked("/empty/"),
                head: await asked("/echo/", {method: "HEAD"}),
                kept: (await asked("/kept/")).slice(0, 2),
                file: await asked("/static/robots.txt"),
                visits: document.cookie,
            };
        }"""
    )
    echo = fetched["echo"]
    assert (echo["method"], echo["path"], echo["query"], echo["body"]) == ("POST", "/echo/", "a=1", "said")
    assert echo["withCookies"] is False and ["x-token", "t"] in echo["headers"]
    assert any(name == "referer" and "/live/lab-01/" in value for name, value in echo["headers"])
    assert fetched["plain"]["withCookies"] is True
    assert fetched["stream"] == [200, "no-store", "one two three"]
    assert fetched["empty"] == [204, "no-store", ""]
    assert fetched["head"] == [200, "no-store", ""]
    assert fetched["kept"] == [200, "max-age=5"]
    assert fetched["file"] == [200, "no-cache", "robots"]
    assert re.fullmatch(r"visits=[1-9]\d*", fetched["visits"])
