"""What a site says to machines beside its pages: to search engines, to hosts that read its files. Pure.

robots.txt is RFC 9309; `Sitemap:` is of https://www.sitemaps.org/protocol.html#submit_robots, and a whole
address. `_headers` and `_redirects` are read by Netlify and by Cloudflare Pages:
https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

ROBOTS, HEADERS, REDIRECTS = "robots.txt", "_headers", "_redirects"
# A page has its policy in its head; what a page cannot say there, the header does (CSP 3, 6.4.2).
OF_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
# What has the hash of its content in its name. A year is the longest that caches keep anything.
HASHED = ("/assets/live/*", "/assets/javascripts/workers/*", "/assets/stylesheets/*")
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
SITEMAP = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(.*?)[ \t]*$")


def folder_of_site(url: str) -> str:
    """Return the path of the address of a site, with `/` at its end.

    >>> folder_of_site("https://a.example"), folder_of_site("https://a.example/b")
    ('/', '/b/')
    """
    return urlsplit(url).path.rstrip("/") + "/"


def robots_file(url: str) -> str:
    """Return what search engines are told of a site at `url`: all of it may be read, and here is its list.

    It is `""` where nobody would read it: they ask for it at the root of a host alone.
    """
    parts = urlsplit(url)
    if not parts.netloc or folder_of_site(url) != "/":
        return ""
    return f"User-agent: *\nDisallow:\n\nSitemap: {parts.scheme}://{parts.netloc}/sitemap.xml\n"


def robots_problem(text: str, url: str) -> tuple[str, str] | None:
    """Return what is wrong with a robots.txt of the journal's own, and how to mend it; `None` for nothing.

    `url` is the address of the site, `""` where nobody knows it.
    """
    if url and (folder := folder_of_site(url)) != "/":
        host = urlsplit(url).netloc
        return (
            f"nobody reads it below {folder}: search engines ask for it at the root of {host} alone",
            f"Put it there, with the line 'Sitemap: {url.rstrip('/')}/sitemap.xml', or delete it.",
        )
    for address in SITEMAP.findall(text):
        if not re.match(r"https?://[^/\s]", address):
            return (
                f"'Sitemap: {address[:80]}' is no whole address, so search engines pass over it",
                f"Write 'Sitemap: {url.rstrip('/') or 'https://example.org'}/sitemap.xml'.",
            )
    return None


def headers_file(own: str = "") -> str:
    """Return the headers of a site, and behind them the journal's `own`."""
    rules = {"/*": OF_ALL, **dict.fromkeys(HASHED, KEPT)}
    parts = [_rule(path, headers) for path, headers in rules.items()]
    return "\n".join([*parts, *([own] if own.strip() else [])])


def redirects_file(leads: Iterable[tuple[str, str]], own: str = "") -> str:
    """Return the lines by which a host leads on, the journal's `own` before them, since the first counts.

    `leads` has the path of each file of then in the site, and where it leads: a path in the site, or a whole
    address.
    """
    lines = [
        f"{quote(old)} {target if '://' in target else '/' + target} 301"
        for path, target in leads
        for old in _addresses(path)
    ]
    return own.rstrip("\n") + "\n" * bool(own.strip()) + "".join(f"{line}\n" for line in lines)


def _rule(path: str, headers: Mapping[str, str]) -> str:
    return path + "\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def _addresses(path: str) -> list[str]:
    """The addresses at which hosts show a file: each with and without what may be left out of it."""
    if path == "index.html" or path.endswith("/index.html"):
        folder = "/" + path.removesuffix("index.html")
        return [folder] if folder == "/" else [folder.removesuffix("/"), folder]
    return ["/" + path.removesuffix(".html"), "/" + path]
