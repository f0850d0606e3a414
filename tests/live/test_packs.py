"""A pack, what keeps it, and the whole of a small site's demos, without a network."""

import json
import os
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.disk.cache import MONTH, Store, key
from chronicles.guides.series.series import Stored
from chronicles.live import modules
from chronicles.live.bundle import DemoBundle, pack_demos
from chronicles.live.manifests import Manifest, ManifestPack
from chronicles.live.pack import joined, pack, unpack
from chronicles.live.preparation import DemoSource
from chronicles.live.pyodide import KEPT, STDLIB, read_lock

from .projects import PROJECT, stored


@given(st.dictionaries(st.text(min_size=1), st.binary()))
def test_what_is_packed_can_be_unpacked(files: dict[str, bytes]) -> None:
    assert unpack(pack(files)) == files


def test_a_pack_is_an_index_and_then_the_bytes() -> None:
    stream = joined({"b": b"22", "a/é": b"1"})
    (length,) = struct.unpack(">I", stream[:4])
    assert json.loads(stream[4 : 4 + length]) == [["a/é", 1], ["b", 2]]
    assert stream[4 + length :] == b"122"


def test_bytecode_stands_beside_its_source() -> None:
    paths = ["a/__pycache__/b.cpython-314.pyc", "a/__pycache__/c.cpython-314.pyc", "a/b.py", "a/c.py", "b.py"]
    assert list(unpack(pack(dict.fromkeys(paths, b"")))) == [paths[0], paths[2], paths[1], paths[3], paths[4]]


def test_a_pack_has_nothing_of_the_day_or_the_machine() -> None:
    files = {"b": b"2" * 1000, "a": b"1"}
    data = pack(files)
    assert data == pack(dict(reversed(files.items())))
    assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert zlib.decompress(data, wbits=31) == joined(files)


def test_a_key_heeds_where_its_parts_end() -> None:
    assert key("ab", "c") != key("a", "bc")
    assert key("a") == key(b"a")


def test_a_store_makes_a_thing_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.get("a") is None
    assert store.kept("a", lambda: b"made") == b"made"
    assert store.kept("a", lambda: b"made again") == b"made"
    assert [path.name for path in store.folder.iterdir()] == ["a"]


def test_a_store_forgets_what_nobody_asked_for_in_a_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("old", "asked", "new"):
        store.put(name, b"")
    for name in ("old", "asked"):
        os.utime(store.path(name), (0, 0))
    store.get("asked")
    store.forget_old()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asked", "new"]
    assert MONTH > 28 * 24 * 3600


def test_bytecode_takes_the_place_of_a_source_or_stands_beside_it() -> None:
    files = {"a.py": b"A", "b/__init__.py": b"B", "c.html": b"C", "faulty.py": b"("}
    bytecode = {"/x/a.py": b"a", "/x/b/__init__.py": b"b"}
    assert sorted(modules.absolute(files, "/x")) == ["/x/a.py", "/x/b/__init__.py", "/x/faulty.py"]
    assert modules.sourceless(files, bytecode, "/x") == {
        "a.pyc": b"a",
        "b/__init__.pyc": b"b",
        "c.html": b"C",
        "faulty.py": b"(",
    }
    assert modules.accompanied(files, bytecode, "/x") == files | {
        "__pycache__/a.cpython-314.pyc": b"a",
        "b/__pycache__/__init__.cpython-314.pyc": b"b",
    }


def test_the_standard_library_is_parted_by_what_a_demo_starts_with() -> None:
    core, rest = modules.split({"os.pyc": b"", "json/__init__.pyc": b"", "turtle.pyc": b""})
    assert (sorted(core), sorted(rest)) == (["json/__init__.pyc", "os.pyc"], ["turtle.pyc"])
    assert modules.names(["email/mime/text.pyc", "email/__init__.py", "x.txt"]) == (
        "email",
        "email.mime.text",
    )


