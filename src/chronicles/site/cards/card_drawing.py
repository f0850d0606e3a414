"""Draws social cards as PNG, with the typefaces that come with it alone: so all machines draw the same."""

from chronicles.site.cards.card_letters import FONT
from chronicles.site.cards.card_picture import svg
from chronicles.site.cards.social_card import SocialCard


def draw(card: SocialCard) -> bytes:
    """Return the PNG of a card."""
    import resvg_py  # what few builds need: those that have a card to draw

    return resvg_py.svg_to_bytes(svg_string=svg(card), skip_system_fonts=True, font_files=[str(FONT)])
