"""Transcripts as readers see them: what to copy, requests and responses, queries to fold out."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.transcripts import Exchange, Transcript
from chronicles.site.render.demo_html import INPUTS, RUN
from chronicles.site.render.live_inputs import live_inputs

ATTRIBUTE = "data-transcript"
BLOCK = re.compile(
    rf'<div class="(?P<classes>[^"]*)"(?P<more>[^>]*?) {ATTRIBUTE}="(?P<name>\w+)"(?P<rest>[^>]*)>'
)
END = "</pre></div>"
RUNS = re.compile(rf' {RUN}="[^"]*"')


def presented(html: str, transcripts: Mapping[str, Transcript], words: SiteWords = ENGLISH) -> str:
    """Return a page's HTML with its transcripts, named by the attribute `data-transcript`, presented.

    Copying a console or a session copies what is put in, an exchange is shown as its two parts, and
    queries are folded away behind their number. What is said of them is in `words`.
    """
    out, at = [], 0
    for found in BLOCK.finditer(html):
        end = html.find(END, found.end())
        if found.start() < at or end < 0 or found["name"] not in transcripts:
            continue
        end += len(END)
        transcript = transcripts[found["name"]]
        out += [html[at : found.start()], _block(found, html[found.end() : end], transcript, words)]
        at = end
    return "".join([*out, html[at:]])


def to_copy(transcript: Transcript) -> str:
    """Return what a reader wants of a block: its inputs, a line each, without prompts and answers."""
    return "\n".join(exchange.input for exchange in transcript.exchanges)


def _block(found: re.Match[str], inside: str, transcript: Transcript, words: SiteWords) -> str:
    attributes = f"{found['more']}{found['rest']}"
    if f" {RUN}=" in attributes:
        inputs = escape(json.dumps(live_inputs(transcript), ensure_ascii=False), quote=True)
        attributes = RUNS.sub(lambda run: f'{run[0]} {INPUTS}="{inputs}"', attributes)
    if transcript.kind == "http":
        return _exchange(found["classes"], attributes, transcript.exchanges[0], words)
    if transcript.kind == "sql":
        block = f'<div class="{found["classes"]}"{attributes}>{inside}'
        summary = f"<summary>{_asked(transcript.exchanges[0], words)}</summary>"
        return f'<details class="chronicles-queries">{summary}{block}</details>'
    copied = escape(to_copy(transcript), quote=True).replace("\n", "&#10;")
    classes = f"{found['classes']} chronicles-transcript"
    return f'<div class="{classes}" data-copy="{copied}"{attributes}>{inside}'


def _asked(part: Exchange, words: SiteWords) -> str:
    """How many queries a block shows: each ends with a semicolon at the end of a line."""
    number = sum(line.rstrip().endswith(";") for line in part.expected)
    return words.say("block.queries", number) if number else words.say("block.no_query")


def _exchange(classes: str, attributes: str, part: Exchange, words: SiteWords) -> str:
    request = _half(classes, attributes, words.say("block.request"), part.shown)
    if not part.expected:
        return f'<div class="chronicles-exchange">{request}</div>'
    digits = re.search(r"\b(\d)\d\d\b", part.expected[0])
    kind = f" chronicles-status-{digits[1]}" if digits else ""
    response = _half(f"{classes} chronicles-response{kind}", "", words.say("block.response"), part.expected)
    return f'<div class="chronicles-exchange">{request}{response}</div>'


def _half(classes: str, attributes: str, name: str, lines: Sequence[str]) -> str:
    """One half of an exchange, in a box that says which one it is."""
    code = highlight("\n".join(lines), get_lexer_by_name("http"), HtmlFormatter(nowrap=True))
    title = f'<span class="filename">{name}</span>'
    return f'<div class="{classes}"{attributes}>{title}<pre><span></span><code>{code}</code></pre></div>'
