"""What a page of an export says of itself: what every engine knows, and nothing that stops one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

KEPT = ("title", "description", "date", "tags")


def front_matter(values: Mapping[str, Any]) -> str:
    """Return the front matter with those of `values` that every engine knows; `""` where none is left.

    A date is that of the page's making, as Material's `date: {created: …}` says it, too.
    """
    said = {key: _plain(key, values[key]) for key in KEPT if values.get(key)}
    kept = {key: value for key, value in said.items() if value}
    if not kept:
        return ""
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n"


def _plain(key: str, value: Any) -> Any:
    if key == "tags":
        return [str(tag) for tag in value] if isinstance(value, list) else []
    if key == "date":
        made = value.get("created") if isinstance(value, Mapping) else value
        return made if isinstance(made, date) else None
    return " ".join(str(value).split())
