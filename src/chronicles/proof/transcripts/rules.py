"""What two runs of the same command may differ in, settled by name. The manual lists these rules."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from chronicles.proof.transcripts.ellipses import ANY

VERSION = 4  # of all that decides whether an answer fits: with another, nothing is remembered as proven
PROJECT = "~/project"  # how the folder of the project is called on a page
INSTALLED = re.compile(r'(?<=File ")/[^"\n]*/(?:(?:site|dist)-packages|python3\.\d+t?)/')
# The same where pytest names a file, in full or as seen from the project's folder.
OUTSIDE = re.compile(r"""(?<![^\s"'(\[=])(?:\.\./|/)[^\s"':]*/(?:(?:site|dist)-packages|python3\.\d+t?)/""")
PROGRAM = re.compile(r"^/\S+/python[\d.]*t?(?=: )", re.MULTILINE)  # as Python calls itself in what it refuses
# Of the head of pytest's output: where it runs, in which versions, and which plugins are there.
PLATFORM = re.compile(r"^platform \S+ -- Python \S+, pytest-\S+, pluggy-\S+(?: -- .*)?$", re.MULTILINE)
PLUGINS = re.compile(r"(^rootdir: .*\n(?:(?:configfile|testpaths): .*\n)*)plugins: .*\n", re.MULTILINE)
# A frame of a traceback with its code: a line of it or all, and below it marks, as each Python learned to.
FRAME = re.compile(r'^(  File "[^"\n]+", line \d+, in .+\n(?: {4}.*\n)?+)(?: {4}.*\n)+', re.MULTILINE)
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, what it is about, and what it makes of a line before two are compared."""

    name: str
    about: str
    apply: Callable[[str], str]


def _replaced(pattern: str, by: str) -> Callable[[str], str]:
    found = re.compile(pattern)
    return lambda line: found.sub(by, line)


RULES = (
    Rule("duration", "seconds that something took", _replaced(r"\b\d+\.\d+(?= ?s\b| ?seconds\b)", "0.000")),
    Rule("minutes", "the same in hours and minutes", _replaced(r"(?<=s) \(\d+:\d\d:\d\d\)", "")),
    Rule("banner", "how many = stand around a line", _replaced(r"^=+ (.*\S) =+$", r"= \1 =")),
    Rule("python", "the last number of Python's version", _replaced(r"\b(Python 3\.\d+)\.\d+\b", r"\1")),
)


def settled(output: str, folder: str) -> list[str]:
    """Return the lines of an output as a page shows them.

    The project's folder is called `~/project`, where Python and its packages are `…/`, the versions in the
    head of pytest's output are `…`, and its plugins are left out. The addresses of objects are `0x…`, colors
    are taken out, and other control characters are shown as symbols. Of a traceback stays one line of code a
    frame, without the marks below it.
    """
    text = ESCAPES.sub("", output).replace("\r\n", "\n")
    text = text.replace(folder, PROJECT) if folder else text
    text = OUTSIDE.sub(f"{ANY}/", INSTALLED.sub(f"{ANY}/", PROGRAM.sub("python", text)))
    text = PLATFORM.sub(f"platform {ANY} -- Python {ANY}, pytest-{ANY}, pluggy-{ANY}", text)
    text = FRAME.sub(r"\1", PLUGINS.sub(r"\1", text))
    text = re.sub(r"\b0x[0-9a-f]{6,}\b", f"0x{ANY}", text)
    lines = [line.rstrip() for line in text.expandtabs(8).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return ["".join(map(_shown, line)) for line in lines]


def plain(line: str) -> str:
    """Return a line with every rule applied, as two lines are compared."""
    for rule in RULES:
        line = rule.apply(line)
    return line


def _shown(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else character
