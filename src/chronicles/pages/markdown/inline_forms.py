"""Forms of running text that GitHub knows, and that Python-Markdown knows only with an extension."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt

from chronicles.pages.markdown.engine import Engine
from chronicles.problems import Refused

FORMULA = re.compile(r"\$[^$\n]+\$")
# GFM, "Strikethrough", has one tilde on each side, too; within words, as in `5~10~15`, it is left alone.
STRUCK_BY_ONE = re.compile(r"(?<![~\w])~(?=[^~\s])[^~]*(?<=[^~\s])~(?![~\w])")
# White space to CommonMark that nobody writes: it stands at the beginning of each line but the first, so that
# the lines can be counted, also in code.
NEXT_LINE = "\u205f"
ALERT = re.compile(r"[> \t]*\[!(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*", re.IGNORECASE)


class InlineForms:
    """Finds those that the dialect of `engine` shows otherwise than GitHub; each is tried once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def refused(
        self, texts: Iterable[tuple[int, str]], quotes: Iterable[int], lines: Sequence[str]
    ) -> Iterator[Refused]:
        """Yield what is wrong with running texts, each with its first line, and with quotations at theirs."""
        for first, text in texts:
            if "~" in text or "\\\n" in text:
                for line, message, mend in self._found(text):
                    yield Refused(message, mend, first + line)
        for line in quotes:
            if (alert := ALERT.fullmatch(lines[line - 1])) and not self._has_alerts:
                message = f"GitHub shows an alert here, and the site a quotation that begins {_said(alert)}"
                yield Refused(message, "Write pymdownx.quotes with callouts: true in mkdocs.yml.", line)

    def _found(self, text: str) -> Iterator[tuple[int, str, str]]:
        """At how many lines below the first one of them is, what is wrong with it, and how to mend it."""
        told, line = set[str](), 0
        numbered = text.replace(NEXT_LINE, " ").replace("\n", f"\n{NEXT_LINE}")
        for token in _INLINE.parseInline(numbered)[0].children or []:
            name = "single" if token.type == "text" and _has_single(token.content) else token.type
            if name in _WORDS and name not in told and not self._is_known(name):
                told.add(name)
                yield line, *_WORDS[name]
            line += token.content.count(NEXT_LINE)

    def _is_known(self, name: str) -> bool:
        if name == "single":
            return not self._shows_single
        return self._strikes if name == "s_open" else self._breaks

    def _tried(self, *lines: str) -> Element:
        return self._engine.parse(list(lines), inline=True).root

    @cached_property
    def has_tables(self) -> bool:
        """Whether a table is one."""
        return self._tried("| a | b |", "| - | - |", "| c | d |").find("table") is not None

    @cached_property
    def _strikes(self) -> bool:
        return any(element.tag in ("del", "s") for element in self._tried("a ~~b~~ c").iter())

    @cached_property
    def _shows_single(self) -> bool:
        return "~b~" in "".join(self._tried("a ~b~ c").itertext())

    @cached_property
    def _breaks(self) -> bool:
        return any(element.tag == "br" for element in self._tried("a\\", "b").iter())

    @cached_property
    def _has_alerts(self) -> bool:
        return "[!NOTE]" not in "".join(self._tried("> [!NOTE]", "> a").itertext())


def _said(alert: re.Match[str]) -> str:
    return f"[!{alert['kind']}]"


def _has_single(text: str) -> bool:
    return "~" in text and STRUCK_BY_ONE.search(FORMULA.sub("", text)) is not None


# Without `text_join`, which hides what is escaped, and without the breaks of two spaces, which both know.
_INLINE = MarkdownIt("commonmark").enable("strikethrough").disable(["text_join", "newline"])
_WORDS = {
    "s_open": (
        "GitHub strikes this out, and the site shows the tildes",
        "Write pymdownx.tilde with subscript: false in mkdocs.yml.",
    ),
    "single": (
        "GitHub strikes out what stands between single tildes, and the site shows them",
        "Write two on each side, or none.",
    ),
    "hardbreak": (
        "GitHub breaks the line at this backslash, and the site shows it",
        "Write <br> or two spaces in its place.",
    ),
}
