"""Social cards: what is on them, line by line, and the pictures of whole small sites."""

import re
import struct
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from chronicles.site.cards import card_picture
from chronicles.site.cards.card_drawing import draw
from chronicles.site.cards.card_letters import drawable, is_right_to_left, width_of
from chronicles.site.cards.card_lines import fitted, wrapped
from chronicles.site.cards.card_picture import FORMS, ROOM, svg
from chronicles.site.cards.social_card import SIZE, SocialCard

from .conftest import CONFIG, Journal
from .test_page_metadata import FILES as PAGES
from .test_page_metadata import HOST, heads, things

Make = Callable[..., Journal]
ROOT = Path(__file__).parents[2]
CSS = ROOT / "src" / "chronicles" / "site" / "theme" / "assets" / "chronicles.css"
ARABIC = "كيف تعلمت جانغو (Django) في أسبوع"
JAPANESE = "はじめてのモデル、学生の表を作る。"
CHINESE = "汉语这题目"
ON = "      zone: Africa/Lagos\n      cards: true\n"
FILES = {
    **PAGES,
    "mkdocs.yml": PAGES["mkdocs.yml"].replace("      zone: Africa/Lagos\n", ON),
    "docs/arabic.md": f"# {ARABIC}\n",
    "docs/japanese.md": f"# {JAPANESE}\n",
    "docs/chinese.md": f"# {CHINESE}\n",
}
LONGEST = 64_000  # bytes of a card; most have some 20,000, and four full lines the most

# A title, how many letters fit in a line, and the lines.
WRAPPED = [
    ("", 5, []),
    ("to be or not", 5, ["to be", "or", "not"]),
    ("  to   be  ", 5, ["to be"]),
    ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
    ("an incomprehensible word", 6, ["an", "incomp", "rehens", "ible", "word"]),
    ("学生の表を作る", 3, ["学生の", "表を作", "る"]),
    ("学生の表、作る", 4, ["学生の", "表、作る"]),  # a comma begins no line
    ("学生は「表」だ", 4, ["学生は", "「表」だ"]),  # and an opening bracket ends none
    ("Djangoの表 and", 8, ["Djangoの表", "and"]),
    ("te\u0301te\u0301te\u0301", 2, ["te\u0301", "te\u0301", "te\u0301"]),  # an accent stays on its letter
]


@pytest.mark.parametrize(("title", "width", "lines"), WRAPPED)
def test_a_title_is_wrapped_where_its_script_allows_it(title: str, width: int, lines: list[str]) -> None:
    assert wrapped(title, width, lambda text: len(text.replace("\u0301", ""))) == lines


# A title, with letters as wide as they are high; the size of its letters, and its lines.
FITTED = [
    ("abc de", 20, ["abc de"]),
    ("abc defg hij", 10, ["abc defg", "hij"]),
    ("abc defg hij klm nopq", 10, ["abc defg", "hij klm…"]),
    ("abcdefghijklmnopqrstuvwxyz", 10, ["abcdefghij", "klmnopqrs…"]),
    ("abc defg hij, klm nopq", 10, ["abc defg", "hij, klm…"]),
]


@pytest.mark.parametrize(("title", "size", "lines"), FITTED)
def test_a_title_has_the_largest_letters_that_it_fits_in(title: str, size: float, lines: list[str]) -> None:
    found = fitted(title, 120 if size == 20 else 100, ((20, 1), (10, 2)), lambda text, of: len(text) * of)
    assert (found.size, list(found.lines)) == (size, lines)


DRAWABLE = [
    ("  Two \n words ", "Two words"),
    ("🎉 Release ✨ 0.5", "Release 0.5"),
    ("Cafe\u0301", "Café"),
    ("Ełk, ș, Привет, Ελλάδα, ế, שלום", "Ełk, ș, Привет, Ελλάδα, ế, שלום"),
    (ARABIC, ARABIC),
    (JAPANESE, JAPANESE),
    (CHINESE, None),
    ("ไทย", None),
    ("", ""),
]


