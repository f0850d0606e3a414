"""The cookie jar: a service worker may neither set cookies nor read them, and `check` has no browser.

What a browser would do with them is in RFC 6265, section 5.
"""

import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from http.cookies import CookieError, SimpleCookie


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie as the project set it; `expires` is None for one that ends with the session.

    `expires` is in seconds since the epoch, `value` as it is written, quotes and escapes included.
    `hidden` is whether it is HttpOnly.
    """

    name: str
    value: str
    path: str
    expires: float | None
    hidden: bool

    @property
    def over(self) -> bool:
        """Whether its time is up."""
        return self.expires is not None and self.expires <= time.time()

    def reaches(self, path: str) -> bool:
        """Whether it is sent with a request for `path`: the path-match of RFC 6265, section 5.1.4."""
        folder = self.path.rstrip("/") + "/"
        return path == self.path or path.startswith(folder)


class CookieJar:
    """The cookies of one reader of one demo; their paths are the project's, without the prefix."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str], Cookie] = {}

    def absorb(self, headers: Iterable[tuple[str, str]], script: str) -> None:
        """Take in what the headers of an answer set, and let go what they delete.

        `script` is the prefix of the demo (SCRIPT_NAME), which is taken off the cookies' paths. A header
        that cannot be read sets nothing.
        """
        for name, text in headers:
            if name.lower() == "set-cookie":
                for cookie in _cookies(text, script):
                    self._put(cookie)

    def header(self, path: str) -> str:
        """Return the `Cookie` header of a request for `path`: longer paths first.

        That order is of RFC 6265, section 5.4. It is `""` where there is none to send.
        """
        sent = [cookie for cookie in self._cookies.values() if not cookie.over and cookie.reaches(path)]
        sent.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in sent)

    def values(self) -> dict[str, str]:
        """Return the values by name, as an application reads them: without quotes and escapes."""
        return {
            name: morsel.value
            for cookie in self._cookies.values()
            if not cookie.over
            for name, morsel in _read(f"{cookie.name}={cookie.value}").items()
        }

    def visible(self) -> list[dict[str, object]]:
        """Return what scripts of the project's pages may read: never an HttpOnly cookie."""
        return [asdict(cookie) for cookie in self._cookies.values() if not cookie.over and not cookie.hidden]

    def dump(self) -> list[dict[str, object]]:
        """Return all cookies as plain values, for `load`."""
        return [asdict(cookie) for cookie in self._cookies.values() if not cookie.over]

    def load(self, kept: Iterable[dict[str, object]]) -> None:
        """Take in what `dump` returned."""
        for values in kept:
            self._put(Cookie(**values))  # type: ignore[arg-type]

    def _put(self, cookie: Cookie) -> None:
        key = cookie.name, cookie.path
        self._cookies.pop(key, None)
        if not cookie.over:
            self._cookies[key] = cookie


def _read(text: str) -> "SimpleCookie":
    try:
        return SimpleCookie(text)
    except CookieError:
        return SimpleCookie()


def _cookies(header: str, script: str) -> list[Cookie]:
    """The cookie of a `Set-Cookie` header, or none.

    Its attributes are read here: a word that Python does not know is another cookie to it, or the end.
    """
    pair, _, rest = header.partition(";")
    words = (word.partition("=") for word in rest.split(";"))
    said = {name.strip().lower(): value.strip() for name, _, value in words}
    return [
        Cookie(
            morsel.key,
            morsel.coded_value,
            _path(said.get("path", ""), script),
            _end(said),
            "httponly" in said,
        )
        for morsel in _read(pair).values()
    ]


def _path(path: str, script: str) -> str:
    """Where it is sent, without the prefix `script`; one without a `/` in front is not said (RFC 6265)."""
    if f"{path}/".startswith(f"{script}/"):
        return path[len(script) :] or "/"
    return path if path.startswith("/") else "/"


def _end(attributes: Mapping[str, str]) -> float | None:
    """When it ends, in seconds since 1970; what is no number or date counts as not said (RFC 6265, 5.2)."""
    if re.fullmatch(r"-?[0-9]+", attributes.get("max-age", "")):
        return time.time() + int(attributes["max-age"])
    with suppress(ValueError):
        return parsedate_to_datetime(attributes.get("expires", "")).timestamp()
    return None
