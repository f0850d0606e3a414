"""Compiles the Python files of a pack for the demo. Runs in Python 3.14 by itself: Pyodide or the host.

Bytecode that is not checked against its source: nothing in the browser asks for a file's time.
"""

import importlib._bootstrap_external as machinery  # no public function makes bytecode from a text
import importlib.util
import json
import struct
import sys
import warnings
from pathlib import Path


def compiled(stream: bytes) -> bytes:
    """Return the bytecode of each file in a joined pack, under the same path; a faulty file is left out."""
    (length,) = struct.unpack_from(">I", stream)
    at = 4 + length
    index, bodies = [], []
    for path, size in json.loads(stream[4:at]):
        source = stream[at : at + size]
        at += size
        try:
            code = compile(source, path, "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            continue
        hashed = machinery._code_to_hash_pyc(code, importlib.util.source_hash(source), False)  # type: ignore[attr-defined]
        data = bytes(hashed)
        index.append([path, len(data)])
        bodies.append(data)
    head = json.dumps(index, separators=(",", ":")).encode()
    return b"".join([struct.pack(">I", len(head)), head, *bodies])


def main(folder: str, count: int) -> None:
    """Compile `folder`/0.in, 1.in … into 0.out, 1.out …"""
    warnings.simplefilter("ignore")
    for number in range(count):
        stream = Path(folder, f"{number}.in").read_bytes()
        Path(folder, f"{number}.out").write_bytes(compiled(stream))


if __name__ == "__main__" and len(sys.argv) == 3:
    main(sys.argv[1], int(sys.argv[2]))
