"""What other programs write: JSON, TOML, cookies, people, white space."""

import gzip
import json

import pytest

from chronicles.git.commands import MAIL, NAME
from chronicles.guides.outline import Step
from chronicles.guides.series.patches import Patch, read_letter
from chronicles.importing.formats.posts import read_front
from chronicles.live.pack import squeezed
from chronicles.proof.transcripts.json_patterns import layout, merge, read, written
from chronicles.source.excerpts import Index
from chronicles_client.cookies import CookieJar
from chronicles_client.raw_requests import AnswerNames
from tests.versions.nests import ROOMY, Nest, lines, lists, mappings

DEEPER = [pytest.param(levels, False, marks=ROOMY) for levels in (600, 1_200)]


@pytest.mark.parametrize(("levels", "is_read"), [(50, True), (200, False), *DEEPER])
def test_a_front_matter_too_deep_for_some_python_is_none(levels: int, is_read: bool) -> None:
    forms = [f"+++\na = {lists(levels)}\n+++\n", f'{{"a": {mappings(levels)}}}\n\nText']
    assert [read_front(lines(form)) is not None for form in forms] == [is_read, is_read]


@pytest.mark.parametrize("nest", [lists, mappings])
def test_an_answer_is_read_as_json_by_all_or_as_text_by_all(nest: Nest) -> None:
    shown, came = nest(100), nest(100).replace("1", "2")
    assert written(merge(read(shown), read(came)), layout(shown)) == came
    for levels in (101, 260, 320, 1_200):
        with pytest.raises(ValueError):
            read(nest(levels))


def test_packed_bytes_name_no_system() -> None:
    """`gzip.compress` writes which one it is, until 3.12."""
    packed = squeezed(b"text")
    assert (packed[:10].hex(), gzip.decompress(packed)) == ("1f8b08000000000002ff", b"text")


@pytest.mark.parametrize(
    ("headers", "cookies"),
    [
        (["a=b; Path=/; HttpOnly; SameSite=Lax", "c=d"], "a=b; c=d"),
        (["a=b; Secure; Partitioned"], "a=b"),  # a word that Python knows since 3.14
        (["a=b; Priority=High; SomethingNew"], "a=b"),
        (['a="b\\073 c"'], 'a="b\\073 c"'),
        (["a=b", "a=; Max-Age=0"], ""),
        (["a=b", "a=; Max-Age=-1"], ""),
        (["a=b", "a=c; Max-Age=soon"], "a=c"),
        (["a=b", "a=; expires=Thu, 29 Oct 2015 00:00:00 GMT"], ""),
        (["a=b", "a=c; expires=Thu, 29 Oct 2015 00:00:00 GMT; Max-Age=60"], "a=c"),
        (["a=b", "a=c; expires=tomorrow"], "a=c"),
        (["a=b", "a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"], ""),
        (["a=b; expires=Fri, 28 Aug 2026 12:00:00 GMT; Max-Age=31449600"], "a=b"),
        (["=b", "a b=c", "a=b\x01c", ""], ""),
    ],
)
def test_cookies_are_kept(headers: list[str], cookies: str) -> None:
    jar = CookieJar()
    jar.absorb([("Set-Cookie", header) for header in headers], "")
    assert jar.header("/") == cookies


@ROOMY
def test_an_answer_nested_too_deeply_gives_no_values() -> None:
    names = AnswerNames()
    names.remember([("Content-Type", "application/json")], json.dumps({"a": "b"}).encode())
    names.remember([("Content-Type", "application/json")], b"[" * 100_000)
    assert names.fill("{a}", {}) == "b"


@pytest.mark.parametrize(
    ("sender", "name", "mail"),
    [
        ("Ada <ada@example.org>", "Ada", "ada@example.org"),
        ('"Lovelace, Ada" <ada@example.org>', "Lovelace, Ada", "ada@example.org"),
        ("Lovelace, Ada <ada@example.org>", "Lovelace, Ada", "ada@example.org"),  # as git reads it
        ("Ada (King) <ada@example.org>", "Ada", "ada@example.org"),
        ("=?UTF-8?q?Zo=C3=AB?= <zoe@example.org>", "Zoë", "zoe@example.org"),
        ("ada@example.org", NAME, "ada@example.org"),
        ("undisclosed: ;", NAME, MAIL),
        ("Ada", NAME, MAIL),
    ],
)
def test_whoever_wrote_a_patch(sender: str, name: str, mail: str) -> None:
    text = f"From: {sender}\nDate: Fri, 29 Aug 2025 12:00:00 +0200\nSubject: [PATCH] a step\n"
    letter = read_letter(Patch(Step("a", "01", "steps/a/01-b.md"), "a.patch", text.encode()))
    assert (letter.name, letter.mail) == (name, mail)


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("  a\n    b\n", ("a", "  b")),
        ("  a\n \n  b\n", ("a", "", "b")),
        ("  a\n\f\n  b\n", ("a", "\f", "b")),  # text for `textwrap.dedent` until 3.13
        ("  a\n\u3000\n  b\n", ("a", "\u3000", "b")),
        ("\ta\n  b\n", ("\ta", "  b")),
        ("\u3000a\n\u3000b\n", ("\u3000a", "\u3000b")),
    ],
)
def test_an_excerpt_stands_at_the_left(inside: str, lines: tuple[str, ...]) -> None:
    source = f"# region r\n{inside}# endregion\n"
    assert Index(source, "a.txt").cut(("r",)).lines == lines
