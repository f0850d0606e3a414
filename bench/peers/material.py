"""Material for MkDocs alone, with its plugins for blog, tags and search, and the one for feeds."""

from pathlib import Path

from bench.peers.mkdocs_forms import MkdocsEngine
from bench.peers.packages import python_packages

PINS = ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-rss-plugin==1.19.0")
FEED = (
    'rss: {match_path: "journal/posts/.*", date_from_meta: {as_creation: date}, use_git: false, length: 20}'
)


class Material(MkdocsEngine):
    """`mkdocs build`, and `mkdocs serve`."""

    name = "material"

    def install(self, cache: Path) -> str:
        self.program = python_packages(cache / "material", PINS) / "mkdocs"
        return ", ".join(PINS)

    def last_plugin(self) -> str:
        return FEED

    def build(self) -> list[str]:
        return [str(self.program), "build"]

    def serve(self, port: int) -> list[str]:
        # Said aloud, as with Click from 8.2.2 on MkDocs 1.6.1 watches nothing without it.
        return [str(self.program), "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
