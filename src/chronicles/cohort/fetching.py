"""Gets a file from the web that a stranger serves: bounded in time and size, and never led astray."""

import ipaddress
import time
from urllib.parse import urljoin, urlsplit

import urllib3

from chronicles.problems import Refused

SECONDS = 20  # for all of one file, however slowly it comes
SILENT = 8  # seconds without a byte
MOST = 5_000_000  # bytes, unpacked; ten years of a busy journal are under one million
REDIRECTS = 3
PIECE = 65_536
AGENT = "Chronicles cohort"


def fetch(address: str, pool: urllib3.PoolManager, seconds: float = SECONDS, most: int = MOST) -> bytes:
    """Return what is at an address that begins with `http://` or `https://`.

    Raises `Refused` for whatever else comes: an error of the server, too much, too slowly, or a redirect that
    leads from the web into the reader's own network or away from TLS.
    """
    end = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        try:
            found = _answer(address, pool, end, most)
        except urllib3.exceptions.HTTPError as error:
            raise Refused(
                f"it cannot be fetched: {_reason(error)}", "Look at its address, and try again."
            ) from None
        if isinstance(found, bytes):
            return found
        address = followed(address, found)
    raise Refused(f"it leads on more than {REDIRECTS} times", "Give the address that it leads to.")


def _answer(address: str, pool: urllib3.PoolManager, end: float, most: int) -> bytes | str:
    """The bytes, or where it leads on to."""
    timeout = urllib3.Timeout(connect=SILENT, read=SILENT)
    headers = {"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
    response = pool.request(
        "GET", address, headers=headers, timeout=timeout, redirect=False, retries=False, preload_content=False
    )
    try:
        if response.status in (301, 302, 303, 307, 308) and (to := response.headers.get("Location")):
            return str(to)
        if response.status != 200:
            raise Refused(f"its server answers with {response.status}", "Look at its address.")
        return _body(response, end, most)
    finally:
        response.close()  # what is left of it is not waited for


def _body(response: urllib3.BaseHTTPResponse, end: float, most: int) -> bytes:
    parts, size = [], 0
    while part := response.read1(PIECE, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > most:
            raise Refused(f"it is larger than {most // 1_000_000} MB", "Ask what is in it.")
        if time.monotonic() > end:
            raise Refused("it comes too slowly", "Try again later.")
    return b"".join(parts)


def followed(address: str, to: str) -> str:
    """Return where a redirect `to` leads that `address` answers with.

    Raises `Refused` where that is no place to go.
    """
    try:
        target = urljoin(address, to)
        before, after = urlsplit(address), urlsplit(target)
        is_web = after.scheme in ("http", "https") and bool(after.hostname) and "@" not in after.netloc
    except ValueError:
        is_web = False
    if not is_web:
        raise Refused("it leads to what is no address of a site", "Look at its address.")
    if before.scheme == "https" and after.scheme == "http":
        raise Refused("it leads from https:// to http://", "Give the address that it leads to.")
    if _is_local(after.hostname or "") and not _is_local(before.hostname or ""):
        raise Refused("it leads from the web into your own network", "Ask its author why.")
    return target


def _is_local(host: str) -> bool:
    if host.endswith((".localhost", ".local", ".internal")) or not {".", ":"} & set(host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _reason(error: Exception) -> str:
    """What went wrong, without the insides of a library."""
    match error:
        case urllib3.exceptions.NameResolutionError():
            return "there is no such host, or no network"
        case urllib3.exceptions.SSLError():
            return "its certificate is not in order"
        case urllib3.exceptions.NewConnectionError():  # to urllib3 it is a timeout as well
            return "nobody answers there"
        case urllib3.exceptions.TimeoutError():
            return "nothing came in time"
        case _:
            return "what its server says cannot be understood"
