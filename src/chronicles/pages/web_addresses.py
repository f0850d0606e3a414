"""Where a link may lead: the one list of schemes, and how a browser finds the scheme of an address."""

import re
from html import unescape
from typing import get_args

from chronicles.pages.links import Scheme
from chronicles.problems import Refused

WEB = ("https://", "http://")
SCHEMES = frozenset({"http", "https", "mailto"})
OWN = frozenset(get_args(Scheme))
# What a browser would run, or show as if it came from the site: never where a link leads.
SCRIPTS = frozenset({"javascript", "data", "vbscript"})
# Browsers pass over some of these within a scheme, others only before it (WHATWG URL, "basic URL parser").
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
MARKS = re.compile('["<>]')  # would end the attribute that holds the address (RFC 3986 has none of them)


def scheme_of(address: str) -> str:
    """Return the scheme of an address in small letters, `""` for a relative one.

    White space, controls and the entities of HTML hide none.

    >>> scheme_of(" Java\\tscript&colon;alert(1)"), scheme_of("a/b:c")
    ('javascript', '')
    """
    match = SCHEME.match(IGNORED.sub("", unescape(address)))
    return match[1].lower() if match else ""


def wrong_address(address: str, name: str) -> Refused | None:
    """Return why no link may lead to `address`, which stands at `name`; `None` where one may.

    It may be relative, or of `SCHEMES` or `OWN`.
    """
    scheme = scheme_of(address)
    if scheme and scheme not in SCHEMES | OWN:
        message = f"{name} leads to '{scheme[:40]}:', where no link may lead"
        return Refused(message, "Begin it with https://, http:// or mailto:, or name a page.")
    if found := MARKS.search(address):
        message = f"{name} holds {found[0]!r} in an address"
        return Refused(message, f"Write it as %{ord(found[0]):02X}.")
    return None


def script_address(address: str, name: str) -> Refused | None:
    """Return why `address` could run, `None` where it could not: for a text that need be no address."""
    return wrong_address(address, name) if scheme_of(address) in SCRIPTS else None
