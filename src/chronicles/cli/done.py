"""The command that ticks a goal, with what proves it."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import click
from rich.text import Text

from chronicles.cli.day_option import DATE, known_day
from chronicles.cli.invocation import called
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import err, fail, out
from chronicles.cli.package_progress import begin_environments
from chronicles.cli.prompts import choose, pick
from chronicles.disk.writing import replace_text
from chronicles.environments.missing_modules import missing_mend
from chronicles.journal.entries import is_published
from chronicles.journal.ticking import related, ticked
from chronicles.pages.addresses import parted
from chronicles.pages.escaping import escaped
from chronicles.pages.page import Page
from chronicles.pages.states import NOW
from chronicles.pages.web_addresses import WEB
from chronicles.problems import Place, Problem, Refused, count, nearest
from chronicles.progress.evidence import goals_of
from chronicles.progress.goals import Evidence, Goal
from chronicles.source.excerpts import Index
from chronicles.source.trees import Tree
from chronicles.workspace.goal_evidence import bases, failures, goals_page, remember_tests
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

TEST_FILE = re.compile(r"(?:.*/)?tests?(?:_\w+)?(?:/\w+)?\.py")


@click.command()
@click.argument("words")
@click.option(
    "--evidence", "named", multiple=True, metavar="LINK", help="test:…, code:… or an entry; repeatable."
)
@click.option("--no-exec", is_flag=True, help="Do not run the tests that are named.")
@DATE
def done(words: str, named: tuple[str, ...], no_exec: bool, day: str | None) -> None:
    """Tick the open goal that WORDS are in, and link what proves it.

    Without --evidence it offers the entries and tests that speak of the goal. With it, what proves a goal
    that is ticked already can be added.
    """
    workspace = open_workspace()
    settings = workspace.settings
    reading = goals_page(settings, workspace.readings)
    if reading is None:
        place = Place(settings.shown(settings.docs / "goals.md"))
        fail(
            [Problem(place, "there is no such page", "Write it, with a task list: - [ ] Understand the ORM.")]
        )
    page, on = reading.page, known_day(workspace, day)
    goal = _goal(words, goals_of(reading), is_done=bool(named))
    offered = _offers(workspace)
    chosen = [_known(name, offered, settings) for name in named] if named else _chosen(goal, offered)
    there = {_link(evidence) for evidence in goal.evidence}
    fresh = [link for link in dict.fromkeys(chosen) if link not in there]
    try:
        _try(workspace, [link for link in (*there, *fresh) if link.startswith("test:")], run=not no_exec)
        links = [f"[{_label(link, offered)}]({link})" for link in fresh]
        day_known = goal.is_done and (goal.day or not day)
        after = ticked(page.text, goal.line, goal.last, links, None if day_known else on)
        replace_text(settings.root / page.path, page.text, after)
    except Refused as refused:
        fail([refused.at(Place(page.path, goal.line))])
    became = "is all there already" if after == page.text else "has more evidence" if goal.is_done else "done"
    out.print(Text(f"{page.path}:{goal.line}: {became}: {goal.title}"))
    out.print(Text(Page("", after).lines[goal.last - 1].strip(), style="dim"))


def _goal(words: str, goals: Sequence[Goal], *, is_done: bool) -> Goal:
    """The one open goal that has these words, or one that is done, with `is_done`, where no open one has.

    A person may choose among several.
    """
    waiting = [goal for goal in goals if not goal.is_done]
    found, kind = _with_words(words, waiting), "open goal"
    if not found and (over := _with_words(words, goals)):
        if not is_done:
            more = "Name what else proves it: --evidence LINK."
            raise click.UsageError(f"the goal {words!r} is done already. {more}")
        found, kind = over, "goal"
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.UsageError(
            f"no open goal has {words!r} in it. {nearest(words, [g.title for g in waiting])}"
        )
    if not sys.stdin.isatty():
        titles = "; ".join(goal.title for goal in found[:5])
        raise click.UsageError(f"{count(len(found), kind)} have {words!r} in them: {titles}.")
    return found[choose([goal.title for goal in found])]


def _with_words(words: str, goals: Sequence[Goal]) -> list[Goal]:
    """The goals that are called so; where there are none, those that have the words in their title."""
    said = " ".join(words.split()).casefold()
    same = [goal for goal in goals if goal.title.casefold() == said]
    return same or [goal for goal in goals if said and said in goal.title.casefold()]


def _link(evidence: Evidence) -> str:
    """The link as it stands behind the goal."""
    return f"{evidence.kind}:{evidence.target}" if evidence.kind in ("test", "code") else evidence.target


def _offers(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """All that could be evidence: link, its label, and the words about it."""
    found: dict[str, tuple[str, str]] = {}
    docs = workspace.settings.shown(workspace.settings.docs)
    for entry in workspace.entries:
        if not is_published(entry.front_matter, None):
            continue  # on the site the link would lead nowhere
        said = entry.front_matter.values
        title = str(said.get("title") or entry.front_matter.date or entry.page.path)
        tags = said.get("tags") or []
        about = [title, str(said.get("description") or ""), *map(str, tags if isinstance(tags, list) else [])]
        found[entry.page.path.removeprefix(f"{docs}/")] = title, " ".join(about)
    for name in _tests(workspace):
        found[f"test:{name}"] = "test", re.sub(r"[.:_]", " ", name)
    return found


def _tests(workspace: Workspace) -> list[str]:
    """The classes of tests in the projects, and pytest's functions, each as a link names it."""
    names = []
    with workspace.projects() as projects:
        for project in projects.names:
            before = f"{project}:" if project else ""
            with suppress(Refused):
                names += [f"{before}{name}" for name in _tests_in(projects.tree(project, NOW))]
    return names


