"""The text of a post of WordPress as HTML: paragraphs of blank lines, shortcodes, and Gutenberg's blocks."""

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from chronicles.importing.account import Fate
from chronicles.importing.drafts import digest
from chronicles.importing.formats.enclosed_text import with_blocks
from chronicles.importing.formats.html_allowed import comments

# SyntaxHighlighter Evolved's shortcodes; the name of a language is one too.
CODE_NAMES = ("sourcecode", "source", "code", "syntaxhighlighter", "highlight")
LANGUAGES = (
    *(
        "python",
        "php",
        "javascript",
        "js",
        "bash",
        "shell",
        "css",
        "html",
        "xml",
        "sql",
        "java",
        "ruby",
        "perl",
    ),
    *("cpp", "csharp", "go", "diff", "yaml", "json", "powershell", "r", "text", "plain"),
)
CODE = re.compile(rf"\[(?P<name>{'|'.join((*CODE_NAMES, *LANGUAGES))})(?P<said>\s[^\[\]]*)?\]", re.IGNORECASE)
PRE = re.compile(r"<(?P<name>pre)\b[^<>]*>", re.IGNORECASE)
CAPTION = re.compile(r"\[(?P<name>wp_caption|caption)(?P<said>\s[^\[\]]*)?\]")
IMAGE = re.compile(
    r"\s*(?P<image>(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(?P<words>.*)", re.DOTALL | re.IGNORECASE
)
EMBED = re.compile(
    r"\[(?P<name>embed|youtube|vimeo|audio|video)(?P<said>[\s=][^\[\]]*)?\]"
    r"(?:(?P<inside>[^\[\]]*)\[/(?P=name)\])?"
)
# Where an address stands alone, WordPress shows what it leads to ("Embeds").
ALONE = re.compile(
    r"(?P<before>^|wp-block-embed__wrapper\">\s*)(?P<url>https?://[^\s<>\"']+)(?P<behind>[ \t]*$|\s*</div>)",
    re.MULTILINE,
)
GALLERY = re.compile(r"\[gallery(?:\s[^\[\]]*)?\]")
SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'|[^\s\"'\[\]]+))+\s*/?\]")
KEY = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
URL = re.compile(r"https?://[^\s\"'<>\[\]]+")
BLOCK = re.compile(r"\s*wp:(?P<name>[\w/-]+)(?:\s+(?P<said>\{.*\}))?\s*(?P<alone>/)?\s*", re.DOTALL)
# wpautop of WordPress' wp-includes/formatting.php: which elements are no part of a paragraph.
NAMES = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote"
    "|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption"
    "|details|summary"
)
BLOCK_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{NAMES})\b[^<>]*>", re.IGNORECASE)
HOLDERS = frozenset({"div", "blockquote", "section", "article", "aside", "header", "footer", "details"})
BLANK = re.compile(r"\n[ \t]*\n\s*")
DEEPEST = 200

Said = list[tuple[Fate, str]]


