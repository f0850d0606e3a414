"""The difference between two texts: as a unified diff, and as the lines that are new."""

import difflib

from chronicles.disk.line_ends import letters
from chronicles.disk.texts import FileText

# What stands below such a line; the first is what diff and git say.
OTHERWISE = {"0": "\\ No newline at end of file"} | {
    letter: f"\\ Line ends in {name}" for letter, name in (("n", "LF"), ("w", "CRLF"), ("r", "CR"))
}


def unified(before: FileText | None, after: FileText | None, path: str) -> list[str]:
    """Return a unified diff of two texts, as `git diff` heads it; `None` is a file that is not there.

    A line that ends otherwise than the others of both texts has a line below it that says how, as `diff` says
    of a last line without a newline.
    """
    usual = _usual(before, after)
    old, new = _ended(before, usual), _ended(after, usual)
    old_name = f"a/{path}" if before is not None else "/dev/null"
    new_name = f"b/{path}" if after is not None else "/dev/null"
    found = difflib.unified_diff(old, new, old_name, new_name, lineterm="")
    # An empty line that stays has no space before it, as with `diff --suppress-blank-empty`: what an editor
    # takes away at the end of a line must be no difference.
    return ["" if part == " " else part for line in found for part in line.split("\n")]


def _usual(before: FileText | None, after: FileText | None) -> str:
    """The letter of most line ends of both."""
    ends = [letter for text in (before, after) if text for letter in letters(text.ends, _number(text))]
    return max("nwr", key=ends.count)


def _number(text: FileText) -> int:
    return text.text.count("\n") + 1


def _ended(text: FileText | None, usual: str) -> list[str]:
    """The lines, behind each that ends otherwise a line that says how."""
    if text is None or not text.text:
        return []
    ends = zip(text.text.split("\n"), letters(text.ends, _number(text)), strict=True)
    return [line if end == usual else f"{line}\n{OTHERWISE[end]}" for line, end in ends]


def new_lines(before: str, after: str) -> frozenset[int]:
    """Return the numbers (from 1) of the lines of `after` that `before` did not have there."""
    old, new = _lines(before), _lines(after)
    # Exact matching takes cubic time where lines repeat, as blank ones do.
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 1000)
    return frozenset(
        number
        for tag, _, _, first, last in matcher.get_opcodes()
        if tag != "equal"
        for number in range(first + 1, last + 1)
    )


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
