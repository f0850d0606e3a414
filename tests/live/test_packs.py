"""A pack, what keeps it, and the whole of a small site's demos, without a network."""

import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import distribution, version
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.disk.cache import MONTH, Store, key
from chronicles.guides.series.series import Stored
from chronicles.live import modules
from chronicles.live.bridge_files import bridge_paths
from chronicles.live.bundle import own_files, pack_demos
from chronicles.live.demos import DemoBundle
from chronicles.live.manifests import Manifest, ManifestPack
from chronicles.live.pack import joined, pack, unpack
from chronicles.live.preparation import DemoSource
from chronicles.live.pyodide import KEPT, STDLIB, read_lock
from chronicles.live.wheel_lock import WheelName
from chronicles.sandbox.interpreter import Interpreter, site_packages
from chronicles_client.application_name import ApplicationName

from .projects import PROJECT, stored
from .python_projects import FASTAPI, FLASK, PLAIN


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
    reading = {"anyio/__init__.py": b"A", "anyio/abc/x.py": b"X"}
    assert modules.sourceless(reading, {f"/x/{path}": b"c" for path in reading}, "/x") == {
        "anyio/__init__.py": b"A",
        "anyio/__pycache__/__init__.cpython-314.pyc": b"c",
        "anyio/abc/x.pyc": b"c",
    }
    assert modules.accompanied(files, bytecode, "/x") == files | {
        "__pycache__/a.cpython-314.pyc": b"a",
        "b/__pycache__/__init__.cpython-314.pyc": b"b",
    }


def test_the_standard_library_is_parted_by_what_a_demo_starts_with() -> None:
    files = dict.fromkeys(["re/__init__.pyc", "json/__init__.pyc", "unittest/case.pyc", "turtle.pyc"], b"")
    core, often, rest = modules.split(files)
    assert (sorted(core), sorted(often)) == (["json/__init__.pyc", "re/__init__.pyc"], ["unittest/case.pyc"])
    assert sorted(rest) == ["turtle.pyc"]
    assert modules.names(["email/mime/text.pyc", "email/__init__.py", "x.txt"]) == (
        "email",
        "email.mime.text",
    )


def test_demos_are_packed_anew_when_what_goes_into_them_is_another_one() -> None:
    assert set(bridge_paths().values()) <= set(own_files())
    assert "chronicles/proof/transcripts/rules.py" in {"/".join(path.parts[-4:]) for path in own_files()}


def test_a_build_without_demos_imports_nothing_that_packs_them() -> None:
    script = "import chronicles.site.mkdocs.plugin, sys; print('chronicles.live.bundle' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_packages_are_parted_by_what_a_demo_starts_with() -> None:
    later = ["django/test/__init__.pyc", "django/db/migrations/writer.py", "typing_extensions.pyc"]
    first = [
        "django/db/migrations/migration.pyc",
        "django/core/management/commands/test.pyc",
        "django/test/a.txt",
    ]
    core, rest = modules.split_packages(dict.fromkeys([*later, *first], b""))
    assert (sorted(core), sorted(rest)) == (sorted(first), sorted(later))
    assert modules.names(rest) == ("django.db.migrations.writer", "django.test", "typing_extensions")


def test_a_manifest_counts_what_is_fetched_before_the_first_page() -> None:
    facts = {"settings": "s", "application": None, "static": None, "users": []}
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
    packages = [part for part in manifest["packs"] if part["to"].endswith("/site-packages")]
    libraries, later, _zones = packages
    assert [part["when"] for part in packages] == ["boot", "later", "later"]
    assert "django.test" in later["modules"]
    names = unpack(stage.files[f"assets/live/{libraries['url']}"].read_bytes())
    assert {"django/__init__.py", "asgiref/sync.py", "sqlparse/__init__.py"} <= names.keys()
    assert not [name for name in names if name.startswith(("rest_framework/", "mkdocs/", "chronicles/"))]


def with_another(folder: Path, name: str, version: str) -> Interpreter:
    """An environment with the packages of Django that are here, one of them in a version that there never was."""
    place = site_packages(folder)
    for one in ("django", "asgiref", "sqlparse"):
        package = distribution(one)
        for path in package.files or ():
            if path.parts[0] == ".." or "__pycache__" in path.parts:
                continue
            target = place / path.as_posix()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(str(package.locate_file(path)))
        if one == name:
            (info,) = place.glob(f"{one}-*.dist-info/METADATA")
            text = info.read_text("utf-8").replace(f"Version: {package.version}", f"Version: {version}")
            info.unlink()
            info.write_text(text, "utf-8")
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(sys._base_executable)  # type: ignore[attr-defined]
    (folder / "pyvenv.cfg").write_text(f"home = {Path(sys._base_executable).parent}\n")  # type: ignore[attr-defined]
    return Interpreter(str(folder / "bin" / "python"), str(folder), f"{name}=={version}")


def test_a_state_with_packages_of_its_own_shares_those_of_the_same_version(cache: Path) -> None:
    other = with_another(cache.parent / "environment", "sqlparse", "0.0.7")
    sources = [scene("shop/01", PROJECT), replace(scene("shop/02", PROJECT), interpreter=other)]
    stage = pack_demos(sources, cache, Store(cache / "store"))
    assert stage.refusals == {}
    found = []
    for demo in stage.demos.values():
        manifest = json.loads(stage.files[demo.manifest].read_bytes())
        first = (part for part in manifest["packs"] if part["when"] == "boot")
        urls = {part["url"] for part in first if part["to"].endswith("/site-packages")}
        packs = {url: unpack(stage.files[f"assets/live/{url}"].read_bytes()) for url in urls}
        found.append({url for url, files in packs.items() if "sqlparse/__init__.py" in files})
        assert any("django/__init__.py" in files for files in packs.values())
        assert len(urls) == 2, "one is shared, with Django; one is the state's own"
    assert found[0].isdisjoint(found[1])
    assert stage.paths == tuple(other.paths)
    versions = {one.version for one in stage.components if one.name == "sqlparse"}
    assert versions == {"0.0.7", distribution("sqlparse").version}


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


