"""Days in words: each as the blog writes it, however often."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.blog.plugin import BlogPlugin

from chronicles.site.material import kept_dates

DAYS = [
    date(2025, 8, 29),
    datetime(2025, 8, 29, 1, tzinfo=UTC),
    datetime(2025, 8, 29, 1, tzinfo=timezone(timedelta(hours=1))),
    datetime(2025, 8, 29, 0, tzinfo=UTC),  # the same moment as the one before
    datetime(2025, 8, 29),
]


@pytest.mark.parametrize("language", ["en", "de", "pt-BR"])
def test_each_day_is_written_as_by_the_blog(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_dates, "_written", {})
    blog: Any = BlogPlugin.__new__(BlogPlugin)
    config = SimpleNamespace(theme={"language": language})
    for _ in range(2):
        for form in ("long", "yyyy/MM", "d MMMM yyyy HH:mm z"):
            for day in DAYS[1:] if "HH" in form else DAYS:
                assert kept_dates._format_date(blog, day, form, config) == kept_dates._plain(
                    blog, day, form, config
                )
