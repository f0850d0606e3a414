"""Pages of awkward text, at any size: what authors paste, and what nobody would write."""

from collections.abc import Callable, Mapping

SMALLEST = 12_000  # bytes
SIZES = tuple(SMALLEST * times for times in (1, 2, 4, 8))
HEAD = "# Awkward\n\n"


def _repeated(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def _numbered(unit: str, size: int) -> str:
    """The unit again and again, with a number of its own for each `%d`."""
    parts: list[str] = []
    while size > 0:
        parts.append(unit.replace("%d", str(len(parts))))
        size -= len(parts[-1])
    return "".join(parts)


def _once(unit: str) -> Callable[[int], str]:
    return lambda size: _repeated(unit, size)


def _many(unit: str) -> Callable[[int], str]:
    return lambda size: _numbered(unit, size)


def _deeper(before: str, after: str) -> Callable[[int], str]:
    """Lines, each of them a level deeper than the one before."""

    def text(size: int) -> str:
        lines: list[str] = []
        while size > 0:
            lines.append(f"{before * len(lines)}{after}\n")
            size -= len(lines[-1])
        return "".join(lines)

    return text


def _runs(size: int) -> str:
    """Backquotes, one more each time, so that none closes another."""
    parts: list[str] = []
    while size > 0:
        parts.append("`" * (len(parts) + 1) + " a ")
        size -= len(parts[-1])
    return "".join(parts)


KINDS: Mapping[str, Callable[[int], str]] = {
    "open brackets in a line": _once("["),
    "half of a link": _once("[a](b "),
    "half of a picture": _once("![a]("),
    "half of a link in angles": _once("[a](<b "),
    "half of a link with a title": _once('[a](b "c '),
    "half of a reference": _once("[a][b "),
    "half of a definition": _once("[a]: <b\n"),
    "links in links": _once("[a [b](c) "),
    "pictures in links": _once("[![a](b) "),
    "open parentheses": _once("[a](("),
    "open emphasis in a line": _once("*a **b "),
    "underscores in a line": _once("_a __b "),
    "open carets and tildes": _once("^^a ~~b ==c "),
    "open tags in a line": _once('<a href="'),
    "open tags below each other": _once("<div>\n"),
    "tags without an end": _once("<a b "),
    "spans in a line": _once("<span>a "),
    "spans below each other": _once("<span>\n"),
    "closing tags": _once("</div>\n"),
    "tags of Markdown": _once('<div markdown="1">\n'),
    "open instructions": _once("<?a "),
    "open declarations": _once("<![CDATA[ "),
    "half of an autolink": _once("<https://a "),
    "half of an attribute list": _once("# a {: "),
    "open comments": _once("<!-- a "),
    "runs of backquotes": _runs,
    "backslashes": _once("\\"),
    "entities": _once("&amp;&#x41;&a "),
    "a long word": _once("a"),
    "a long line of words": _once("word "),
    "spaces at the end of a word": lambda size: "a" + " " * size + "b",
    "blank lines": _once(" \n"),
    "tiny blocks of code": _many("```python\nx = %d\n```\n\n"),
    "tiny blocks with addresses": _many(
        '```python {data-from="students/models.py#Student.name"}\nx = %d\n```\n\n'
    ),
    "half of a fence": _many('```python {data-from="a%d\n\n'),
    "fences in quotes": _many("> ```python\n> x = %d\n> ```\n\n"),
    "headings": _many("## Heading %d\n\n"),
    "equal headings": _once("## Heading\n\n"),
    "bullets": _many("- bullet %d\n"),
    "deeper bullets": _deeper("    ", "- a"),
    "deeper quotes": _deeper("> ", "a"),
    "deeper notes": _deeper("    ", "!!! note\n"),
    "boxes": _many("- [ ] box %d\n"),
    "rows of a table": lambda size: "| a | b |\n|---|---|\n" + _repeated("| a | b |\n", size),
    "cells of a table": lambda size: "".join(_repeated(unit, size // 2) + "\n" for unit in ("| a ", "|---")),
    "footnotes": _many("[^%d]: A note.\n\nText[^%d].\n\n"),
    "references": _many("[a%d]: https://example.org/%d\n"),
    "abbreviations": _many("*[A%d]: a word\n\nA%d\n\n"),
    "attribute lists": _once("{: .a #b c=d "),
    "admonitions": _many('!!! note "Note %d"\n\n    Text.\n\n'),
    "tabs": _many('=== "Tab %d"\n\n    Text.\n\n'),
    "definitions": _many("Word %d\n:   what it means\n\n"),
    "a long line of code": lambda size: "```python\nx = '" + "a" * size + "\n```\n",
    "open strings of code": lambda size: "```python\n" + _repeated('f"{a ', size) + "\n```\n",
    "open brackets of JSON": lambda size: "```json\n" + _repeated('[{"a": ', size) + "\n```\n",
    "open strings of SQL": lambda size: "```sql\n" + _repeated("select 'a ", size) + "\n```\n",
    "open tags of HTML code": lambda size: "```html\n" + _repeated('<a b="', size) + "\n```\n",
    "lines of a session": lambda size: "```console\n" + _repeated("$ a\n", size) + "```\n",
    "spaces in code": lambda size: "```python\n" + " " * size + "a\n```\n",
    "spans of code": _once("`a` "),
    "marked comments": _once("<!-- more -->\n\n"),
    "numbers of a list": _many("%d. a\n"),
    "words of a sentence": _once("a. b! c? "),
    "lines of a paragraph": _once("word\n"),
    "rules": _once("---\n\n"),
    "stars": _once("*"),
    "underscores": _once("_"),
    "equals signs": _once("="),
    "bars": _once("|"),
    "colons": _once(":"),
    "hash signs": _once("#"),
    "angles": _once(">"),
    "lists of lists": _once("- - - a\n"),
    "open tags of less": _once("<"),
    "links of code": _many("[a%d](code:students/models.py#Student) "),
    "addresses": _many("<https://example.org/%d> "),
    "bullets by two": lambda size: "- a\n" + _repeated("  - a\n", size),
    "bullets by two in quotes": _once("> - a\n>   - b\n\n"),
    "lists below text": lambda size: "a\n" + _repeated("1. b\n", size),
    "lists below quotes": _once("> a\n- b\n"),
    "tables below text": _once("a\n| b |\n|---|\n| c |\n\n"),
    "texts that leave their items": _once("- a\n\n  b\n"),
    "lists in HTML": _once("<details>\n\n- a\n\n</details>\n\n"),
    "backslashes at the ends of lines": _once("a\\\n\n"),
    "single tildes": _once("a ~b~ c\n\n"),
    "tags of a template": _once("{{ a }} {% b %} "),
}

# Kinds that are awkward on one page of a journal alone, which is named; it begins with the text beside it.
ELSEWHERE: Mapping[str, tuple[str, str, Callable[[int], str]]] = {
    "notes": ("docs/journal/log.md", "# Log\n\n", _many("## 2025-09-01 10:00 Note %d\n\nText.\n\n")),
    "goals": ("docs/goals.md", "# Goals\n\n", _many("- [x] Goal %d: [model](code:students/models.py)\n")),
    "questions": ("docs/journal/posts/a.md", "---\ndate: 2025-09-01\n---\n# A\n\n", _many("- [?] Why %d?\n")),
    "tags": ("docs/journal/posts/a.md", "---\ndate: 2025-09-01\ntags:\n", _many("  - tag %d\n")),
}


def page(kind: str, size: int) -> str:
    """A page of about `size` bytes of that kind."""
    if kind in KINDS:
        return HEAD + KINDS[kind](size) + "\n"
    _, begins, text = ELSEWHERE[kind]
    return begins + text(size) + ("---\n# A\n\nText.\n" if kind == "tags" else "")
