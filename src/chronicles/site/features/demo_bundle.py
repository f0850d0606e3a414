"""The packs of the states that the pages want to show live. Reads the project, starts processes."""

from collections.abc import Sequence
from pathlib import Path

from chronicles.disk.writing import replace_text
from chronicles.environments.missing_modules import missing_mend
from chronicles.live.demos import DemoBundle
from chronicles.live.pyodide import PyodideMissing, read_lock
from chronicles.live.wheel_lock import LOCK, read_pins, renewed, write_pins
from chronicles.pages.reading import Reading
from chronicles.problems import Refused
from chronicles.site.features.demo_sources import demo_sources, wishes
from chronicles.site.render.demo_html import demo_name
from chronicles.workspace.workspace import Workspace

NONE = DemoBundle({}, {}, "", {})


def bundle(workspace: Workspace, readings: Sequence[Reading]) -> tuple[DemoBundle, list[str]]:
    """Return the live demos of a site, and in words what of them cannot be had.

    Which wheels they have is written into the journal's lock, where that is new.
    """
    found, unready = demo_sources(workspace, readings)
    said = [_refusal(workspace, name, why) for name, why in unready.items()]
    settings, lock = workspace.settings, workspace.settings.root / LOCK
    before = _text_of_lock(lock)
    if not found:
        return NONE, said + _write_lock(lock, before, "")
    pins = read_pins(before or "")
    from chronicles.live.bundle import pack_demos  # many journals have no demos

    try:
        made = pack_demos(found, settings.cache / "live", settings.store.part("demos"), pins)
    except PyodideMissing as reason:
        told = f"The site has no live demos, and says how to run the project instead: {reason}."
        return NONE, [*said, f"{told} 'build --no-live' does not try."]
    said += [_refusal(workspace, name, why) for name, why in made.refusals.items()]
    slow = [f"The live demos start slowly, without bytecode: {made.trouble}."] if made.trouble else []
    kept = renewed(pins, made.wheels, is_whole=not (unready or made.refusals))
    return made, said + slow + _write_lock(lock, before, write_pins(kept, read_lock().platform))


def _text_of_lock(path: Path) -> str | None:
    """Return what a lock holds, `None` where there is none."""
    return path.read_text("utf-8") if path.is_file() else None


def _write_lock(path: Path, before: str | None, after: str) -> list[str]:
    """Write what is locked, where that is new, and return in words that it was."""
    if after == (before or ""):
        return []
    if not after:
        path.unlink(missing_ok=True)
        return []
    try:
        replace_text(path, before, after)
    except Refused as refused:
        return [f"{refused.message}. {refused.mend}"]
    return [f"{path.name} has the hashes of the wheels that the live demos load: commit it."]


def _refusal(workspace: Workspace, name: str, why: str) -> str:
    """What is said of a demo that cannot be; where a package is missing, how it is added."""
    settings, project = workspace.settings, name.partition(":")[0] if ":" in name else ""
    path = settings.project_path(project) if project in settings.projects else ""
    mend = missing_mend(why, path, "")
    return " ".join(filter(None, [f"There is no live demo of {name}: {why}.", mend]))


class Demos:
    """The live demos of a site from build to build: a server packs those of a state once.

    An edit has to be on the page in a moment, and packing takes longer.
    """

    def __init__(self) -> None:
        self._tried: set[str] = set()  # the states whose demos were packed, or could not be
        self._known: tuple[DemoBundle, tuple[str, ...]] = NONE, ()

    def were_tried(self, readings: Sequence[Reading]) -> bool:
        """Return whether the demos that pages want were packed, or could not be."""
        return {demo_name(*moment) for moment in wishes(readings)} <= self._tried

    def of(
        self, workspace: Workspace, readings: Sequence[Reading], *, is_server: bool
    ) -> tuple[DemoBundle, Sequence[str]]:
        """Return the demos that the pages want, and in words what of them cannot be had, if that is new."""
        states = {demo_name(*moment) for moment in wishes(readings)}
        if is_server and states <= self._tried:
            return self._known[0], ()
        self._tried = states
        made, notices = bundle(workspace, readings)
        self._known = made, tuple(notices)
        return self._known
