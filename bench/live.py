"""How long the live demo takes from the click to the first page, and what its requests cost.

    python bench/live.py [--runs 5] [--repeats 20] [--against FOLDER]
    python bench/live.py --modules

Packs the state students/09 (what is in .chronicles/live is not made again), serves it from this machine as a
plain host would, compressed where a host compresses, and opens it in Chromium: RUNS times as a first visit,
each in a browser that has never seen the site, and as often as a later one, each in a browser that was
closed in between; a first visit lasts until the browser has kept the memory of the project. As often, a
reader goes on to a page of another state when one runs, and presses its button after three seconds. Then
every address is asked for REPEATS times: in the demo, where its worker takes the time, and of the same
project in the Python that runs here, through the same WSGI handler. Both are measured in one run, so their
ratio means the same on a slow machine as on a fast one; the first line says how busy this machine is.

With --against, FOLDER is another checkout, as `git worktree add` makes one of an older revision. Its demos
are visited as well, in turn with those of this one, and what part of their time these take is printed. They
are packed with what `.chronicles` of this checkout has, and nothing else is measured.

With --modules, prints the modules of the standard library that a demo has imported after all of these
requests: what belongs into src/chronicles/live/data/stdlib.txt.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for what the tests have already: a site, and a host for it

from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402
from tests.live.demos import STORE, demo, make  # noqa: E402
from tests.live.hosting import Host  # noqa: E402

from chronicles.live.preparation import prepare  # noqa: E402
from chronicles.site.features.demo_sources import demo_sources  # noqa: E402
from chronicles.site.mkdocs.config import load  # noqa: E402
from chronicles.workspace.workspace import load as load_workspace  # noqa: E402

STATE, NEXT = "students/09", "polls/05"
PATHS = (
    "/students/",
    "/students/new/",
    "/api/",
    "/api/students/",
    "/api/students/1/",
    "/admin/login/",
    "/none/",
)
CHROMIUM = next(filter(None, map(which, ("chromium", "chromium-browser", "google-chrome"))), None)
WORDS = ["--no-sandbox", "--disable-gpu"]
CLICK = """() => new Promise((done, failed) => {
    const demo = document.querySelector("live-demo"), start = performance.now();
    const look = () => {
        if (demo.browser) done({ms: performance.now() - start, laps: demo.browser.session.laps});
        else if (performance.now() - start > 100000) failed(new Error(demo.shadowRoot.textContent));
        else requestAnimationFrame(look);
    };
    demo.shadowRoot.querySelector(".primary").click();
    look();
})"""
KEPT = """() => new Promise((done) => {
    const {session} = document.querySelector("live-demo").browser, start = performance.now();
    const look = () => {
        if (session.kept || session.kept === undefined) done(session.kept);
        else if (performance.now() - start > 100000) done(null);
        else requestAnimationFrame(look);
    };
    look();
})"""
PACK = """
import sys
from pathlib import Path
from chronicles.disk.cache import Store
from tests.live import demos
kept, site, state, path = sys.argv[1:]
demos.CACHE, demos.STORE = Path(kept, "live"), Store(Path(kept, "store")).part("demos")
demos.make(Path(site)).page("guide", demos.demo(state, path))
"""
ASK = """async ([path, repeats]) => {
    const found = [];
    for (let number = 0; number < repeats; number++) {
        const start = performance.now();
        await (await fetch(path)).arrayBuffer();
        found.push(performance.now() - start);
    }
    return found;
}"""
TOLD = """(repeats) => document.querySelector("live-demo").browser.session
    .requests.slice(-repeats).map(({ms}) => ms)"""
MODULES = """async () => (await document.querySelector("live-demo").browser.session.ask("run", {source:
    "import sys\\nprint(*sorted(n for n, m in sys.modules.items() if (getattr(m, '__file__', None) or '')" +
    ".startswith('/lib/python3.14/') and 'site-packages' not in m.__file__), sep='\\\\n')"})).steps.at(-1)"""
NATIVE = """
import io, json, os, statistics, sys, time
from wsgiref.util import setup_testing_defaults
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.core.wsgi import get_wsgi_application
app = get_wsgi_application()
found = {}
for path in sys.argv[2:]:
    times = []
    for _ in range(int(sys.argv[1])):
        environ = {"HTTP_HOST": "localhost", "PATH_INFO": path, "wsgi.errors": io.StringIO()}
        setup_testing_defaults(environ)
        start = time.perf_counter()
        answer = app(environ, lambda *_: None)
        b"".join(answer)
        answer.close()
        times.append((time.perf_counter() - start) * 1000)
    found[path] = statistics.median(times)
