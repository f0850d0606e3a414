"""The commands on progress: what happened since a day, and the look back in the middle of the way."""

import json

import click

from chronicles.cli.day_option import Day, day_of, tell_of_break
from chronicles.cli.last_visit import LastVisit
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import fail
from chronicles.disk.writing import replace_text
from chronicles.journal.entries import file_name
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.checkpoint import TITLE, last_look
from chronicles.progress.checkpoint import checkpoint as drafted
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.record import Record
from chronicles.progress.review import as_markdown, as_values, last_week
from chronicles.progress.review import review as reviewed
from chronicles.progress.seen_events import all_seen, unseen
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.features.evidence_links import beside_docs
from chronicles.site.features.progress_pages import record_of
from chronicles.workspace.goal_evidence import evidence_context, goals_page
from chronicles.workspace.places import Places
from chronicles.workspace.publication import published
from chronicles.workspace.workspace import Workspace


@click.command()
@click.option(
    "--since",
    type=Day(),
    metavar="DAY",
    help="The first day; without it, the week that ends with the newest entry or step.",
)
@click.option("--since-last", is_flag=True, help="What you have not seen yet, and remember that you have.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON and not Markdown.")
def review(since: str | None, *, since_last: bool, as_json: bool) -> None:
    """Tell what happened since a day: entries, goals ticked, steps done, questions raised."""
    if since and since_last:
        raise click.UsageError("'--since' names a day, '--since-last' none. Leave one of them out.")
    workspace = open_workspace()
    settings = workspace.settings
    found, evidence = recorded(workspace)
    visit = LastVisit(settings.root) if since_last else None
    if visit:
        chosen = unseen(reviewed(found, None), visit.seen)
    else:
        chosen = reviewed(found, day_of(settings, since) if since else last_week(found))
    if as_json:
        click.echo(json.dumps(as_values(chosen), ensure_ascii=False, indent=1))
    else:
        places = Places(workspace)
        links = beside_docs(evidence, settings, places) if evidence else {}
        click.echo(as_markdown(chosen, places, links), nl=False)
    if visit:
        _remember(visit, found)


def _remember(visit: LastVisit, found: Record) -> None:
    """Remember all of a record as seen."""
    try:
        visit.remember(all_seen(reviewed(found, None), found.as_of))
    except Refused as refused:
        fail([refused.at(Place(str(visit.path)))])
    except OSError as error:
        mend = "Make its folder writable, or name another in XDG_STATE_HOME."
        said = f"it cannot be written: {error.strerror}"
        fail([Problem(Place(str(visit.path)), said, mend)])


@click.command()
@click.option("--since", type=Day(), metavar="DAY", help="The day to compare with.")
@click.option("--edit", is_flag=True, help="Open it in $EDITOR.")
def checkpoint(since: str | None, edit: bool) -> None:
    """Draft a look back, goals and skills then and now, as an entry of today; print its file.

    It compares with the last such look, or with the day of the first entry.
    """
    workspace = open_workspace()
    settings = workspace.settings
    (found, _), today = recorded(workspace), day_of(settings, None)
    path = settings.posts / file_name(today, TITLE)
    shown = settings.shown(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise Refused("there is such a file already", "Open that one.")
        then = day_of(settings, since) if since else last_look(found) or today
        replace_text(path, None, drafted(found, today, then))
        tell_of_break(workspace, today)
    except Refused as refused:
        fail([refused.at(Place(shown))])
    click.echo(shown)
    if edit:
        click.edit(filename=str(path))


def recorded(workspace: Workspace) -> tuple[Record, EvidenceContext | None]:
    """Return the record of the journal, of what readers see of it, and what its goals are assessed by."""
    seen = published(workspace, None)
    goals = goals_page(workspace.settings, seen.readings)
    with workspace.projects() as projects:
        answers = answer_all(questions([goals] if goals else []), projects)
    evidence = evidence_context(workspace, seen.readings, answers)
    return record_of(
        seen.entries,
        seen.readings,
        workspace.patches,
        evidence,
        seen.docs,
        workspace.days,
        workspace.guides,
        replied=workspace.replied,
    ), evidence
