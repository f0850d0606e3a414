"""A page as the server gives it: with the scripts that keep it up to date. What is built has none of them."""

from dataclasses import dataclass
from hashlib import blake2b

OWN = "/.chronicles-serve/"  # no site has such a path: MkDocs leaves out what begins with a dot
# Where the content of a page ends and its scripts begin, in Material; elsewhere, its body.
ENDS = (b'<script id="__config"', b"</body>")


@dataclass(frozen=True, slots=True)
class Versions:
    """Digests of what pages load: they tell a page whether what it has is old."""

    styles: str = ""
    scripts: str = ""
    pictures: str = ""


def live_page(html: bytes, versions: Versions) -> bytes:
    """Return a page with our scripts before its own, and with digests of what it is made of.

    Those stand in the page, so that the scripts see what has changed: its text, or what is behind it.
    """
    at = next((found for end in ENDS if (found := html.rfind(end)) >= 0), len(html))
    data = {
        "page": digest(html),
        "tail": digest(html[at:]),
        "styles": versions.styles,
        "scripts": versions.scripts,
        "pictures": versions.pictures,
    }
    attributes = "".join(f' data-{name}="{value}"' for name, value in data.items())
    added = (
        f'<link rel="stylesheet" href="{OWN}problem-panel.css" data-chronicles-serve>'
        f'<script id="chronicles-serve"{attributes} src="{OWN}source-snapshot.js"></script>'
        f'<script type="module" src="{OWN}page-updates.js"></script>'
    )
    return html[:at] + added.encode() + html[at:]


def digest(data: bytes) -> str:
    """Return a short name of `data`: other data has another."""
    return blake2b(data, digest_size=12).hexdigest()
