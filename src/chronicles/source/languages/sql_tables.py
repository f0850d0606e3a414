"""The tables and views that an SQL file creates, and the lines of each."""

from collections.abc import Iterator

from chronicles.source.definitions import Definitions, LineSpan, ordered

KINDS = frozenset({"TABLE", "VIEW"})
MOST_WORDS = 5  # CREATE OR REPLACE TEMPORARY TABLE
QUOTES = "\"'`[]"


def sql_tables(source: str) -> Definitions:
    """Return the tables and views that `source` creates, each to its semicolon.

    The lexer of sqlparse, which Django needs anyway, knows strings and comments of all dialects; SQL has no
    one grammar by which a file could be refused.
    """
    return Definitions(ordered(_created(source)))


def _created(source: str) -> Iterator[tuple[str, LineSpan]]:
    from sqlparse import tokens  # few pages quote SQL
    from sqlparse.lexer import tokenize

    line, first, last = 1, 0, 0
    words: list[str] = []
    for kind, text in tokenize(source):  # type: ignore[no-untyped-call]  # it has no types
        if text.strip() and kind not in tokens.Comment:
            first = first if words else line
            last = line + text.count("\n")
            words.append(text)
        line += text.count("\n")
        if text == ";":
            yield from ((name, LineSpan(first, last)) for name in _names(words))
            words = []
    yield from ((name, LineSpan(first, last)) for name in _names(words))


def _names(words: list[str]) -> list[str]:
    """The name of what a statement creates, without its schema and its quotes, if it creates one."""
    upper = [word.upper() for word in words]
    at = next((at for at, word in enumerate(upper[:MOST_WORDS]) if word in KINDS), None)
    if at is None or not upper[0].startswith("CREATE"):
        return []
    at += 1
    while at < len(upper) and set(upper[at].split()) <= {"IF", "NOT", "EXISTS"}:
        at += 1
    while upper[at + 1 : at + 2] == ["."]:
        at += 2
    return [words[at].strip(QUOTES)] if at < len(words) else []