@pytest.mark.parametrize(("title", "shown"), DRAWABLE)
def test_no_letter_is_drawn_that_no_typeface_has(title: str, shown: str | None) -> None:
    assert drawable(title) == shown


def test_letters_have_widths_and_a_direction() -> None:
    assert [is_right_to_left(title) for title in (ARABIC, "Django: שלום", "12", "")] == [True, *[False] * 3]
    assert 0 < width_of("ill", 100) < width_of("www", 100) < 3 * width_of("学", 100) == 300


LONG = "Warum Änderungen am Modell immer auch eine Migration brauchen, und wie sie heißt: " * 3
CARDS = {
    "short": SocialCard("A journal", "Views", "Polls · step 2 of 9", "Ada"),
    "long": SocialCard("A journal " * 9, LONG, LONG, "Ada " * 30),
    "one word": SocialCard("A journal", "a" * 300),
    "right to left": SocialCard("يوميات", ARABIC * 4, "دليل", "آدا"),
    "wide": SocialCard("学習日記", JAPANESE * 6, "ガイド", "山田"),
    "hostile": SocialCard("<&>", "</text><script>\"'&amp;\x00\x1b", "]]>", "<!--"),
    "empty": SocialCard("", ""),
    "unknown": SocialCard("A journal", CHINESE),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_a_small_picture_of_the_size_that_is_said_and_the_same_at_each_time(name: str) -> None:
    data = draw(CARDS[name])
    assert data == draw(CARDS[name])
    assert (size_of(data), len(data) < LONGEST) == (SIZE, True)


def test_a_title_from_right_to_left_begins_at_the_right() -> None:
    picture = svg(CARDS["right to left"])
    lines = re.findall(r'<text x="(\d+)".*?text-anchor="(\w+)".*?>\u2067', picture)
    assert set(lines) == {("1120", "end"), ("80", "start")}
    assert lines[-1] == ("80", "start")  # the author, at the other side
    assert picture.count("\u2067") == picture.count("\u2069") == len(lines) == 6


def test_all_lines_of_a_card_fit_into_it() -> None:
    for card in CARDS.values():
        for size, said in re.findall(r'font-size="([\d.]+)".*?>(.*?)</text>', svg(card)):
            assert width_of(unescape(said).strip("\u2067\u2069"), float(size)) <= ROOM
    assert len(fitted(drawable(LONG) or "", ROOM, FORMS, width_of).lines) == FORMS[-1][1]


def test_a_card_has_the_colors_of_the_light_site() -> None:
    tokens = dict(re.findall(r"(--md-[\w-]+): (#\w{6});", CSS.read_text("utf-8").partition("slate")[0]))
    names = "--md-default-bg-color", "--md-default-fg-color", "--md-accent-fg-color"
    assert [tokens[name] for name in names] == [card_picture.PAPER, card_picture.INK, card_picture.ACCENT]


def size_of(data: bytes) -> tuple[int, int]:
    """The size of a PNG, from its first chunk (RFC 2083, "4.1.1. IHDR Image header")."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


LONG_PAGE = "long/index.html"


def hold(made: Journal) -> dict[str, str]:
    """The words of each page's card, which has to be there in the size that the page says; and no other."""
    files, words, cards = made.files(), {}, set()
    for name, head in heads(made).items():
        image = head.meta.get("og:image", "")
        if not image.startswith(f"{HOST}assets/cards/"):
            continue
        path = image.removeprefix(HOST)
        said = int(head.meta["og:image:width"]), int(head.meta["og:image:height"])
        assert (size_of(files[path]), said) == (SIZE, SIZE)
        assert head.meta["twitter:card"] == "summary_large_image"
        words[name] = head.meta["og:image:alt"]
        cards.add(path)
    assert {path for path in files if path.startswith("assets/cards/")} == cards
    return words


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    from .conftest import FILES as FEW

    made = Journal(tmp_path_factory.mktemp("cards")).write(FEW).write(FILES)
    run = made.run("build", "--no-live")
    said = f"A social card has no title: no typeface here has all letters of {CHINESE!r}.\n"
    assert (run.status, run.err.replace("warning: ", "")) == (0, said)
    return made


def test_each_page_has_a_card_that_says_what_it_is_and_where_it_stands(site: Journal) -> None:
    found = hold(site)
    assert {
        name: found[name]
        for name in (
            "index.html",
            "steps/polls/02-views/index.html",
            "journal/b/index.html",
            "long/index.html",
        )
    } == {
        "index.html": "A small journal",
        "steps/polls/02-views/index.html": "Views · Polls · Step 2 of 2 · A small journal",
        "journal/b/index.html": "The same · 2 September 2025 · A small journal",
        LONG_PAGE: f"{('A long title ' * 5).strip()} · A small journal",
    }
    all_heads = heads(site)
    without = all_heads.keys() - found.keys()
    assert without == {"other/index.html", "code/now/students/models.py/index.html"}
    assert all_heads["other/index.html"].meta["og:image"] == f"{HOST}a/b.png"
    post = things(all_heads["journal/b/index.html"])["BlogPosting"]
    assert post["image"] == all_heads["journal/b/index.html"].meta["og:image"]


def test_a_retitled_page_has_a_new_card_and_a_deleted_one_none(journal: Make) -> None:
    made = journal({**FILES, "mkdocs.yml": "use_directory_urls: false\n" + FILES["mkdocs.yml"]})
    assert made.run("build", "--no-live").status == 0
    before, words = cards(made), hold(made)
    made.write({"docs/arabic.md": "# Now English\n"})
    (made.root / "docs" / "japanese.md").unlink()
    run = made.run("build", "--no-live", "--verify-cache")
    assert (run.status, CHINESE in run.err) == (0, False)
    after = cards(made)
    assert (len(before.keys() - after.keys()), len(after.keys() - before.keys())) == (2, 1)
    assert {path: after[path] for path in before.keys() & after.keys()} == {
        path: before[path] for path in before.keys() & after.keys()
    }, "no other card is written again"
    assert set(hold(made).items()) - set(words.items()) == {("arabic.html", "Now English · A small journal")}


def cards(made: Journal) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in (made.root / "site/assets/cards").iterdir()}


