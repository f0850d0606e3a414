"""A file's bytes as lines of text: read in the encoding that they are in, mended where they were misread."""

import re
from collections.abc import Iterator

import ftfy
from ftfy import TextFixerConfig
from ftfy.badness import is_bad

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.pages.page import BOM, CONTROL, UTF16, split_lines
from chronicles.problems import Refused

MOST_BYTES = 30_000_000
# Only what was read in a wrong encoding is mended; quotes, ligatures and widths are the author's.
ONLY_ENCODING = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)
# UTF-8 that was read as Mac Roman: a picture begins with the byte F0, which is an apple there. Too
# few signs for ftfy to be sure, but nobody else writes one of Apple's private signs before letters.
NO_PLACE = re.compile(r"[^\t -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]")  # what may be a sign that no page has
PLAIN = re.compile(r"[\t\n -~]*")  # in such a text nothing is mended
# UTF-8 that was read as a code page of DOS, of which ftfy knows a part: letters of Europe begin with a sign
# that draws boxes there, and all else has three or four signs that are nobody's word, such as ÔÇö.
SIGNS = re.compile(r"[^\x00-\x7f]{2,}")
DOS_PAGES = "cp850", "cp437"
BOXES = "├┬"
SHORT = "\u0800"  # the first character that has three bytes in UTF-8
HARM = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
MISREAD = "this may have been read in a wrong encoding before; it is left as it is"
LOOK = "Write what was meant into the entry."
APPLE = re.compile("\uf8ff[^\x00-\x7f]+")
BINARY = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a document in RTF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"Rar!": "a RAR archive",
}


def decode(data: bytes) -> tuple[list[SourceLine], list[ImportNote]]:
    """Return the lines of a file and what was done to read them.

    The bytes are UTF-8, or UTF-16 with a byte order mark; of others ftfy's `guess_bytes` says what they are.
    Lines that somebody has read in a wrong encoding before are mended by its `fix_encoding`. Raises `Refused`
    for what is no text, and for more than `MOST_BYTES`.
    """
    if len(data) > MOST_BYTES:
        raise Refused("the file is over 30 MB", "Split it, or check that it is the right one.")
    for magic, name in BINARY.items():
        if data.startswith(magic):
            raise Refused(f"it is {name}, not text", "Export it as text, Markdown or HTML, and import that.")
    text, encoding = _text(data)
    notes = []
    if encoding:
        mend = "If it reads wrongly, save the file as UTF-8."
        notes = [ImportNote(1, 1, Fate.DECIDED, f"the file is not UTF-8; it is read as {encoding}", mend)]
    text = text.removeprefix(BOM)
    if is_plain(text):
        return [SourceLine(number, line) for number, (line, _) in enumerate(split_lines(text), 1)], notes
    lines: list[SourceLine] = []
    for number, (line, _) in enumerate(split_lines(text), 1):
        mended, said = _mended(line)
        lines.append(SourceLine(number, mended))
        if _is_misread(mended):
            notes.append(ImportNote(number, number, Fate.DECIDED, MISREAD, LOOK, mended.strip()))
        notes += [ImportNote(number, number, Fate.CHANGED, what, text=how) for what, how in said]
    return lines, notes


def is_plain(text: str) -> bool:
    """Whether a text has only signs of ASCII that show something, white space and ends of lines."""
    return text.isascii() and PLAIN.fullmatch(text.replace("\r\n", "\n")) is not None


def _text(data: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding where it is not UTF-8."""
    if data.startswith(UTF16):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Refused(f"it is broken UTF-16: {error.reason}", "Save it as UTF-8.") from None
    if b"\x00" in data:
        raise Refused("it holds NUL bytes, so it is no text", "Export it as text, and import that.")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        text, encoding = ftfy.guess_bytes(data)
        return text, {"sloppy-windows-1252": "Windows-1252", "macroman": "Mac Roman"}.get(encoding, encoding)


def _mended(line: str) -> tuple[str, list[tuple[str, str]]]:
    text, said = line, []
    for what, mend in (("a wrong encoding, mended", _decoded), ("without control characters", _printable)):
        mended = mend(text)
        if mended != text:
            said.append((what, f"{text.strip()} → {mended.strip()}"))
            text = mended
    return text, said


def _decoded(line: str) -> str:
    if line.isascii():
        return line
    # Byte order marks in the middle come from files put one behind the other.
    whole = line.replace("\ufeff", "")
    mended = APPLE.sub(_as_utf8, _from_dos(whole))
    mended = _without_harm(ftfy.fix_encoding(mended, ONLY_ENCODING), mended)
    mended = APPLE.sub(_as_utf8, mended)
    # A mend may not end the line, and may not make up characters that no page can hold.
    return mended if len(split_lines(mended)) == 1 else line


def _without_harm(mended: str, line: str) -> str:
    """A mend, unless it brings in signs that nobody has written: private ones, replacements, controls."""
    return line if set(HARM.findall(mended)) - set(line) else mended


def _is_misread(line: str) -> bool:
    """Whether a line looks as if it were read in a wrong encoding, in a way that was not mended."""
    if line.isascii() or not is_bad(line):
        return False
    mended = ftfy.fix_encoding(line, ONLY_ENCODING)
    return mended != line and _without_harm(mended, line) == line


def _from_dos(line: str) -> str:
    """A line before it was read as a code page of DOS; as it is, where that does not explain all signs."""
    for page in DOS_PAGES:
        runs = {run: _before(run, page) for run in SIGNS.findall(line)}
        if all(mended and (run[0] in BOXES or min(mended) >= SHORT) for run, mended in runs.items()):
            return SIGNS.sub(lambda match, runs=runs: runs[match[0]], line)  # type: ignore[misc]
    return line


def _before(text: str, page: str) -> str:
    """The UTF-8 that was read as a code page; nothing where it was not, or has signs of nobody."""
    try:
        return _without_harm(text.encode(page).decode("utf-8"), "")
    except UnicodeError:
        return ""


def _as_utf8(match: re.Match[str]) -> str:
    for end in range(len(match[0]), 1, -1):
        try:
            return match[0][:end].encode("mac_roman").decode("utf-8") + match[0][end:]
        except UnicodeError:
            continue
    return match[0]


def _printable(line: str) -> str:
    return CONTROL.sub("", "".join(_kept(line)) if NO_PLACE.search(line) else line)


def _kept(line: str) -> Iterator[str]:
    """Without what HTML has no place for: C1 controls, halves of pairs, non-characters."""
    for character in line:
        code = ord(character)
        if not ((0x7F <= code < 0xA0 and code != 0x85) or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE):
            yield character