def test_a_manifest_counts_what_is_fetched_before_the_first_page() -> None:
    facts = {"settings": "s", "database": "db.sqlite3", "static": None, "users": []}
    parts = [ManifestPack("a.bin", "/a", 10, "0"), ManifestPack("b.bin", "/b", 500, "1", ("x", "y"))]
    manifest = Manifest("students/09", "T", facts, "pyodide-1/", parts, {}, 1000, True)
    said = json.loads(manifest.text)
    assert said["download"] == manifest.download == 1010
    assert [part["when"] for part in said["packs"]] == ["boot", "later"]
    assert (said["packs"][1]["modules"], said["static"]) == (["x", "y"], None)
    other = Manifest("students/09", "Other", facts, "pyodide-1/", parts, {}, 1000, True)
    assert said["build"] != json.loads(other.text)["build"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that has a Pyodide of no use, on a machine without Node.js."""
    monkeypatch.setattr("chronicles.live.bytecode.known_node", lambda cache: None)
    folder = tmp_path / "cache" / f"pyodide-{read_lock().version}"
    folder.mkdir(parents=True)
    for name in KEPT:
        (folder / name).write_bytes(name.encode())
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("os.py", "turtle.py", "site-packages/README.txt"):
            archive.writestr(name, "")
    (folder / STDLIB).write_bytes(data.getvalue())
    return tmp_path / "cache"


def scene(name: str, files: dict[str, str]) -> DemoSource:
    def found() -> list[Stored]:
        return stored(files)

    return DemoSource(name, f"Title of {name}", key(json.dumps(files)), 1_700_000_000, found)


def written(stage: DemoBundle) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in stage.files.items()}


def test_the_demos_of_a_site_share_all_that_is_the_same(cache: Path) -> None:
    with_css = PROJECT | {"shop/static/shop/shop.css": "p {}"}
    stage = pack_demos([scene("shop/01", PROJECT), scene("shop/02", with_css)], cache, Store(cache / "store"))
    assert stage.refusals == {}
    one, two = (json.loads(stage.files[demo.manifest].read_bytes()) for demo in stage.demos.values())
    assert [part for part in one["packs"] if part in two["packs"]] == [
        part for part in one["packs"] if not part["url"].startswith("state-")
    ]
    assert one["static"]["files"]["admin/"] == two["static"]["files"]["admin/"]
    assert two["static"]["files"].keys() - one["static"]["files"].keys() == {"shop/"}
    folder = two["static"]["files"]["shop/"]
    assert stage.files[f"assets/live/{folder}shop/shop.css"].read_bytes() == b"p {}"
    paths = {f"assets/live/{part['url']}" for part in [*one["packs"], *two["packs"]]}
    assert paths <= stage.files.keys()
    assert {"live/sw.js", stage.script} <= stage.files.keys()
    assert stage.demos["shop/01"].download == one["download"]
    assert (one["title"], one["bytecode"]) == ("Title of shop/01", False)


def test_a_pack_of_a_state_has_its_sources_and_its_database(cache: Path) -> None:
    stage = pack_demos([scene("shop/01", PROJECT)], cache, Store(cache / "store"))
    manifest = json.loads(stage.files[stage.demos["shop/01"].manifest].read_bytes())
    (part,) = (part for part in manifest["packs"] if part["to"] == "/project")
    files = unpack(stage.files[f"assets/live/{part['url']}"].read_bytes())
    assert files["db.sqlite3"].startswith(b"SQLite format 3\0")
    assert PROJECT.keys() <= files.keys()
    (libraries,) = (part for part in manifest["packs"] if part["to"].endswith("/site-packages"))
    names = unpack(stage.files[f"assets/live/{libraries['url']}"].read_bytes())
    assert {"django/__init__.py", "asgiref/sync.py", "sqlparse/__init__.py"} <= names.keys()
    assert not [name for name in names if name.startswith(("rest_framework/", "mkdocs/", "chronicles/"))]


@pytest.mark.slow
def test_the_same_states_are_packed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = [scene("shop/01", PROJECT)]
    first = written(pack_demos(scenes, cache, Store(cache / "store")))
    monkeypatch.setattr("chronicles.live.bundle.Packer.packed", None)
    assert written(pack_demos(scenes, cache, Store(cache / "store"))) == first


@pytest.mark.slow
def test_a_cache_may_be_moved(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = [scene("shop/01", PROJECT)]
    first = written(pack_demos(scenes, cache, Store(cache / "store")))
    moved = cache.rename(cache.with_name("moved"))
    monkeypatch.setattr("chronicles.live.bundle.Packer.packed", None)
    assert written(pack_demos(scenes, moved, Store(moved / "store"))) == first


@pytest.mark.slow
def test_what_the_cache_has_lost_is_made_again(cache: Path) -> None:
    scenes = [scene("shop/01", PROJECT)]
    first = written(stage := pack_demos(scenes, cache, Store(cache / "store")))
    next(file for path, file in stage.files.items() if "/state-" in path).unlink()
    assert written(pack_demos(scenes, cache, Store(cache / "store"))) == first


def test_a_state_that_fails_leaves_the_others_their_demos(cache: Path) -> None:
    broken = PROJECT | {"config/urls.py": "import nothing_of_the_kind\n"}
    stage = pack_demos([scene("shop/01", PROJECT), scene("shop/02", broken)], cache, Store(cache / "store"))
    assert list(stage.demos) == ["shop/01"]
    assert stage.refusals == {
        "shop/02": "preparing it fails: ModuleNotFoundError: No module named 'nothing_of_the_kind'"
    }
