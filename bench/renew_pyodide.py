"""Takes another Pyodide: its version and hash, what a demo imports of its library, and the tests of it.

    python bench/renew_pyodide.py [VERSION] [--no-tests]

Without VERSION, takes the newest release of the line that is locked, such as 314. Asks npm for its hash, runs
it in Node.js to learn its Python, writes src/chronicles/live/data/pyodide.json, has a demo imported in
Chromium (bench/live.py --modules), adds to data/stdlib.txt what that needs, and then runs tests/live with its
browser tests. Look at the difference before you commit it. Where its Python is another one, it says where
else that is written; mend these places, and run it again. Ends with 1 where something is left to do.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from chronicles.disk.writing import replace_text
from chronicles.live import modules
from chronicles.live.installers import said_by
from chronicles.live.node import Node, find_node
from chronicles.live.pyodide import LOCK, Lock, Pyodide, PyodideMissing, find_pyodide, read_lock

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".chronicles" / "live"
BOOT = ROOT / "src/chronicles/live/browser/engine/boot.js"
MANIFESTS = ROOT / "src/chronicles/live/manifests.py"
SECONDS = 300.0
RELEASE = re.compile(r"\d+(\.\d+)+")
# What a new Python says of itself; the platform of its wheels is that of PEP 783.
ASK = """
import {loadPyodide} from "MODULE";
const python = await loadPyodide({indexURL: "FOLDER"});
console.log(python.runPython(`import json, sys; from importlib.util import MAGIC_NUMBER
json.dumps({"python": sys.version_info[:2], "magic": int.from_bytes(MAGIC_NUMBER[:2], "little")})`));
"""


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("version", nargs="?", help="of the package pyodide (the newest of this line)")
    words.add_argument("--no-tests", action="store_true", help="do not run tests/live")
    given = words.parse_args()
    node, old = find_node(CACHE), read_lock()
    version = given.version or newest(said(node, old.package, "versions"), old.version)
    try:
        new = described(node, replace(old, version=version, integrity=said(node, f"{old.package}@{version}")))
    except PyodideMissing as missing:
        words.error(str(missing))
    replace_text(LOCK, LOCK.read_text("utf-8"), written(new))
    print(f"{LOCK.relative_to(ROOT)}: {old.version} -> {new.version}")
    if places := other_places(new):
        print(f"It is Python {'.'.join(map(str, new.python))}: write that here, too.", *places, sep="\n    ")
        return 1
    renew_modules(find_pyodide(CACHE, new))
    if given.no_tests:
        return 0
    tests = [sys.executable, "-m", "pytest", "-q", "-m", "not long", "-n", "auto", "tests/live"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


def said(node: Node, package: str, field: str = "dist.integrity") -> str:
    """What npm knows of a package."""
    with tempfile.TemporaryDirectory() as folder:  # where no project tells npm anything
        lines = said_by(
            [*node.npm, "view", package, field, "--json", "--loglevel=error"], SECONDS, Path(folder)
        )
    text = "\n".join(lines)
    if text[:1] not in ('"', "["):
        mend = "Name a version that 'npm view pyodide versions' lists, which asks the registry of packages."
        raise SystemExit(f"npm knows no {field} of {package}: {lines[0]}\n    {mend}")
    return text.strip('"')


def newest(versions: str, now: str) -> str:
    """The newest release among `versions`, a JSON list, whose first number is that of the version `now`."""
    line = f"{now.partition('.')[0]}."
    releases = [name for name in json.loads(versions) if RELEASE.fullmatch(name) and name.startswith(line)]
    return max(releases, key=lambda name: tuple(map(int, name.split("."))))


def described(node: Node, lock: Lock) -> Lock:
    """The lock with what the package says of its Python."""
    pyodide = find_pyodide(CACHE, lock)
    script = ASK.replace("MODULE", pyodide.file("pyodide.mjs").as_uri()).replace(
        "FOLDER", str(pyodide.folder)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".mjs") as file:
        file.write(script)
        file.flush()
        known = json.loads(said_by([*node.node, file.name], SECONDS)[-1])
    abi = json.loads(pyodide.file("pyodide-lock.json").read_text("utf-8"))["info"]["abi_version"]
    platform = f"pyemscripten_{abi}_wasm32"
    return replace(lock, python=tuple(known["python"]), magic=known["magic"], platform=platform)


def written(lock: Lock) -> str:
    """The file of a lock."""
    text = json.dumps({**asdict(lock), "python": list(lock.python)}, indent=2)
    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text) + "\n"


def other_places(lock: Lock) -> list[str]:
    """Where another Python or another ABI than that of a lock is written."""
    dotted, tag = ".".join(map(str, lock.python)), "".join(map(str, lock.python))
    abi = lock.platform.removeprefix("pyemscripten_").removesuffix("_wasm32")
    wanted = {
        BOOT: (f'python: "{dotted}"', f'abi_version: "{abi}"', f'LIBRARY = "/lib/python{dotted}"'),
        Path(modules.__file__): (f'TAG = "cpython-{tag}"',),
        MANIFESTS: (f"/lib/python{dotted}",),
    }
    return [
        f"{path.relative_to(ROOT)}: {text}"
        for path, texts in wanted.items()
        for text in texts
        if text not in path.read_text("utf-8")
    ]


def renew_modules(pyodide: Pyodide) -> None:
    """Add to the modules that a demo starts with those that it imports now, and drop those that are gone."""
    command = [sys.executable, str(ROOT / "bench/live.py"), "--modules"]
    imported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    before = modules.CORE.read_text("utf-8")
    after = renewed(before.split(), imported, modules.names(pyodide.stdlib()))
    replace_text(modules.CORE, before, "".join(f"{name}\n" for name in after))
    for name in sorted({*after} ^ {*before.split()}):
        print(f"{modules.CORE.relative_to(ROOT)}: {'+' if name in after else '-'} {name}")


def renewed(before: Iterable[str], imported: Iterable[str], there: Iterable[str]) -> list[str]:
    """The modules of both lists that are there, in order."""
    return sorted({*before, *imported} & {*there})


if __name__ == "__main__":
    sys.exit(main())
