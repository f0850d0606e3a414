"""Shows the site while it is written: MkDocs' own server, on this machine alone."""

import errno
import logging
import socket

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import Abort

from chronicles.problems import Place, Problem, Unusable, visible
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
