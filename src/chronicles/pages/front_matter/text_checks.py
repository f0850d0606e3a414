"""What the texts of a front matter hold that cannot be shown, or that no link may lead to."""

from chronicles.pages.characters import unfit
from chronicles.pages.front_matter.pairs import FIRST, Pairs
from chronicles.pages.front_matter.scalars import USES, Scalar, scalars
from chronicles.pages.web_addresses import script_address, wrong_address
from chronicles.problems import Refused

# What `import` writes for itself, whatever stood in the file, and nobody is shown.
UNSHOWN = frozenset({"imported"})


def wrong_texts(pairs: Pairs) -> list[tuple[str, int, Refused]]:
    """Return what is wrong with texts, however deep, each with its key at the top and its line.

    Of a key whose value is wrong already nothing more is said.
    """
    shown = [(key, node) for key, node in pairs.nodes.items() if key in pairs.values.keys() - UNSHOWN]
    found = [
        (key, pairs.places.get(key, FIRST), refused)
        for key, _ in shown
        if (refused := unfit(key, f"the key {key!r}"))
    ]
    return found + [
        (key, pairs.line_of(scalar.node), refused)
        for key, scalar in scalars(shown)
        if (refused := _wrong(key, scalar))
    ]


def _wrong(top: str, scalar: Scalar) -> Refused | None:
    is_inside = scalar.key != top and top.lower() not in USES
    name = f"{scalar.key!r} of {top!r}" if is_inside else repr(top)
    name = f"the key {scalar.key!r}" if scalar.is_key else name
    if refused := unfit(scalar.text, name):
        return refused
    if scalar.use == "text":
        return None
    return (wrong_address if scalar.use == "link" else script_address)(scalar.text, name)
