"""Shows the site while it is written: MkDocs' own server, on this machine alone."""

import errno
import logging
import socket
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import Abort

from chronicles.disk.system_errors import explained
from chronicles.problems import Place, Problem, Refused, Unusable, visible
from chronicles.site.mkdocs.config import wrong_settings
from chronicles.workspace.settings import CONFIG, Settings

HOST = "127.0.0.1"


class VisibleLines(logging.Formatter):
    """Shows the control characters in what is logged: whoever asks for a page chooses what its line says."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record, line by line."""
        return "\n".join(map(visible, super().format(record).split("\n")))


def serve(settings: Settings, port: int) -> None:
    """Serve until Ctrl-C. Raises `Unusable` where the port is taken, or the first build fails."""
    _refuse_taken(port)
    listening = logging.StreamHandler()
    listening.setFormatter(VisibleLines("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listening)
    logger.setLevel(logging.INFO)
    try:
        mkdocs_serve(str(settings.root / CONFIG), dev_addr=f"{HOST}:{port}", strict=False)
    except Abort as error:
        raise Unusable([Problem(Place(CONFIG), str(error), "Mend what is listed above.")]) from None


def in_words(build: Callable[[], None], root: Path) -> Callable[[], None]:
    """Return a builder that tells in words what the system refuses, and what is wrong with the settings.

    While those in `root` cannot be used, nothing is built: MkDocs would empty the site first. It prints the
    traceback of any other error, except for its own `Abort`, of which it prints the text.
    """

    def told() -> None:
        if problems := wrong_settings(root):
            for line in (*map(str, problems), "The site is shown as it was before."):
                logging.getLogger("mkdocs").error(line)
            return
        try:
            build()
        except OSError as error:
            said = Refused((error.strerror or str(error)).lower(), "Mend that, and save a page again.")
            path, refused = explained(error, Path(CONFIG), said)
            raise Abort(str(refused.at(Place(str(path))))) from None

    return told


def _refuse_taken(port: int) -> None:
    try:
        with socket.create_server((HOST, port)):
            return
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
