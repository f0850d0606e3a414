"""A site whose demos have a fake Python, and pages that show them."""

import json
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from chronicles.live.bridge_files import BROWSER
from chronicles.pages.transcripts import read_transcript
from chronicles.site.render.live_inputs import live_inputs

FAKE = Path(__file__).with_name("boot.js")
STATE = "lab/01"
OTHER = "lab/02"  # the same project under another name


@dataclass(frozen=True)
class Site:
    """A built site with demos; pages are added by hand."""

    folder: Path

    @property
    def script(self) -> str:
        """The module that a page with a demo loads."""
        script = min(self.folder.glob("assets/live/*/page/demo.js"))
        return script.relative_to(self.folder).as_posix()

    def manifest(self, state: str = STATE) -> dict[str, Any]:
        """The manifest of a state, as a reader's browser gets it."""
        path = self.folder / "assets" / "live" / f"{state.replace('/', '-')}.json"
        found: dict[str, Any] = json.loads(path.read_bytes())
        return found

    def page(self, name: str, body: str, script: str = "") -> str:
        """Write a page into the site; return its address in it."""
        target = self.folder / name / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A guide</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,">'
            f'<script type="module" src="../{script or self.script}"></script></head>'
            f"<body><main><h1>A guide</h1>{body}</main></body></html>",
            "utf-8",
        )
        return f"{name}/"


def demo(path: str = "/", label: str = "Try the notes", state: str = STATE) -> str:
    """What the site writes for `[label](live:path)`."""
    return (
        f'<live-demo src="{manifest(state)}" path="{path}" label="{label}" state="{state}" size="9 MB">'
        '<a href="../run-it-yourself/">Or run it on your own machine</a></live-demo>'
    )


def manifest(state: str) -> str:
    return f"../assets/live/{state.replace('/', '-')}.json"


def block(kind: str, text: str) -> str:
    """What the site writes for a block that the reader can run."""
    inputs = escape(json.dumps(live_inputs(read_transcript(kind, text.split("\n")))))
    return (
        f'<div class="language-{kind} highlight" data-live-run="{kind}" data-live-src="{manifest(STATE)}"'
        ' data-live-size="3 MB"'
        f' data-live-inputs="{inputs}">'
        f"<pre><span></span><code>{text.replace('&', '&amp;').replace('<', '&lt;')}</code></pre></div>"
    )


def editable(path: str, text: str) -> str:
    """What the site writes for a snippet of a file of the project."""
    return (
        f'<div class="language-py highlight" data-live-edit="{path}" data-live-src="{manifest(STATE)}">'
        f"<pre><span></span><code>{text}</code></pre></div>"
    )


def task(path: str, text: str, needs: str) -> str:
    """What the site writes for a snippet that is a task; `needs` is the path in the site of what it needs."""
    return editable(path, text).replace(" data-live-src", f' data-live-task="../{needs}" data-live-src')


def fake(folder: Path) -> Site:
    """Make a site in `folder` whose demos have a fake Python: it needs no packs, and starts at once."""
    assets = folder / "assets" / "live"
    shutil.copytree(BROWSER, assets / "scripts", ignore=shutil.ignore_patterns("*.d.ts", "sw.js"))
    shutil.copy(FAKE, assets / "scripts" / "engine" / "boot.js")
    # A fake has no memory that could be kept, and a second worker for it would be counted.
    keeper = (
        "export const keepMemory = async (session) => void (session.kept = {kept: false, why: 'a fake'});\n"
    )
    (assets / "scripts" / "page" / "memory-keeper.js").write_text(keeper)
    (folder / "live").mkdir()
    shutil.copy(BROWSER / "engine" / "sw.js", folder / "live")
    for top, name, text in (
        ("notes", "site.css", "h1 { color: rgb(0, 0, 1) }"),
        ("", "robots.txt", "robots"),
    ):
        (assets / "static" / "0" / top).mkdir(parents=True, exist_ok=True)
        (assets / "static" / "0" / top / name).write_text(text)
    said: dict[str, Any] = {
        "title": "Notes",
        "settings": "config.settings",
        "root": "/project",
        "pyodide": "pyodide/",
        "packs": [],
        "static": {"url": "/static/", "files": {"notes/": "static/0/", "": "static/0/"}},
        "download": 2_500_000,
        "users": [["demo", "demo-password"]],
        "build": "1",
    }
    for state in (STATE, OTHER):
        (assets / f"{state.replace('/', '-')}.json").write_text(json.dumps(said | {"state": state}))
    return Site(folder)
