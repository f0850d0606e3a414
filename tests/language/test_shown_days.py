"""The names of days and months on the map of a year are in the language of the site."""

from datetime import date

import pytest

from chronicles.language.site_language import SiteLanguage
from chronicles.language.site_words import SiteWords
from chronicles.progress.heatmap import heat_map


@pytest.mark.parametrize(
    ("tag", "month", "day", "said"),
    [
        ("en", "Sep", "Mon", "2025: 1 entry or step on 1 day. The table has the weeks."),
        ("de", "Sept.", "Mo.", "2025: 1 Eintrag oder Schritt an 1 Tag. Die Tabelle zeigt die Wochen."),
        ("ja", "9月", "月", "2025 年: 1 日に1 件の記事とステップ。表に週ごとの数があります。"),
        (
            "ar",
            "سبتمبر",
            "ن",
            "2025: مدونة أو خطوة واحدة في يوم واحد. في الجدول الأسابيع.",
        ),  # no room for more
    ],
)
def test_a_map_of_days_is_told_in_the_language_of_the_site(tag: str, month: str, day: str, said: str) -> None:
    days = [date(2025, 9, 1)]
    html = heat_map(2025, days, date(2025, 9, 30), SiteWords(SiteLanguage(tag)))
    assert f">{month}</text>" in html
    assert f">{day}</text>" in html
    assert f'aria-label="{said}"' in html
