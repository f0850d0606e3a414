"""Make a style sheet smaller: without rules that no page can use, and what is for its authors alone. Pure.

It knows of CSS what style sheets of themes have (CSS Syntax 3): blocks, strings, comments. What is not
understood stays as it is.
"""

import re
from collections.abc import Callable, Iterator

# A string, a comment, an address without quotes: nothing in them means anything to a rule.
OPAQUE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|url\([^)\"']*\)", re.DOTALL)
BRACES = re.compile(rf"{OPAQUE.pattern}|[{{}};]", re.DOTALL)
SPACE = re.compile(r"\s+")
# Around these a space means nothing, neither in a selector nor in a value; not around + and -, nor before (.
LOOSE = re.compile(r" ?([{};,]) ?")
NESTING = ("@media", "@supports", "@container", "@layer")  # whose blocks hold rules
IGNORED = re.compile(r":(?:not|is|where)\([^()]*\)")  # what a selector may do without
COMMAS = re.compile(r",(?![^(\[]*[)\]])")


def shortened(css: str) -> str:
    """Return a style sheet that means the same, without comments and without spaces that mean nothing."""
    kept: list[str] = []
    start = 0
    for match in OPAQUE.finditer(css):
        kept.append(_tight(css[start : match.start()]))
        kept.append(" " if match[0].startswith("/*") else match[0])
        start = match.end()
    kept.append(_tight(css[start:]))
    joined = "".join(kept)
    return _tight_outside(joined).strip()


def without(css: str, is_unused: Callable[[str], bool]) -> str:
    """Return a style sheet without the selectors that are unused, and without the rules that have no other.

    `is_unused` is asked of each selector of a list, without what stands in `:not()`, `:is()` and `:where()`.
    """
    made = []
    for head, block in _rules(css):
        name = head.lstrip()
        if block is None:
            made.append(head)
        elif name.startswith(NESTING):
            inner = without(block, is_unused)
            made += [f"{head}{{{inner}}}"] if inner.strip() else []
        elif name.startswith("@"):
            made.append(f"{head}{{{block}}}")
        else:
            selectors = [one for one in COMMAS.split(head) if not is_unused(IGNORED.sub("", one))]
            made += [f"{','.join(selectors)}{{{block}}}"] if selectors else []
    return "".join(made)


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule: what stands before its block, and the block; `None` for a statement without one."""
    depth = start = opened = 0
    for match in BRACES.finditer(css):
        sign = match[0]
        if sign == "{":
            depth += 1
            opened = match.end() if depth == 1 else opened
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                yield css[start : opened - 1], css[opened : match.start()]
                start = match.end()
        elif sign == ";" and not depth:
            yield css[start : match.end()], None
            start = match.end()
    if rest := css[start:].strip():
        yield rest, None


def _tight(text: str) -> str:
    return LOOSE.sub(r"\1", SPACE.sub(" ", text))


def _tight_outside(css: str) -> str:
    """What taking comments out has left: spaces beside a sign, and a `;` before the end of a block."""
    parts: list[str] = []
    start = 0
    for match in OPAQUE.finditer(css):
        parts += [_tight(css[start : match.start()]).replace(";}", "}"), match[0]]
        start = match.end()
    return "".join([*parts, _tight(css[start:]).replace(";}", "}")])
