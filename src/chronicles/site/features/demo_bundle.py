"""Which states the pages want to show live, and the packs of those. Reads the project, starts processes."""

from collections.abc import Iterable, Sequence

from chronicles.guides.outline import Guide
from chronicles.guides.series.folders import project_tree
from chronicles.guides.series.series import Series, read_files
from chronicles.live.bundle import DemoBundle, pack_demos
from chronicles.live.preparation import MANAGE, DemoSource
from chronicles.live.pyodide import PyodideMissing
from chronicles.pages.reading import Reading
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused
from chronicles.site.render.page_markdown import live_state
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

NONE = DemoBundle({}, {}, "", {})
DAY = 946_684_800  # the year 2000: what the clock says for a project without a history of ours


def wanted(readings: Iterable[Reading]) -> list[State]:
    """Return the states that a page links to, or has a block of that its readers can run or edit, sorted."""
    found: set[State] = set()
    for reading in readings:
        found.update(state for code in reading.code if (state := live_state(code)))
        if any(link.scheme == "live" for link in reading.links):
            found.add(reading.state)
    return sorted(state for state in found if state.kind in ("now", "step"))


def bundle(workspace: Workspace, readings: Sequence[Reading]) -> tuple[DemoBundle, list[str]]:
    """Return the live demos of a site, and in words what of them cannot be had."""
    found = demo_sources(workspace, readings)
    if not found:
        return NONE, []
    try:
        made = pack_demos(found, workspace.settings.cache / "live", workspace.settings.store.part("demos"))
    except PyodideMissing as reason:
        told = f"The site has no live demos, and says how to run the project instead: {reason}."
        return NONE, [f"{told} 'build --no-live' does not try."]
    said = [f"There is no live demo of {name}: {why}." for name, why in made.refusals.items()]
    slow = [f"The live demos start slowly, without bytecode: {made.trouble}."] if made.trouble else []
    return made, said + slow


class Demos:
    """The live demos of a site from build to build: a server packs those of a state once.

    An edit has to be on the page in a moment, and packing takes longer.
    """

    def __init__(self) -> None:
        self._tried: set[str] = set()  # the states whose demos were packed, or could not be
        self._known: tuple[DemoBundle, tuple[str, ...]] = NONE, ()

    def of(
        self, workspace: Workspace, readings: Sequence[Reading], *, is_server: bool
    ) -> tuple[DemoBundle, Sequence[str]]:
        """Return the demos that the pages want, and in words what of them cannot be had, if that is new."""
        states = {str(state) for state in wanted(readings)}
        if is_server and states <= self._tried:
            return self._known[0], ()
        self._tried = states
        made, notices = bundle(workspace, readings)
        self._known = made, tuple(notices)
        return self._known


def demo_sources(workspace: Workspace, readings: Sequence[Reading]) -> list[DemoSource]:
    """Return those of the wanted states that are whole projects.

    Raises `Refused` where git cannot use the cache.
    """
    if not (states := wanted(readings)):
        return []
    settings, series = workspace.settings, workspace.series
    titles = _titles(readings, workspace.guides, settings)
    trees = series.trees(MANAGE)  # of the states that can be reached; of the others the patch is told
    found = [
        _now(settings, series, titles) if state == NOW else _step(series, state.name, trees, titles)
        for state in states
    ]
    return [source for source in found if source]


def _step(series: Series, name: str, trees: dict[str, str], titles: dict[str, str]) -> DemoSource | None:
    if name not in trees:
        return None
    day = int(series.git.text("log", "-1", "--format=%at", series.commit(name)))
    return DemoSource(name, titles.get(name, name), trees[name], day, lambda: series.files(name))


def _now(settings: Settings, series: Series, titles: dict[str, str]) -> DemoSource | None:
    """The project as it stands; where that is the last step, what was prepared for it serves both."""
    folder = settings.project
    if folder is None or not (folder / MANAGE).is_file():
        return None
    try:
        tree = project_tree(series, folder)
    except Refused:
        return None
    last = next(reversed(series.commits.values()), None)
    day = int(series.git.text("log", "-1", "--format=%at", last)) if last else DAY
    return DemoSource("now", titles["now"], tree, day, lambda: read_files(series.git, tree))


def _titles(readings: Iterable[Reading], guides: Iterable[Guide], settings: Settings) -> dict[str, str]:
    """What a reader calls each state."""
    pages = {reading.page.path: reading for reading in readings}
    titles = {"now": "The finished project"}
    for guide in guides:
        index = pages.get(settings.shown(settings.docs / guide.index))
        title = _title(index) if index else guide.name
        for step in guide.steps:
            titles[step.name] = f"{title}, after step {int(step.number)}"
    return titles


def _title(reading: Reading) -> str:
    """The title of a page: what its front matter says, or its first heading."""
    said = reading.front_matter.values.get("title")
    headings = (line[2:].strip() for line in reading.page.lines if line.startswith("# "))
    return str(said) if said else next(headings, reading.page.path)
