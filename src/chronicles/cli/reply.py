"""The command with which a mentor answers: a file in a clone of the journal, or a letter with it."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.day_option import Day
from chronicles.cli.output import err, fail, out, tell
from chronicles.dates.days_in_words import read_spoken_day
from chronicles.disk.paths import followed
from chronicles.disk.writing import replace_text
from chronicles.journal.mentor_reply import MentorReply, read_reply, reply_name, reply_text
from chronicles.journal.remark_ids import Kind
from chronicles.journal.reply_letter import issue_link, mail_link, reply_patch
from chronicles.pages.page import decode, split_lines
from chronicles.problems import Place, Refused, count, nearest
from chronicles.starting import journal_defaults
from chronicles.workspace.cloned_journal import ClonedPoint, cloned_points
from chronicles.workspace.mentor_notes import VARIABLE, PrivateRemark, add_note, notes_file, read_notes
from chronicles.workspace.safe_settings import SafeSettings, safe_settings


@click.command()
@click.argument("journal", type=click.Path(path_type=Path))
@click.argument("question", required=False)
@click.option(
    "--list", "is_list", is_flag=True, help="List what there is to talk about, with numbers and ids."
)
@click.option("-m", "--text", help="What to say, as Markdown; without it, $EDITOR opens.")
@click.option("--by", metavar="NAME", help="Who says it; without it, git's user.name.")
@click.option("--date", "day", type=Day(), metavar="DAY", help="Another day than today.")
@click.option("--talked", metavar="ITEM", help="Mark an item that needs review as talked about.")
@click.option("--patch", type=click.Path(path_type=Path), metavar="FILE", help="Write a patch for 'git am'.")
@click.option("--mail", is_flag=True, help="Print a link that begins a mail with it.")
@click.option("--issue", is_flag=True, help="Print a link that begins an issue at the journal's repository.")
@click.option("--private", is_flag=True, help="Keep it in a file of your own, outside of the journal.")
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar=VARIABLE,
    help="The file of private remarks.",
)
def reply(
    journal: Path,
    question: str | None,
    is_list: bool,
    text: str | None,
    by: str | None,
    day: str | None,
    talked: str | None,
    patch: Path | None,
    mail: bool,
    issue: bool,
    private: bool,
    notes: Path | None,
) -> None:
    """Reply to QUESTION in the journal at JOURNAL, a clone of it: a number, an id, or how its words begin.

    Nothing of the journal is run. The reply is a file of its own there; commit it, and the learner accepts it
    by merging.
    """
    settings = safe_settings(journal)
    points, problems = cloned_points(settings)
    kept = notes or notes_file(os.environ, Path.home())
    if is_list or not (question or talked):
        _list(settings, points, kept)
        tell(problems, "warning") if problems else None
        return
    if question and talked:
        raise click.UsageError("name a question, or an item with --talked, not both.")
    if sum(map(bool, (patch, mail, issue, private))) > 1:
        raise click.UsageError("choose one of --patch, --mail, --issue and --private.")
    chosen = _chosen(question or talked or "", points, "review" if talked else "question")
    on = read_spoken_day(day or "today", datetime.now(UTC).astimezone().date()).day
    said = text if text is not None else "" if talked and not private else _edited(chosen)
    if private:
        _keep(settings, kept, chosen, on.isoformat(), said)
        return
    made = _reply(settings, chosen, by or journal_defaults.author(), on.isoformat(), said)
    _send(settings, made, patch, is_mail=mail, is_issue=issue)


def _list(settings: SafeSettings, points: Sequence[ClonedPoint], kept: Path) -> None:
    """Print what there is to talk about: what is open, then what was answered."""
    remarks = _remarks(settings, kept)
    waiting = [one for one in points if one.is_open]
    out.print(Text(f"{settings.title or settings.root.name}: {len(waiting)} to talk about"))
    for number, one in enumerate(points, 1):
        state = "open" if one.is_open else "answered"
        state = f"{state} by {one.replies[-1].by}, {one.replies[-1].day}" if one.replies else state
        noun = "" if one.point.kind == "question" else "needs review: "
        out.print(Text(f"{number:3}  {one.point.id}  {noun}{one.point.text}"))
        out.print(Text(f"     {one.place}, {state}", style="dim"))
        for remark in remarks:
            if remark.to == one.point.id:
                out.print(
                    Text(f"     private, {remark.day}: {' '.join(remark.text.split())}", style="yellow")
                )


def _remarks(settings: SafeSettings, kept: Path) -> list[PrivateRemark]:
    """The private remarks on this journal."""
    try:
        return [one for one in read_notes(kept) if one.journal == _name(settings)]
    except Refused as refused:
        tell([refused.at(Place(str(kept)))], "warning")
        return []


def _name(settings: SafeSettings) -> str:
    """By what private remarks know a journal."""
    return settings.url or settings.repository or settings.title or settings.root.name


def _chosen(said: str, points: Sequence[ClonedPoint], kind: Kind) -> ClonedPoint:
    """The one that a person means by its number, its id, or its words."""
    noun = "question" if kind == "question" else "item that needs review"
    same = [one for one in points if one.point.kind == kind]
    if said.isdecimal() and 0 < int(said) <= len(points):
        one = points[int(said) - 1]
        if one.point.kind != kind:
            raise click.UsageError(f"number {said} is no {noun}. See 'reply JOURNAL --list'.")
        return one
    words = " ".join(said.split()).casefold()
    texts = [(one, " ".join(one.point.text.split()).casefold()) for one in same]
    found = (
        [one for one in same if one.point.id == said]
        or [one for one, text in texts if text == words]
        or [one for one, text in texts if text.startswith(words)]
        or [one for one, text in texts if words in text]
    )
    if len(found) == 1:
        return found[0]
    if not found:
        known = [one.point.text for one in same]
        raise click.UsageError(f"no {noun} is {said!r}. {nearest(said, known)}")
    listed = "; ".join(f"{one.point.id} {one.point.text}" for one in found[:5])
    raise click.UsageError(f"{count(len(found), noun)} have {said!r} in them: {listed}. Name an id.")


def _edited(chosen: ClonedPoint) -> str:
    """What a person writes in an editor, or what comes through a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.read()
    begin = f"\n\n<!-- Above this line, what you say to: {chosen.point.text.replace('--', '- -')} -->\n"
    said: str | None = click.edit(begin, extension=".md")
    return (said or "").replace(begin.strip(), "")


