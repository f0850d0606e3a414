"""The list of what packages carry: whole, and held against what those packages are seen to have."""

import json
import re
from collections import Counter
from pathlib import Path

import material
import pytest

from chronicles.licenses.catalog import DATA, IN_PACKAGE, CatalogEntry, carried, components, matches, packages
from chronicles.licenses.component import Component
from chronicles.live.bridge_files import BROWSER

TEMPLATES = Path(material.__file__).parent / "templates"
VENDOR = BROWSER / "vendor"
ENTRIES = [*components(), *packages().values()]
BUNDLED = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
ICON = re.compile(r"\.icons/(?:\{\{ *)?[\"']?(\w+)/")


def test_each_text_is_there_and_says_where_it_is_from() -> None:
    ours = {path: entry for entry in ENTRIES for path in entry.text if not path.startswith(IN_PACKAGE)}
    assert {path.name for path in (DATA / "texts").iterdir()} == set(ours)
    assert [path for path, entry in ours.items() if not entry.origin] == []


def test_each_component_has_a_license_an_address_and_a_page_of_its_own() -> None:
    said = {one.name: (one.license, one.url, one.within, one.text) for one in components()}
    assert [name for name, values in said.items() if not all(values)] == []
    made = Counter(Component(one.title or one.name, "", "", "", ()).text for one in ENTRIES)
    assert [text for text, number in made.items() if number > 1] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("assets/**/*.map")), ids=lambda path: path.name)
def test_what_the_theme_bundles_has_a_row(path: Path) -> None:
    sources = json.loads(path.read_text("utf-8"))["sources"]
    found = {match[1] for source in sources if (match := BUNDLED.search(source))}
    served = path.relative_to(TEMPLATES).as_posix()
    known = {name for one in components() if matches(served, one.used) for name in one.npm}
    assert found <= known


def test_what_the_editor_bundles_has_a_row() -> None:
    head = (VENDOR / "codemirror.js").read_text("utf-8").partition("*/")[0]
    found = set(re.findall(r"(?m)^ \* (\S+) [\d.]+$", head))
    rows = [one for one in components() if matches("assets/live/1/vendor/codemirror.js", one.used)]
    assert len(found) > 10
    assert found == {name for one in rows for name in one.npm}


def test_every_script_style_and_picture_of_the_theme_has_a_row() -> None:
    paths = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("assets/**/*.*")]
    patterns = [pattern for one in ENTRIES for pattern in one.used]
    assert len(paths) > 40
    assert [path for path in paths if not matches(path, patterns)] == []


def test_every_set_of_icons_has_a_row() -> None:
    sets = {path.name for path in (TEMPLATES / ".icons").iterdir() if path.is_dir()}
    assert {one.icons for one in components() if one.icons} == sets


def test_the_theme_shows_by_itself_only_the_icons_that_are_always_listed() -> None:
    said = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    assert set(ICON.findall(said)) == {"material"}


def test_what_is_not_in_the_site_is_not_carried() -> None:
    names = {one.name for one in carried(["assets/javascripts/lunr/tinyseg.js", "x.html"], {"octicons"})}
    assert names == {"TinySegmenter", "Octicons"}
    assert carried([], set()) == {}


def test_a_component_names_the_paths_that_are_there_and_the_version_of_what_brings_it() -> None:
    path = "assets/live/pyodide-9.9.9/pyodide.asm.wasm"
    found = {one.name: one for one in carried([path], set())}
    assert found["zlib"].version == "as in Pyodide 9.9.9"
    assert found["CPython and its standard library"].used == ("assets/live/pyodide-*/pyodide.asm.wasm",)


def test_a_star_also_stands_for_folders() -> None:
    assert matches("a/b/c.js", ["a/*.js"])
    assert not matches("b/c.js", ["a/*.js"])
    assert not CatalogEntry("x").is_in(["a"], set())
