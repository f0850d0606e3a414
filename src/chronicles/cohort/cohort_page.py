"""The rows of a cohort as one page that needs nothing else, as Markdown, and as JSON."""

import base64
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chronicles.cohort import needs
from chronicles.cohort.learner_record import DatedItem
from chronicles.cohort.learner_row import LearnerRow
from chronicles.pages.escaping import escaped
from chronicles.problems import count

FOLDER = Path(__file__).with_name("page")
MOST = 10  # things that a reason lists
HEADINGS = {
    "talk": "Talk with them",
    "paused": "On a pause",
    "well": "Going well",
    "unread": "Could not be read",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
POINTS = {
    "lost": needs.LOST,
    "lost_each": needs.LOST_EACH,
    "claimed_each": needs.CLAIMED_EACH,
    "claimed_most": needs.CLAIMED_MOST,
    "late_most": needs.LATE_MOST,
    "not_run": needs.NOT_RUN,
}


@dataclass(frozen=True, slots=True)
class Cohort:
    """A titled list of rows, in the order of the page, on a day."""

    title: str
    as_of: date
    rows: tuple[LearnerRow, ...]

    @property
    def groups(self) -> list[tuple[str, str, list[LearnerRow]]]:
        """The parts of the page: name, heading and rows."""
        return [
            (name, HEADINGS[name], list(rows)) for name, rows in groupby(self.rows, lambda row: row.group)
        ]

    @property
    def summary(self) -> str:
        """How many learners there are, and how many need a talk."""
        sizes = {name: len(rows) for name, _, rows in self.groups}
        parts = [
            text
            for name, text in (
                ("talk", "needs a talk" if sizes.get("talk") == 1 else "need a talk"),
                ("paused", "on a pause"),
                ("well", "going well"),
                ("unread", "could not be read"),
            )
            if sizes.get(name)
            for text in [f"{sizes[name]} {text}"]
        ]
        return (
            f"{count(len(self.rows), 'learner')}: {', '.join(parts)}." if parts else "Nobody is in the list."
        )


def as_page(cohort: Cohort) -> bytes:
    """Return the page in UTF-8: style and script within it, named in its policy by hashes."""
    style, script = (_text(name) for name in ("cohort.css", "cohort.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"ago": _ago, "sentence": lambda text: text[:1].upper() + text[1:]}
    html = environment.get_template("cohort.html").render(
        title=cohort.title,
        as_of=cohort.as_of.isoformat(),
        weekday=DAYS[cohort.as_of.weekday()],
        summary=cohort.summary,
        groups=cohort.groups,
        most=MOST,
        points=POINTS,
        policy=policy,
        style=Markup(style),  # noqa: S704  # a file of ours
        script=Markup(script),  # noqa: S704  # another one
        shown=_shown,
        proofs=_proofs,
    )
    return f"{html}\n".encode()


def as_markdown(cohort: Cohort) -> str:
    """Return the same as Markdown, such as for a file beside the list."""
    parts = [f"# {escaped(cohort.title)}, {cohort.as_of.isoformat()}", cohort.summary]
    for _, heading, rows in cohort.groups:
        parts += [f"## {heading}"]
        parts += ["\n".join(f"- {_line(row)}" for row in rows)]
    return "\n\n".join(parts) + "\n"


def as_digest(cohort: Cohort) -> str:
    """Return a letter for the week that ends with the day of the cohort, as Markdown."""
    parts = [f"# The week up to {cohort.as_of.isoformat()}", cohort.summary]
    for row in cohort.rows:
        if row.learner.record is None:
            continue
        waits = f" {escaped(row.why)}" if row.needs else ""
        parts.append(f"**{escaped(row.learner.name)}**: {row.week}.{waits}")
        if news := [item for item in row.recent if (cohort.as_of - item.day).days < 7]:
            parts.append("\n".join(f"- {_dated(item)}" for item in news))
    return "\n\n".join(parts) + "\n"


def as_values(cohort: Cohort) -> dict[str, Any]:
    """Return the same as values that JSON has."""
    return {
        "version": 1,
        "title": cohort.title,
        "as_of": cohort.as_of.isoformat(),
        "learners": [_values(row) for row in cohort.rows],
    }


def _values(row: LearnerRow) -> dict[str, Any]:
    last, verified = row.last_active, row.learner.verified
    return {
        "name": row.learner.name,
        "journal": row.learner.source,
        "group": row.group,
        "urgency": row.urgency,
        "why": row.why,
        "action": row.action,
        "last_active": last.isoformat() if last else None,
        "needs": [
            {"kind": need.kind, "urgency": need.urgency, "reason": need.reason, "items": len(need.items)}
            for need in row.needs
        ],
        "goals": row.statuses,
        "copy_of": row.learner.copy_of.isoformat() if row.learner.copy_of else None,
        "verified": verified.words if verified else None,
    }


def _line(row: LearnerRow) -> str:
    name = escaped(row.learner.name)
    shown = f"[{name}](<{row.record.url}>)" if row.record.url else name
    return f"**{shown}**: {escaped(row.why)} *{escaped(row.action)}*"


def _dated(item: DatedItem) -> str:
    text = escaped(item.text)
    return f"{item.day.isoformat()}: " + (f"[{text}](<{item.url}>)" if item.url else text)


def _shown(item: DatedItem) -> Markup:
    day = Markup('<time datetime="{0}">{0}</time> ').format(item.day.isoformat())
    if item.url:
        return day + Markup('<a href="{}" rel="noreferrer">{}</a>').format(item.url, item.text)
    return day + Markup.escape(item.text)


def _proofs(row: LearnerRow) -> str:
    """Who says that the proofs hold."""
    if row.learner.verified:
        return row.learner.verified.words[:1].upper() + row.learner.verified.words[1:] + "."
    return "Proven by its author." if row.statuses.get("proven") else ""


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{count(days, 'day')} ago")


def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    """The source of a policy that names a script or a style by what is in it (CSP level 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