def program(name: str, files: dict[str, str], application: str | None) -> DemoSource:
    """A state that is not Django's."""
    module, _, called = (application or "").partition(":")
    found = ApplicationName(module, called.removesuffix("()"), called.endswith("()")) if application else None
    return replace(scene(name, files), is_django=False, application=found)


CORE = WheelName("pydantic-core", version("pydantic-core"))
COMPILED = "pydantic_core/_pydantic_core.cpython-314-wasm32-emscripten.so"


def put_wheel(cache: Path) -> str:
    """Put a wheel of no use into the cache, and return its hash."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("pydantic_core/__init__.py", "pydantic_core/py.typed", COMPILED, "x.dist-info/RECORD"):
            archive.writestr(name, name)
    path = cache / "wheels" / f"pydantic_core-{CORE.version}-cp314-cp314-{read_lock().platform}.whl"
    path.parent.mkdir()
    path.write_bytes(data.getvalue())
    return sha256(data.getvalue()).hexdigest()


def packed_below(stage: DemoBundle, state: str) -> dict[str, bytes]:
    """The files of all packs that a state begins with, but for the standard library."""
    manifest = json.loads(stage.files[stage.demos[state].manifest].read_bytes())
    parts = [part for part in manifest["packs"] if not part["url"].startswith("pyodide-")]
    files: dict[str, bytes] = {}
    for part in parts:
        files |= unpack(stage.files[f"assets/live/{part['url']}"].read_bytes())
    return files


def test_a_state_without_django_brings_what_it_imports_and_no_more(cache: Path) -> None:
    digest = put_wheel(cache)
    flask, fastapi = (
        program("shop/01", FLASK, "shop:create_app()"),
        program("shop/02", FASTAPI, "shop.main:app"),
    )
    stage = pack_demos([flask, fastapi, program("shop/03", PLAIN, None)], cache, Store(cache / "store"))
    assert (stage.refusals, stage.wheels) == ({}, {CORE: digest})
    assert [(demo.is_django, demo.answers) for demo in stage.demos.values()] == [
        *((False, True), (False, True), (False, False))
    ]
    one, two, three = (packed_below(stage, name) for name in stage.demos)
    assert {"flask/__init__.py", "werkzeug/__init__.py", "markupsafe/_native.py", *FLASK} <= one.keys()
    assert {"fastapi/__init__.py", "starlette/__init__.py", "anyio/__init__.py", *FASTAPI} <= two.keys()
    assert two[COMPILED] == COMPILED.encode()
    assert "opentelemetry_context" in two[entry_points("opentelemetry-api")].decode()
    tops = {path.partition("/")[0] for path in {*one, *two, *three}}
    assert tops.isdisjoint({"django", "mkdocs", "chronicles", "pytest", "_distutils_hack"})
    assert not [path for path in {*one, *two} if path.endswith(("x86_64-linux-gnu.so", "py.typed"))]
    assert not [
        path for path in three if "/" in path and path.split("/")[0] not in ("cart",) and "tz" not in path
    ]
    told = json.loads(stage.files[stage.demos["shop/02"].manifest].read_bytes())
    assert (told["settings"], told["application"], told["static"]) == (None, "shop.main:app", None)
    assert {component.name for component in stage.components} >= {"Flask", "fastapi", "pydantic_core"}


def entry_points(package: str) -> str:
    """Where a demo has what a package plugs in."""
    return f"{package.replace('-', '_')}-{version(package)}.dist-info/entry_points.txt"


def test_without_a_wheel_a_state_is_refused_and_the_others_are_not(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "echo 'ERROR: No matching distribution found for it'; exit 1"
    monkeypatch.setattr("chronicles.live.wheels._pip", lambda: ("/bin/sh", "-c", script))
    flask, fastapi = (
        program("shop/01", FLASK, "shop:create_app()"),
        program("shop/02", FASTAPI, "shop.main:app"),
    )
    stage = pack_demos([flask, fastapi], cache, Store(cache / "store"))
    assert list(stage.demos) == ["shop/01"]
    assert stage.refusals == {
        "shop/02": f"{CORE} is compiled, and no wheel of it for the browser (pyemscripten_2026_0_wasm32) could "
        "be had: No matching distribution found for it. Require a version that has one, or build with --no-live"
    }


def test_a_wheel_that_is_not_the_locked_one_is_not_packed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_wheel(cache)
    monkeypatch.setattr("chronicles.live.wheels._pip", lambda: ("/bin/false",))
    fastapi = program("shop/02", FASTAPI, "shop.main:app")
    stage = pack_demos([fastapi], cache, Store(cache / "store"), {CORE: "0" * 64})
    assert list(stage.refusals) == ["shop/02"] and stage.demos == {}


@pytest.mark.slow
def test_the_same_states_without_django_are_packed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = put_wheel(cache)
    sources = [program("shop/02", FASTAPI, "shop.main:app")]
    first = pack_demos(sources, cache, Store(cache / "store"), {CORE: digest})
    monkeypatch.setattr("chronicles.live.bundle.Packer.packed", None)
    again = pack_demos(sources, cache, Store(cache / "store"), {CORE: digest})
    assert (written(again), again.demos, again.wheels) == (written(first), first.demos, first.wheels)
