"""What stands above an entry that only its author sees."""

from html import escape

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.reading import Reading


def draft_mark(reading: Reading | None, words: SiteWords = ENGLISH) -> str:
    """Return the HTML that says why readers do not see an entry; nothing for `None`, one that they see.

    It says so in `words`.
    """
    if reading is None:
        return ""
    front_matter = reading.front_matter
    if front_matter.values.get("draft") is True:
        why = words.say("entry.draft_why", setting='<code dir="ltr">draft: true</code>')
        return _note(words.say("entry.draft"), why)
    day = front_matter.date.isoformat() if front_matter.date else words.say("entry.scheduled_day")
    return _note(words.say("entry.scheduled"), words.say("entry.scheduled_why", day=escape(day)))


def _note(title: str, words: str) -> str:
    return (
        '<div class="admonition warning chronicles-draft">'
        f'<p class="admonition-title">{title}</p><p>{words}</p></div>\n'
    )