print(json.dumps(found))
"""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--runs", type=int, default=5, help="visits of each kind (5)")
    words.add_argument("--repeats", type=int, default=20, help="requests to each address (20)")
    words.add_argument("--modules", action="store_true", help="print what belongs into stdlib.txt")
    words.add_argument("--against", type=Path, metavar="FOLDER", help="visit the demos of a checkout as well")
    given = words.parse_args()
    if not CHROMIUM:
        words.error("chromium is missing: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="bench-live-") as folder, sync_playwright() as playwright:
        if given.against:
            return compare(playwright, given.against.resolve(), given.runs, Path(folder))
        site = make(Path(folder, "site"))
        address = site.page("guide", demo(STATE, PATHS[0]))
        with Host(site.folder) as host:
            if given.modules:
                return print_modules(playwright, host.url(address))
            print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            first = visits(playwright, host, address, given.runs, Path(folder, "profile"), again=False)
            again = visits(playwright, host, address, given.runs, Path(folder, "profile"), again=True)
            report("first visit", 3.5, first)
            report("later visit", 2.0, again)
            page = site.page("next", demo(NEXT, "/polls/"))
            going = [
                next_page(playwright, host, (address, page), Path(folder, f"profile-{number}"))
                for number in range(given.runs)
            ]
            report("next page", 0.2 * median_seconds(again), going)
            requests(playwright, host.url(address), given.repeats, Path(folder, "project"))
        sizes(site.folder)


@contextmanager
def opened(playwright: Playwright, profile: Path, url: str) -> Iterator[Page]:
    """A page in a browser whose profile is on the disk, as a reader's is."""
    context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=WORDS)
    try:
        page = context.pages[0]
        page.set_default_timeout(120_000)
        page.goto(url)
        page.wait_for_function(
            "() => document.querySelector('live-demo').shadowRoot?.querySelector('.primary')"
        )
        yield page
    finally:
        context.close()


def visits(
    playwright: Playwright, host: Host, address: str, runs: int, profile: Path, *, again: bool
) -> list[dict[str, Any]]:
    """What each visit took, and how many bytes the host sent for it."""
    found = []
    for number in range(runs):
        used = profile.with_name(f"{profile.name}-{number}")
        before = host.sent
        with opened(playwright, used, host.url(address)) as page:
            visit = page.evaluate(CLICK)
            sent = host.sent - before
            page.wait_for_timeout(1500)  # for what the browser keeps of compiled code
            if not again:
                page.evaluate(KEPT)
        found.append({**visit, "bytes": sent})
    return found


def compare(playwright: Playwright, other: Path, runs: int, folder: Path) -> None:
    """Print what part of the time and the bytes of another checkout's demos this one's take."""
    sites = {"there": folder / "there", "here": folder / "here"}
    for checkout, site in ((other, sites["there"]), (ROOT, sites["here"])):
        command = [sys.executable, "-c", PACK, str(ROOT / ".chronicles"), str(site), STATE, PATHS[0]]
        paths = os.pathsep.join(map(str, (checkout / "src", checkout)))
        subprocess.run(command, cwd=checkout, env={**os.environ, "PYTHONPATH": paths}, check=True)
    found: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for number in range(runs):
        for name, site in sites.items():
            with Host(site) as host:
                for again in (False, True):
                    profile = folder / f"profile-{name}-{number}"
                    found.setdefault((name, again), []).extend(
                        visits(playwright, host, "guide/", 1, profile, again=again)
                    )
    for again, title, most in ((False, "first visit", 3.5), (True, "later visit", 2.0)):
        for name in sites:
            report(f"{title} {name}", most, found[name, again])
        here, there = (found[name, again] for name in ("here", "there"))
        print(f"    {median_seconds(here) / median_seconds(there):.2f} of the time")
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def next_page(
    playwright: Playwright, host: Host, addresses: tuple[str, str], profile: Path
) -> dict[str, Any]:
    """What the first press on another page took for a reader who has run something in this visit.

    The browser has seen that page once, as the one of a later visit has.
    """
    first, second = map(host.url, addresses)
    with opened(playwright, profile, second) as page:
        page.evaluate(CLICK)
        page.wait_for_timeout(1500)
    with opened(playwright, profile, first) as page:
        page.evaluate(CLICK)
        before = host.sent
        page.goto(second)
        page.wait_for_timeout(3000)
        return {**page.evaluate(CLICK), "bytes": host.sent - before}


