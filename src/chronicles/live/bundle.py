"""Makes all that the live demos of a site consist of. Touches the disk, starts processes.

Nothing is made twice: what every step gives is kept in the cache, and so is the whole.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from chronicles import licenses, sandbox
from chronicles.disk.cache import Store, key
from chronicles.licenses.component import Component
from chronicles.live import modules
from chronicles.live.bridge_files import BRIDGE, BROWSER, bridge_files, bridge_paths
from chronicles.live.bytecode import Compiler
from chronicles.live.demo_environments import environments_of, foreign_paths, make_ready
from chronicles.live.demo_licenses import packages_of, standard_library
from chronicles.live.demos import Demo, DemoBundle, recalled, written
from chronicles.live.library_packs import LibraryPacks
from chronicles.live.manifests import FOLDER, PROJECT, STDLIB, Manifest, ManifestPack
from chronicles.live.pack import pack, squeezed
from chronicles.live.preparation import CannotRunLive, DemoSource, Prepared, prepare
from chronicles.live.pyodide import SERVED, Pyodide, find_pyodide, read_lock
from chronicles.live.wheel_lock import Pins
from chronicles.live.wheels import Wheels

HERE = Path(__file__).parent
WORKER = "live/sw.js"  # the service worker: it rules the folder that it lies in, and none besides
ELEMENT = "page/demo.js"  # the module that a page with a demo loads
NO_PINS: Pins = {}


def pack_demos(sources: Sequence[DemoSource], cache: Path, store: Store, pins: Pins = NO_PINS) -> DemoBundle:
    """Return the demos of `sources`, with the Pyodide and the wheels that are kept in the folder `cache`.

    `pins` has the hashes of the wheels that are locked. Raises `PyodideMissing` where there can be none.
    """
    pyodide = find_pyodide(cache, read_lock())
    compiler = Compiler(pyodide, cache, store)
    locked = [f"{name} {sha256}" for name, sha256 in sorted(pins.items())]
    whole = f"site-{key(_own(), str(compiler.is_here), *locked, *map(_says, sources))}"
    unready = make_ready(sources)
    if not unready and (known := recalled(store, whole)):
        return replace(known, paths=foreign_paths(sources))
    ready = [source for source in sources if source.name not in unready]
    bundle = Packer(pyodide, store, compiler, Wheels(cache, pyodide.lock, pins)).packed(ready)
    bundle = replace(bundle, refusals={**unready, **bundle.refusals}, paths=foreign_paths(ready))
    if not bundle.refusals and not bundle.trouble:
        store.put(whole, written(bundle, store.folder))
    return bundle


class Packer:
    """Packs the demos of one site."""

    def __init__(self, pyodide: Pyodide, store: Store, compiler: Compiler, wheels: Wheels) -> None:
        self._pyodide = pyodide
        self._store = store
        self._compiler = compiler
        self._wheels = wheels
        self._libraries = LibraryPacks(compiler, wheels, self._part)
        self._files: dict[str, Path] = {}
        self._engine = f"pyodide-{pyodide.lock.version}/"

    def packed(self, sources: Sequence[DemoSource]) -> DemoBundle:
        """Prepare the sources side by side, and pack them."""
        prepared, refusals = self._prepared(sources)
        environments = environments_of(sources)
        refusals |= self._libraries.take_wheels(prepared, environments)
        stdlib = self._stdlib()
        libraries = self._libraries.packed(prepared, environments)
        projects = self._projects(prepared)
        statics = {name: self._static(found.static) for name, found in prepared.items()}
        engine = self._serve_engine()
        demos = {}
        for source in sources:
            if source.name in prepared:
                parts = [*stdlib, *libraries[source.name].packs, projects[source.name]]
                facts, static = prepared[source.name].facts, statics[source.name]
                parts.sort(key=lambda part: bool(part.modules))
                manifest = Manifest(
                    source.name,
                    source.title,
                    facts,
                    self._engine,
                    parts,
                    static,
                    engine,
                    self._compiler.is_here,
                    libraries[source.name].left_out,
                )
                path = f"{FOLDER}/{_file(source.name)}.json"
                self._add(path, manifest.text)
                demos[source.name] = Demo(
                    source.name, path, manifest.download, source.is_django, source.answers
                )
        script = self._runtime()
        components = self._licenses(prepared)
        trouble, wheels = self._compiler.trouble, self._wheels.used
        return DemoBundle(demos, self._files, script, refusals, trouble, components, wheels)

    def _prepared(self, sources: Sequence[DemoSource]) -> tuple[dict[str, Prepared], dict[str, str]]:
        prepared: dict[str, Prepared] = {}
        refusals: dict[str, str] = {}
        pool = ThreadPoolExecutor(os.cpu_count() or 1)
        try:
            jobs = {source.name: pool.submit(prepare, source, self._store) for source in sources}
            for name, job in jobs.items():
                try:
                    prepared[name] = job.result()
                except CannotRunLive as unplayable:
                    refusals[name] = str(unplayable)
        except BaseException:
            sandbox.stop_all()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
        return prepared, refusals

    def _stdlib(self) -> list[ManifestPack]:
        sources = {path: data for path, data in self._pyodide.stdlib().items() if path.endswith(".py")}
        (bytecode,) = self._compiler.compiled([modules.absolute(sources, STDLIB)])
        core, often, rest = modules.split(modules.sourceless(sources, bytecode, STDLIB))
        later = {"stdlib-often-": often, "stdlib-rest-": rest}
        return [
            self._part(f"{self._engine}stdlib-core-", core, STDLIB),
            *(
                self._part(f"{self._engine}{name}", files, STDLIB, modules.names(files))
                for name, files in later.items()
                if files
            ),
        ]

    def _projects(self, prepared: Mapping[str, Prepared]) -> dict[str, ManifestPack]:
        # Each file for itself: most of them are the same in many states.
        alone = sorted(
            {
                item
                for found in prepared.values()
                for item in modules.absolute(found.started_with, PROJECT).items()
            }
        )
        compiled = self._compiler.compiled([{path: data} for path, data in alone])
        bytecode = {item: found.get(item[0]) for item, found in zip(alone, compiled, strict=True)}
        parts = {}
        for name, found in prepared.items():
            sources = modules.absolute(found.started_with, PROJECT)
            code = {path: made for path, data in sources.items() if (made := bytecode[path, data])}
            files = modules.accompanied(found.files, code, PROJECT)
            parts[name] = self._part("state-", files, PROJECT)
        return parts

    def _static(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Serve static files, and return where those below each folder are."""
        tops: dict[str, dict[str, bytes]] = {}
        for path, data in files.items():
            top, slash, _ = path.partition("/")
            tops.setdefault(top + slash if slash else "", {})[path] = data
        found = {}
        for top, inside in sorted(tops.items()):
            digest = key(*(part for item in sorted(inside.items()) for part in item))[:12]
            found[top] = f"static/{digest}/"
            for path, data in inside.items():
                self._add(f"{FOLDER}/{found[top]}{path}", data)
        return found

    def _serve_engine(self) -> int:
        """Serve Pyodide's own files, and return how many bytes they are as a host sends them."""
        total = 0
        for name in SERVED:
            path = self._pyodide.file(name)
            self._files[f"{FOLDER}/{self._engine}{name}"] = path
            total += self._sent(name, path)
        return total

    def _sent(self, name: str, path: Path) -> int:
        """How many bytes a file of Pyodide is as a host sends it."""
        size = f"size-{key(self._pyodide.lock.integrity, name)}"
        return int(self._store.kept(size, lambda: b"%d" % len(squeezed(path.read_bytes()))))

    def _runtime(self) -> str:
        """Serve the scripts of the page and the bridge, and return where the first of them is."""
        files = {path.relative_to(BROWSER).as_posix(): path.read_bytes() for path in scripts()}
        bridge = bridge_files()
        (bytecode,) = self._compiler.compiled([modules.absolute(bridge, BRIDGE)])
        files["engine/bridge.bin"] = pack(modules.accompanied(bridge, bytecode, BRIDGE))
        self._add(WORKER, files.pop("engine/sw.js"))
        folder = f"{FOLDER}/{key(*(part for item in sorted(files.items()) for part in item))[:12]}"
        for name, data in files.items():
            self._add(f"{folder}/{name}", data)
        return f"{folder}/{ELEMENT}"

    def _licenses(self, prepared: Mapping[str, Prepared]) -> tuple[Component, ...]:
        """Serve the licenses of the packages, and return which those are."""
        static = {path for found in prepared.values() for path in found.static}
        texts = packages_of(self._libraries.packages, self._libraries.groups, static, f"{FOLDER}/static/*/")
        texts |= standard_library(self._pyodide, f"{FOLDER}/{self._engine}stdlib-*.bin")
        for component, text in texts.items():
            self._add(component.text, text.encode())
        return tuple(texts)

    def _part(self, url: str, files: Mapping[str, bytes], to: str, later: Sequence[str] = ()) -> ManifestPack:
        """Pack files, and serve the pack under its hash."""
        stream = key(*(part for item in sorted(files.items()) for part in item))
        data = self._store.kept(f"pack-{stream}", lambda: pack(files))
        digest = sha256(data).hexdigest()
        part = ManifestPack(f"{url}{digest[:12]}.bin", to, len(data), digest, tuple(later))
        self._add(f"{FOLDER}/{part.url}", data)
        return part

    def _add(self, path: str, data: bytes) -> None:
        name = f"file-{sha256(data).hexdigest()}"
        self._store.kept(name, lambda: data)
        self._files[path] = self._store.path(name)


def scripts() -> list[Path]:
    """What the site gets of the scripts' folder: the scripts and their style, without the types."""
    return [path for path in sorted(BROWSER.rglob("*")) if path.suffix in (".js", ".css")]


def own_files() -> list[Path]:
    """Return what makes packs, and what goes into all of them: this room, the bridge and the licenses."""
    rooms = (HERE, Path(licenses.__file__).parent)
    found = {path for room in rooms for path in room.rglob("*") if path.is_file()}
    return sorted(path for path in found.union(bridge_paths().values()) if "__pycache__" not in path.parts)


def _own() -> str:
    """The hash of all that."""
    top = HERE.parents[1]
    return key(*(part for path in own_files() for part in (str(path.relative_to(top)), path.read_bytes())))


def _file(name: str) -> str:
    """The name of a file for a demo: it may be called by any revision."""
    plain = name.replace("/", "-")
    safe = re.sub(r"[^\w.-]", "-", plain, flags=re.ASCII)
    return safe if safe == plain else f"{safe}-{key(name)[:6]}"


def _says(source: DemoSource) -> str:
    kind = "django" if source.is_django else str(source.application)
    said = [source.name, source.title, source.tree, source.day, source.interpreter.packages, kind]
    return json.dumps(said)
