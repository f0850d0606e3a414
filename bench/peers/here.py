"""The rows about the site of the checkout itself: built, checked and served in a copy of it."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bench.peers.engine import Engine
from bench.peers.ours import Ours
from bench.peers.series import SAVES, call, of, tell
from bench.peers.servers import free_port, marked, saves
from bench.peers.tables import OURS, Figures, Row
from bench.peers.targets import SERVE_HERE, targets
from bench.peers.usage import Usage, timed

HERE = ("version", "here", "check", "serve-here")
POSTS = Path("docs/journal/posts")


def rows(engines: list[Ours], names: list[str], runs: int) -> list[Row]:
    """The rows of these names; every command has run once before, so nothing has changed since."""
    if not set(names) & set(HERE):
        return []
    for engine in engines:
        engine.copy_site()
    commands: dict[str, Callable[[Ours], list[str]]] = {
        "version": Ours.version,
        "here": Ours.build,
        "check": Ours.check,
    }
    asked = {name for name in commands if name in names} | ({"version"} if "here" in names else set())
    taken = {
        name: measured(engines, name, command, runs) for name, command in commands.items() if name in asked
    }
    return [*tables(taken), *([served(engines)] if "serve-here" in names else [])]


def measured(
    engines: list[Ours], name: str, command: Callable[[Ours], list[str]], runs: int
) -> dict[str, Figures]:
    """What a command takes of each engine, in turn, after a first time that does not count."""
    taken: dict[str, list[Usage]] = {engine.name: [] for engine in engines}
    for run in range(runs + 1):
        tell(f"this site, {name}: {f'run {run} of {runs}' if run else 'first'}")
        for engine in engines:
            usage = timed(call(engine, command(engine)))
            taken[engine.name] += [usage] if run else []
    return {engine: of(usages) for engine, usages in taken.items()}


def tables(taken: dict[str, dict[str, Figures]]) -> list[Row]:
    """The rows, where the start of the program stands beside the build."""
    found = []
    if "version" in taken:
        found.append(Row("version", "--version: the start of the program", taken["version"]))
    if "here" in taken:
        both = {**taken["here"], "--version": taken["version"][OURS]}
        found.append(Row("here", "this site, nothing changed", both, targets("here", 0)))
    if "check" in taken:
        title = "this site, check with nothing changed"
        found.append(Row("check", title, taken["check"], targets("check", 0), by_cpu=True))
    return found


def served(engines: list[Ours]) -> Row:
    """From a save of an entry in the middle of the journal to its changed bytes over HTTP."""
    found = {}
    for engine in engines:
        tell(f"this site, serve: {engine.name}")
        found[engine.name] = Figures(tuple(saves_of(engine)))
    title = "this site, serve: from a save to the changed bytes over HTTP"
    return Row("serve-here", title, found, most=SERVE_HERE)


def saves_of(engine: Engine) -> list[float]:
    """Five saves of one entry."""
    posts = sorted((engine.root / POSTS).glob("*.md"))
    post, port = posts[len(posts) // 2], free_port()

    def save(count: int) -> str:
        return marked(post, f"markword{count}x")

    return saves(call(engine, engine.serve(port)), port, f"{top(engine)}journal/{post.stem}/", save, SAVES)


def top(engine: Engine) -> str:
    """The path that the served site begins at, which is that of its address."""
    said = re.search(r"^site_url: *(\S+)", (engine.root / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    return f"{urlsplit(said[1]).path.rstrip('/')}/" if said else "/"
