"""The picture of a social card, as SVG 1.1. Pure, but for the widths of letters, which come with it.

Its colors are those of the light site: `--md-default-bg-color`, `--md-default-fg-color` and
`--md-accent-fg-color` of assets/chronicles.css.
"""

from collections.abc import Iterator
from html import escape

from chronicles.site.cards.card_letters import FAMILY, drawable, is_right_to_left, width_of
from chronicles.site.cards.card_lines import FittedText, fitted
from chronicles.site.cards.social_card import SIZE, SocialCard

PAPER, INK, ACCENT = "#fdfcf9", "#1c1f26", "#157038"
QUIET = 0.72  # of the ink: `--md-default-fg-color--light`
MARGIN = 80
WIDTH, HEIGHT = SIZE
ROOM = WIDTH - 2 * MARGIN
FORMS = ((84.0, 2), (72.0, 3), (58.0, 4))  # of a title: the size of its letters, and the most lines
SMALL = 34.0
LEADING = 1.2  # from line to line, in sizes of letters
MIDDLE = 330  # where the middle of the title is
# UAX #9, "2.4 Explicit Directional Isolates": a text from right to left is one with Latin in it, too.
ISOLATE, END = "\u2067", "\u2069"


def svg(card: SocialCard) -> str:
    """Return the picture of a card; texts whose letters cannot be drawn are left out."""
    title = drawable(card.title) or ""
    side = MARGIN if not is_right_to_left(title) else WIDTH - MARGIN
    lines = fitted(title, ROOM, FORMS, width_of) if title else FittedText(SMALL, ())
    drawn = "".join(_texts(card, lines, side))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' font-family="{FAMILY}" font-weight="700">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<rect width="{WIDTH}" height="14" fill="{ACCENT}"/>{drawn}'
        f'<rect x="{MARGIN}" y="526" width="{ROOM}" height="2" fill="{INK}" fill-opacity="0.16"/></svg>'
    )


def _texts(card: SocialCard, title: FittedText, side: int) -> Iterator[str]:
    """Each line of the card: where the page stands, its title, and below them whose it is."""
    step = title.size * LEADING
    first = MIDDLE - step * (len(title.lines) - 1) / 2 + title.size * 0.36  # half of a capital's height
    yield _line(_one_line(card.place, ROOM), side, 118, SMALL, ACCENT)
    for number, line in enumerate(title.lines):
        yield _line(line, side, first + number * step, title.size, INK)
    name = _one_line(card.site, ROOM * 0.6)
    yield _line(name, side, 580, SMALL, INK)
    if card.author != card.site:
        room = ROOM - width_of(name, SMALL) - MARGIN
        yield _line(_one_line(card.author, room), WIDTH - side, 580, SMALL, INK, QUIET)


def _one_line(text: str, room: float) -> str:
    said = drawable(text)
    return "".join(fitted(said, room, ((SMALL, 1),), width_of).lines) if said else ""


def _line(text: str, x: int, y: float, size: float, color: str, opacity: float = 1) -> str:
    """A line that begins at `x` and leads away from the edge that is nearer."""
    if not text:
        return ""
    anchor = "start" if x < WIDTH / 2 else "end"
    said = f"{ISOLATE}{text}{END}" if is_right_to_left(text) else text
    return (
        f'<text x="{x}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{color}"'
        f' fill-opacity="{opacity:g}">{escape(said)}</text>'
    )
