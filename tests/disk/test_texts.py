"""The text of a source file from its bytes."""

import pytest

from chronicles.disk.texts import MOST_BYTES, FileText, text_of
from tests.journals import refused

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


UTF_16 = "Save it as UTF-8: in an editor, or with 'Out-File -Encoding utf8' in PowerShell."


@pytest.mark.parametrize(
    ("data", "text", "ends"),
    [
        (b"", "", "0"),
        (b"\n", "", ""),
        (b"a\n", "a", ""),
        (b"a\n\n", "a\n", ""),
        (b"a\r\nb\rc\n", "a\nb\nc", "wrn"),
        (b"a\r\nb\r\n", "a\nb", "w"),
        (b"a\nb", "a\nb", "n0"),
        (b"\xef\xbb\xbfa\n", "a", "b"),
        (b"\xef\xbb\xbfa\r\n\r\nb", "a\n\nb", "bww0"),
        (b"\ta\x0cb\n", "\ta\x0cb", ""),
        ("é学\u2028🐍".encode(), "é学\u2028🐍", "0"),
        (b"a" * MOST_BYTES, "a" * MOST_BYTES, "0"),
        (
            b"see version https://git-lfs.github.com/spec/v1\n",
            "see version https://git-lfs.github.com/spec/v1",
            "",
        ),
    ],
    ids=[
        *(
            "empty",
            "line",
            "last line end",
            "only one",
            "line ends",
            "windows",
            "no end",
            "bom",
            "bom and ends",
        ),
        *("tab", "letters", "long", "lfs"),
    ],
)
def test_text(data: bytes, text: str, ends: str) -> None:
    assert text_of(data, "a.py") == FileText(text, ends)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\xff", "a.py is not UTF-8 text (byte 1)\nShow a text file saved as UTF-8."),
        ("é".encode("latin-1"), "a.py is not UTF-8 text (byte 0)\nShow a text file saved as UTF-8."),
        ("x".encode("utf-16"), f"a.py is UTF-16 text\n{UTF_16}"),
        (b"\xfe\xff\0x", f"a.py is UTF-16 text\n{UTF_16}"),
        ("x".encode("utf-16-le"), "a.py is binary, not text\nShow a text file."),
        (b"\xed\xa0\x80", "a.py is not UTF-8 text (byte 0)\nShow a text file saved as UTF-8."),
        (b"\xc0\xaf", "a.py is not UTF-8 text (byte 0)\nShow a text file saved as UTF-8."),
        (b"x = 1\0", "a.py is binary, not text\nShow a text file."),
        (b"\x1b[31mred", "a.py is binary, not text\nShow a text file."),
        (b"\x89PNG\r\n\x1a\n", "a.py is not UTF-8 text (byte 0)\nShow a text file saved as UTF-8."),
        (LFS, "a.py is a Git LFS pointer, not the file\nFetch it with 'git lfs pull', or show another."),
        (
            b"a" * (MOST_BYTES + 1),
            "a.py is 2,000,001 bytes long\nShow a file of two million bytes at most.",
        ),
    ],
    ids=[
        "cut",
        "latin-1",
        "utf-16",
        "utf-16-be with a mark",
        "utf-16-le",
        "surrogate",
        "overlong",
        "null",
        "escape",
        "png",
        "lfs",
        "long",
    ],
)
def test_what_is_no_text_is_refused(data: bytes, expected: str) -> None:
    assert refused(lambda: text_of(data, "a.py")) == expected
