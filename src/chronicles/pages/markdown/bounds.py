"""What a page may cost: what would keep the engine busy for minutes is refused before it begins.

The engine looks for the end of a link, of a tag or of a list of attributes from each place where one begins,
as far as the text goes; and who reads its HTML keeps a list of what is open. So a few thousand that are
never closed cost their number squared. What is counted here is that work, in characters and tags.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chronicles.problems import Refused

# The engine calls itself for each level, and a site of pages has half of Python's stack in use.
MOST_LEVELS = 200
MOST_BRACKETS = 1000  # open at once; 10,000 take ten seconds
MOST_STEPS = 4_000_000  # characters that are looked through in vain, a call each: about a second
MOST_SEARCHED = 200_000_000  # … that one search passes over: the same
MOST_COPIED = 4_000_000_000  # … that are copied, since each mark makes a new text of its paragraph: the same
MOST_EQUAL = 500  # headings with the same words: for each, the engine tries all numbers before its own
MOST_OPEN = 400_000  # tags that are open, counted anew at every tag
# Superfences takes twice as long for every option that is followed by something else at last.
MOST_OPTIONS = 16
FENCE = re.compile(r"[> \t]*(?:`{3,}|~{3,})[ \t]*(?:\.?[\w#.+-]+(?=[\t ]|$))?[ \t]*(?P<rest>.*)")
ITEM = re.compile(r"(?P<before>[> ]*)(?:[-*+]|\d+[.)]|!!!|\?\?\?|===)[ +]")
QUOTES = re.compile(r"[> \t]*")
BRACKET = re.compile(r"[\[\]]")
PARENTHESIS = re.compile(r"(?P<link>\]\()|[()]|\n[ \t]*(?=\n)")
ANGLE = re.compile(r"<(?=[A-Za-z/!?])(?!!--)|>")  # the end of a comment is looked for only once
COMMENT = re.compile("<!--|-->")
HEADING = re.compile(r"^(?:#{1,6}.*|(?=\S).*(?=\n(?:=+|-+)[ \t]*$))", re.MULTILINE)
# Where a text of its own begins: at blank lines, items, rows, headings, quotes.
PARAGRAPH = re.compile(r"\n(?=[ \t]*(?:[-*+|>#:]|\d+[.)]|\n|$))")
MARK = re.compile(r"[\\`*_\[<&!^~=:]")
BRACE = re.compile(r"\{:|\}")
TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)(?=[\s/>])[^<>]*?(?P<is_empty>/?)>")
# Elements that have no end: HTML, "Void elements".
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NESTED = "the page is nested too deeply"
FEWER = "Take some of its levels out."


def check_lines(lines: Sequence[str]) -> None:
    """Raise `Refused` for lines with which the search for blocks would not come to an end."""
    for number, line in enumerate(lines, 1):
        if line.count("=") > MOST_OPTIONS and _is_endless(line):
            message = f"line {number} opens a block with more words than the engine can read"
            raise Refused(message, 'Write them in braces, as in ```python {title="…"}, and nothing behind.')
        # A list and its item are two levels, and four columns.
        if len(line) > MOST_LEVELS / 2 and _indentation(line) > MOST_LEVELS * 2:
            raise Refused(NESTED, FEWER, number)


def check_text(text: str) -> None:
    """Raise `Refused` for a text, its blocks of code taken out, that costs more than a page may.

    The refusal has the line of the text where it begins.
    """
    if text.count("[") > MOST_BRACKETS and (at := _bracket_too_many(text)):
        raise Refused(NESTED, FEWER, _line(text, at))
    for mark, spans, most in (
        ("](", _links(text), MOST_STEPS),
        ("<", _pairs(text, ANGLE, ">"), MOST_STEPS),
        ("{:", _pairs(text, BRACE, "}"), MOST_STEPS),
        ("<!--", _pairs(text, COMMENT, "-->"), MOST_SEARCHED),
    ):
        if found := _in_vain(spans, most):
            message = f"{found[1]} times {mark!r} begins what is not closed, which takes too long to read"
            mend = "Close it, put a backslash before it, or put code between lines of ```."
            raise Refused(message, mend, _line(text, found[0]))
    if at := _tag_too_many(text):
        message = "too many HTML tags are open at once, which takes too long to read"
        raise Refused(message, "Close each of them, or write &lt; where none is meant.", _line(text, at))
    if at := _paragraph_too_long(text):
        message = "this paragraph is too long for the marks in it, which takes too long to read"
        raise Refused(message, "Divide it by blank lines, or put code between lines of ```.", _line(text, at))
    if at := _heading_too_many(text):
        message = f"more than {MOST_EQUAL} headings say the same, which takes too long to tell apart"
        raise Refused(message, "Give them words of their own.", _line(text, at))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _indentation(line: str) -> int:
    """How far in a list item or the like begins; a quote in quotes is as far in as its marks say."""
    match = ITEM.match(line.expandtabs(4))
    quotes = QUOTES.match(line)
    assert quotes, "it may be empty"
    return max(match.end("before") if match else 0, quotes[0].count(">") * 2)


def _is_endless(line: str) -> bool:
    match = FENCE.match(line)
    rest = match["rest"].rstrip(" \t") if match else "{}"
    return not (rest.startswith("{") and rest.endswith("}"))


def _bracket_too_many(text: str) -> int:
    """Where the bracket is with which too many are open at once, 0 where that never is."""
    level = 0
    for bracket in BRACKET.finditer(text):
        level = level + 1 if bracket[0] == "[" else max(0, level - 1)
        if level > MOST_BRACKETS:
            return bracket.start()
    return 0


def _links(text: str) -> Iterator[tuple[int, int]]:
    """Where the address of each link begins and ends; one that does not ends with its paragraph."""
    open_ones: list[tuple[int, bool]] = []
    for match in PARENTHESIS.finditer(text):
        if match["link"] or match[0] == "(":
            open_ones.append((match.start(), bool(match["link"])))
        elif match[0] == ")" and open_ones:
            begin, is_link = open_ones.pop()
            if is_link:
                yield begin, match.start()
        elif match[0] != ")":
            yield from ((begin, match.start()) for begin, is_link in open_ones if is_link)
            open_ones.clear()
    yield from ((begin, len(text)) for begin, is_link in open_ones if is_link)


def _pairs(text: str, marks: re.Pattern[str], end: str) -> Iterator[tuple[int, int]]:
    """Where each of them begins, and where the next end is, or that of the text."""
    begun: list[int] = []
    for match in marks.finditer(text):
        if match[0] == end:
            yield from ((begin, match.start()) for begin in begun)
            begun.clear()
        else:
            begun.append(match.start())
    yield from ((begin, len(text)) for begin in begun)


def _in_vain(spans: Iterable[tuple[int, int]], most: int) -> tuple[int, int] | None:
    """Where the first of the long spans begins, and how many there are, if all have more characters."""
    steps = number = first = 0
    for begin, end in spans:
        steps += end - begin
        if end - begin > MOST_BRACKETS:
            first = min(first, begin) if number else begin
            number += 1
    return (first, number) if steps > most else None


def _tag_too_many(text: str) -> int:
    """Where the tag is with which too many were open, 0 where that never is."""
    level = steps = 0
    for tag in TAG.finditer(text):
        if tag["is_empty"] or tag["name"].lower() in VOID:
            continue
        level = max(0, level - 1) if tag["closes"] else level + 1
        steps += level
        if steps > MOST_OPEN:
            return tag.start()
    return 0


def _paragraph_too_long(text: str) -> int:
    """Where a paragraph begins whose marks are copied too often, 0 where there is none."""
    if len(text) ** 2 < MOST_COPIED:
        return 0
    begin = 0
    for end in (*(match.end() for match in PARAGRAPH.finditer(text)), len(text)):
        if (end - begin) ** 2 > MOST_COPIED and len(MARK.findall(text, begin, end)) * (
            end - begin
        ) > MOST_COPIED:
            return begin + 1
        begin = end
    return 0


def _heading_too_many(text: str) -> int:
    """Where the heading is with which too many are equal, 0 where that never is."""
    said: Counter[str] = Counter()
    for heading in HEADING.finditer(text):
        said[heading[0].strip("# \t")] += 1
        if said[heading[0].strip("# \t")] > MOST_EQUAL:
            return heading.start() + 1
    return 0
