"""The cookies of a project: kept in a jar, since a service worker may neither set nor read any."""

import pytest

from chronicles_client import cookies
from chronicles_client.cookies import CookieJar

SCRIPT = "/live/shop-01/s1"
NOW = 1_700_000_000.0  # 14 November 2023, 22:13:20


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cookies.time, "time", lambda: NOW)


@pytest.mark.parametrize(
    ("said", "header"),
    [
        ("a=1", "a=1"),
        ('a="b c"', 'a="b c"'),
        ("a=1; Max-Age=1", "a=1"),
        ("a=1; Max-Age=0", ""),
        ("a=1; Max-Age=-5", ""),
        ("a=1; Expires=Tue, 14 Nov 2023 22:13:21 GMT", "a=1"),
        ("a=1; Expires=Tue, 14 Nov 2023 22:13:20 GMT", ""),
        ("a=1; Expires=Tue, 14 Nov 2023 22:13:21 GMT; Max-Age=0", ""),
        ("a=1; Expires=tomorrow", "a=1"),
        ("a=1; Max-Age=soon", "a=1"),
        ("a=1; Max-Age=soon; Expires=Tue, 14 Nov 2023 22:13:20 GMT", ""),
        ("a=1; Priority=High", "a=1"),
        ("a=1; Priority=High; Max-Age=0", ""),
        ("a=1; Partitioned; Max-Age=0", ""),
        ("a=1; Max-Age=5; Max-Age=0", ""),
        ("a=1; Max-Age=+0", "a=1"),
        ("a=1; Max-Age=0_0", "a=1"),
        ("a", ""),
        ("a=1; Path=/", "a=1"),
        (f"a=1; Path={SCRIPT}", "a=1"),
        (f"a=1; Path={SCRIPT}/shop", "a=1"),
        (f"a=1; Path={SCRIPT}/shop/", "a=1"),
        (f"a=1; Path={SCRIPT}/shop/cart", ""),
        (f"a=1; Path={SCRIPT}/sho", ""),
        (f"a=1; Path={SCRIPT}s", ""),
        ("a=1; Path=shop", "a=1"),
        ("a=1; HttpOnly", "a=1"),
        ("a b=1", ""),
    ],
)
def test_a_cookie_is_sent_while_it_lasts_and_where_it_belongs(said: str, header: str) -> None:
    jar = CookieJar()
    jar.absorb([("Content-Type", "text/html"), ("set-COOKIE", said)], SCRIPT)
    assert jar.header("/shop/") == header
    assert jar.header("/shop/")[:3] == jar.header("/shop/x")[:3]


def test_the_jar_forgets_what_is_deleted_and_replaced() -> None:
    jar = CookieJar()

    def absorb(*said: str) -> None:
        jar.absorb([("Set-Cookie", each) for each in said], SCRIPT)

    absorb("a=1", f"a=2; Path={SCRIPT}/shop", "b=3")
    assert jar.header("/shop/") == "a=2; a=1; b=3"
    assert jar.header("/") == "a=1; b=3"
    absorb("a=4")
    assert jar.header("/") == "b=3; a=4"
    absorb("b=; Max-Age=0", f"a=; Path={SCRIPT}/shop; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
    assert jar.header("/shop/") == "a=4"


def test_scripts_see_what_is_not_hidden_and_all_is_kept_but_what_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jar = CookieJar()
    for said in ("a=1; HttpOnly", "b=2", "c=3; Max-Age=10"):
        jar.absorb([("Set-Cookie", said)], SCRIPT)
    assert [cookie["name"] for cookie in jar.visible()] == ["b", "c"]
    kept = CookieJar()
    kept.load(jar.dump())
    assert kept.dump() == jar.dump() and kept.header("/") == "a=1; b=2; c=3"
    monkeypatch.setattr(cookies.time, "time", lambda: NOW + 10)
    assert [cookie["name"] for cookie in jar.visible()] == ["b"]
    assert [cookie["name"] for cookie in jar.dump()] == ["a", "b"]
    assert jar.header("/") == "a=1; b=2"
    late = CookieJar()
    late.load([{"name": "c", "value": "3", "path": "/", "expires": NOW + 10, "hidden": False}])
    assert late.dump() == []


def test_a_value_is_named_as_an_application_reads_it() -> None:
    jar = CookieJar()
    for said in ('a="b c"', "b=2; Path=/elsewhere", "c=3; Max-Age=0"):
        jar.absorb([("Set-Cookie", said)], "")
    assert jar.values() == {"a": "b c", "b": "2"}
