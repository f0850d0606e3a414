"""The classes of highlighted code that a page needs: those that give a token a color of its own.

Every other `<span>` costs bytes and an element, and shows nothing. What is drawn is the same, as long as no
stylesheet of the site's author has more to say of them (see `chronicles.site.mkdocs.code_styles`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pygments.token import STANDARD_TYPES, Comment, Text

# What Material's stylesheet draws in another color than the code around it. Operators, punctuation and
# variables have one color, and so have the kinds of strings; a name has that of all code.
LIGHT = ("p", "o", "ow", "na", "nv", "vc", "vg", "vi")
STRINGS = ("s", "cpf", "l", "s1", "s2", "sb", "sc", "si", "ss")
OTHERS = (
    *("cp", "se", "sh", "sr", "sx", "m", "mb", "mf", "mh", "mi", "mo", "il"),
    *("k", "kd", "kn", "kp", "kr", "kt", "nd", "ni", "nl", "nt"),
    *("bp", "nb", "no", "nc", "ne", "nf", "nn", "c", "c1", "ch", "cm", "cs", "sd"),
    *("gd", "ge", "gh", "gi", "go", "gp", "gr", "gs", "gt", "gu"),
)
SHOWN = {
    **{name: group[0] for group in (LIGHT, STRINGS) for name in group},
    **{name: name for name in OTHERS},
}
NAME_END = re.compile(r"\w")

Token = tuple[Any, str]


def thinned(tokens: Iterable[Token]) -> Iterator[Token]:
    """Return the tokens with the types that have a color; their text, all in all, stays as it is.

    Blanks between two tokens of one type become of that type too: then one element holds all three. The dot
    of `a.b` is drawn as the names around it, as Pygments has it in an `import`: no sign is more frequent.

    >>> from pygments.token import Name, Operator, Punctuation, Whitespace
    >>> list(thinned([(Name, "a"), (Punctuation, ","), (Whitespace, " "), (Operator, "*"), (Name, "b")]))
    [(Token.Text, 'a'), (Token.Punctuation, ','), (Token.Punctuation, ' '), (Token.Punctuation, '*'), \
(Token.Text, 'b')]
    """
    last: Any = Text
    before = ""
    blanks: list[str] = []
    for kind, value in tokens:
        shown = Text if value == "." and NAME_END.fullmatch(before) else _shown[kind]
        if shown is Text and value and not value.strip(" \t"):
            blanks.append(value)
            continue
        if blanks:
            before = ""
            between = shown if shown is last and shown not in Comment else Text
            yield from ((between, blank) for blank in blanks)
            blanks.clear()
        yield shown, value
        before = value[-1:]
        last = Text if value.endswith("\n") else shown
    yield from ((Text, blank) for blank in blanks)


class _Types(dict[Any, Any]):
    """The type that each is shown as, `Text` where it has no color: looked up for every token there is."""

    def __missing__(self, kind: Any) -> Any:
        known = kind
        while known not in STANDARD_TYPES:
            known = known.parent
        name = SHOWN.get(STANDARD_TYPES[known])
        self[kind] = _NAMED[name] if name else Text
        return self[kind]


_NAMED = {name: kind for kind, name in STANDARD_TYPES.items()}
_shown = _Types()