def _tests_in(tree: Tree) -> Iterator[str]:
    for path in filter(TEST_FILE.fullmatch, tree.files()):
        module = path.removesuffix(".py").replace("/", ".")
        with suppress(Refused):
            known = Index(tree.read(path).text, path).defined
            yield from (f"{module}.{name}" for name in known if re.fullmatch(r"\w*Tests?|Test\w+", name))
            yield from (f"{path}::{name}" for name in known if re.fullmatch(r"test_\w+", name))


def _known(name: str, offered: Mapping[str, tuple[str, str]], settings: Settings) -> str:
    """The link that a person means: an entry may be named by its file alone."""
    if name.startswith(("test:", "code:", *WEB)):
        return name
    inside = name.removeprefix(f"{settings.shown(settings.docs)}/")
    found = [link for link in offered if link == inside or link.endswith(f"/{name}")]
    if len(found) != 1:
        pages = [link for link in offered if not link.startswith("test:")]
        raise click.UsageError(f"readers see no entry {name!r}. {nearest(name, pages)}")
    return found[0]


def _chosen(goal: Goal, offered: Mapping[str, tuple[str, str]]) -> list[str]:
    """What the person picks of what is offered; where nobody can be asked, the goal needs to have some."""
    near = related(goal.title, ((link, about) for link, (_, about) in offered.items()))
    if not sys.stdin.isatty():
        if goal.evidence:
            return []
        there = f" There is: {', '.join(near)}." if near else ""
        raise click.UsageError(f"name what proves {goal.title!r}: --evidence LINK.{there}")
    if not near:
        return []
    return [
        near[at] for at in pick([f"{offered[link][0]}  {link}" for link in near], "Which of them prove it")
    ]


def _try(workspace: Workspace, links: Sequence[str], *, run: bool) -> None:
    """Run the tests, and remember those that pass; raises `Refused` where one does not hold.

    Nothing is ticked then. Without `run`, it is said how they come to count.
    """
    if not links:
        return
    if not run:
        said = (
            f"{count(len(links), 'test')} not run: 'python3 build.py check' runs what is to count as proven"
        )
        err.print(Text(called(said), style="dim"))
        return
    names = [link.removeprefix("test:") for link in links]
    err.print(f"running {count(len(names), 'test')}", style="dim")
    begin_environments(workspace)
    before = bases(workspace, names)
    found = failures(workspace, names)
    remember_tests(workspace, before, found)
    for name, why in found.items():
        if why:
            path = workspace.settings.project_path(parted(name)[0])
            mend = missing_mend(why, path, "Mend it first; the goal is left as it was.")
            raise Refused(f"test:{name} does not hold: {why}", mend)


def _label(link: str, offered: Mapping[str, tuple[str, str]]) -> str:
    if link in offered:
        return escaped(offered[link][0])
    return {"test": "test", "code": "code"}.get(link.partition(":")[0], "see")
