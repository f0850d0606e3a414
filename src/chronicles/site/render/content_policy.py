"""The policy of a page: what it may load and run (Content Security Policy Level 3). Pure.

It stands in the page, so no host has to be told. Scripts and styles are files of this site, or are named by
their hash. What a page shows of other hosts (pictures, films, frames) is let through as it was written: it
can change nothing here. Scripts in the text of a page are not: they are whatever somebody has pasted or
imported. What templates, plugins and settings put into a page, its owner has chosen.
"""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from urllib.parse import urlsplit

SELF, NONE, INLINE, HASHES = "'self'", "'none'", "'unsafe-inline'", "'unsafe-hashes'"
ALWAYS = {
    "default-src": (SELF,),
    "base-uri": (SELF,),
    "form-action": (SELF,),
    "img-src": (SELF, "data:"),  # the icons in Material's styles
    "object-src": (NONE,),
    "script-src": (SELF,),
    "style-src": (SELF,),
}
HEAD = re.compile(r"<head\b[^<>]*>(?:\s*<meta charset=[^<>]*>)?", re.IGNORECASE)
ATTRIBUTES = r"""(?>[^<>"']|"[^"]*"|'[^']*')*"""
ELEMENT = re.compile(
    r"<(?P<tag>script|style|link|img|source|video|audio|track|iframe|embed|object|form|button|input)\b"
    rf"(?P<attributes>{ATTRIBUTES})>",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
# What may stand inline, and is nearly never there: the style of an element, what it does at an event.
STYLED = re.compile(rf"<[a-z][^\s<>/]*(?=\s){ATTRIBUTES}>", re.IGNORECASE)
LIKELY = re.compile(r"""\s(?:style|on[a-z]+)\s*=\s*["']?[^"'\s]""", re.IGNORECASE)
HANDLER = re.compile(r"on[a-z]+")
END = re.compile(r"</script", re.IGNORECASE), re.compile(r"</style", re.IGNORECASE)
# Types of a script that is one: WHATWG HTML, "The script element". All else is data, and no policy is asked.
RUNS = re.compile(
    r"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script|text/(?:j|live)script"
    r"|text/javascript1\.[0-5]",
    re.IGNORECASE,
)
OF_STYLES = re.compile(r"""(@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?//[^\s"')]+)""", re.IGNORECASE)
# Where an attribute's address is loaded from, by element.
LOADED = {
    ("img", "src"): ("img-src",),
    ("img", "srcset"): ("img-src",),
    ("input", "src"): ("img-src",),
    ("source", "src"): ("media-src",),
    ("source", "srcset"): ("img-src",),
    ("video", "src"): ("media-src",),
    ("video", "poster"): ("img-src",),
    ("audio", "src"): ("media-src",),
    ("track", "src"): ("media-src",),
    ("iframe", "src"): ("frame-src",),
    ("embed", "src"): ("object-src", "frame-src"),
    ("object", "data"): ("object-src", "frame-src"),
    ("form", "action"): ("form-action",),
    ("button", "formaction"): ("form-action",),
    ("input", "formaction"): ("form-action",),
}
# And that of a link, by the words of its `rel` and of `as`.
LINKED = {
    "stylesheet": ("style-src", "font-src"),  # fonts lie beside the style that names them
    "icon": ("img-src",),
    "apple-touch-icon": ("img-src",),
    "manifest": ("manifest-src",),
    "modulepreload": ("script-src",),
}
PRELOADED = {"style": "style-src", "font": "font-src", "script": "script-src", "image": "img-src"}
GOOGLE = (
    "https://*.google-analytics.com",
    "https://*.analytics.google.com",
    "https://*.googletagmanager.com",
)
# What a page loads whose HTML does not say so, by what is in it.
SERVICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # Ours: a reader asked for the comments.
    'class="chronicles-comments"': dict.fromkeys(
        ("script-src", "style-src", "frame-src"), ("https://giscus.app",)
    ),
    # A demo compiles Python in a worker, to which browsers gave the policy of its page once.
    "<live-demo ": {"script-src": ("'wasm-unsafe-eval'",)},
    " data-live-src=": {"script-src": ("'wasm-unsafe-eval'",)},
    # Mermaid is a script of the site. It writes the styles of a drawing into it.
    'class="mermaid"': {"style-src": (INLINE,)},
    # Material's own, where its settings ask for them.
    "https://fonts.googleapis.com/": {"font-src": ("https://fonts.gstatic.com",)},
    # https://developers.google.com/tag-platform/security/guides/csp, "Google Analytics 4".
    'id="__analytics"': {
        "script-src": ("https://*.googletagmanager.com",),
        "img-src": GOOGLE,
        "connect-src": GOOGLE,
    },
    # MathJax as Material's manual has it: it writes its styles into the page.
    "mathjax": {"style-src": (INLINE,)},
}


