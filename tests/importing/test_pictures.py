"""Pictures come along as they look, and say nothing of a place, a camera or a person."""

from collections.abc import Callable

import pytest

from chronicles.importing.pictures.picture_kinds import MOST_BYTES, is_picture, stripped
from chronicles.problems import Refused
from tests.importing.pictures import SECRET, gif, jpeg, png, webp

KINDS = {"png": png, "jpg": jpeg, "gif": gif, "webp": webp}
each = pytest.mark.parametrize(("ending", "make"), KINDS.items(), ids=KINDS)


@each
def test_a_picture_is_the_same_without_what_it_tells(ending: str, make: Callable[..., bytes]) -> None:
    assert SECRET in make()
    assert stripped(make()) == (ending, make(notes=False))


@each
def test_what_has_no_notes_stays_as_it_is(ending: str, make: Callable[..., bytes]) -> None:
    assert stripped(make(notes=False)) == (ending, make(notes=False))


@each
def test_what_lies_behind_the_end_of_a_picture_is_gone(ending: str, make: Callable[..., bytes]) -> None:
    assert stripped(make() + SECRET) == (ending, make(notes=False))


@each
def test_a_broken_picture_is_refused(ending: str, make: Callable[..., bytes]) -> None:
    whole = make()
    for length in range(14, len(whole) - 1):
        with pytest.raises(Refused, match=r"the picture is broken|it is no picture"):
            stripped(whole[:length])


def test_a_photo_keeps_which_side_is_up_and_nothing_else() -> None:
    _, data = stripped(jpeg(orientation=6))
    assert SECRET not in data and data.count(b"Exif") == 1
    assert stripped(data) == ("jpg", data)
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in data


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\0\0\0\x20ftypheic", b"BM\0", b"", b"x" * 2_000]
)
def test_a_picture_that_cannot_be_cleaned_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as raised:
        stripped(data)
    assert raised.value.message == "it is no picture whose place and camera can be taken out"
    assert raised.value.mend == "Save it as PNG, JPEG, WebP or GIF."


def test_words_in_the_place_of_a_picture_come_along_as_they_are() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n"
    assert stripped(pointer) == ("", pointer)


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="the picture is over 30 MB"):
        stripped(b"\x89PNG" + bytes(MOST_BYTES))


def test_a_picture_is_known_by_its_name() -> None:
    assert is_picture("a/B.PNG") and is_picture("x.heic") and not is_picture("png") and not is_picture("a.md")
