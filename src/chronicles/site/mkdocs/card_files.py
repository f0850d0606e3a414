"""Writes the social cards of a site: those of the site of before, of the store, and new ones on all cores."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from chronicles.disk.cache import Store, key
from chronicles.disk.worker_processes import in_workers
from chronicles.site.build_step import BuildStep
from chronicles.site.cards.card_drawing import draw
from chronicles.site.cards.card_letters import FOLDER as FONTS
from chronicles.site.cards.card_letters import drawable
from chronicles.site.cards.social_card import SocialCard
from chronicles.site.mkdocs.incremental.output_stamps import OutputStamps

KIND = "cards"
DRAWING = "drawing social cards"


def write_cards(
    cards: Sequence[SocialCard],
    site: Path,
    stamps: OutputStamps | None,
    store: Store,
    tell: Callable[[BuildStep], None],
) -> list[str]:
    """Write the PNG of each card into the site; return what is to be said of those drawn now.

    `stamps` knows those of the site of before, `store` those that any build has drawn. Raises `OSError` where
    the disk does not take it.
    """
    wanted = {card.path: card for card in cards}
    names = {path: key(path, _drawn_by()) for path in wanted}
    missing = [path for path in wanted if not (stamps and stamps.reuse(path, names[path]))]
    kept = {path: store.part(KIND).get_sealed(names[path]) for path in missing}
    new = [path for path in missing if kept[path] is None]
    drawn = _drawn([wanted[path] for path in new], tell)
    for path, data in zip(new, drawn, strict=True):
        store.part(KIND).put_sealed(names[path], data)
        kept[path] = data
    for path in missing:
        _write(site / path, kept[path] or b"")
        if stamps:
            stamps.made(path)
    return _notices([wanted[path] for path in new])


def _drawn(cards: Sequence[SocialCard], tell: Callable[[BuildStep], None]) -> list[bytes]:
    if not cards:
        return []
    tell(BuildStep(DRAWING, 0, len(cards)))
    found = in_workers(cards, draw, lambda done: tell(BuildStep(DRAWING, done, len(cards))))
    return [found[at] if at in found else draw(card) for at, card in enumerate(cards)]


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _notices(cards: Sequence[SocialCard]) -> list[str]:
    """What to say of titles that cannot be drawn: once, since a card that is drawn is kept."""
    found = [card.title for card in cards if drawable(card.title) is None]
    if not found:
        return []
    number = f"{len(found)} social cards have" if len(found) > 1 else "A social card has"
    return [f"{number} no title: no typeface here has all letters of {found[0]!r}."]


@cache
def _drawn_by() -> str:
    """The key of what draws: another version of it, or of a typeface, may draw other bytes."""
    folder = FONTS.parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".ttf", ".json"))
    return key(version("resvg-py"), *(path.read_bytes() for path in files))
