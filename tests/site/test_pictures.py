"""Pictures of a site: what of them goes out, the smaller ones, and what pages say of them."""

import posixpath
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from chronicles.problems import Refused
from chronicles.site.features.drawn_pictures import drawn
from chronicles.site.render.picture_tags import PictureTags, ShownPicture
from tests.importing import pictures

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
UPRIGHT = 0x0112


def photo(width: int = 1200, height: int = 900, *, orientation: int = 1, place: str = "Lagos") -> bytes:
    """A photo whose notes say with what and where it was taken."""
    from PIL import Image

    image = Image.effect_noise((width // 8, height // 8), 80).resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[UPRIGHT], exif[0x010F] = orientation, place
    file = BytesIO()
    image.save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


def screen(width: int = 640, height: int = 400) -> bytes:
    from PIL import Image

    file = BytesIO()
    Image.effect_noise((width, height), 50).save(file, "PNG")
    return file.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = pictures.png()
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


def opened(data: bytes) -> Any:
    from PIL import Image

    return Image.open(BytesIO(data))


def test_a_photo_goes_out_without_its_notes_and_in_smaller_sizes() -> None:
    taken = photo()
    made = drawn(taken)
    assert b"Lagos" in taken and b"Lagos" not in made.data and (made.width, made.height) == (1200, 900)
    assert [width for width, _ in made.smaller] == [480, 960, 1200]
    sizes = [len(data) for _, data in made.smaller]
    assert sizes == sorted(sizes) and sizes[-1] < len(made.data)
    for width, data in made.smaller:
        image = opened(data)
        assert (image.format, image.size) == ("WEBP", (width, width * 3 // 4))
        assert b"EXIF" not in data and b"Lagos" not in data
    assert drawn(taken) == made


def test_the_smaller_ones_of_a_photo_stand_upright() -> None:
    made = drawn(photo(1200, 900, orientation=6))
    assert (made.width, made.height) == (900, 1200)
    assert [opened(data).size for _, data in made.smaller] == [(480, 640), (900, 1200)]
    assert opened(made.data).getexif() == {UPRIGHT: 6}  # browsers turn it, and it is as it was, bit by bit


def test_none_is_larger_than_the_next() -> None:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1200, 800), "white")
    for at in range(0, 800, 10):
        ImageDraw.Draw(image).text((at % 70, at), "def students(self): return " * 5, fill="navy")
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    sizes = [len(data) for _, data in drawn(file.getvalue()).smaller]
    assert sizes and sizes == sorted(sizes)


SVG = "<svg xmlns='http://www.w3.org/2000/svg' {}><path d='M0 0'/></svg>"


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("width='120' height=\"80px\"", (120, 80)),
        ("viewBox='0 0 24 12.4'", (24, 12)),
        ("width='100%' height='100%' viewBox='0,0,30,40'", (30, 40)),
        ("viewBox='0 0 0 10'", (0, 0)),
        ("width='3em' height='2em'", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_size_of_a_drawing(said: str, size: tuple[int, int]) -> None:
    made = drawn(SVG.format(said).encode())
    assert (made.width, made.height) == size and not made.smaller


def test_small_and_moving_pictures_stay_one_file() -> None:
    made = drawn(pictures.gif())
    assert made.data == pictures.gif(notes=False) and (made.width, made.smaller) == (1, ())
    assert drawn(pictures.png()).smaller == () and drawn(pictures.png()).data == pictures.png(notes=False)
    assert drawn(b"no picture").data == b"no picture"


@pytest.mark.parametrize(
    ("data", "message", "mend"),
    [
        (lambda: photo()[:9000], "the picture is broken", "Save it again."),
        (lambda: screen()[:-9000] + bytes(9000), "the picture is broken", "Save it again."),
        (
            lambda: b"\0\0\0\x18ftypheic" + b"Exif\0\0" + bytes(99),
            "the picture may say where and with what it was taken, which cannot be taken out of it",
            "Save it as PNG, JPEG, WebP or GIF.",
        ),
        (
            lambda: claiming(20_000, 20_000),
            "the picture has more than 100 million pixels",
            "Make it smaller: 2000 pixels are as wide as any page.",
        ),
        (
            lambda: claiming(11_000, 10_000),
            "the picture has more than 100 million pixels",
            "Make it smaller: 2000 pixels are as wide as any page.",
        ),
    ],
    ids=["cut", "damaged", "heic", "a bomb", "too large"],
)
def test_what_cannot_go_out(data: Callable[[], bytes], message: str, mend: str) -> None:
    with pytest.raises(Refused) as raised:
        drawn(data())
    assert (raised.value.message, raised.value.mend) == (message, mend)


LARGE = ShownPicture(1200, 900, [(480, "assets/pictures/a.webp"), (1200, "assets/pictures/b c.webp")])
TAGS = PictureTags({"posts/a b.jpg": LARGE, "x.svg": ShownPicture(24, 12)}, "/journal/")
SET = 'srcset="../../assets/pictures/a.webp 480w, ../../assets/pictures/b%20c.webp 1200w"'
SIZES = 'sizes="(min-width: 60em) 800px, 92vw"'


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            '<img src="../a%20b.jpg" />',
            f'width="1200" height="900" {SET} sizes="(min-width: 60em) 800px, 92vw"',
        ),
        ("<img src='/journal/posts/a b.jpg' width=600>", f'height="450" {SET} sizes="600px"'),
        ('<IMG SRC="../a%20b.jpg?x#y" height="90" sizes="1px">', 'width="120"'),
        ('<img src="../a%20b.jpg" width="50%">', f"{SET} {SIZES}"),
        ('<img src="../../x.svg">', 'width="24" height="12"'),
        ('<img src="https://example.org/posts/a b.jpg">', ""),
        ('<img src="/posts/a b.jpg">', ""),
        ('<img src="//[">', ""),
        ("<img>", ""),
    ],
)
def test_a_tag_says_how_large_its_picture_is(tag: str, said: str) -> None:
    page = f'<img src="logo.png"><main><img src="first.png"><p>{tag}</p></main>'
    html = TAGS.put_into(page, "posts/one/")
    inside = tag.rstrip("/> ")
    first = '<img src="logo.png"><main><img src="first.png" decoding="async">'
    more = f' loading="lazy" decoding="async"{" " + said if said else ""}'
    assert html == f"{first}<p>{inside}{more}{tag[len(inside) :]}</p></main>"


