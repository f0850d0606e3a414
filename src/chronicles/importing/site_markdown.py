"""What GitHub shows of a text, written so that this site shows the same: blank lines, indents, marks."""

import re
from collections.abc import Callable, Sequence

from chronicles.importing.github_tree import GithubNode, github_tree
from chronicles.importing.html_in_markdown import folded, html_as_lines, titled
from chronicles.importing.inline_marks import exported_text, github_text, plain_text_links
from chronicles.importing.plain_lines import prose_and_code, with_breaks, wrap_width
from chronicles.importing.site_blocks import HEAD
from chronicles.importing.site_tables import site_table
from chronicles.importing.source_markup import SourceMarkup
from chronicles.pages.weave import fence_around

BLANK = "a blank line is put above it"
INDENT = "is indented otherwise"
SIGN = "a sign in it is text, and has a backslash"
HEADING = "a heading, as on this site"
LIST = "its item begins as on this site"
CODE = "a block of code, as on this site"
HTML = "HTML, now Markdown"
FOLD = "can be folded, as on GitHub"
UNCLOSED = "nothing closed its block of code"
NOTHING = "shows nothing"
RULE = "---"
SLIP = 2  # characters by which a line below a title may miss its length
STEP = "    "  # by which what is in an item is set in
LANGUAGE = re.compile(r"\s*\{?\s*\.?([\w#.+-]+)")
OWN = re.compile(r"!!!|\?\?\?")
ENTITIES = {"!!!": "\\!!!", "???": "&#63;??"}  # Python-Markdown knows no backslash before a question mark
ALONE = re.compile(r"(?:[-+*]|\d+\.) ")  # a sign with nothing behind it; below a text it would underline that
ITEM = re.compile(r"(?:[-+*]|\d+\.)(?=\s|$)")
# What begins no block to GitHub, set in as it was, and would begin one to the site.
BEGINS = re.compile(r">|`{3}|~{3}|(?:[-*_][ ]*){3,}$|=+$")
SIMPLE = frozenset({"paragraph", "heading"})
Written = tuple[int, str]  # a line, and the index of the one that it comes from


