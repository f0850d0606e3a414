"""A later visit begins with the memory of Python that the browser has kept, and all is as in the first one."""

import json
from ast import literal_eval
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.live.hosting import Host
from tests.live.reader import DESKTOP, SESSION, Open, Reader

pytestmark = pytest.mark.browser

FILES = """async () => {
    const found = [];
    try {
        const root = await navigator.storage.getDirectory();
        for await (const file of (await root.getDirectoryHandle("chronicles-live")).values())
            found.push(file.name);
    } catch {}
    return found;
}"""
# Gives every kept memory, its bytes, to `change`, and keeps what that returns.
CHANGE = """async (change) => {
    const {decodeImage, encodeImage} = await import(document.querySelector("script[type=module]").src
        .replace("page/demo.js", "engine/memory-image.js"));
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("chronicles-live");
    for await (const file of folder.values()) {
        const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
        const writable = await file.createWritable();
        await writable.write(eval(change)(bytes, decodeImage, encodeImage));
        await writable.close();
    }
}"""
HERE = "HERE = 1\n"
CHANCE = "import random, secrets, time; [random.random(), secrets.token_hex(8), time.time()]"


@pytest.fixture(scope="module")
def kept(browser: Browser, host: Host) -> Iterator[BrowserContext]:
    """The browser of a reader whose first visit was long enough."""
    context = browser.new_context(viewport=DESKTOP)
    first = Reader(context.new_page(), host).run("guide/")
    assert what_is_kept(first) == {"kept": True, "why": ""}
    first.page.close()
    yield context
    context.close()


@pytest.fixture
def again(kept: BrowserContext, host: Host) -> Iterator[Reader]:
    """The reader in another tab."""
    reader = Reader(kept.new_page(), host)
    yield reader
    reader.page.close()


def what_is_kept(reader: Reader) -> Any:
    return reader.page.wait_for_function(f"{SESSION}.kept").json_value()


def is_from_memory(reader: Reader) -> bool:
    return "memory" in [name for name, _ in reader.session("laps")]


def said(reader: Reader, source: str) -> Any:
    return reader.session(f'ask("run", {{source: {source!r}}})')["steps"][-1]["output"]


def test_a_later_visit_has_another_session_and_other_chances(again: Reader, kept: BrowserContext) -> None:
    again.run("guide/")
    other = Reader(kept.new_page(), again.host).run("guide/")
    assert (is_from_memory(again), is_from_memory(other)) == (True, True)
    assert again.session("script") != other.session("script")
    here, there = (literal_eval(said(reader, CHANCE)) for reader in (again, other))
    assert here[0] != there[0] and here[1] != there[1] and 0 <= there[2] - here[2] < 600
    other.page.close()
    assert again.complaints == []


def test_all_that_a_project_does_is_done_after_it(again: Reader) -> None:
    again.run("guide/").login().go("/students/")
    assert is_from_memory(again)
    assert said(again, "import os, time; os.getcwd(), os.environ['TZ'], time.tzname") == (
        "('/project', 'UTC', ('UTC', 'UTC'))\n"
    )
    assert said(again, "import plistlib; plistlib.__name__") == "'plistlib'\n"
    assert said(again, "import asyncio; asyncio.run(asyncio.sleep(0, 5))") == "5\n"
    ran = again.session('ask("command", {line: "manage.py test students"})')
    assert ran["status"] == 0 and "OK" in ran["output"]
    text = again.session('ask("read", {name: "students/views.py"})')["text"]
    edited = again.session(f'edit("students/views.py", {json.dumps(text + HERE)})')
    assert edited == {"outcome": "done"}
    assert said(again, "from students import views; views.HERE") == "1\n"
    again.page.reload()
    again.run()
    assert not is_from_memory(again)  # what the reader has written is read at the start
    assert said(again, "from students import views; views.HERE") == "1\n"


def test_what_was_saved_is_there_in_the_next_start_from_memory(again: Reader) -> None:
    again.run("guide/").login()
    source = "from students.models import Student; Student.objects.count()"
    before = int(said(again, source))
    said(again, "Student.objects.create(name='Ada Byron', email='ada@memory.example', age=20)")
    again.session('ask("saved", {})')
    again.page.reload()
    again.run()
    assert is_from_memory(again)
    assert int(said(again, source)) == before + 1
    expect(again.go("/admin/").frame.locator("#user-tools")).to_be_visible()


@pytest.mark.parametrize(
    "change",
    [
        "(bytes) => bytes.with(bytes.length >> 1, bytes[bytes.length >> 1] ^ 1)",
        "(bytes) => bytes.slice(0, bytes.length >> 1)",
        "(bytes) => bytes.slice(0, 0)",
        # Whole as a file, and of no use as a memory: of another engine, and such that Python breaks at once.
        "(bytes, decode, encode) => new Blob(encode({...decode(bytes), memory: new Uint8Array(64)}))",
        "(bytes, decode, encode) => { const image = decode(bytes);"
        " return new Blob(encode({...image, memory: image.memory.map((byte, at) => at < 5e5 ? byte : 0)})) }",
    ],
)
def test_a_memory_that_does_not_work_is_let_go_and_the_reader_hears_nothing(
    kept: BrowserContext, host: Host, change: str
) -> None:
    reader = Reader(kept.new_page(), host).open("guide/")
    if not reader.page.evaluate(FILES):
        what_is_kept(reader.run())
        reader.forget().open("guide/")  # as somebody whose project does not start by itself
    names = reader.page.evaluate(FILES)
    reader.page.evaluate(CHANGE, change)
    reader.run()
    assert reader.go("/students/").frame.locator("h1").inner_text() == "Students"
    assert names and not set(reader.page.evaluate(FILES)) & set(names)
    reader.page.close()


def test_nothing_is_kept_on_a_device_that_has_to_be_spared(visit: Open) -> None:
    reader = visit()
    reader.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    assert what_is_kept(reader.run("guide/")) == {"kept": False, "why": "the device is to be spared"}
    assert len(reader.page.workers) == 1
    assert reader.page.evaluate(FILES) == []
