"""The blocks of a Django template, and the lines of each."""

import re

from chronicles.problems import Refused
from chronicles.source.definitions import Definitions, LineSpan, ordered
from chronicles.source.languages.grammar import OTHERWISE

NOT_LINE_END = re.compile(r"[^\n]")


def template_blocks(source: str) -> Definitions:
    """Return the blocks of `source`, each from its `{% block … %}` to its `{% endblock %}`.

    Django's own lexer reads the tags, which knows `verbatim`; comments are left out here. What has no
    beginning or no end is told.
    """
    from django.template.base import Lexer, TokenType  # few pages quote templates

    places: list[tuple[str, LineSpan]] = []
    opened: list[tuple[str, int]] = []
    hidden = False
    for token in Lexer(source).tokenize():
        words = token.contents.split() if token.token_type == TokenType.BLOCK else []
        if hidden or not words:
            hidden = hidden and words[:1] != ["endcomment"]
        elif words[0] == "comment":
            hidden = True
        elif words[0] == "block" and len(words) > 1:
            opened.append((words[1], token.lineno))
        elif words[0] == "endblock":
            if not opened:
                return Definitions(
                    ordered(places), refused=_wrong(token.lineno, "ends a block that none begins")
                )
            name, line = opened.pop()
            places.append((name, LineSpan(line, token.lineno)))
    refused = (
        _wrong(opened[-1][1], f"begins the block {opened[-1][0]!r}, which never ends") if opened else None
    )
    return Definitions(ordered(places), refused=refused)


def without_tags(source: str) -> str:
    """Return `source` with spaces in place of each tag and variable of the template, line for line."""
    if "{" not in source:  # with which all of them begin
        return source
    from django.template.base import tag_re

    return str(tag_re.sub(lambda match: NOT_LINE_END.sub(" ", match[0]), source))


def _wrong(line: int, what: str) -> Refused:
    return Refused(f"line {line} of the template {what}", OTHERWISE)
