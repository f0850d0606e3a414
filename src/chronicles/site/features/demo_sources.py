"""Which states the pages want to show live, and what of them can be. Reads the project."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from chronicles.guides.outline import Guide
from chronicles.guides.project_layout import MANAGE
from chronicles.guides.series.folders import project_tree
from chronicles.guides.series.series import Series, Stored, read_files
from chronicles.live.preparation import DemoSource
from chronicles.pages.links import Link
from chronicles.pages.reading import Code, Reading
from chronicles.pages.states import NOW, State
from chronicles.problems import Absent, Refused
from chronicles.proof.link_targets import live_goal
from chronicles.proof.transcripts.scripts import ProjectState
from chronicles.site.render.demo_html import demo_name
from chronicles.site.render.live_inputs import live_inputs, managed, unmanaged
from chronicles.site.render.page_markdown import is_live, live_moment
from chronicles.source.application_search import find_application
from chronicles.source.projects import Projects
from chronicles.workspace.settings import Settings
from chronicles.workspace.state_interpreters import StateInterpreters
from chronicles.workspace.workspace import Workspace
from chronicles_client.application_name import ApplicationName

DAY = 946_684_800  # the year 2000: what the clock says for a project without a history of ours
# What a page can want of a demo: its readers edit a file, run a block, or open a path of the project's site.
OF_DJANGO = frozenset({"edit", "pycon", "manage.py", "http", "link"})
OF_PYTHON = frozenset({"pycon", "python"})  # of any project; a file alone that could be edited asks for none
OF_APPLICATIONS = frozenset({"http", "link"})
NAMED = "Name it in mkdocs.yml, below 'projects:': '{}: {{folder: FOLDER, application: MODULE:NAME}}'."


def wishes(readings: Iterable[Reading]) -> dict[ProjectState, frozenset[str]]:
    """Return what the pages want of each project at each state, by the words above, in their order."""
    found: dict[ProjectState, set[str]] = defaultdict(set)
    for reading in readings:
        for code in reading.code:
            if moment := live_moment(code):
                found[moment].update(_wishes(code))
        for link in reading.links:
            if link.scheme == "live" and (moment := _opened(link, reading)):
                found[moment].add("link")
    return {moment: frozenset(found[moment]) for moment in sorted(found)}


def _opened(link: Link, reading: Reading) -> ProjectState | None:
    """What a live link opens; nothing where it is misspelt, which is told where it is followed."""
    with suppress(Refused):
        project, state, _ = live_goal(link, reading.state)
        return (project, state) if is_live(project, state) else None
    return None


def _wishes(code: Code) -> set[str]:
    if code.transcript is None:
        return {"edit"}
    if code.transcript.kind != "console":
        return {code.transcript.kind}
    lines = live_inputs(code.transcript)
    return {name for name, some in (("manage.py", managed(lines)), ("python", unmanaged(lines))) if some}


@dataclass(frozen=True, slots=True)
class _FoundState:
    """A state that is there: what `DemoSource` says of it."""

    name: str
    tree: str
    day: int
    files: Callable[[], Sequence[Stored]]
    is_django: bool
    project: str = ""


def demo_sources(
    workspace: Workspace, readings: Sequence[Reading]
) -> tuple[list[DemoSource], dict[str, str]]:
    """Return those of the wanted states that can be shown, and why some cannot as they are wanted, by name.

    Such a state has no Python, or nothing that answers requests. Raises `Refused` where git cannot use the
    cache.
    """
    if not (wanted := wishes(readings)):
        return [], {}
    settings, series = workspace.settings, workspace.series
    titles = _titles(readings, workspace.guides, settings)
    of_django = series.trees(MANAGE)
    sources: list[DemoSource] = []
    unready: dict[str, str] = {}
    with workspace.projects() as projects:
        interpreters = StateInterpreters(workspace, projects)
        for (project, state), wish in wanted.items():
            if project:
                found = _other(projects, project, state)
            else:
                found = _now(settings, series) if state == NOW else _step(series, state.name, of_django)
            if found is None:
                continue
            said = settings.applications.get(project)
            source, why = _source(found, wish, said, titles.get(found.name, found.name))
            unready |= {found.name: why} if why else {}
            try:
                sources += [replace(source, interpreter=interpreters.of(project, state))] if source else []
            except Refused as refused:
                unready[found.name] = f"{refused.message}. {refused.mend}".removesuffix(".")
    return sources, unready


def _source(
    found: _FoundState, wish: frozenset[str], named: ApplicationName | None, title: str
) -> tuple[DemoSource | None, str]:
    """A state as it is to be shown, `None` where it cannot be; and why not all that is wanted can be."""
    said = (found.name, title, found.tree, found.day, found.files)
    if found.is_django:
        wanted = OF_DJANGO - {"edit"} if found.project else OF_DJANGO
        return (DemoSource(*said) if wish & wanted else None), ""
    if not wish & (OF_PYTHON | OF_APPLICATIONS):
        return None, ""
    files = {file.path: file.data for file in found.files()}
    application, why = None, ""
    if wish & OF_APPLICATIONS:
        try:
            application = _application(files, named, found.project)
        except Refused as refused:
            why = f"{refused.message}. {refused.mend}".removesuffix(".")
    is_wanted = any(path.endswith(".py") for path in files) and (wish & OF_PYTHON or application)
    source = DemoSource(*said, is_django=False, application=application) if is_wanted else None
    return source, why if "link" in wish else ""  # of a request, 'check' says it


def _application(files: Mapping[str, bytes], said: ApplicationName | None, project: str) -> ApplicationName:
    """The application of a state: the one that the settings name, where the state has its module already."""
    if said and any(path in files for path in _paths(said.module)):
        return said
    return find_application(
        files, lambda path: files[path].decode("utf-8", "replace"), NAMED.format(project) if project else ""
    )


def _paths(module: str) -> Iterable[str]:
    """Where a module may be, in a project or in its `src/`."""
    path = module.replace(".", "/")
    return (f"{root}{path}{end}" for root in ("", "src/") for end in (".py", "/__init__.py"))


def _step(series: Series, name: str, of_django: Mapping[str, str]) -> _FoundState | None:
    """A state of the guides; of one that cannot be reached the patch is told. Those of Django are known."""
    try:
        tree = of_django.get(name) or series.tree(name)
        day = int(series.git.text("log", "-1", "--format=%at", series.commit(name)))
    except Refused:
        return None
    return _FoundState(name, tree, day, lambda: series.files(name), name in of_django)


def _now(settings: Settings, series: Series) -> _FoundState | None:
    """The project as it stands; where that is the last step, what was prepared for it serves both."""
    folder = settings.project
    if folder is None or not folder.is_dir():
        return None
    try:
        tree = project_tree(series, folder)
    except Refused:
        return None
    last = next(reversed(series.commits.values()), None)
    day = int(series.git.text("log", "-1", "--format=%at", last)) if last else DAY
    is_django = (folder / MANAGE).is_file()
    return _FoundState(str(NOW), tree, day, lambda: read_files(series.git, tree), is_django)


def _other(projects: Projects, project: str, state: State) -> _FoundState | None:
    """Another project at one of its states; of one that is not there the page is told."""
    try:
        tree, is_django = projects.tree_hash(project, state), has_manage(projects, project, state)
    except Refused:
        return None
    files = projects.stored(project, state)
    return _FoundState(demo_name(project, state), tree, DAY, lambda: files, is_django, project)


def has_manage(projects: Projects, project: str, state: State) -> bool:
    """Return whether a state of a project is Django's; raises `Refused` where it is not there."""
    try:
        projects.tree(project, state).read(MANAGE)
    except Absent:
        return False
    return True


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