class SiteMarkdown:
    """Writes one text; `changes` says of its lines, by their indexes, what was changed in each.

    A plain text keeps its lines. Only in Markdown of GitHub's is HTML more than text.
    """

    def __init__(self, lines: Sequence[str], markup: SourceMarkup) -> None:
        self._lines = lines
        self._is_plain = markup is SourceMarkup.PLAIN
        self._is_github = markup in (SourceMarkup.GITHUB, SourceMarkup.EXPORTED)
        self._has_marks = markup is SourceMarkup.GITHUB
        self._width = wrap_width(lines) if self._is_plain else 0
        self.changes: dict[int, list[str]] = {}

    def write(self) -> list[Written] | None:
        """Return the lines as this site has them; `None` where the text cannot be told apart."""
        root = github_tree(self._lines)
        if root is None:
            return None
        written = self._blocks(root.children)
        there = {index for index, _ in written} | self.changes.keys()
        is_whole = all(index in there or not line.strip("> \t") for index, line in enumerate(self._lines))
        return written if is_whole else None

    def _note(self, index: int, what: str) -> None:
        told = self.changes.setdefault(index, [])
        if what not in told:
            told.append(what)

    def _blocks(self, nodes: Sequence[GithubNode], *, is_item: bool = False) -> list[Written]:
        """The lines of blocks that follow each other, with the blank lines between them."""
        found: list[Written] = []
        before: GithubNode | None = None
        for node in folded(nodes) if self._is_github else nodes:
            is_first_text = is_item and before is not None and before is nodes[0]
            lines = self._block(node, is_item=is_item)
            if not lines:
                continue
            if before is not None:
                is_needed = _needs_blank(before, node, is_item=is_item, is_first_text=is_first_text)
                found += self._gap(found[-1][0], lines[0][0], is_needed)
            found += lines
            before = node
        return found

    def _gap(self, last: int, first: int, is_needed: bool) -> list[Written]:
        """The blank lines that were there, or the one that has to be."""
        blank = [(i, "") for i in range(last + 1, first) if not self._lines[i].strip("> \t")][:1]
        if not blank and is_needed:
            self._note(first, BLANK)
            return [(last, "")]
        return blank

    def _block(self, node: GithubNode, *, is_item: bool) -> list[Written]:
        if node.kind == "html_block":
            return self._html(node, is_item=is_item)
        if node.kind == "code_block":
            return self._indented(node)
        if node.kind == "paragraph":
            return self._paragraph(node, is_item=is_item)
        if node.kind == "heading" and not node.markup.startswith("#"):
            return self._underlined(node, is_item=is_item)
        return _WRITERS[node.kind](self, node)

    def _paragraph(self, node: GithubNode, *, is_item: bool) -> list[Written]:
        if own := self._own(node):
            return own
        lines = self._text("\n".join(node.lines), node.first).split("\n")
        if self._is_plain:
            lines = with_breaks(lines, self._width)
        found = []
        for index, line in enumerate(lines, node.first):
            kept = line.lstrip() if is_item or index == node.first else line
            found.append((index, self._only_text(index, kept, is_item=is_item)))
        return found

    def _own(self, node: GithubNode) -> list[Written]:
        """A block that only this site knows, in an item: what belongs to it is indented by one step more."""
        if len(node.lines) < 2 or not HEAD.fullmatch(node.lines[0]):
            return []
        lines = [line.expandtabs(len(STEP)) for line in self._lines[node.first : node.last]]
        inside = [line[len(lines[0]) - len(lines[0].lstrip()) :] for line in lines]
        is_own = all(line.startswith(STEP) for line in inside[1:])
        return list(enumerate(inside, node.first)) if is_own else []

    def _only_text(self, index: int, line: str, *, is_item: bool) -> str:
        """A line of running text that begins with nothing but words."""
        match = ITEM.match(line) if is_item and not line.startswith(("[ ]", "[x]", "[X]")) else None
        if match:
            self._note(index, SIGN)
            return f"{line[: match.end() - 1]}\\{line[match.end() - 1 :]}"
        if opening := OWN.match(line):  # "!!! remember" and "??? why" are words
            self._note(index, SIGN)
            return f"{ENTITIES[opening[0]]}{line[len(opening[0]) :]}"
        if line.startswith("#") or (is_item and BEGINS.match(line)):
            self._note(index, SIGN)
            return f"\\{line}"
        return line

    def _text(self, text: str, first: int) -> str:
        if not (self._is_github or self._is_plain):
            return text
        read = github_text if self._has_marks else exported_text if self._is_github else plain_text_links
        new, changes = read(text)
        for line, what in changes:
            self._note(first + line, what)
        return new

    def _heading(self, node: GithubNode) -> list[Written]:
        title = self._text(node.lines[0] if node.lines else "", node.first)
        if title.endswith("#"):
            self._note(node.first, SIGN)
            title = f"{title[:-1]}\\#"
        return [(node.first, f"{node.markup} {title}".rstrip())]

    def _underlined(self, node: GithubNode, *, is_item: bool) -> list[Written]:
        if self._is_plain:
            return self._plain_underlined(node, is_item=is_item)
        underline = self._lines[node.last - 1].strip("> \t")
        text = " ".join(line.strip() for line in node.lines)
        if len(node.lines) == 1 and not is_item:
            title = self._text(text, node.first)
            return [(node.first, title), (node.last - 1, underline)]
        for index in range(node.first, node.last):
            self._note(index, HEADING)
        return [(node.first, f"{'#' * int(node.tag[1])} {self._text(text, node.first)}")]

    def _plain_underlined(self, node: GithubNode, *, is_item: bool) -> list[Written]:
        """Lines with a rule below them: it underlines the last one only if it is as long as that."""
        last, rule = node.last - 1, self._lines[node.last - 1].strip("> \t")
        is_title = abs(len(rule) - len(node.lines[-1].strip())) <= SLIP
        texts = node.lines[:-1] if is_title else node.lines
        found: list[Written] = []
        if texts:
            part = GithubNode("paragraph", node.first, node.first + len(texts), lines=texts)
            found = [*self._paragraph(part, is_item=is_item), (node.first + len(texts) - 1, "")]
            self._note(node.first + len(texts), BLANK)
        if is_title:
            title = self._text(node.lines[-1].strip(), last - 1)
            return [*found, (last - 1, title), (last, rule)]
        return [*found, (last, rule if rule.startswith("---") else RULE)]

    def _rule(self, node: GithubNode) -> list[Written]:
        text = self._lines[node.first].strip("> \t")
        is_rule = len(set(text) - {" ", "\t"}) == 1
        return [(node.first, text if is_rule else node.markup[:1] * 3)]

    def _fence(self, node: GithubNode) -> list[Written]:
        match = LANGUAGE.match(node.info)
        language = match[1] if match else ""
        fence = fence_around(node.markup, node.lines)
        if language != node.info.strip() or fence != node.markup:
            self._note(node.first, CODE)
        span = node.last - node.first
        end = node.last - 1
        if len(node.lines) >= span - 1 and not (span > 1 and self._closes(node)):
            self._note(node.first, UNCLOSED)
        inside = [
            (min(index, max(end, node.first)), line) for index, line in enumerate(node.lines, node.first + 1)
        ]
        return [(node.first, fence + language), *inside, (max(end, node.first), fence)]

    def _closes(self, node: GithubNode) -> bool:
        line = self._lines[node.last - 1].strip("> \t")
        return len(line) >= len(node.markup) and set(line) == {node.markup[0]}

    def _indented(self, node: GithubNode) -> list[Written]:
        """Code that is indented, between fences; in plain text, indented prose is no code."""
        found: list[Written] = []
        whole = list(enumerate(node.lines, node.first))
        for is_text, lines in prose_and_code(whole) if self._is_plain else ((False, whole),):
            found += [(lines[0][0] - 1, "")] if found else []
            found += self._prose(lines) if is_text else self._code(lines)
        return found

    def _prose(self, lines: Sequence[Written]) -> list[Written]:
        for index, _ in lines:
            self._note(index, INDENT)
        texts = [line.strip() for _, line in lines]
        part = GithubNode("paragraph", lines[0][0], lines[-1][0] + 1, lines=texts)
        return self._paragraph(part, is_item=True)

    def _code(self, lines: Sequence[Written]) -> list[Written]:
        self._note(lines[0][0], CODE)
        fence = fence_around("```", [line for _, line in lines])
        return [(lines[0][0], fence), *lines, (lines[-1][0], fence)]

    def _html(self, node: GithubNode, *, is_item: bool) -> list[Written]:
        lines = html_as_lines("\n".join(node.lines)) if self._is_github else None
        if lines is None:
            return self._paragraph(node, is_item=is_item)
        what = HTML if lines else NOTHING
        for index in range(node.first, node.last):
            self._note(index, what)
        return [(min(index, node.last - 1), line) for index, line in enumerate(lines, node.first)]

    def _list(self, node: GithubNode) -> list[Written]:
        found: list[Written] = []
        is_apart = False  # whether blank lines are in the item before: without one it goes on in the next
        for item in node.children:
            lines = self._item(item)
            if found:
                found += self._gap(
                    found[-1][0], lines[0][0], is_apart or ALONE.fullmatch(lines[0][1]) is not None
                )
            found += lines
            is_apart = any(not text for _, text in lines)
        return found

    def _item(self, item: GithubNode) -> list[Written]:
        mark = f"{item.info}." if item.info else item.markup
        if item.markup == ")":
            self._note(item.first, LIST)
        inside = self._blocks(item.children, is_item=True)
        if not inside:
            return [(item.first, f"{mark} ")]
        first = item.children[0].kind
        if first in SIMPLE:
            head, rest = [(inside[0][0], f"{mark} {inside[0][1]}")], inside[1:]
        else:
            self._note(item.first, LIST)
            head, rest = [(item.first, f"{mark} "), (item.first, "")], inside
        return [*head, *_set_in(rest, STEP)]

    def _quote(self, node: GithubNode) -> list[Written]:
        inside = self._blocks(node.children)
        return [(index, f"> {line}" if line else ">") for index, line in inside] or [(node.first, ">")]

    def _details(self, node: GithubNode) -> list[Written]:
        title, children = titled(node)
        inside = self._blocks(children)
        self._note(node.first, FOLD)
        self._note(node.last - 1, FOLD)
        for index in range(node.first, inside[0][0] if inside else node.last):
            self._note(index, FOLD)
        head = [(node.first, f'{node.markup} "{title}"'), (node.first, "")]
        return [*head, *_set_in(inside, STEP)]

    def _table(self, node: GithubNode) -> list[Written]:
        return site_table(node, self._lines, self._text)


def _set_in(lines: Sequence[Written], space: str) -> list[Written]:
    return [(index, space + line if line.strip() else "") for index, line in lines]


def _needs_blank(before: GithubNode, node: GithubNode, *, is_item: bool, is_first_text: bool) -> bool:
    """Whether Python-Markdown sees the second of two blocks only behind a blank line."""
    if is_item:
        return not (is_first_text and before.kind == "paragraph" and node.kind.endswith("_list"))
    is_title = node.kind == "heading" and node.markup.startswith("#")
    if before.kind == "heading" and before.markup.startswith("#"):
        return not (is_title or node.kind == "paragraph" or node.kind.endswith("_list"))
    return not (is_title and before.kind == "paragraph")


_WRITERS: dict[str, Callable[[SiteMarkdown, GithubNode], list[Written]]] = {
    "heading": SiteMarkdown._heading,
    "hr": SiteMarkdown._rule,
    "fence": SiteMarkdown._fence,
    "bullet_list": SiteMarkdown._list,
    "ordered_list": SiteMarkdown._list,
    "blockquote": SiteMarkdown._quote,
    "details": SiteMarkdown._details,
    "table": SiteMarkdown._table,
}
