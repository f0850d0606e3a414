"""How long an entry takes to read, counted as Material does, without its parser where that is not needed."""

import re
from math import ceil

from material.plugins.blog import plugin
from material.plugins.blog.readtime import readtime

from chronicles.site.material.adapters import Adapter
from chronicles.site.render.html_words import text_and_pictures

FIRST_PICTURE, LEAST = 12, 3  # seconds: each picture takes one less than the one before, to the least


def reading_time(html: str, words_per_minute: int) -> int:
    """Return the minutes that it takes to read HTML, as Material counts them."""
    if (found := text_and_pictures(html)) is None:
        return int(readtime(html, words_per_minute))
    text, pictures = found
    seconds = ceil(len(re.split(r"\W+", text)) / words_per_minute * 60)
    seconds += sum(max(FIRST_PICTURE - at, LEAST) for at in range(pictures))
    return ceil(seconds / 60)


def quicken_reading_time() -> None:
    """Let the blog count here, unless somebody has put something before it by now."""
    if plugin.readtime is readtime:
        plugin.readtime = reading_time


ADAPTER = Adapter("reading time", {"mkdocs-material": "9.8."}, quicken_reading_time)
