"""Everything that a project does on a server works in the page, too."""

import json

import pytest
from playwright.sync_api import expect

from tests.live.reader import Reader

pytestmark = pytest.mark.browser

FETCH = """async ([path, options]) => {
    const answer = await fetch(path, options);
    return [answer.status, await answer.text(), [...answer.headers.keys()]];
}"""


def fetch(lab: Reader, path: str, **options: object) -> tuple[int, str]:
    status, text, _ = lab.script(FETCH, [path, options])
    return status, text


def test_a_page_has_its_styles_and_no_complaint_is_in_the_console(lab: Reader) -> None:
    lab.complaints.clear()
    lab.go("/students/")
    expect(lab.frame.locator("h1")).to_be_visible()
    family = lab.script("() => getComputedStyle(document.body).fontFamily")
    assert "Times" not in family and lab.script("() => document.styleSheets[0].cssRules.length") > 0
    lab.go("/admin/login/")
    assert (
        lab.script("() => getComputedStyle(document.querySelector('#header')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    assert lab.complaints == []


def test_no_id_of_the_page_stands_twice_while_a_demo_runs(lab: Reader) -> None:
    ids = lab.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_a_form_says_what_is_wrong_and_then_redirects_with_a_message(lab: Reader) -> None:
    lab.go("/students/new/")
    lab.frame.locator("[name=name]").fill("Ada Byron")
    lab.frame.locator("form").first.evaluate("form => form.noValidate = true")
    lab.frame.locator("[name=email]").fill("no address")
    lab.frame.locator("form [type=submit], form button").last.click()
    expect(lab.frame.locator("#id_email_error")).to_be_visible()
    lab.frame.locator("[name=email]").fill("ada@lab.example")
    for field in lab.frame.locator("form input:not([type=hidden])").all():
        if not field.input_value():
            field.fill("20")
    lab.frame.locator("form [type=submit], form button").last.click()
    lab.shows("/students/")
    expect(lab.frame.locator("body")).to_contain_text("Ada Byron is registered.")
    status, text = fetch(lab, "/api/students/?format=json")
    assert status == 200 and "Ada Byron" in text and "ada@lab.example" not in text


def test_a_session_counts_and_a_root_relative_redirect_sets_cookies(lab: Reader) -> None:
    first = int(lab.go("/lab/").text("#visits"))
    assert int(lab.go("/lab/").text("#visits")) == first + 1
    lab.go("/lab/hop/")
    said = json.loads(lab.text())
    assert {"plain", "hidden"} <= set(said["cookies"]) and said["query"] == {"from": "hop"}
    assert lab.address == "/lab/echo/?from=hop"
    visible = lab.script("() => document.cookie")
    assert "plain=yes" in visible and "hidden" not in visible and "sessionid" not in visible


def test_a_script_may_post_with_the_token_of_its_cookie_and_not_without(lab: Reader) -> None:
    lab.go("/lab/")
    token = lab.script("() => document.cookie.match(/csrftoken=([^;]+)/)[1]")
    assert fetch(lab, "/lab/echo/", method="POST", body="hello")[0] == 403
    status, text = fetch(lab, "/lab/echo/", method="POST", body="hello", headers={"X-CSRFToken": token})
    assert status == 200 and json.loads(text)["body"] == "hello"


def test_cookies_stay_behind_where_a_script_asks_for_that(lab: Reader) -> None:
    lab.go("/lab/")
    assert json.loads(fetch(lab, "/lab/echo/", credentials="omit")[1])["cookies"] == []
    assert "csrftoken" in json.loads(fetch(lab, "/lab/echo/")[1])["cookies"]


def test_every_method_arrives(lab: Reader) -> None:
    lab.go("/lab/")
    token = lab.script("() => document.cookie.match(/csrftoken=([^;]+)/)[1]")
    for method in ("PUT", "PATCH", "DELETE"):
        status, text = fetch(lab, "/lab/echo/", method=method, headers={"X-CSRFToken": token})
        assert (status, json.loads(text)["method"]) == (200, method)
    assert fetch(lab, "/lab/echo/", method="HEAD") == (200, "")
    assert fetch(lab, "/api/students/", method="OPTIONS", headers={"Accept": "application/json"})[0] == 200


def test_a_file_goes_up_and_comes_down(lab: Reader) -> None:
    lab.go("/lab/")
    lab.frame.locator("[name=title]").fill("a note")
    lab.frame.locator("[name=file]").set_input_files(
        {"name": "n.txt", "mimeType": "text/plain", "buffer": b"\x00\xffnote"}
    )
    lab.frame.locator("#upload button").click()
    lab.shows("/lab/")
    expect(lab.frame.locator("#messages")).to_contain_text("a note is here.")
    got = lab.script(
        """async () => {
            const answer = await fetch(document.querySelector('#notes a').href);
            return [...new Uint8Array(await answer.arrayBuffer())];
        }"""
    )
    assert bytes(got) == b"\x00\xffnote"


def test_the_admin_refuses_a_wrong_password_and_does_its_work_after_the_right_one(lab: Reader) -> None:
    lab.go("/admin/login/?next=/admin/")
    lab.frame.locator("#id_username").fill("demo")
    lab.frame.locator("#id_password").fill("wrong")
    lab.frame.locator("input[type=submit]").click()
    expect(lab.frame.locator(".errornote")).to_be_visible()
    lab.login()
    lab.go("/admin/students/student/add/")
    lab.frame.locator("#id_name").fill("Grace Hopper")
    lab.frame.locator("#id_email").fill("grace@lab.example")
    for field in lab.frame.locator("fieldset input[type=number]").all():
        field.fill("30")
    lab.frame.locator("[name=_save]").click()
    lab.shows("/admin/students/student/")
    expect(lab.frame.locator(".messagelist")).to_contain_text("Grace Hopper")
    before = lab.script("() => document.documentElement.dataset.theme")
    lab.frame.locator(".theme-toggle").first.click()
    assert lab.script("() => document.documentElement.dataset.theme") != before


def test_the_admins_pickers_and_pop_ups_work(lab: Reader) -> None:
    lab.login().go("/admin/lab/note/add/")
    assert lab.script("() => typeof interpolate") == "function"  # /admin/jsi18n/ was answered
    lab.frame.locator(".datetimeshortcuts a").first.click()
    assert lab.frame.locator("#id_day").input_value()
    with lab.page.expect_popup() as opened:
        lab.frame.locator("#add_id_student").click()
    popup = opened.value
    popup.locator("#id_name").fill("Alan Turing")
    popup.locator("#id_email").fill("alan@lab.example")
    for field in popup.locator("fieldset input[type=number]").all():
        field.fill("41")
    popup.locator("[name=_save]").click()
    expect(lab.frame.locator("#id_student option:checked")).to_contain_text("Alan Turing")


def test_a_pop_up_knows_who_opened_it(lab: Reader) -> None:
    lab.go("/lab/")
    with lab.page.expect_popup() as opened:
        lab.frame.locator("#popup").click()
    opened.value.wait_for_function("document.title === 'pop-up'")
    assert lab.script("() => document.title") == "told by the pop-up"
    opened.value.close()


@pytest.mark.parametrize("way", ["root", "leave"])
def test_addresses_that_begin_with_a_slash_stay_in_the_project(lab: Reader, way: str) -> None:
    lab.go("/lab/")
    lab.frame.locator(f"#{way}").click()
    lab.shows(f"/lab/echo/?from={'link' if way == 'root' else 'script'}")


def test_the_api_can_be_browsed_and_written(lab: Reader) -> None:
    lab.login().go("/api/students/")
    expect(lab.frame.locator(".navbar").first).to_be_visible()
    assert lab.script("() => document.styleSheets.length") >= 3
    lab.frame.locator("form [name=name]").first.fill("Edsger Dijkstra")
    lab.frame.locator("form [name=email]").first.fill("edsger@lab.example")
    for field in lab.frame.locator("form input[type=number]").all():
        if field.is_visible():
            field.fill("44")
    lab.frame.locator("button:visible").filter(has_text="POST").first.click()
    expect(lab.frame.locator(".response-info")).to_contain_text("201 Created")
    url = json.loads(fetch(lab, "/api/?format=json")[1])["students"]
    assert url.startswith(lab.host.url("live/lab-01/"))


def test_tokens_open_what_is_closed_to_strangers(lab: Reader) -> None:
    lab.go("/lab/")
    how = {"method": "POST", "headers": {"Content-Type": "application/json"}, "credentials": "omit"}
    assert fetch(lab, "/lab/secret/", credentials="omit")[0] == 401
    assert fetch(lab, "/lab/token/", body='{"username": "demo", "password": "no"}', **how)[0] == 401
    assert fetch(lab, "/lab/token/", body="{}", **how)[0] == 400
    status, text = fetch(lab, "/lab/token/", body='{"username": "demo", "password": "demo-password"}', **how)
    assert status == 200
    bearer = {"Authorization": f"Bearer {json.loads(text)['access']}"}
    assert json.loads(fetch(lab, "/lab/secret/", headers=bearer, credentials="omit")[1])["user"] == "demo"


def test_the_debug_pages_show_the_projects_own_lines(lab: Reader) -> None:
    lab.go("/lab/boom/")
    expect(lab.frame.locator("body")).to_contain_text("this line is shown")
    assert "raise ZeroDivisionError(" in lab.script("() => document.body.textContent")
    lab.go("/nothing/here/")
    expect(lab.frame.locator("body")).to_contain_text("Page not found")


def test_a_stream_arrives_part_by_part(lab: Reader) -> None:
    lab.go("/lab/")
    times = lab.script("""async () => {
        const start = performance.now(), times = [];
        const reader = (await fetch("/lab/stream/")).body.getReader();
        for (let part; !(part = await reader.read()).done;) times.push(performance.now() - start);
        return times;
    }""")
    assert len(times) == 4 and times[3] - times[0] > 600
