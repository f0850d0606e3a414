"""The characters that a title, a description or a name cannot hold.

XML 1.0, section 2.2, has no room for most controls, so no feed has; in HTML they are parse errors
("Preprocessing the input stream"). The embeddings and overrides of Unicode's UAX #9 let a line read as
another one, and so do its isolates where they are left open; closed in pairs they are how a word of another
direction is written. The rest is what "Unicode in XML and other Markup Languages" (W3C), section 3, tells to
leave out.
"""

import re

from chronicles.problems import Refused

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TURNING = re.compile("[\u202a-\u202e]")
PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
NOWHERE = re.compile(f"[\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef{PLANES}]")
ISOLATES, END = "\u2066\u2067\u2068", "\u2069"
UNFIT = re.compile("|".join([*(one.pattern for one in (CONTROL, TURNING, NOWHERE)), f"[{ISOLATES}{END}]"]))


def unfit(text: str, name: str) -> Refused | None:
    """Return why `text`, which is called `name`, cannot stand there; `None` where it can."""
    if UNFIT.search(text) is None:
        return None
    if found := CONTROL.search(text):
        return Refused(f"{name} holds the control character {_code(found[0])}", "Delete that character.")
    if found := TURNING.search(text):
        message = f"{name} holds {_code(found[0])}, which turns the direction of what follows"
        return Refused(message, "Delete that character.")
    if found := NOWHERE.search(text):
        return Refused(f"{name} holds {_code(found[0])}, which no text can hold", "Delete that character.")
    return _unpaired(text, name)


def fit(text: str) -> str:
    """Return `text` without the characters that `unfit` may name."""
    return UNFIT.sub("", text)


def _unpaired(text: str, name: str) -> Refused | None:
    """Why its isolates are no pairs, `None` where they are."""
    waiting: list[str] = []
    for sign in text:
        if sign in ISOLATES:
            waiting.append(sign)
        elif sign == END and not waiting:
            message = f"{name} holds {_code(END)}, which ends nothing"
            return Refused(message, "Delete that character.")
        elif sign == END:
            waiting.pop()
    if not waiting:
        return None
    message = f"{name} holds {_code(waiting[0])}, which turns the direction of what follows, and no end of it"
    return Refused(message, f"Delete that character, or write {_code(END)} where it ends.")


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