@dataclass(frozen=True, slots=True)
class ContentPolicy:
    """Writes policies; `sources` are those that the settings name besides, by directive."""

    sources: Mapping[str, Iterable[str]] = field(default_factory=dict)

    def put_into(self, html: str, written: str = "") -> str:
        """Return a page with its policy in its head; without a head it is returned as it is.

        `written` is the HTML of what authors wrote of it.
        """
        head = HEAD.search(html)
        if not head:
            return html
        policy = escape(self.of(html, written)).replace("&#x27;", "'")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return f"{html[: head.end()]}{meta}{html[head.end() :]}"

    def of(self, html: str, written: str = "") -> str:
        """Return the policy of a page, as its header or its `meta` has it."""
        found: dict[str, set[str]] = defaultdict(set)
        for directive, source in (*_loaded(html, written), *_inline(html, written), *_services(html)):
            found[directive].add(source)
        for directive, sources in self.sources.items():
            found[directive].update(sources)
        return "; ".join(
            f"{name} {' '.join(_ordered(ALWAYS.get(name, (SELF,)), found[name]))}"
            for name in (*ALWAYS, *sorted(found.keys() - ALWAYS.keys()))
        )


def _ordered(own: Iterable[str], more: set[str]) -> list[str]:
    """The sources of a directive: those of always first, and none twice.

    `'none'` stands alone, also where the settings say it. A browser forgets `'unsafe-inline'` where a hash
    stands beside it.
    """
    if more == {NONE}:
        return [NONE]
    if INLINE in more:
        more = {one for one in more if one != HASHES and not one.startswith("'sha")}
    first = [one for one in own if not (more and one == NONE)]
    return first + sorted(more - set(first))


def _services(html: str) -> Iterator[tuple[str, str]]:
    for sign, needs in SERVICES.items():
        if sign in html:
            yield from ((name, source) for name, sources in needs.items() for source in sources)


def _loaded(html: str, written: str) -> Iterator[tuple[str, str]]:
    """What the elements of a page load, and what stands in its scripts and styles."""
    for match in ELEMENT.finditer(html):
        tag = match["tag"].lower()
        if tag == "script":
            yield from _script(html, match, written)
        elif tag == "style":
            text = _text(html, match, END[1])
            yield "style-src", hashed(text)
            yield from _of_style(text)
        elif tag in ("embed", "object"):
            yield "object-src", SELF
        if tag not in ("script", "style") and ("//" in match["attributes"] or ":" in match["attributes"]):
            yield from _addresses(tag, attributes(match["attributes"]))


def _script(html: str, match: re.Match[str], written: str) -> Iterator[tuple[str, str]]:
    said = attributes(match["attributes"])
    if not RUNS.fullmatch(said.get("type", "").strip()):
        return
    is_written = match[0] in written
    if "src" in said:
        if not is_written and (host := origin(said["src"])):
            yield "script-src", host
        return
    text = _text(html, match, END[0])
    if text and not (is_written and f"{match[0]}{text}</script" in written):
        yield "script-src", hashed(text)


def _addresses(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if tag == "link":
        words = said.get("rel", "").lower().split()
        directives = [one for word in words for one in LINKED.get(word, ())]
        if "preload" in words and (one := PRELOADED.get(said.get("as", "").lower())):
            directives.append(one)
        named = [(directive, said.get("href", "")) for directive in directives]
    else:
        named = [
            (directive, address)
            for key, value in said.items()
            for directive in LOADED.get((tag, key), ())
            for address in (_candidates(value) if key == "srcset" else [value])
        ]
    for directive, address in named:
        if source := origin(address):
            yield directive, source


def _candidates(srcset: str) -> list[str]:
    return [one.split()[0] for one in srcset.split(", ") if one.split()]


def _inline(html: str, written: str) -> Iterator[tuple[str, str]]:
    """The styles of elements; and what they do at events, unless that was written into the page."""
    if not LIKELY.search(html):
        return
    for element in STYLED.finditer(html):
        if not LIKELY.search(element[0]):
            continue
        for key, value in attributes(element[0]).items():
            if key == "style" and value:
                yield from (("style-src", HASHES), ("style-src", hashed(value)))
                yield from _of_style(value)
            elif HANDLER.fullmatch(key) and element[0] not in written:
                yield from (("script-src", HASHES), ("script-src", hashed(value)))


def _of_style(text: str) -> Iterator[tuple[str, str]]:
    for match in OF_STYLES.finditer(text):
        if source := origin(match[2]):
            yield from ((name, source) for name in _needs(match[1]))


def _needs(word: str) -> tuple[str, ...]:
    return ("style-src", "font-src") if word.lower().startswith("@import") else ("img-src", "font-src")


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag, as a browser reads them: of two of one name the first counts."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def _text(html: str, match: re.Match[str], end: re.Pattern[str]) -> str:
    found = end.search(html, match.end())
    return html[match.end() : found.start()] if found else ""


def hashed(text: str) -> str:
    """Return the source that stands for an inline script or style.

    >>> hashed("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return f"'sha256-{b64encode(sha256(data).digest()).decode()}'"


def origin(address: str) -> str:
    """Return the source of an address: its host, with the scheme where it has one; `""` within the site.

    >>> [*map(origin, ("https://a.example/b?c", "//a.example:81/b", "data:text/plain,a", "b/c"))]
    ['https://a.example', 'a.example:81', 'data:', '']
    """
    address = address.strip()
    if address[:5].lower() in ("data:", "blob:"):
        return address[:5].lower()
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", host):
        return ""
    return (f"{parts.scheme}://" if parts.scheme else "") + host + (f":{port}" if port else "")
