"""Shows the site while it is written, on this machine alone: builds it, watches its sources, serves it."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from chronicles.disk.file_watcher import FileWatcher
from chronicles.problems import Place, Problem, Unusable
from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.build_options import BuildOptions
from chronicles.site.mkdocs.config import opened
from chronicles.site.mkdocs.page_renderer import PageRenderer
from chronicles.site.mkdocs.refused_builds import refused_build
from chronicles.site.mkdocs.watched_paths import watched_roots
from chronicles.site.serving.build_rounds import BuildRound, BuildRounds, NewSite
from chronicles.site.serving.shown_site import ShownSite
from chronicles.site.serving.site_server import SiteServer
from chronicles.source.trees import NOT_SOURCE
from chronicles.workspace.journal_names import CACHE, CONFIG

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What the command says: the `port`, and whether `drafts` are shown.

    `started` hears the address before the first build, `told` of each build.
    """

    port: int
    started: Callable[[str], None]
    told: Callable[[BuildRound], None]
    drafts: bool = False


class JournalPreview:
    """The site of the journal in `root` for its author: where it is, what it is made of, how it is built."""

    def __init__(self, root: Path, *, drafts: bool = False) -> None:
        self._root, self._drafts = root, drafts
        self.renderer = PageRenderer()
        self._site = root / CACHE / "serve" / ("site-with-drafts" if drafts else "site")
        self._read()

    def _read(self) -> None:
        with opened(self._root) as config:
            self.mount = f"/{urlsplit(config.site_url or '').path.strip('/')}/".replace("//", "/")
            self.roots = watched_roots(config)
            self._read_again = frozenset(self._root / name for name in (CONFIG, *map(str, config.hooks)))

    def first(self) -> NewSite:
        """Build for the first time. Raises what keeps any site from being built: `Unusable`, `OSError`."""
        options = BuildOptions(preview=self._site, drafts=self._drafts, keep=self.renderer.keep)
        built = build(self._root, options=options)
        if not built.pages:
            return NewSite(None, problems=built.problems, notices=built.notices)
        made = len(built.made)
        return NewSite(built.folder, built.pages, built.problems, built.notices, made, built.reused)

    def again(self, changed: frozenset[Path]) -> NewSite:
        """Build once more; what keeps the site from being built is among its problems."""
        try:
            site = self.first()
            if changed & self._read_again:
                self._read()
        except Unusable as error:
            return NewSite(None, problems=tuple(error.problems))
        except OSError as error:
            return NewSite(None, problems=(refused_build(error),))
        return site

    def build(self, changed: frozenset[Path]) -> NewSite:
        """Build for the first time, where nothing has `changed`, or once more."""
        return self.again(changed) if changed else self.first()


def serve(root: Path, options: ServerOptions) -> None:
    """Serve the journal in `root` until Ctrl-C.

    Raises `Unusable` where the port is taken, and where its settings cannot be used from the start.
    """
    preview = JournalPreview(root, drafts=options.drafts)
    shown = ShownSite()
    watcher = FileWatcher(lambda: preview.roots, NOT_SOURCE)
    rounds = BuildRounds(preview.build, shown, options.told, preview.renderer)
    with _listening(options.port, preview.mount, shown) as server:
        options.started(server.url)
        try:
            rounds.run(watcher, threading.Event())
        finally:
            preview.renderer.end()


@contextmanager
def _listening(port: int, mount: str, shown: ShownSite) -> Iterator[SiteServer]:
    """Answer requests in threads of their own as long as the block runs; Ctrl-C ends it."""
    with _at_port(port, mount, shown) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        except KeyboardInterrupt:
            pass
        finally:
            shown.end()
            server.shutdown()


def _at_port(port: int, mount: str, shown: ShownSite) -> SiteServer:
    try:
        return SiteServer(HOST, port, mount, shown)
    except OSError as error:
        said = "is taken" if error.errno == errno.EADDRINUSE else "cannot be used"
    except OverflowError:
        said = "is no port"
    raise Unusable(
        [Problem(Place(f"{HOST}:{port}"), f"the port {said}", f"Use another: serve --port {_free()}")]
    )


def _free() -> int:
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])