def test_text_and_scripts_have_no_pictures() -> None:
    page = '<main><!-- <img src="a"> --><script>"<img src=a>"</script><image src="a"/></main>'
    assert TAGS.put_into(page, "") == page and TAGS.put_into("<img>", "") == "<img>"


FILES = {
    "docs/index.md": "# Home\n\n![A street](my%20photo.jpg)\n\n![A screen](screen.png){ width=300 }\n",
    "docs/my photo.jpg": photo(orientation=6),
    "docs/screen.png": screen(),
    "docs/journal/posts/a.md": "---\ndate: 2025-09-01\n---\n# A\n\n![A street](../../my%20photo.jpg)\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("flat", [False, True])
def test_pages_and_lists_show_the_pictures_of_a_site(journal: Make, flat: bool) -> None:
    config = CONFIG + ("use_directory_urls: false\n" if flat else "")
    made = journal({**FILES, "mkdocs.yml": config})
    assert made.run("build").err == ""
    files = made.files()
    assert b"Lagos" not in b"".join(files.values())
    assert len([name for name in files if name.startswith("assets/pictures/")]) >= 3
    for name in "index.html", "journal/index.html", "journal/a.html" if flat else "journal/a/index.html":
        found = re.findall(r'src="[^"]*my%20photo.jpg"[^>]*', files[name].decode())
        assert len(found) == 1 and 'width="900" height="1200" srcset="' in found[0]
        for path in re.findall(r"(\S+\.webp) ", found[0].split('srcset="')[1]):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) in files
    home = files["index.html"].decode()
    assert 'width="300"' in home and 'sizes="300px"' in home and 'height="188"' in home
    feed = files["feed.xml"].decode()
    assert "https://example.org/journal/my%20photo.jpg" in feed and "srcset" not in feed
    made.write({"docs/screen.png": screen()[:-9000]})
    told = made.run("build")
    assert "docs/index.md:5: docs/screen.png: the picture is broken\n    Save it again." in told.err
