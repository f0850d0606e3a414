"""`strftime` as on Linux: one directive that the engine in a browser does not know empties the whole text."""

import re
import time
from collections.abc import Callable

DIRECTIVE = re.compile(r"%(?P<flag>[-_0^#]?)(?P<letter>[EO]?.|$)", re.DOTALL)
KNOWN = frozenset("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%")
Formatter = Callable[[str, time.struct_time], str]


def install() -> None:
    """Let `time.strftime`, which `datetime` uses as well, know what it knows on Linux."""
    engine = time.strftime

    def strftime(format: str, t: tuple[int, ...] | time.struct_time | None = None, /) -> str:
        moment = time.localtime() if t is None else t
        if not isinstance(moment, time.struct_time):
            moment = time.struct_time(moment)  # a copy of one would lose its zone

        def replace(found: re.Match[str]) -> str:
            return _expanded(found["flag"], found["letter"], moment, engine)

        return engine(DIRECTIVE.sub(replace, format), moment)

    time.strftime = strftime


def _expanded(flag: str, letter: str, moment: time.struct_time, engine: Formatter) -> str:
    """What stands for one directive in the format that the engine gets."""
    is_known = letter[-1:] in KNOWN and letter != ""
    if is_known and not flag:
        return f"%{letter}"
    text = engine(f"%{letter}", moment) if is_known else _own(letter, moment)
    if text is None:
        return f"%%{flag}{letter}"  # nobody knows it: it stays as it is
    return _flagged(flag, text).replace("%", "%%")


def _own(letter: str, moment: time.struct_time) -> str | None:
    """What the engine does not know and Linux does."""
    match letter:
        case "k":
            return f"{moment.tm_hour:2}"
        case "l":
            return f"{moment.tm_hour % 12 or 12:2}"
        case "P":
            return "am" if moment.tm_hour < 12 else "pm"
        case "s":
            return str(int(time.mktime(moment)))
        case _:
            return None


def _flagged(flag: str, text: str) -> str:
    digits = text.lstrip("0 ") or "0"
    match flag:
        case "-":
            return digits if text.strip().isdigit() else text
        case "_":
            return digits.rjust(len(text)) if text.strip().isdigit() else text
        case "0":
            return digits.rjust(len(text), "0") if text.strip().isdigit() else text
        case "^":
            return text.upper()
        case "#":
            return text.swapcase()
        case _:
            return text
