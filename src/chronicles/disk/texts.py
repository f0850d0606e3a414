"""The text of a source file from its bytes, or why it cannot be shown."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from chronicles.disk.line_ends import parted
from chronicles.problems import Refused

MOST_BYTES = 2_000_000
LFS = b"version https://git-lfs.github.com/spec/"
# As `>` in Windows PowerShell writes it (its manual, "about_Redirection"), so many a requirements.txt.
UTF_16 = "Save it as UTF-8: in an editor, or with 'Out-File -Encoding utf8' in PowerShell."
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class FileText:
    """A file: its lines with LF between them, none behind the last, and how they end (see `line_ends`)."""

    text: str
    ends: str = ""


def text_of(data: bytes, path: str) -> FileText:
    """Return UTF-8 `data` as text.

    Raises `Refused` for what is not text, for a pointer to a file that lives elsewhere, and for
    more than two million bytes.
    """
    check_size(len(data), path)
    if data.startswith(LFS):
        raise Refused(
            f"{path} is a Git LFS pointer, not the file", "Fetch it with 'git lfs pull', or show another."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise Refused(f"{path} is UTF-16 text", UTF_16) from None
        raise Refused(
            f"{path} is not UTF-8 text (byte {error.start})", "Show a text file saved as UTF-8."
        ) from None
    if CONTROL.search(text):
        raise Refused(f"{path} is binary, not text", "Show a text file.")
    return FileText(*parted(text))


def check_size(size: int, path: str) -> None:
    """Raise `Refused` for a file of more than two million bytes."""
    if size > MOST_BYTES:
        raise Refused(f"{path} is {size:,} bytes long", "Show a file of two million bytes at most.")
