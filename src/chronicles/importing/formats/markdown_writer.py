"""Writes the elements of a page as Markdown, on markdownify's walk through them."""

import re
from collections import Counter
from html import escape

from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from chronicles.importing.formats.html_code import code_text
from chronicles.importing.formats.html_escapes import begins_line, escaped_words
from chronicles.importing.formats.html_marks import (
    INDENT,
    code_span,
    indented,
    marked,
    one_line,
    plain_address,
    tidy,
)
from chronicles.importing.formats.html_notes import note_kind
from chronicles.importing.formats.html_tables import cells_of, rows_of, table_lines
from chronicles.pages.weave import fence_around

NOTHING = "&#8203;"  # an item cannot begin with a block: before it stands a space that nobody sees
LAST_SIGNS = re.compile(r"(?<![\\#])#+\Z")  # at its end they are no part of a heading
BOX = re.compile(r"\A\[([ x])\]\s*")  # words that look like one are escaped


class MarkdownWriter(MarkdownConverter):
    """Writes one page; blocks of code are put away until all is written, so nothing changes them."""

    class Options:
        heading_style = "atx"
        bullets = "-"
        autolinks = False

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign = sign
        self._code: list[list[str]] = []
        self._cells: dict[int, str] = {}
        self._items: Counter[int] = Counter()

    def with_code(self, text: str) -> str:
        """The text with its blocks of code where they belong, as deep as the line that stands for each."""
        token = re.compile(rf"^(?P<before>.*)CODE{self._sign}N(?P<number>[0-9]+)E[ ]*$")
        found: list[str] = []
        for line in text.split("\n"):
            match = token.match(line)
            if match is None:
                found.append(line)
                continue
            before = match["before"]
            if before.strip("> "):  # the first block of an item
                found += [before + NOTHING, ""]
                before = re.sub(r"[^> ]", " ", before)
                before = before + " " * (-len(before) % len(INDENT))
            # Python-Markdown counts a tab from the beginning of the line, the sign of a quote with it.
            code = [line.expandtabs(4) if len(before) % 4 else line for line in self._block(match)]
            found += [before + line if line else before.rstrip() for line in code]
        return "\n".join(found)

    def _block(self, match: re.Match[str]) -> list[str]:
        return self._code[int(match["number"])]

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        self._text = el
        return str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaped_words(text, parent_tags, begins_line(self._text))

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = code_text(el).split("\n")
        if not any(line.strip() for line in lines):
            return ""
        if "_inline" in parent_tags:
            return "<br>".join(code_span(line) for line in lines if line.strip())
        fence = fence_around("```", lines)
        self._code.append([fence + str(el.get("data-lang") or ""), *lines, fence])
        return f"\n\nCODE{self._sign}N{len(self._code) - 1}E\n\n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags or "code" in parent_tags:
            return text
        return code_span(one_line(el.get_text()))

    convert_tt = convert_code

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "td" in parent_tags or "th" in parent_tags:
            return "<br>"
        return " " if "_inline" in parent_tags or "summary" in parent_tags else "  \n"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return marked(text, "**", "**", parent_tags)

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return marked(text, "*", "*", parent_tags)

    convert_i = convert_em

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        name = "s" if el.name == "strike" else el.name
        return marked(text, f"<{name}>", f"</{name}>", parent_tags)

    convert_s = convert_strike = convert_ins = convert_sub = convert_sup = convert_mark = convert_del
    convert_u = convert_small = convert_cite = convert_var = convert_del

    def convert_kbd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = escaped_words(one_line(el.get_text()), parent_tags, False)
        return marked(words, f"<{el.name}>", f"</{el.name}>", parent_tags)

    convert_samp = convert_kbd

    def convert_abbr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        said = one_line(str(el.get("title") or ""))
        return marked(text, f'<abbr title="{escape(said)}">' if said else "<abbr>", "</abbr>", parent_tags)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        to, words = plain_address(str(el.get("href") or "")), one_line(text)
        if not to or to.startswith("#") or not words or "\n\n" in text.strip():
            return text
        title = one_line(str(el.get("title") or "")).replace('"', "&quot;")
        before, behind = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        return f'{before}[{words}]({to} "{title}"){behind}' if title else f"{before}[{words}]({to}){behind}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = escaped_words(one_line(str(el.get("alt") or "")), {*parent_tags, "a"}, False)
        title = one_line(str(el.get("title") or "")).replace('"', "&quot;")
        to = plain_address(str(el.get("src") or ""))
        return f"![{words}]({to}" + (f' "{title}")' if title else ")") if to else words

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What would be shown or played in the page is a link to it."""
        source = el if el.get("src") else el.find("source")
        to = plain_address(str(source.get("src") or "")) if source else ""
        words = escaped_words(one_line(str(el.get("title") or "") or to), {*parent_tags, "a"}, False)
        space = " " if "_inline" in parent_tags else "\n\n"
        return f"{space}[{words}]({to}){space}" if to else ""

    convert_audio = convert_iframe = convert_video

    def convert_input(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.get("type") != "checkbox":
            return ""
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip(" \t\r\n")
        if not text:
            return ""
        if "td" in parent_tags or "th" in parent_tags:
            return f"\n{text}\n"
        return f" {text} " if "_inline" in parent_tags else f"\n\n{text}\n\n"

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A note, as GitHub and MkDocs show one, is one again; any other is a paragraph or several."""
        kind, text = note_kind(el), text.strip(" \t\r\n")
        if not kind or not text or "_inline" in parent_tags:
            return self.convert_p(el, text, parent_tags)
        title = one_line(str(el.get("title") or ""))
        said = f' "{escape(title)}"' if title and title.lower() != kind else ""
        return f"\n\n!!! {kind}{said}\n\n{indented(tidy(text), INDENT)}\n\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        text = LAST_SIGNS.sub(lambda match: match[0].replace("#", "\\#"), one_line(text))
        return f" {text} " if "_inline" in parent_tags or not text else f"\n\n{'#' * n} {text}\n\n"

    convert_article = convert_section = convert_header = convert_footer = convert_p
    convert_main = convert_aside = convert_nav = convert_center = convert_figure = convert_figcaption = (
        convert_p
    )
    convert_dl = convert_p

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{one_line(text)}\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n{indented(text.strip(), ':   ')}\n" if text.strip() else ""

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = tidy(text)
        if not text or "_inline" in parent_tags:
            return f" {text} " if text else ""
        return "\n\n" + "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) + "\n\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = tidy(text)
        is_within = "li" in parent_tags and "\n\n" not in text and not _is_followed(el)
        return f"\n{text}\n" if is_within else f"\n\n{text}\n\n" if text else ""

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = BOX.sub(r"[\1] ", tidy(text))
        self._items[id(el.parent)] += 1
        if not text:
            return ""
        if "td" in parent_tags or "th" in parent_tags:
            return f"\n{text}\n"
        is_counted = el.parent is not None and el.parent.name == "ol"
        mark = f"{_start(el) + self._items[id(el.parent)] - 1}. " if is_counted else "- "
        is_loose = "\n\n" in text or f"CODE{self._sign}" in text
        return indented(text, mark) + ("\n\n" if is_loose else "\n")

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""  # it stands in the mark of its block

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        summary = el.find("summary", recursive=False)
        said = one_line(summary.get_text()) if summary else "Details"
        text = tidy(text)
        if "_inline" in parent_tags:
            return f" {escaped_words(said, parent_tags, False)} {text} "
        mark = "???+" if el.has_attr("open") else "???"
        head = f'{mark} "{escape(said)}"'
        return f"\n\n{head}\n\n{indented(text, INDENT)}\n\n" if text else f"\n\n{escape(said)}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell is kept until its table is written, which knows how wide it is."""
        self._cells[id(el)] = re.sub(
            r"\s*\n\s*", "<br>" if el.find(["p", "div", "li", "table"]) else " ", text.strip()
        )
        return ""

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            rows = ([self._cells[id(cell)] for cell in cells_of(row)] for row in rows_of(el))
            return f"\n{text}\n" + "\n".join(" ".join(row) for row in rows)
        written = table_lines(el, self._cells)
        return f"\n\n{text.strip()}\n\n" + "\n".join(written) + "\n\n" if written else text


def _is_followed(el: Tag) -> bool:
    """Whether words stand behind an element, which would be taken for a part of it."""
    follows = next((node for node in el.next_siblings if isinstance(node, Tag) or str(node).strip()), None)
    return follows is not None and not (isinstance(follows, Tag) and follows.name in ("ul", "ol"))


def _start(el: Tag) -> int:
    start = str((el.parent.get("start") if el.parent else "") or "1")
    return int(start) if start.isdecimal() and len(start) < 9 else 1