def median_seconds(visits: list[dict[str, Any]]) -> float:
    return statistics.median(visit["ms"] / 1000 for visit in visits)


def report(title: str, most: float, visits: list[dict[str, Any]]) -> None:
    times = [visit["ms"] / 1000 for visit in visits]
    median = statistics.median(times)
    each = ", ".join(f"{time:.2f}" for time in times)
    sent = statistics.median(visit["bytes"] for visit in visits) / 1e6
    print(f"{title}: {median:.2f} s (median of {each}); at most {most:.2f} s is wanted; {sent:.2f} MB sent")
    middle = min(visits, key=lambda visit: abs(visit["ms"] / 1000 - median))
    print(
        "    laps of the worker, ms from its start:", ", ".join(f"{name} {ms}" for name, ms in middle["laps"])
    )


def requests(playwright: Playwright, url: str, repeats: int, folder: Path) -> None:
    """Print what a request costs here and there."""
    native = native_times(folder, repeats)
    with opened(playwright, folder.with_name("profile-requests"), url) as page:
        page.evaluate(CLICK)
        ratios = []
        print(f"requests, ms (medians of {repeats}): native, in the worker, as the page sees it")
        for path in PATHS:
            seen = statistics.median(page.frames[-1].evaluate(ASK, [path, repeats]))
            worker = statistics.median(page.evaluate(TOLD, repeats))
            ratios.append(worker / native[path])
            times = f"{native[path]:6.1f} {worker:6.1f} {seen:6.1f}"
            print(f"    {path:<20} {times}   {ratios[-1]:.1f} times native")
    print(f"    median: {statistics.median(ratios):.1f} times native; at most 4 is wanted")


def native_times(folder: Path, repeats: int) -> dict[str, float]:
    """The same project with the same database, in the Python that runs here."""
    workspace = load_workspace(load(ROOT))
    found, _ = demo_sources(workspace, workspace.readings)
    source = next(source for source in found if source.name == STATE)
    prepared = prepare(source, STORE)
    for path, data in {**prepared.project, prepared.facts["database"]: prepared.database}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    command = [sys.executable, "-c", NATIVE, str(repeats), *PATHS]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    times: dict[str, float] = json.loads(done.stdout)
    return times


def print_modules(playwright: Playwright, url: str) -> None:
    with tempfile.TemporaryDirectory() as profile, opened(playwright, Path(profile), url) as page:
        page.evaluate(CLICK)
        for path in PATHS:
            page.frames[-1].evaluate(ASK, [path, 1])
        print(page.evaluate(MODULES)["output"], end="")


def sizes(folder: Path) -> None:
    files = [path for path in (folder / "assets/live").rglob("*") if path.is_file()]
    print("sizes, kB, as they lie in the site (three states):")
    kinds = {"Pyodide": "pyodide-*/pyodide.*", "standard library": "pyodide-*/stdlib-*", "libraries": "lib-*"}
    for name, pattern in {**kinds, "states": "state-*", "static files": "static/**/*"}.items():
        found = [path for path in (folder / "assets/live").glob(pattern) if path.is_file()]
        print(
            f"    {name:<18} {sum(path.stat().st_size for path in found) / 1000:8.0f} in {len(found)} files"
        )
    print(f"    {'all':<18} {sum(path.stat().st_size for path in files) / 1000:8.0f} in {len(files)} files")


if __name__ == "__main__":
    main()