def _reply(settings: SafeSettings, chosen: ClonedPoint, by: str, day: str, said: str) -> MentorReply:
    """The reply as a file of the journal; whatever the journal would refuse is refused here."""
    point = chosen.point
    on = datetime.fromisoformat(day).date()
    words, said = " ".join(point.text.split()), "\n".join(line for line, _ in split_lines(said)).strip()
    made = MentorReply(on, " ".join(by.split()), "", point.kind, point.id, words, point.entry, said)
    path = f"{settings.shown(settings.replies)}/{reply_name(made)}"
    try:
        read, problems = read_reply(path, decode(reply_text(made).encode("utf-8", "surrogateescape")))
    except Refused as refused:
        read, problems = None, [refused.at(Place(path))]
    if problems or read is None:
        fail(problems)
    return replace(made, path=path)


def _send(
    settings: SafeSettings, made: MentorReply, patch: Path | None, *, is_mail: bool, is_issue: bool
) -> None:
    place = Place(made.path)
    try:
        if is_mail or is_issue:
            link = mail_link(made, made.path) if is_mail else issue_link(made, made.path, settings.repository)
            out.print(Text(link))
        elif patch:
            place = Place(str(patch))
            replace_text(patch, None, reply_patch(made, _in_repository(settings.root, made.path)))
            out.print(Text(f"{patch}: apply it with 'git am', or 'git apply'"))
        else:
            _write(settings, made)
            out.print(Text(made.path))
            err.print(Text("Commit it, and send it to the learner, who accepts it by merging.", style="dim"))
    except Refused as refused:
        fail([refused.at(place)])


def _write(settings: SafeSettings, made: MentorReply) -> None:
    """Write the file of a reply, whole or not at all; raises `Refused` where there is one, or that fails."""
    path = settings.root / made.path
    try:
        if not followed(path.parent).is_relative_to(settings.root):
            raise Refused("its folder is a link out of the journal", "Use --patch FILE.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise Refused("this was said already, in the same words", "Say something else, or leave it.")
    except OSError as error:
        raise Refused(f"it cannot be written: {error.strerror}", "Use --patch FILE.") from None
    replace_text(path, None, reply_text(made))


def _in_repository(root: Path, path: str) -> str:
    """The path of a file as seen from the repository that the journal is in."""
    top = next((one for one in (root, *root.parents) if (one / ".git").exists()), root)
    return (root.relative_to(top) / path).as_posix()


def _keep(settings: SafeSettings, kept: Path, chosen: ClonedPoint, day: str, said: str) -> None:
    if not said.strip():
        raise click.UsageError("there is nothing to keep. Say it with -m TEXT.")
    on = datetime.fromisoformat(day).date()
    try:
        add_note(kept, settings.root, _name(settings), chosen.point, on, said)
    except Refused as refused:
        fail([refused.at(Place(str(kept)))])
    out.print(Text(f"{kept}: kept, and nowhere else"))
