"""A built site as hosts publish it: what they leave out of it is not there."""

import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

BASE = "https://example.org/"
SPECIAL = (".", "_", "#", "~")  # of Jekyll's EntryFilter


def uploaded(site: Path, folder: Path) -> set[str]:
    """The files of a site in the archive of GitHub's `upload-pages-artifact`, which this packs as it does."""
    archive = folder / "artifact.tar"
    words = ["--dereference", "--hard-dereference", "--directory", str(site), "-cf", str(archive)]
    words += ["--exclude=.git", "--exclude=.github", "--exclude=.[^/]*", "."]
    subprocess.run(["tar", *words], check=True)
    with tarfile.open(archive) as packed:
        return {member.name.removeprefix("./") for member in packed.getmembers() if member.isfile()}


def by_jekyll(site: Path) -> set[str]:
    """The files of a site that Jekyll publishes, with which Pages builds a branch."""
    names = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    return {
        name.as_posix()
        for name in names
        if not any(part.startswith(SPECIAL) or part.endswith("~") for part in name.parts)
    }


def dangling(site: Path, published: set[str]) -> list[tuple[str, str]]:
    """The pages that are published, each with an address on this site that leads to nothing published."""
    return [
        (name, target)
        for name in sorted(published)
        if name.endswith(".html") and name != "404.html"
        for target in _targets(name, (site / name).read_bytes())
        if not {target, f"{target}/index.html".lstrip("/"), f"{target}index.html"} & published
    ]


def _targets(name: str, html: bytes) -> Iterator[str]:
    """The files of the site to which a page leads, or that it loads."""
    at = BASE + name.removesuffix("index.html")
    for tag in LexborHTMLParser(html).css("[href], [src], [poster]"):
        if "canonical" in (tag.attributes.get("rel") or ""):
            continue
        for key in ("href", "src", "poster"):
            url, _ = urldefrag(urljoin(at, tag.attributes.get(key) or ""))
            if url.startswith(BASE):
                yield unquote(urlsplit(url).path).lstrip("/")