def wordpress_html(text: str) -> tuple[str, Said]:
    """Return what WordPress would make of the text of a post, and what became of that which is not HTML.

    Each of the latter is said by its fate, in words that the name of the post can follow.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said: Said = []
    kept: list[str] = []
    sign = f"k{digest(text)}n"

    def keep(html: str) -> str:
        kept.append(html)
        return f"\n\n<hr {sign}{len(kept) - 1}>\n\n"

    has_blocks = any(BLOCK.fullmatch(words) for _, _, words in comments(text))
    text = _with_languages(text, said) if has_blocks else text
    text = with_blocks(text, CODE, "[/{}]", lambda match, inside, _: keep(_code(match, inside)))
    text = with_blocks(text, PRE, "</{}>", lambda match, inside, whole: keep(whole))
    text = with_blocks(text, CAPTION, "[/{}]", _captioned)
    text = EMBED.sub(_embedded, text)
    said += [(Fate.LEFT, f"the pictures of {match[0]}") for match in GALLERY.finditer(text)]
    text = GALLERY.sub("", text)
    text = ALONE.sub(_linked, text)
    said += [
        (Fate.DECIDED, f"{match[0]} is no shortcode that is known; shown as text") for match in _unknown(text)
    ]
    text = text if has_blocks else _paragraphs(text)
    return re.sub(rf"<hr {sign}(\d+)>", lambda match: kept[int(match[1])], text), said


def _unknown(text: str) -> Iterator[re.Match[str]]:
    return SHORTCODE.finditer(text)


def _code(match: re.Match[str], inside: str) -> str:
    """A block of code; editors save its signs of HTML by their names, and then it has none."""
    keys = _keys(match["said"])
    name = match["name"].lower()
    language = keys.get("language") or keys.get("lang") or (name if name in LANGUAGES else "")
    inside = inside if "<" in inside or ">" in inside else unescape(inside)
    return f'<pre data-lang="{escape(language)}">\n{escape(inside.removeprefix(chr(10)))}</pre>'


def _keys(said: str | None) -> dict[str, str]:
    return {key.lower(): one or two or three for key, one, two, three in KEY.findall(said or "")}


def _captioned(match: re.Match[str], inside: str, whole: str) -> str:
    found = IMAGE.fullmatch(inside)
    words = _keys(match["said"]).get("caption", "")
    image, behind = (found["image"], found["words"].strip()) if found else ("", inside.strip())
    return f"<figure>{image}<figcaption>{behind or escape(unescape(words))}</figcaption></figure>"


def _embedded(match: re.Match[str]) -> str:
    """What a player would show is a link to it; without an address it stays as it was written."""
    found = URL.search(match["inside"] or "") or URL.search(match["said"] or "")
    return f'<a href="{found[0]}">{found[0]}</a>' if found else match[0]


def _linked(match: re.Match[str]) -> str:
    return f'{match["before"]}<a href="{match["url"]}">{match["url"]}</a>{match["behind"]}'


def _with_languages(text: str, said: Said) -> str:
    """Gutenberg says the language of code in a comment above it; here the block itself says it.

    What stands in a comment alone is made by the blog when it is read, and is not in the export.
    """
    found = list(comments(text))
    parts, at = [], 0
    for number, (_, end, words) in enumerate(found):
        block = BLOCK.fullmatch(words)
        if block is None:
            continue
        values = _values(block["said"])
        if block["alone"]:
            what = f" {json.dumps(values, ensure_ascii=False)}" if values else ""
            said.append((Fate.LEFT, f"the block {block['name']}{what}, which the export has no text of,"))
        language = next((values[key] for key in ("language", "lang", "codeLanguage") if values.get(key)), "")
        until = found[number + 1][0] if number + 1 < len(found) else len(text)
        pre = text.find("<pre", end, until)
        if isinstance(language, str) and language and pre >= at:
            parts += [text[at : pre + 4], f' data-lang="{escape(language)}"']
            at = pre + 4
    return "".join([*parts, text[at:]])


def _values(said: str | None) -> dict[str, Any]:
    try:
        values = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _paragraphs(text: str) -> str:
    """Paragraphs where blank lines are, and breaks where lines end, as wpautop puts them."""
    parts: list[str] = []
    opened: list[str] = []
    at = 0
    for match in BLOCK_TAG.finditer(text):
        parts += [_wrapped(text[at : match.start()], opened), match[0]]
        at = match.end()
        name = match["name"].lower()
        if match["end"]:
            _close(opened, name)
        elif name not in ("hr", "col", "area"):
            opened.append(name)
    return "".join([*parts, _wrapped(text[at:], opened)])


def _close(opened: list[str], name: str) -> None:
    inner = opened[-DEEPEST:]
    if name in inner:
        del opened[len(opened) - 1 - inner[::-1].index(name) :]


def _wrapped(text: str, opened: list[str]) -> str:
    if not text.strip():
        return text
    if opened and opened[-1] not in HOLDERS:
        return _broken(text) if len(BLANK.split(text.strip())) == 1 else _in_paragraphs(text)
    return _in_paragraphs(text)


def _in_paragraphs(text: str) -> str:
    return "".join(f"<p>{_broken(part)}</p>\n" for part in BLANK.split(text.strip()))


def _broken(text: str) -> str:
    before = text[: len(text) - len(text.lstrip())]
    lines = re.sub(r"(?:<br\s*/?>)?[ \t]*\n", "<br>\n", text.strip())
    return before + lines + text[len(text.rstrip()) :]
