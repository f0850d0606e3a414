"""Cuts the typefaces of social cards to the letters that titles are written with, and makes one of them.

    npm pack @expo-google-fonts/figtree@0.4.1 @expo-google-fonts/noto-sans@0.4.2 \\
        @expo-google-fonts/noto-sans-arabic@0.4.3 @expo-google-fonts/noto-sans-hebrew@0.4.1 \\
        @expo-google-fonts/noto-sans-jp@0.4.3 && python -m pip install fonttools
    python bench/renew_card_fonts.py expo-google-fonts-*.tgz

All are under the SIL Open Font License 1.1 (https://openfontlicense.org). Of each are taken the letters that
none before it has, and all become one font: a line of a title is shaped as one, whatever it is written in.
`letters.json` beside it says how wide each letter is, so that titles are wrapped without a font being read.
"""

import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "src" / "chronicles" / "site" / "cards" / "fonts"
EM = 1000  # units that widths are counted in, in each of them
NAME = "Chronicles Cards"  # of the font: it is none of those that it is made of
NEEDED = ["kern", "mark", "mkmk", "ccmp", "locl"]


def kanji() -> Iterator[int]:
    """The characters of JIS X 0208, rows 1 to 47: kana, marks, and the kanji of its first level."""
    for row in range(0xA1, 0xD0):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("euc_jp"))
            except UnicodeDecodeError:
                continue


# Each typeface with its characters, and what it joins and places letters with.
FACES = {
    "Figtree": ([*range(0x20, 0x250), *range(0x2010, 0x2028), 0x20AC, 0x2122], NEEDED),
    "NotoSans": (
        [*range(0x20, 0x2B0), *range(0x300, 0x530), *range(0x1E00, 0x2070), *range(0x20A0, 0x20C0)],
        NEEDED,
    ),
    "NotoSansArabic": ([*range(0x600, 0x700)], ["*"]),
    "NotoSansHebrew": ([*range(0x590, 0x600)], NEEDED),
    "NotoSansJP": ([*kanji(), *range(0xFF00, 0xFF70)], []),
}


def main(packages: Iterable[Path]) -> None:
    """Write the font of what `packages` have and the table of its letters, and say how large it is."""
    found = {path.split("/")[-1].partition("_")[0]: data for path, data in bold(packages)}
    if missing := FACES.keys() - found:
        sys.exit(f"no package has {', '.join(sorted(missing))}\n    {__doc__}")
    seen: set[int] = set()
    with TemporaryDirectory() as folder:
        parts = [Path(folder, f"{name}.ttf") for name in FACES]
        for part, (codes, features) in zip(parts, FACES.values(), strict=True):
            seen |= cut(found[part.stem], [code for code in codes if code not in seen], features, part)
        font = Merger().merge(list(map(str, parts)))
    for place, name in {1: NAME, 4: f"{NAME} Bold", 6: NAME.replace(" ", "") + "-Bold"}.items():
        font["name"].setName(name, place, 3, 1, 0x409)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    font.save(FOLDER / "cards.ttf", reorderTables=None)
    text = json.dumps(by_width(font), ensure_ascii=True, indent=1)
    (FOLDER / "letters.json").write_text(text + "\n", "ascii")
    print(f"{len(font.getBestCmap())} letters, {(FOLDER / 'cards.ttf').stat().st_size} bytes")


def bold(packages: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """The fonts of the packages that are bold and upright."""
    for package in packages:
        with tarfile.open(package) as archive:
            for path in archive.getnames():
                if path.endswith("_700Bold.ttf"):
                    yield path, archive.extractfile(path).read()  # type: ignore[union-attr]


def cut(data: bytes, codes: list[int], features: list[str], target: Path) -> set[int]:
    """Write the font `data` with the characters `codes` alone, and return those that it has."""
    options = Options(layout_features=features, hinting=False, glyph_names=False)
    options.drop_tables += ["BASE", "vhea", "vmtx", "VORG", "STAT", "meta"]
    font = load_font(BytesIO(data), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    assert font["head"].unitsPerEm == EM, "all of them are drawn on the same grid"
    save_font(font, str(target), options)
    return set(font.getBestCmap())


def by_width(font: TTFont) -> dict[int, str]:
    """The letters of each width, as one text."""
    found: defaultdict[int, str] = defaultdict(str)
    for code, glyph in sorted(font.getBestCmap().items()):
        found[font["hmtx"][glyph][0]] += chr(code)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    packages = [Path(word) for word in sys.argv[1:]]
    if not packages or not all(path.is_file() for path in packages):
        sys.exit(f"there is no package to cut: {' '.join(sys.argv[1:]) or 'none is named'}\n    {__doc__}")
    main(packages)
