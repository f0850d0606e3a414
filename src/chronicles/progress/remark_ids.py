"""What a question, or what needs review, is known by outside of its journal."""

from hashlib import sha256

LENGTH = 10  # digits: of a million remarks two would be the same one with a chance of one in two


def remark_id(page: str, text: str) -> str:
    """Return the id of the words `text` in the entry at the path `page` below `docs/`.

    It is the same for everybody who has both; spaces that a new line or an editor made do not count.
    """
    return sha256(f"{page}\0{' '.join(text.split())}".encode("utf-8", "surrogateescape")).hexdigest()[:LENGTH]
