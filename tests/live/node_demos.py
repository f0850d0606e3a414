"""Demos of a built site as the reader's browser has them: their packs, in Pyodide, but in Node.js."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chronicles.live.node import NodeMissing, find_node
from tests.browsers import lacking
from tests.live.demos import CACHE, Site

HERE = Path(__file__).parent


class NodeDemo:
    """A project that runs in Node.js."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def call(self, name: str, *given: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        print(json.dumps([name, *given]), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def get(self, path: str) -> Any:
        asked = {"method": "GET", "path": path, "query": "", "headers": [], "withCookies": True}
        return self.call("answer", asked, None)

    def send(self, text: str) -> Any:
        return self.call("send", text)

    def said(self, source: str) -> str:
        """What the last statement of `source` said."""
        return str(self.call("run", source)[-1]["output"])


@contextmanager
def in_node(site: Site, manifest: str, *, started: bool = True) -> Iterator[NodeDemo]:
    """Run a demo of the site; without `started` it has its files, and can run one command."""
    try:
        node = find_node(CACHE).node
    except NodeMissing as error:
        lacking(str(error))
    (packs,) = site.folder.glob("assets/live/*/engine/packs.js")
    words = [HERE / "node_demo.mjs", site.folder / "assets/live", manifest, packs.parent]
    more = [] if started else ["unstarted"]
    command = [*node, *map(str, words), *more]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield NodeDemo(process)
        finally:
            process.kill()
