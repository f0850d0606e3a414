"""What a social card says. Pure."""

from dataclasses import dataclass

from chronicles.disk.cache import key

FOLDER = "assets/cards"
SIZE = (1200, 630)  # pixels: what previews of links show whole (https://ogp.me/ names no size of its own)
DESIGN = "1"  # raise it where cards look otherwise: who has kept one by its address then asks for the new one


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A page as its card shows it, in plain texts; `""` for what is not known.

    `place` is where the page stands, such as its guide and step, or its day.
    """

    site: str
    title: str
    place: str = ""
    author: str = ""

    @property
    def path(self) -> str:
        """Its path in the site: another card has another, so nobody shows one of before."""
        return f"{FOLDER}/{key(DESIGN, self.site, self.title, self.place, self.author)[:20]}.png"

    @property
    def words(self) -> str:
        """What is read on it, for whoever does not see it."""
        return " · ".join(dict.fromkeys(filter(None, (self.title, self.place, self.site))))
