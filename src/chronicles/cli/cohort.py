"""The command for whoever looks after several learners."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from platformdirs import user_cache_path
from rich.text import Text

from chronicles.cli.cohort_clones import clone_record
from chronicles.cli.cohort_verification import remembered, verify
from chronicles.cli.day_option import Day
from chronicles.cli.output import err, fail, out
from chronicles.cohort.cohort_list import ListedJournal, read_list
from chronicles.cohort.cohort_page import Cohort, as_digest, as_markdown, as_page, as_values
from chronicles.cohort.learner_row import Learner, ordered, row_of
from chronicles.cohort.reading_journals import listed_in, read_all
from chronicles.dates.days_in_words import read_spoken_day
from chronicles.disk.writing import Replacement, replace_all
from chronicles.problems import Place, Refused, visible

PAGE, MARKDOWN, JSON = "index.html", "cohort.md", "cohort.json"
OURS = b'<body data-cohort="'


@click.command()
@click.argument("journals", metavar="LIST", type=click.Path(exists=True, path_type=Path))
@click.option("--as-of", type=Day(), metavar="DAY", help="Reckon against this day; today without it.")
@click.option("--title", default="My learners", show_default=True, help="What the page is called.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=Path("cohort-page"), show_default=True,
    metavar="DIR", help="Where the page is written, with the same as Markdown and JSON.",
)  # fmt: skip
@click.option(
    "--digest", is_flag=True, help="Print the last seven days as Markdown, for a mail, and write nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and write nothing.")
@click.option("--verify", "verifies", is_flag=True, help="Run check on a copy of each clone, in the sandbox.")
def cohort(
    journals: Path,
    as_of: str | None,
    title: str,
    folder: Path,
    *,
    digest: bool,
    as_json: bool,
    verifies: bool,
) -> None:
    """Show on one page who of several learners needs a talk first, and why.

    LIST is a YAML file with the addresses of their progress.json or the folders of clones, or a folder of
    clones. Nothing of a journal is run without --verify.
    """
    today = datetime.now().astimezone().date()
    day = read_spoken_day(as_of, today).day if as_of else today
    base = journals if journals.is_dir() else journals.parent
    learners = [_proven(one, base, today, verifies=verifies) for one in _learners(journals, base, today)]
    found = Cohort(title, day, tuple(ordered(row_of(learner, day) for learner in learners)))
    if as_json:
        click.echo(_json(found), nl=False)
    elif digest:
        click.echo(as_digest(found), nl=False)
    else:
        _write(folder, found)
        out.print(Text(found.summary))
        out.print(Text(visible(str(folder / PAGE))))


def _cache() -> Path:
    return user_cache_path("chronicles") / "cohort"


def _learners(journals: Path, base: Path, today: date) -> list[Learner]:
    read_clone = partial(clone_record, cache=_cache() / "clones")
    return read_all(_listed(journals), base, _cache() / "records", today, read_clone)


def _proven(learner: Learner, base: Path, today: date, *, verifies: bool) -> Learner:
    """The learner with what the mentor has proven of their clone, now or before."""
    folder = base / learner.source
    if learner.record is None or "://" in learner.source or not folder.is_dir():
        return learner
    kept = _cache() / "verified"
    if not verifies:
        return replace(learner, verified=remembered(folder, kept))
    err.print(Text(f"Running the check of {visible(learner.name)} …", style="dim"))
    return replace(learner, verified=verify(folder, kept, today))


def _listed(journals: Path) -> list[ListedJournal]:
    shown = str(journals)
    try:
        if journals.is_dir():
            if found := listed_in(journals):
                return found
            raise Refused("there is no journal in this folder", "Put clones or files of progress.json there.")
        return read_list(journals.read_text("utf-8"), shown)
    except UnicodeDecodeError:
        fail([Refused("it is not text in UTF-8", "Save it as UTF-8.").at(Place(shown))])
    except OSError as error:
        fail([Refused(f"it cannot be read: {error.strerror}", "Make it readable.").at(Place(shown))])
    except Refused as refused:
        fail([refused.at(Place(shown))])


def _write(folder: Path, found: Cohort) -> None:
    """Write the page and its two companions; another page that is there stays."""
    files = {
        PAGE: as_page(found),
        MARKDOWN: as_markdown(found).encode("utf-8", "replace"),
        JSON: _json(found).encode("utf-8", "replace"),
    }
    try:
        before = {name: path.read_bytes() if (path := folder / name).is_file() else None for name in files}
        if any(before.values()) and OURS not in (before[PAGE] or b""):
            there = next(name for name, data in before.items() if data is not None)
            message, mend = (
                f"there is a {there} already, and it is no page of a cohort",
                "Name another folder with --to.",
            )
            fail([Refused(message, mend).at(Place(str(folder)))])
        folder.mkdir(parents=True, exist_ok=True)
        replace_all([Replacement(folder / name, before[name], data) for name, data in files.items()])
    except OSError as error:
        fail([Refused(f"it cannot be written: {error.strerror}", "Make it writable.").at(Place(str(folder)))])
    except Refused as refused:
        fail([refused.at(Place(str(folder)))])


def _json(found: Cohort) -> str:
    return json.dumps(as_values(found), ensure_ascii=False, indent=1) + "\n"
