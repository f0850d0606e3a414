"""Diagrams of Mermaid in the HTML of a page: the script of the site that draws them, and their words."""

import re

from chronicles.language.site_words import ENGLISH, SiteWords

DIAGRAM = re.compile(r'<pre class="mermaid">(?P<code>(?:<code>)?.*?(?:</code>)?)</pre>', re.DOTALL)
# Material's script fetches Mermaid from another host unless it is there by then.
BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.')


def with_diagrams(html: str, script: str, words: SiteWords = ENGLISH) -> str:
    """Return a page with what draws its diagrams, and below each its source in words.

    `script` is the address of Mermaid from the page; without it the words stand in the place of the diagram.
    """
    if not DIAGRAM.search(html):
        return html
    if not script:
        return DIAGRAM.sub(r'<pre class="chronicles-diagram">\g<code></pre>', html)
    summary = f"<summary>{words.say('diagram.words')}</summary>"
    html = DIAGRAM.sub(lambda match: _told(match, summary), html)
    tag = f'<script src="{script}"></script>'
    return BUNDLE.sub(lambda match: tag + match[0], html, count=1)


def _told(match: re.Match[str], summary: str) -> str:
    return f'{match[0]}<details class="chronicles-diagram">{summary}<pre>{match["code"]}</pre></details>'
