"""What stands above an entry that only its author sees."""

from html import escape

from chronicles.pages.reading import Reading


def draft_mark(reading: Reading | None) -> str:
    """Return the HTML that says why readers do not see an entry; nothing for `None`, one that they see."""
    if reading is None:
        return ""
    front_matter = reading.front_matter
    if front_matter.values.get("draft") is True:
        return _note("Draft", "Readers do not see this page while it says <code>draft: true</code>.")
    day = front_matter.date.isoformat() if front_matter.date else "its day"
    return _note("Scheduled", f"Readers do not see this page before {escape(day)}.")


def _note(title: str, words: str) -> str:
    return (
        '<div class="admonition warning chronicles-draft">'
        f'<p class="admonition-title">{title}</p><p>{words}</p></div>\n'
    )
