"""What of a journal's record other programs are told: all of it, but what the journal keeps to itself."""

from collections.abc import Collection
from typing import Any

# What stands in the place of a part that is left out, so that the record keeps to its schema.
EMPTY: dict[str, Any] = {
    "entries": [],
    "steps": [],
    "goals": [],
    "weeks": [],
    "questions": [],
    "needs_review": [],
    "skills": [],
    "roadmap": [],
    "challenge": None,
    "following": [],
    "pauses": [],
    "paces": [],
    "proofs": {"held": 0, "not_run": 0, "lost": 0},
    "portfolio": [],
}
# Parts of parts: the author of the journal, the evidence of each goal.
PARTS = (*EMPTY, "author", "evidence")


def shared(values: dict[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    """Return the values of a record (`json_record.report`) without the parts `left_out`, each one of `PARTS`.

    Of weeks the run of weeks is a part.
    """
    told = values | {name: EMPTY[name] for name in left_out if name in EMPTY}
    if "weeks" in left_out:
        told["run"] = {"current": 0, "longest": 0}
    if "author" in left_out:
        told["journal"] = told["journal"] | {"author": None}
    if "evidence" in left_out:
        told["goals"] = [goal | {"evidence": []} for goal in told["goals"]]
    return told