@pytest.mark.parametrize(
    "config", [CONFIG, re.sub(r"site_url: .*\n", "", FILES["mkdocs.yml"])], ids=["not asked", "no address"]
)
def test_without_the_setting_or_an_address_of_the_site_no_card_is_drawn(journal: Make, config: str) -> None:
    made = journal({"mkdocs.yml": config, "docs/other.md": "# Other\n", **dict.fromkeys(POLLS, "# A\n")})
    assert made.run("build", "--no-live").status == 0
    assert not (made.root / "site" / "assets" / "cards").exists()
    assert "og:image" not in heads(made)["index.html"].meta


POLLS = [name for name in FILES if name.startswith("docs/steps/")]


def test_a_picture_that_is_not_there_is_a_problem(journal: Make) -> None:
    made = journal(
        {
            "docs/a/b.png": b"",
            "docs/a/right.md": "---\nimage: b.png\n---\n# Right\n",
            "docs/wrong.md": "---\ntitle: Wrong\nimage: a/c.png\n---\n",
            "docs/other.md": "---\nimage: https://example.org/a.png\n---\n# Other\n",
            "docs/number.md": "---\nimage: 5\n---\n# Number\n",
        }
    )
    run = made.run("build", "--no-live")
    assert run.status == 1
    assert (
        "docs/number.md:2: 5 is no path of a picture\n"
        "    Write one as seen from the page, such as 'image: a.png'." in run.err
    )
    assert "docs/wrong.md:3: there is no picture 'a/c.png'\n    Did you mean 'a/b.png'?" in run.err
    assert run.err.count("picture") == 2
