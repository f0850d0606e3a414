#!/usr/bin/env bash
# AnyIO reads the source of its own `__init__` when it is imported; from bytecode alone, it imports all of itself.
#
# Expected: a package that is compiled and shipped without its sources (`compileall -b`, as in archives for the browser
#     and in frozen programs) imports the same modules as with them.
# Seen (anyio 4.16.0): with its sources, `import anyio` leaves `anyio._core._subprocesses`, `anyio.to_interpreter` and
#     what they need, such as `subprocess`, for later; without `__init__.py` it imports all of them at once. Where one
#     of them cannot be imported, as on a platform without subinterpreters, neither can AnyIO.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check anyio==4.16.0

cat >imported.py <<'PYTHON'
import sys

import anyio

print(*(name in sys.modules for name in ("anyio._core._subprocesses", "anyio.to_interpreter")))
PYTHON
with=$(venv/bin/python imported.py)
package=$(venv/bin/python -c 'import anyio, pathlib; print(pathlib.Path(anyio.__file__).parent)')
venv/bin/python -m compileall -q -b "$package"
find "$package" -name '*.py' -delete
without=$(venv/bin/python imported.py)
echo "with sources: $with; without: $without"
[ "$with" = "False False" ] && [ "$without" = "True True" ]
