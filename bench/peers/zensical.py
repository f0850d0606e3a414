"""Zensical, which reads the same settings as Material and has blog, tags, search and feeds of its own."""

from pathlib import Path

from bench.peers.material import FEED
from bench.peers.mkdocs_forms import MkdocsEngine
from bench.peers.packages import python_packages

PINS = ("zensical==0.0.73",)


class Zensical(MkdocsEngine):
    """`zensical build`, which keeps a cache, and `zensical serve`. Takes 2 GB and more for 1,000 entries."""

    name = "zensical"

    def install(self, cache: Path) -> str:
        self.program = python_packages(cache / "zensical", PINS) / "zensical"
        return ", ".join(PINS)

    def last_plugin(self) -> str:
        return FEED

    def build(self) -> list[str]:
        return [str(self.program), "build"]

    def serve(self, port: int) -> list[str]:
        return [str(self.program), "serve", "--dev-addr", f"127.0.0.1:{port}"]
