"""Cuts the typeface of the headings to what pages need of it, and puts it into the theme.

    npm pack @fontsource/figtree@5.3.0 && python -m pip install fonttools brotli
    python bench/renew_font.py fontsource-figtree-5.3.0.tgz

Figtree is under the SIL Open Font License 1.1 (https://openfontlicense.org). Each file has a range of
characters, so that a reader fetches those alone whose letters a page shows: `unicode-range` in
src/chronicles/site/theme/assets/chronicles.css has the same ranges.
"""

import sys
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

FOLDER = Path(__file__).resolve().parents[1] / "src" / "chronicles" / "site" / "theme" / "assets" / "fonts"
WEIGHT = 700
# Printable ASCII and the dashes and quotes of English; what other languages of Western Europe need; the rest.
RANGES = {
    "latin": ("latin", [*range(0x20, 0x7F), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026]),
    "latin-1": ("latin", [*range(0xA0, 0x100), 0x201A, 0x201E, 0x2039, 0x203A, 0x20AC]),
    "latin-ext": ("latin-ext", [*range(0x100, 0x180)]),
}


def main(package: Path) -> None:
    """Write a file for each range of the package at `package`, and say how large it is."""
    with tarfile.open(package) as archive:
        for name, (source, codes) in RANGES.items():
            path = f"package/files/figtree-{source}-{WEIGHT}-normal.woff2"
            data = archive.extractfile(path).read()  # type: ignore[union-attr]
            target = FOLDER / f"figtree-{WEIGHT}-{name}.woff2"
            cut(data, codes, target)
            print(f"{target.name} {target.stat().st_size} bytes")


def cut(data: bytes, codes: list[int], target: Path) -> None:
    """Write the font `data` (WOFF2) with the characters `codes` alone to `target`, as WOFF2."""
    options = Options(flavor="woff2", layout_features=["kern", "mark", "ccmp"], hinting=False)
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # whose it is, and under which license, stays in it
    font = load_font(BytesIO(data), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    save_font(font, str(target), options)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit(f"there is no package to cut: {' '.join(sys.argv[1:]) or 'none is named'}\n    {__doc__}")
    main(Path(sys.argv[1]))
