"""Style sheets without what no page can use: by a table, and Material's own."""

import re
from pathlib import Path

import material
import pytest

from chronicles.site.render.stylesheets import shortened, without

from .conftest import CONFIG, FILES, Journal

STYLES = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")

SHORT = [
    ("a { color : red ; }", "a{color : red}"),
    ("a{}\n\n/* why; { */\nb > c , d{margin: -1px auto}", "a{}b > c,d{margin: -1px auto}"),
    ('a::before { content: "/* no { comment; */ " }', 'a::before{content: "/* no { comment; */ "}'),
    ("a { background: url(data:x;{}/*y*/z) }", "a{background: url(data:x;{}/*y*/z)}"),
    ("a { content: '\\'; } ' ; width: calc( 1px + 2px ) }", "a{content: '\\'; } ';width: calc( 1px + 2px )}"),
    ("a:is(b, c) :hover{}", "a:is(b,c) :hover{}"),
    ("@media screen and (min-width: 1em) {\n a { b: c }\n}\n", "@media screen and (min-width: 1em){a{b: c}}"),
]


@pytest.mark.parametrize(("css", "short"), SHORT)
def test_what_is_for_authors_is_left_out(css: str, short: str) -> None:
    assert shortened(css) == short
    assert shortened(short) == short


CUT = [
    ("a{b:c}.x{d:e}", "a{b:c}"),
    ("a,.x,b{c:d}", "a,b{c:d}"),
    ("a:not(.x){c:d}", "a:not(.x){c:d}"),
    (":is(.x,b) c{c:d}", ":is(.x,b) c{c:d}"),
    (".x:is(a,b),c{c:d}", "c{c:d}"),
    ('a[b=","],.x{c:d}', 'a[b=","]{c:d}'),
    ("@media print{.x{c:d}}e{f:g}", "e{f:g}"),
    ("@media print{@supports (a:b){.x{c:d}e{f:g}}}", "@media print{@supports (a:b){e{f:g}}}"),
    ("@font-face{font-family:x}@keyframes x{from{a:b}}", "@font-face{font-family:x}@keyframes x{from{a:b}}"),
    ('@import "x.css";.x{a:b}', '@import "x.css";'),
    ('.y{content:"} .x{"}.x{a:b}', '.y{content:"} .x{"}'),
]


@pytest.mark.parametrize(("css", "left"), CUT)
def test_what_no_page_can_use_is_left_out(css: str, left: str) -> None:
    assert without(css, lambda selector: ".x" in selector) == left


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name.split(".")[0])
def test_a_style_sheet_of_material_is_understood(path: Path) -> None:
    css = MAP.sub("", path.read_text("utf-8")).strip()
    assert without(css, lambda selector: False) == css
    assert not re.search(r"\.md-\w", without(css, lambda selector: True))


def styles(journal: Journal) -> tuple[str, str]:
    assert journal.run("build").status == 0
    main, palette = (
        next(name for name in journal.files() if f"stylesheets/{kind}." in name)
        for kind in ("main", "palette")
    )
    return journal.read(f"site/{main}"), journal.read(f"site/{palette}")


PALETTE = "  font: false\n  palette:\n    - {scheme: slate, primary: black, accent: custom}"


def test_a_site_has_the_styles_that_its_settings_and_pages_need(tmp_path: Path) -> None:
    config = CONFIG.replace("  font: false", PALETTE)
    journal = Journal(tmp_path).write(FILES | {"mkdocs.yml": config})
    main, palette = styles(journal)
    for family in (
        "md-version",
        "md-source__icon",
        "md-consent",
        "keys",
        "md-annotation__index",
        "md-tooltip__inner",
    ):
        assert f".{family}" not in main
    assert ".admonition" in main and ".tabbed-set" in main and "--md-admonition-icon--tip" in main
    assert "--md-source-stars-icon" not in main
    assert 'primary="black"' in palette or "primary=black" in palette
    assert "primary=indigo" not in palette and "accent=teal" not in palette
    page = "# Home\n\n1. One (1)\n{ .annotate }\n\n1. Note.\n"
    keys = config.replace("  - attr_list", "  - attr_list\n  - pymdownx.keys")
    main, _ = styles(journal.write({"docs/index.md": page, "mkdocs.yml": f"repo_url: https://a.b/c\n{keys}"}))
    for family in ("md-source__icon", "keys", "md-annotation__index", "md-tooltip__inner"):
        assert f".{family}" in main


def test_somebody_elses_templates_find_all_of_it(tmp_path: Path) -> None:
    config = CONFIG.replace("  font: false", "  font: false\n  custom_dir: own")
    own = '{% extends "base.html" %}\n'
    main, _ = styles(
        Journal(tmp_path).write(
            FILES | {"mkdocs.yml": config.replace("  font: false", PALETTE), "own/extra.html": own}
        )
    )
    (path,) = STYLES.glob("main.*.css")
    assert main == path.read_text("utf-8")
