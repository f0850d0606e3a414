"""What a page weighs at its first visit, and which pages are long: `weight.py SITE [PAGE...]`.

The pages are opened in Chromium with an empty cache. All files that are asked for are counted, as a host
sends them by gzip, until nothing is for a second. `SITE` is a built site; without pages the home page of this
journal, an entry, one with a demo and two steps are opened. Needs what the tests need.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Request, sync_playwright
from selectolax.lexbor import LexborHTMLParser

sys.path.append(str(Path(__file__).parents[1]))

from tests.browsers import FLAGS, chromium, hosted

PAGES = (
    "",
    "journal/2025-10-29-2205/",
    "journal/2025-09-06-a-first-glance-at-django/",
    "steps/polls/02-database/",
    "steps/marketplace/05-orders/",
)
BELOW = "/site"
PACKED = (".woff2", ".png", ".avif", ".webp", ".jpg", ".bin", ".zip")  # which no host packs again
MOST_BYTES, MOST_ELEMENTS = 250_000, 6_000
SHIFTS = """() => {
  globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) globalThis.shifted += one.value;
  }).observe({type: "layout-shift", buffered: true});
}"""


def kind(request: Request) -> str:
    """What was asked for, in a word."""
    path = urlsplit(request.url).path
    if "/live/" in path:
        return "demo"
    return {"document": "HTML", "stylesheet": "CSS", "script": "scripts", "font": "fonts"}.get(
        request.resource_type, "other"
    )


def sent(folder: Path, url: str) -> int:
    """The bytes of a file as a host sends it, as far as it is one of the site."""
    path = folder / unquote(urlsplit(url).path).removeprefix(f"{BELOW}/")
    file = path / "index.html" if path.is_dir() else path
    if not file.is_file():
        return 0
    data = file.read_bytes()
    return len(data) if file.suffix in PACKED else len(gzip.compress(data, 9))


def visit(
    browser: Browser, base: str, folder: Path, page: str, width: int
) -> tuple[Counter[str], float, list[str]]:
    """What a visit loads, by kind; how far the page moved; what came from elsewhere."""
    found: Counter[str] = Counter()
    elsewhere: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    tab.add_init_script(f"({SHIFTS})()")

    def asked(request: Request) -> None:
        if not request.url.startswith(base) and not request.url.startswith(("data:", "blob:")):
            elsewhere.append(request.url)
        found[kind(request)] += sent(folder, request.url)

    context.on("request", asked)
    tab.goto(base + page, wait_until="networkidle")
    tab.wait_for_timeout(1_000)
    shifted = float(tab.evaluate("globalThis.shifted"))
    context.close()
    return found, shifted, elsewhere


def needed_first(folder: Path, page: str) -> int:
    """The bytes without which no text is shown: the page, its style sheets, and the scripts of its head."""
    html = (folder / page / "index.html").read_bytes()
    head = LexborHTMLParser(html).css(
        "head link[rel=stylesheet], head script[src]:not([defer], [type=module])"
    )
    urls = (tag.attributes.get("href") or tag.attributes.get("src") or "" for tag in head)
    files = ((folder / page / url).resolve() for url in urls)
    return len(gzip.compress(html, 9)) + sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def long_pages(folder: Path) -> Iterator[tuple[int, int, str]]:
    """The pages by their bytes and elements; those below `live/` are projects' own."""
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("live/", "assets/")):
            data = path.read_bytes()
            yield len(data), len(LexborHTMLParser(data).css("*")), name


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="*", default=PAGES)
    said = parser.parse_args()
    kinds = ("HTML", "CSS", "scripts", "fonts", "demo", "other")
    print(
        f"{'kB, gzip':44}{'all':>7}{'first':>7}"
        + "".join(f"{one:>9}" for one in kinds)
        + "   shift at 1280, 390"
    )
    with sync_playwright() as player, hosted(said.site, BELOW) as base:
        browser = player.chromium.launch(executable_path=chromium(), args=FLAGS)
        for page in said.pages:
            found, wide, elsewhere = visit(browser, base, said.site, page, 1280)
            _, narrow, _ = visit(browser, base, said.site, page, 390)
            row = "".join(f"{found[one] / 1000:9.1f}" for one in kinds)
            first = needed_first(said.site, page) / 1000
            print(
                f"{page or 'home':44}{found.total() / 1000:7.1f}{first:7.1f}{row}   {wide:.4f}, {narrow:.4f}",
                *elsewhere,
            )
    print("\nkB, as they are, and elements")
    pages = sorted(long_pages(said.site), reverse=True)
    over = [one for one in pages if one[0] > MOST_BYTES or one[1] > MOST_ELEMENTS]
    for size, elements, name in over or pages[:8]:
        print(f"{size / 1000:7.1f} {elements:6}  {name}")


if __name__ == "__main__":
    main()
