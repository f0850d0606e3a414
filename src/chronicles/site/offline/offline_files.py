"""The script in a site that keeps its pages for readers, or ends what did so before. Touches the disk."""

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

# Browsers ask for it anew at each visit, so it is at this address whether or not a site keeps anything.
WORKER = "offline-worker.js"
PAGE = "offline.html"
KEEPING, ENDING = "offline-worker.js", "no-offline-worker.js"
COMMENT = re.compile(r"[ \t]*/\*\*.*?\*/[ \t]*\n?|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
END_OF_LINE = re.compile(r"[ \t]+// [^\n\"'`]*$", re.MULTILINE)


def write_offline_worker(site: Path, *, is_keeping: bool) -> None:
    """Write the one of a site into it, once its pages are there; a file of the journal's own stays.

    Raises `OSError` where the disk does not take it.
    """
    if not (site / WORKER).exists():
        text = keeping_worker((site / PAGE).read_bytes()) if is_keeping else ending_worker()
        (site / WORKER).write_text(text, "utf-8")


def keeping_worker(page: bytes) -> str:
    """Return the service worker that keeps pages; `page` is what it shows for one that was not kept."""
    text = _worker(KEEPING)
    return text.replace("{version}", sha256(page).hexdigest()[:8])


def ending_worker() -> str:
    """Return the one that ends what a site of before has left with its readers."""
    return _worker(ENDING)


def _worker(name: str) -> str:
    """One of them without its comments: each reader fetches it."""
    text = files(__package__).joinpath("workers", name).read_text("utf-8")
    return END_OF_LINE.sub("", COMMENT.sub("", text)).lstrip("\n")
