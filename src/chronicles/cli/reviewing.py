"""The commands on progress: what happened since a day, and the look back in the middle of the way."""

import json
from pathlib import Path

import click

from chronicles.cli.day_option import Day, day_of
from chronicles.cli.output import fail
from chronicles.disk.writing import replace_text
from chronicles.journal.entries import file_name
from chronicles.problems import Place, Refused
from chronicles.progress.checkpoint import TITLE, last_look
from chronicles.progress.checkpoint import checkpoint as drafted
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.record import Record
from chronicles.progress.review import as_markdown, as_values, last_week
from chronicles.progress.review import review as reviewed
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.features.evidence_links import beside_docs
from chronicles.site.features.progress_pages import record_of
from chronicles.site.mkdocs.config import load
from chronicles.workspace.goal_evidence import evidence_context, goals_page
from chronicles.workspace.loading import LoadedPages, load_pages
from chronicles.workspace.patch_files import projects_of, series_of
from chronicles.workspace.places import Places
from chronicles.workspace.publication import published
from chronicles.workspace.settings import Settings


@click.command()
@click.option(
    "--since",
    type=Day(),
    metavar="DAY",
    help="The first day; without it, the week that ends with the newest entry or step.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and not Markdown.")
def review(since: str | None, as_json: bool) -> None:
    """Tell what happened since a day: entries, goals ticked, steps done, questions raised."""
    settings = load(Path.cwd())
    gathered = load_pages(settings)
    found, judged = recorded(settings, gathered)
    chosen = reviewed(found, day_of(settings, since) if since else last_week(found))
    if as_json:
        click.echo(json.dumps(as_values(chosen), ensure_ascii=False, indent=1))
        return
    places = Places(settings, gathered)
    leads = beside_docs(judged, settings, places) if judged else {}
    click.echo(as_markdown(chosen, places, leads), nl=False)


@click.command()
@click.option("--since", type=Day(), metavar="DAY", help="The day to compare with.")
@click.option("--edit", is_flag=True, help="Open it in $EDITOR.")
def checkpoint(since: str | None, edit: bool) -> None:
    """Draft a look back, goals and skills then and now, as an entry of today; print its file.

    It compares with the last such look, or with the day of the first entry.
    """
    settings = load(Path.cwd())
    (found, _), today = recorded(settings, load_pages(settings)), day_of(settings, None)
    path = settings.posts / file_name(today, TITLE)
    shown = settings.shown(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise Refused("there is such a file already", "Open that one.")
        then = day_of(settings, since) if since else last_look(found) or today
        replace_text(path, None, drafted(found, today, then))
    except Refused as refused:
        fail([refused.at(Place(shown))])
    click.echo(shown)
    if edit:
        click.edit(filename=str(path))


def recorded(settings: Settings, gathered: LoadedPages) -> tuple[Record, EvidenceContext | None]:
    """Return the record of the journal, of what readers see of it, and what its goals are judged by."""
    seen = published(gathered, settings, None)
    series = series_of(settings, gathered.patches)
    goals = goals_page(settings, seen.readings)
    with projects_of(settings, series) as projects:
        answers = answer_all(questions([goals] if goals else []), projects)
    judged = evidence_context(settings, series, seen.readings, answers)
    return record_of(seen.entries, seen.readings, gathered.patches, judged, seen.docs), judged
