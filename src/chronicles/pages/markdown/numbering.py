"""Words that number the places of a page, so that they can be found in what an engine makes of it."""


def unused_word(text: str) -> str:
    """Return a word that is nowhere in `text`, and that no markup begins with."""
    word = "zqz"
    while word in text:
        word += "q"
    return word
