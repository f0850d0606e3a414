"""Which package indexes this machine installs from. Asks pip and uv."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from chronicles.problems import Refused
from chronicles.upgrading.package_index import PackageIndex

OPTION = re.compile(r"(?P<section>[\w:-]+)\.(?P<key>[\w-]+)='(?P<value>.*)'")
SECTIONS = ("global", "install", ":env:")  # of pip's settings, the last says most
DEFAULT = re.compile(r"default:? <?(?P<url>https?://[^\s)>]+)")  # in the help on the option of the index
SECONDS = 60


def configured(environ: Mapping[str, str] = os.environ) -> PackageIndex:
    """Return what pip's settings say, and uv's variables, which both may install from.

    Where neither names an index, it is the one that the installer itself asks. Raises `Refused` where no
    installer says which.
    """
    options = _pip_options()
    given = options.get("index-url", "") or environ.get("UV_DEFAULT_INDEX") or environ.get("UV_INDEX_URL")
    more = [options.get("extra-index-url", ""), environ.get("UV_INDEX"), environ.get("UV_EXTRA_INDEX_URL")]
    links = [options.get("find-links", ""), (environ.get("UV_FIND_LINKS") or "").replace(",", " ")]
    is_offline = options.get("no-index", "").lower() in ("1", "true", "yes", "on")
    indexes = [] if is_offline else [given or _usual(), *more]
    trust = options.get("cert") or environ.get("SSL_CERT_FILE") or ""
    return PackageIndex(_once(indexes), _once(links), trust)


def _once(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The words of all texts; of an index that uv knows by a name, the address."""
    words = (word for text in texts for word in (text or "").split())
    return tuple(dict.fromkeys(re.sub(r"^[\w.-]+=(?=\w+://)", "", word) for word in words))


def _pip_options() -> dict[str, str]:
    """The settings of pip for installing: of this Python, or of the one that it was made from."""
    found: dict[str, dict[str, str]] = {}
    for line in _said("config", "list").splitlines():
        if match := OPTION.fullmatch(line):
            found.setdefault(match["section"], {})[match["key"]] = match["value"].replace("\\n", " ")
    return {key: value for section in SECTIONS for key, value in found.get(section, {}).items()}


def _usual() -> str:
    """The index that pip, or else uv, asks without any settings, as its help says."""
    for said in (_said("install", "--help"), _output(["uv", "pip", "install", "--help"])):
        if match := DEFAULT.search(" ".join(said.split())):
            return match["url"]
    mend = "Name it: PIP_INDEX_URL=ADDRESS before the command."
    raise Refused("there is no pip or uv here that says which package index it asks", mend)


def _said(*words: str) -> str:
    """What pip prints: that of this Python, or of the one that it was made from."""
    programs = dict.fromkeys((sys.executable, getattr(sys, "_base_executable", sys.executable)))
    return next(filter(None, (_output([one, "-m", "pip", *words]) for one in programs)), "")


def _output(command: Sequence[str]) -> str:
    """What a program prints; nothing where it is not there, or fails."""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        return done.stdout.decode("utf-8", "replace")
    return ""
