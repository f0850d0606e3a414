"""Days in words, as Material's blog writes them: each is looked up once, not for each list that shows it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from material.plugins.blog.plugin import BlogPlugin

from chronicles.site.material.adapters import Adapter

MOST = 20_000  # that are kept
_plain: Callable[..., str] = BlogPlugin._format_date
_written: dict[tuple[str, str, str], str] = {}


def _format_date(blog: BlogPlugin, day: date, form: str, config: Any) -> str:
    # Equal times of two zones are two, and are written as such by `repr`.
    key = (repr(day), form, str(config.theme["language"]))
    if key not in _written:
        if len(_written) >= MOST:
            _written.clear()
        _written[key] = _plain(blog, day, form, config)
    return _written[key]


def keep_dates() -> None:
    """Let the blog write its days here."""
    BlogPlugin._format_date = _format_date


ADAPTER = Adapter("dates", {"mkdocs-material": "9.8.", "babel": "2."}, keep_dates)
