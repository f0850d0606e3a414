"""Make the captions of snippets links to their source."""

import re
from collections.abc import Mapping
from html import escape

# What superfences prints above a snippet; where its lines are numbered, a table stands between.
CAPTION = re.compile(
    r'(?P<head><div [^>]*data-from="(?P<origin>[^"]*)"[^>]*>'
    r'(?:<table class="highlighttable"><tr><th [^>]*>)?)'
    r'<span class="filename">(?P<title>.*?)</span>'
)


def linked(html: str, urls: Mapping[str, str]) -> str:
    """Return the HTML of a page with each caption a link; `urls` has one for each origin printed there."""

    def link(match: re.Match[str]) -> str:
        if (url := urls.get(match["origin"])) is None:
            return match[0]
        return f'{match["head"]}<span class="filename"><a href="{escape(url)}">{match["title"]}</a></span>'

    return CAPTION.sub(link, html)
