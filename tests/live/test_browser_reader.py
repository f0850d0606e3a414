"""What a reader has around the project: poster, address bar, reload, restore, several tabs."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.live.demos import Site, block, demo
from tests.live.hosting import BASE, Host
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser


def test_nothing_is_fetched_before_the_reader_asks_and_nothing_leaves_the_site(reader: Reader) -> None:
    outside: list[str] = []
    reader.page.context.on("request", lambda request: outside.append(request.url))
    reader.host.asked.clear()
    reader.open("guide/")
    expect(reader.page.locator("live-demo .primary")).to_be_visible()
    reader.page.wait_for_load_state("networkidle")
    early = [path for path in reader.host.asked if path.endswith((".bin", ".wasm", ".mjs", ".json", "sw.js"))]
    assert early == [] and not any("worker.js" in path for path in reader.host.asked)
    sizes = [
        len((reader.host.folder / path.removeprefix(BASE)).read_bytes())
        for path in reader.host.asked
        if "assets" in path
    ]
    assert sum(sizes) < 44_000
    assert reader.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    reader.run()
    reader.login().go("/students/")
    strangers = [url for url in outside if not url.startswith((reader.host.origin, "data:", "blob:"))]
    assert strangers == []
    assert not [path for path in reader.host.asked if not path.startswith(BASE)]


def test_no_pack_of_the_second_kind_is_fetched_by_ordinary_pages(reader: Reader) -> None:
    reader.host.asked.clear()
    reader.run("guide/")
    reader.login().go("/students/").go("/api/").go("/nothing/").go("/admin/students/student/")
    later = ("stdlib-often", "stdlib-rest", "lib-later")
    assert not [path for path in reader.host.asked if any(name in path for name in later)]
    (step,) = reader.session('ask("run", {source: "import plistlib; plistlib.__name__"})')["steps"]
    assert step["output"] == "'plistlib'\n"
    assert [path for path in reader.host.asked if "stdlib-rest" in path]


def test_ten_megabytes_are_enough_for_the_first_page(visit: Open, host: Host, site: Site) -> None:
    reader = visit().open("guide/")
    host.sent = 0
    reader.run()
    assert host.sent <= 10_000_000
    assert all(size <= 10_000_000 for size in site.downloads.values())


def test_address_bar_back_forward_and_reload_stay_inside(reader: Reader) -> None:
    first = reader.run("guide/").address
    reader.go("/students/").go("students/new/").shows("/students/new/")
    reader.page.get_by_label("Back", exact=True).click()
    reader.shows("/students/")
    reader.page.get_by_label("Forward", exact=True).click()
    reader.shows("/students/new/")
    asked = len(reader.requests())
    reader.page.get_by_label("Reload").click()
    reader.page.wait_for_function(
        f"() => document.querySelector('live-demo').browser.session.requests.length > {asked}"
    )
    assert reader.page.url == reader.host.url("guide/")
    for path in ("/students/", first):
        reader.page.get_by_label("Back", exact=True).click()
        reader.shows(path)
    assert reader.page.url == reader.host.url("guide/")


def test_a_reload_keeps_data_and_login_and_restoring_gives_them_back(reader: Reader) -> None:
    reader.run("guide/").login()
    reader.session(
        "ask(\"run\", {source: \"Student.objects.create(name='Kept', email='kept@lab.example', age=33)\"})"
    )
    reader.session('ask("saved")')
    reader.page.reload()
    expect(reader.page.locator("live-demo .primary")).to_have_text("Go on")
    reader.run()
    expect(reader.frame.locator("#user-tools")).to_be_visible()
    assert "Kept" in reader.go("/students/").text()
    reader.menu("Restore the original data and files")
    reader.frame.locator("#id_username").wait_for()
    assert "Kept" not in reader.go("/students/").text()


def test_two_tabs_and_a_duplicated_one_do_not_meet(context: BrowserContext, host: Host) -> None:
    first, second = (
        Reader(context.new_page(), host).run("guide/"),
        Reader(context.new_page(), host).run("guide/"),
    )
    assert first.session("id") != second.session("id")
    first.session('ask("run", {source: "Student.objects.all().delete()"})')
    assert first.session('ask("run", {source: "Student.objects.count()"})')["steps"][0]["output"] == "0\n"
    assert second.session('ask("run", {source: "Student.objects.count()"})')["steps"][0]["output"] != "0\n"
    third = Reader(context.new_page(), host).open("guide/")
    name = "chronicles-live:students/09"
    third.page.evaluate("([name, id]) => sessionStorage.setItem(name, id)", [name, first.session("id")])
    third.run()
    assert third.session("id") not in (first.session("id"), second.session("id"))


def test_two_demos_of_one_state_share_a_worker_and_another_state_has_its_own(
    reader: Reader, site: Site
) -> None:
    page = site.page(
        "three", demo() + demo(path="/students/", label="See them") + demo("polls/05", "/polls/", "Vote")
    )
    reader.open(page)
    workers: list[str] = []
    reader.page.on("worker", lambda worker: workers.append(worker.url))
    for number in range(3):
        host = reader.page.locator("live-demo").nth(number)
        host.locator(".primary").click()
        host.locator(".browser:not(.behind)").wait_for()
    # One that keeps a memory of a project, once that rests, has no project of its own.
    assert len([url for url in workers if url.endswith("/engine/worker.js")]) == 2
    assert reader.page.locator("live-demo").nth(1).locator("iframe").content_frame.locator("h1").is_visible()
    assert reader.page.locator("live-demo").nth(2).locator("iframe").content_frame.locator("h1").is_visible()


def test_the_project_goes_on_after_the_browser_stopped_the_service_worker(reader: Reader) -> None:
    reader.run("guide/")
    tool = reader.page.context.new_cdp_session(reader.page)
    tool.send("ServiceWorker.enable")
    tool.send("ServiceWorker.stopAllWorkers")
    reader.go("/students/")
    assert reader.frame.locator("h1").is_visible()


def test_a_tab_of_its_own_works_until_its_page_is_gone(context: BrowserContext, host: Host) -> None:
    reader = Reader(context.new_page(), host).run("guide/")
    reader.page.locator("live-demo .menu summary").click()
    with context.expect_page() as opened:
        reader.page.locator(".items").get_by_text("Open in a tab").click()
    tab = opened.value
    tab.locator("#id_username").wait_for()
    reader.page.close()
    answer = tab.reload()
    assert answer is not None and answer.status == 503
    expect(tab.locator("body")).to_contain_text("not running any more")


def test_an_endless_loop_can_be_stopped_and_what_was_done_is_kept(visit: Open) -> None:
    reader = visit().run("lab/")
    reader.session('ask("run", {source: "Note.objects.create(title=\'before the loop\')"})')
    reader.session('ask("saved")')
    bar = reader.page.locator(".address input")
    bar.fill("/lab/loop/")
    bar.press("Enter")
    line = reader.page.locator(".browser .busy")
    expect(line).to_contain_text("Running GET /lab/loop/")
    line.get_by_role("button", name="Stop").click()
    expect(line).to_be_hidden()
    reader.go("/lab/")  # asked for while it starts again it says so, until the start shows the page before
    expect(reader.frame.locator("body")).to_contain_text("before the loop")


def test_the_log_shows_requests_and_the_terminal(reader: Reader) -> None:
    reader.run("guide/").go("/nothing/")
    log = reader.panel("Requests")
    expect(log).to_contain_text("/nothing/")
    expect(log).to_contain_text("404")
    reader.page.keyboard.press("Escape")
    expect(log).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard(reader: Reader) -> None:
    reader.open("guide/")
    reader.page.locator("live-demo .primary").wait_for()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.locator("live-demo .browser:not(.behind)").wait_for()
    reader.frame.locator("#id_username").wait_for()
    names = reader.page.evaluate("""() => [...document.querySelector('live-demo').shadowRoot
        .querySelectorAll('button, input, summary, a[href], iframe')]
        .map(each => each.getAttribute('aria-label') || each.title || each.textContent.trim())""")
    assert all(names)


def test_a_crashed_or_reloaded_page_shows_the_poster_and_starts_nothing(reader: Reader) -> None:
    reader.run("guide/")
    reader.host.asked.clear()
    reader.page.reload()
    reader.page.locator("live-demo .primary").wait_for()
    reader.page.wait_for_load_state("networkidle")
    assert not [path for path in reader.host.asked if path.endswith((".bin", ".wasm"))]


def test_a_phone_has_one_button_that_downloads_and_no_sideways_scrolling(visit: Open, site: Site) -> None:
    page = site.page("phone", demo() + block("pycon", ">>> Student.objects.count()\n6"))
    reader = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).open(page)
    reader.page.locator("live-demo .primary").wait_for()
    assert (
        reader.page.locator(".live-block button").count() == 0
        or not reader.page.locator(".live-block button").is_visible()
    )
    assert reader.page.locator("button:visible").count() == 1
    reader.run()
    assert reader.page.locator("live-demo .tabs").is_hidden()
    assert reader.page.locator(".live-block button").is_visible()
    assert reader.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    reader.menu("Console")
    expect(reader.page.locator("live-demo .console")).to_be_visible()


def test_a_link_in_a_sentence_stays_one_and_opens_its_demo_below(reader: Reader, site: Site) -> None:
    first, second = demo(path="/students/", label="list"), demo(path="/api/students/", label="API")
    page = site.page("sentence", f"<p>The {first} and the {second} say the same.</p><p>Next.</p>")
    reader.open(page)
    expect(reader.page.locator("p").first).to_have_text(
        "The Or run it on your own machine and the Or run it on your own machine say the same."
    )
    expect(reader.page.locator(".poster")).to_have_count(0)
    reader.page.locator("live-demo[sentence] a").first.click()
    expect(reader.page.locator("p + live-demo .poster")).to_contain_text("List")
    below = reader.page.locator("live-demo:not([sentence])")
    below.locator(".primary").click()
    below.locator("iframe").content_frame.locator("h1").wait_for()
    reader.page.locator("live-demo[sentence] a").nth(1).click()
    expect(below.locator("iframe").content_frame.locator(".navbar")).to_be_visible()
    expect(below).to_have_count(1)
    assert reader.page.url == reader.host.url(page)
