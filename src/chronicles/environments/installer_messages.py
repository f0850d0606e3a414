"""What pip and uv say when packages cannot be had, and how a person mends it. Pure."""

import re
from collections.abc import Sequence

from chronicles.environments.installed_packages import listed
from chronicles.problems import Refused

UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Max retries exceeded|ProxyError|SSLError"
    r"|Failed to fetch|[Cc]ould not connect|error sending request|dns error|network was disabled"
    r"|Temporary failure in name resolution|Name or service not known|Connection refused|Connection reset"
)
FULL = re.compile(r"No space left|quota exceeded")
UNLIKE = re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch")
# Of pip, and of uv: the package that has no file which fits.
UNFIT = re.compile(
    r"(?:No matching distribution found for |satisfies the requirement "
    r"|Because (?:only |all versions of |there (?:is|are) no versions? of )?)(?P<name>[A-Za-z0-9][\w.-]*)"
)
REASON = re.compile(r"^\s*(?:ERROR|error|cause|\u00d7|╰─▶):?\s*(?P<reason>.+)$", re.MULTILINE)
CHECK = "run 'python3 build.py check' again"


def installer_refusal(said: str, wanted: Sequence[str]) -> Refused:
    """Return why packages could not be had, from what an installer said as it failed.

    `wanted` are the requirements that it was to install.
    """
    names = listed(wanted)
    if FULL.search(said):
        return Refused(f"there is no room on the disk for {names}", f"Make room, and {CHECK}.")
    if UNREACHABLE.search(said):
        what = f"these packages could not be had, since no package index could be reached: {names}"
        mend = f"Go online, or mend the package index or proxy in your settings, and {CHECK}."
        return Refused(what, mend)
    if UNLIKE.search(said):
        mend = f"Ask who runs the package index; to trust it, delete environments.lock and {CHECK}."
        return Refused(f"a package is not the one that environments.lock has the hash of, of {names}", mend)
    if fit := UNFIT.search(said):
        line = _reason(said[said.rfind("\n", 0, fit.start()) + 1 :])
        name = fit["name"].rstrip(".")
        what = f"there is no wheel of {name} that fits this Python and all that is required: {line}"
        mend = (
            "Mend its name or version in the requirements. Of a package that has only its source, no code is "
            f"run here: build a wheel of it, name its folder in PIP_FIND_LINKS (UV_FIND_LINKS), and {CHECK}."
        )
        return Refused(what, mend)
    return Refused(
        f"the packages {names} could not be installed: {_reason(said)}", f"Mend that, and {CHECK}."
    )


def _reason(said: str) -> str:
    """The first line that tells an error, else the last one."""
    if found := REASON.search(said):
        return found["reason"].strip()
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it gives no reason"
