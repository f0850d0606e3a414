"""The same requests, answered by the same project natively and in the browser, have the same answers."""

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser

from chronicles.guides.series.folders import write_files
from chronicles.live.pack import unpack
from tests.live import demos
from tests.live.demos import Site
from tests.live.hosting import Host
from tests.live.reader import Reader
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/students/",
    "/students/?page=1",
    "/students/?page=99",
    "/students/new/",
    "/students/1/edit/",
    "/students/1/delete/",
    "/students/999/edit/",
    "/polls/",
    "/polls/1/",
    "/polls/1/results/",
    "/polls/999/",
    "/api/?format=json",
    "/api/students/?format=json",
    "/api/students/1/?format=json",
    "/api/students/999/?format=json",
    "/api-auth/login/",
    "/admin/",
    "/admin/login/",
    "/admin/students/student/",
    "/nothing/here/",
]
# What differs by its nature: where the project lies, secrets of the moment, and our own script.
NOISE = [
    (re.compile(r'<script src="[^"]*frame-shim\.js"[^>]*></script>'), ""),
    (re.compile(r"https?://localhost:\d+"), ""),
    (re.compile(r"/some/site/live/[\w-]+/\w+"), ""),
    (re.compile(r'(csrfmiddlewaretoken"? value="|csrfToken: ")\w+'), r"\1"),
]
ASK = """async path => {
    const answer = await fetch(path, {redirect: "manual", headers: {Accept: "text/html"}});
    return [answer.status, answer.type, await answer.text()];
}"""


class Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[str]:
    """The project's own server, with the database that the pack has."""
    folder = tmp_path_factory.mktemp("native") / "project"
    (scene,) = demos.scenes("polls/05")
    write_files(scene.files(), folder)
    (folder / "db.sqlite3").write_bytes(database(site))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "", "PYTHONWARNINGS": "ignore"}
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--nothreading", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        base = f"http://localhost:{port}"
        wait_for(lambda: answers(f"{base}/students/"), "the project's own server answers")
        yield base
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def answers(url: str) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(url).close()  # noqa: S310
        return True
    return False


def database(site: Site) -> bytes:
    manifest = json.loads((site.folder / "assets/live/polls-05.json").read_text())
    (pack,) = [pack for pack in manifest["packs"] if pack["to"] == "/project"]
    return unpack((site.folder / "assets/live" / pack["url"]).read_bytes())["db.sqlite3"]


def plain(text: str) -> str:
    for pattern, instead in NOISE:
        text = pattern.sub(instead, text)
    return text


@pytest.fixture(scope="module")
def inside(browser: Browser, host: Host) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context.new_page(), host).run("polls/")
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_the_same(inside: Reader, native: str, path: str) -> None:
    request = urllib.request.Request(native + path, headers={"Accept": "text/html", "User-Agent": "test"})  # noqa: S310
    try:
        answer = urllib.request.build_opener(Still).open(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        expected = answer.read().decode()
    status, kind, text = inside.script(ASK, path)
    if 300 <= answer.status < 400:
        assert kind == "opaqueredirect"
        return
    assert status == answer.status
    if status == 404 and "html" in answer.headers["Content-Type"]:
        assert "Page not found" in text and "Page not found" in expected
    else:
        assert plain(text) == plain(expected)


def test_passwords_are_hashed_as_everywhere(inside: Reader) -> None:
    source = (
        "from bridge.pbkdf2 import pbkdf2_hmac\n"
        "of = [('sha256', b'password', b'salt', 3), ('sha1', b'p' * 99, b's', 2, 50)]\n"
        "[pbkdf2_hmac(*each).hex() for each in of]"
    )
    said = inside.page.evaluate(
        "async source => await document.querySelector('live-demo').browser.session.ask('run', {source})",
        source,
    )["steps"][2]["output"]
    expected = [
        hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 3).hex(),
        hashlib.pbkdf2_hmac("sha1", b"p" * 99, b"s", 2, 50).hex(),
    ]
    assert said.strip() == repr(expected)
