"""Reads the lines of Org as those of Markdown, one for one."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.org_forms import (
    BEGIN,
    CLOCK,
    COMMENT,
    COOKIES,
    DRAWER,
    DRAWER_END,
    END,
    FIXED,
    FOOTNOTE,
    KEYWORD,
    PLANNING,
    RULE,
    TERM,
    UNESCAPED,
    common_space,
    item_of,
    space_of,
)
from chronicles.importing.org_lines import GONE, INDENT, OrgLine, OrgText, add_footnote, divider
from chronicles.importing.org_marks import org_marks
from chronicles.pages.weave import fence_around

ADMONITIONS = {"note", "warning", "tip", "info", "danger", "important", "caution", "attention", "hint"}
LITERAL = frozenset({"src", "example", "export"})


def org_blocks(lines: Sequence[SourceLine], block: int) -> OrgText:
    """Return the lines below a heading as Markdown; their blocks are numbered from `block` on."""
    reader = _OrgReader(lines, block)
    reader.read()
    return reader.found


class _OrgReader:
    """Reads from top to bottom; a block that is never closed is none."""

    def __init__(self, lines: Sequence[SourceLine], block: int) -> None:
        self.lines, self.block, self.at = lines, block, 0
        self.found = OrgText()
        self.prefix = ""  # of a quote, or of a note, around all
        self.items: list[int] = []  # the columns of the list items that are open
        self.ends: dict[str, list[int]] = {}
        self.drawers: list[int] = []
        for index, line in enumerate(lines):
            if match := END.match(line.text):
                self.ends.setdefault(match["kind"].lower(), []).append(index)
            elif DRAWER_END.match(line.text):
                self.drawers.append(index)

    def read(self) -> None:
        """Read all lines."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            for step in (self._blank, self._begin, self._drawer, self._mark, self._fixed, self._table):
                if step(line):
                    break
            else:
                self._text(line)

    def _add(self, line: SourceLine, text: str, kind: str) -> None:
        self.found.lines.append(OrgLine(line.number, (self.prefix + text).rstrip(), kind, self.block))
        if text.strip() != line.text.strip() or self.prefix:
            told = f"{line.text.strip()} → {(self.prefix + text).strip()}"
            self._tell(line, Fate.CHANGED, "Org, now Markdown", told)

    def _tell(self, line: SourceLine, fate: Fate, message: str, text: str) -> None:
        if not line.is_blank:
            self.found.notes.append(ImportNote(line.number, line.number, fate, message, text=text))

    def _leave(self, until: int, message: str, fate: Fate = Fate.LEFT, kind: str = "text") -> bool:
        """Leave the lines before `until` out: each stays a blank one, and is told of."""
        gone = self.lines[self.at : until]
        if fate is Fate.PRIVATE:  # once, and without its text
            self.found.notes.append(ImportNote(gone[0].number, gone[-1].number, fate, message))
        for line in gone:
            if fate is not Fate.PRIVATE:
                self._tell(line, fate, message, line.text.strip())
            self.found.lines.append(OrgLine(line.number, "", kind))
        self.at = until
        return True

    def _blank(self, line: SourceLine) -> bool:
        if not line.is_blank:
            return False
        two = self.at + 1 < len(self.lines) and self.lines[self.at + 1].is_blank
        if two:
            self.items = []  # two blank lines end a list
        self.found.lines.append(OrgLine(line.number, self.prefix.rstrip(), "blank", self.block))
        self.at += 1
        return True

    def _begin(self, line: SourceLine) -> bool:
        match = BEGIN.match(line.text)
        if match is None:
            return False
        kind = match["kind"].lower()
        ends = self.ends.get(kind, [])
        place = bisect_left(ends, self.at)
        if place == len(ends) or (self.prefix and kind not in {*LITERAL, "comment"}):
            return False
        end, depth = ends[place], self._depth(match["space"])
        self.block += 1
        if kind == "comment":
            return self._leave(end + 1, "a block of comment, which Org exports nowhere", Fate.PRIVATE)
        if kind in LITERAL:
            self._literal(line, match, end, depth)
        else:
            self._around(line, kind, end)
        return True

    def _literal(self, line: SourceLine, match: re.Match[str], end: int, depth: int) -> None:
        words = (match["words"] or "").split()
        language = re.sub(r"[^\w#.+-]", "", words[0]) if words and match["kind"].lower() != "example" else ""
        inside = self.lines[self.at + 1 : end]
        common = "" if "-i" in words else common_space([item.text for item in inside])
        texts = [UNESCAPED.sub(r"\1", item.text.removeprefix(common)) for item in inside]
        fence, space = fence_around("```", texts), " " * INDENT * depth
        self._add(line, f"{space}{fence}{language}", "code")
        for item, text in zip(inside, texts, strict=True):
            self.found.lines.append(
                OrgLine(
                    item.number,
                    (self.prefix + space + text) if text.strip() else self.prefix.rstrip(),
                    "code",
                    self.block,
                )
            )
        told = [
            item
            for item, text in zip(inside, texts, strict=True)
            if item.text.strip() != text.strip() or self.prefix
        ]
        for item in told:
            self._tell(item, Fate.CHANGED, "Org, now Markdown", item.text.strip())
        self._add(self.lines[end], space + fence, "code")
        self.at, self.block = end + 1, self.block + 1

    def _around(self, line: SourceLine, kind: str, end: int) -> None:
        """A block with paragraphs inside: a quote, a verse, a note; of any other kind only its inside."""
        inside = self.lines[self.at + 1 : end]
        self.items = []
        if kind in ADMONITIONS:
            self._add(line, f"!!! {kind}", "quote")
            self.at, self.prefix = self.at + 1, " " * INDENT
        else:
            self._leave(self.at + 1, f"the frame of a block called {kind!r}, whose inside is kept")
            self.prefix = "> " if kind in ("quote", "verse") else ""
        nested = _OrgReader(inside, self.block)
        nested.prefix = self.prefix
        nested.read()
        kept = nested.found.lines
        if kind == "verse":
            kept = [
                OrgLine(x.number, f"{x.text}<br>" if x.text.strip("> ") else x.text, x.kind, x.block)
                for x in kept
            ]
        if self.prefix:
            kept = [OrgLine(x.number, x.text, "quote", self.block) for x in kept]
        self.found.lines += kept
        self.found.notes += nested.found.notes
        for name, lines in nested.found.footnotes.items():
            add_footnote(self.found.footnotes, name, lines)
        self.prefix, self.at, self.block = "", end, max(nested.block, self.block)
        self._leave(end + 1, f"the frame of a block called {kind!r}, whose inside is kept")
        self.block += 1

    def _drawer(self, line: SourceLine) -> bool:
        match = DRAWER.match(line.text)
        place = bisect_left(self.drawers, self.at)
        if match is None or place == len(self.drawers):
            return False
        return self._leave(self.drawers[place] + 1, f"a drawer, {match['name']}")

    def _mark(self, line: SourceLine) -> bool:
        """What is of Org and no text: planning, clocks, comments, keywords."""
        if PLANNING.match(line.text):
            return self._leave(self.at + 1, "when a task was to be done")
        if CLOCK.match(line.text):
            return self._leave(self.at + 1, "a clock")
        if COMMENT.match(line.text):
            return self._leave(self.at + 1, "a comment, which Org exports nowhere", Fate.PRIVATE)
        match = KEYWORD.match(line.text)
        if match and match["key"].lower() == "caption" and match["value"].strip():
            self.block += 1
            self._add(line, org_marks(match["value"].strip()), "text")
            self.at, self.block = self.at + 1, self.block + 1
            return True
        if match or line.text.lstrip().lower().startswith(("#+begin:", "#+end:", "#+results")):
            return self._leave(self.at + 1, "a keyword of Org, which is no text")
        return False

    def _fixed(self, line: SourceLine) -> bool:
        """Lines of fixed width; set in by four columns until they get a fence, so that none is a heading."""
        match = FIXED.match(line.text)
        if match is None:
            return False
        self.block += 1
        while self.at < len(self.lines) and (match := FIXED.match(self.lines[self.at].text)):
            self._add(self.lines[self.at], " " * INDENT + (match["text"] or ""), "fixed")
            self.at += 1
        self.block += 1
        return True

    def _table(self, line: SourceLine) -> bool:
        if not line.text.lstrip().startswith("|"):
            return False
        self.block += 1
        rows = 0
        has_head = False
        while self.at < len(self.lines) and (text := self.lines[self.at].text.strip()).startswith("|"):
            if COOKIES.match(text):
                self._leave(self.at + 1, "how wide the columns of a table are", kind=GONE)
                continue
            if text.startswith("|-"):
                if rows == 1 and not has_head:
                    self._add(self.lines[self.at], divider(text.count("+") + 1), "table")
                    has_head = True
                    self.at += 1
                else:
                    self._leave(self.at + 1, "a rule within a table", kind=GONE)
                continue
            cells = text.strip("|").split("|")
            shown = " | ".join(org_marks(cell.strip()).replace(r"\vert{}", r"\|") for cell in cells)
            self._add(self.lines[self.at], f"| {shown} |", "table")
            rows += 1
            self.at += 1
        self.block += 1
        return True

    def _text(self, line: SourceLine) -> None:
        if RULE.match(line.text):
            self.items, self.block = [], self.block + 2
            self._add(line, "---", "rule")
            self.at, self.block = self.at + 1, self.block + 1
            return
        if match := FOOTNOTE.match(line.text):
            self._footnote(match)
            return
        if item_of(line.text) is not None:
            self._list_item(line)
            return
        if self.items and not line.text[:1].isspace():
            self.items, self.block = [], self.block + 1
        depth = self._depth(space_of(line.text))
        if depth:  # a paragraph of its own within an item, not one that goes on
            self.block += 1
        self._paragraph(self.at, depth)
        if depth:
            self.block += 1

    def _paragraph(self, start: int, depth: int, first: str | None = None, lead: str = "") -> None:
        """A line and those that go on with it; marks may end on the next line."""
        end = start + 1
        column = self.items[-1] if self.items else -1
        while end < len(self.lines) and self._goes_on(self.lines[end], column):
            end += 1
        texts = [line.text.strip() for line in self.lines[start:end]]
        if first is not None:
            texts[0] = first
        shown = org_marks("\n".join(texts)).split("\n")
        space = " " * INDENT * depth
        kind = "list" if self.items else "text"
        for index, text in enumerate(shown):
            self._add(self.lines[start + index], (lead if index == 0 and lead else space) + text, kind)
        self.at = end

    def _goes_on(self, line: SourceLine, column: int) -> bool:
        text = line.text
        if line.is_blank or len(space_of(text).expandtabs(8)) <= column or item_of(text) is not None:
            return False
        forms = (BEGIN, END, DRAWER, PLANNING, CLOCK, COMMENT, KEYWORD, FIXED, RULE, FOOTNOTE)
        return not any(form.match(text) for form in forms) and not text.lstrip().startswith("|")

    def _list_item(self, line: SourceLine) -> None:
        match = item_of(line.text)
        assert match is not None, "it has been looked for"
        column = len(match["space"].expandtabs(8))
        if not self.items:
            self.block += 1
        self.items = [*(other for other in self.items if other < column), column]
        depth = len(self.items)
        sign = "-" if not match["sign"][0].isdigit() else match["sign"][:-1] + "."
        box = {None: "", " ": "[ ] ", "-": "[ ] "}.get(match["box"], "[x] ")
        text = match["text"] or ""
        term = TERM.match(text) if sign == "-" else None
        lead = f"{' ' * INDENT * (depth - 1)}{sign} {box}"
        if term:
            text = f"{term['text'] or ''}"
            lead += f"**{org_marks(term['term'])}**" + (": " if text else ":")
        self._paragraph(self.at, depth, text, lead)

    def _footnote(self, match: re.Match[str]) -> None:
        end = self.at + 1
        while (
            end < len(self.lines)
            and not self.lines[end].is_blank
            and not FOOTNOTE.match(self.lines[end].text)
        ):
            end += 1
        said = [match["text"], *(line.text.strip() for line in self.lines[self.at + 1 : end])]
        shown = org_marks("\n".join(said)).split("\n")
        lines = self.lines[self.at : end]
        texts = [SourceLine(line.number, text) for line, text in zip(lines, shown, strict=True)]
        add_footnote(self.found.footnotes, match["name"], texts)
        self.found.lines += [OrgLine(line.number, "") for line in lines]
        self.at = end

    def _depth(self, space: str) -> int:
        """How many of the open list items a line that is set in belongs to."""
        column = len(space.expandtabs(8))
        self.items = [other for other in self.items if other < column]
        return len(self.items)
