#!/usr/bin/env bash
# tree-sitter-python finds no error in Python 2, in an empty block and in wrong indentation, but one in Python 3.13.
#
# Expected: `has_error` of a tree says whether a source is Python, of the newest version that the grammar knows.
# Seen (tree-sitter 0.26.1, tree-sitter-python 0.25.0): statements of Python 2 (`print "x"`, `exec "x"`) are nodes of
#     their own; a function without a body and a line that is indented for no reason parse without an error. The
#     default of a type parameter (PEP 696, Python 3.13) is an error, and what stands around it is torn apart.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tree-sitter==0.26.1 tree-sitter-python==0.25.0

venv/bin/python - <<'PYTHON'
import tree_sitter_python
from tree_sitter import Language, Parser

parser = Parser(Language(tree_sitter_python.language()))
SEEN = {
    "x = 1\n": False,
    "x = = 1\n": True,
    'print "x"\n': False,  # Python 2
    'exec "x"\n': False,  # Python 2
    "def f():\n": False,  # no body
    "x = 1\n    y = 2\n": False,  # indented for no reason
    "class A[T: int]: pass\n": False,  # Python 3.12
    "class A[T = int]: pass\n": True,  # Python 3.13
}
for source, wrong in SEEN.items():
    assert parser.parse(source.encode()).root_node.has_error is wrong, source
    print(f"{source!r}: {'an error' if wrong else 'no error'}")
PYTHON
