"""A page's text from its bytes, and its lines as Markdown counts them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.pages.page import Page, decode, split_lines
from chronicles.problems import Refused
from tests.examples import examples

some = settings(max_examples=examples(300), derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("é\n".encode(), "é\n"),
        (b"\xef\xbb\xbfa", "\ufeffa"),
        (b"a\r\nb\rc\td\x0c", "a\r\nb\rc\td\x0c"),
        ("\u2028\x85\U0001f600\x7f".encode(), "\u2028\x85\U0001f600\x7f"),
    ],
)
def test_utf_8_is_decoded_and_no_byte_is_lost(data: bytes, text: str) -> None:
    assert decode(data) == text
    assert text.encode() == data


@pytest.mark.parametrize(
    ("data", "message", "mend"),
    [
        (b"\xff\xfea\x00", "the page is UTF-16", "Save it as UTF-8."),
        (b"\xfe\xff\x00a", "the page is UTF-16", "Save it as UTF-8."),
        (b"\xff", "byte 0 (line 1) is not UTF-8", "Save the page as UTF-8."),
        (b"a\nb\r\n\xe9t\xe9", "byte 5 (line 3) is not UTF-8", "Save the page as UTF-8."),
        (b"a\rb\r\xe9", "byte 4 (line 3) is not UTF-8", "Save the page as UTF-8."),
        (b"a\n\xed\xa0\x80", "byte 2 (line 2) is not UTF-8", "Save the page as UTF-8."),
        (b"\xc0\x80", "byte 0 (line 1) is not UTF-8", "Save the page as UTF-8."),
        (b"a\xe2\x82", "byte 1 (line 1) is not UTF-8", "Save the page as UTF-8."),
        (b"a\x00b", "line 1 holds the control character U+0000", "Delete that character."),
        (b"a\r\nb\n\x1b[31m", "line 3 holds the control character U+001B", "Delete that character."),
        (b"a\rb\r\x02", "line 3 holds the control character U+0002", "Delete that character."),
        (b"a\x03", "line 1 holds the control character U+0003", "Delete that character."),
        (b"a\x0bb", "line 1 holds the control character U+000B", "Delete that character."),
        (b"\x08", "line 1 holds the control character U+0008", "Delete that character."),
        (b"\x1f", "line 1 holds the control character U+001F", "Delete that character."),
    ],
)
def test_what_is_no_text_is_refused_where_it_stands(data: bytes, message: str, mend: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert (refused.value.message, refused.value.mend) == (message, mend)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("\ufeffa\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        ("\r\r\n\n", ["", "", "", ""]),
        ("a\u2028b\x85c\fd\ve\x1cf", ["a\u2028b\x85c\fd\ve\x1cf"]),
        ("\ufeff\ufeffa", ["\ufeffa"]),
    ],
)
def test_lines_end_where_markdown_ends_them(text: str, lines: list[str]) -> None:
    assert Page("page.md", text).lines == lines


@some
@given(st.text(st.sampled_from("ab\r\n\u2028\f\ufeff "), max_size=20))
def test_lines_and_their_endings_are_the_text_again(text: str) -> None:
    split = split_lines(text)
    assert "".join(line + ending for line, ending in split) == text
    assert [line for line, _ in split] == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@some
@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_are_refused_or_come_back(data: bytes) -> None:
    try:
        text = decode(data)
    except Refused as refused:
        assert refused.message and refused.mend
        return
    assert text.encode() == data
    assert not {"\0", "\x02", "\x03", "\x1b"} & set(text)
