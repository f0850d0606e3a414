#!/usr/bin/env bash
# In Pyodide one directive that its C library does not know makes strftime return an empty text, without an error.
#
# Expected: what an unknown directive does on Linux, macOS and Windows: it stays as it is, or is filled in by an extension
#     (glibc knows %P, %k and %l), or a ValueError names it. The rest of the text is there in each case.
# Seen (Pyodide 314.0.7, Python 3.14): "at %I %P" is "". So is every text with %k or %l in it, with time and with
#     datetime; %-d, which is no standard directive either, works. A page that formats a time loses the whole line.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund pyodide@314.0.7 >/dev/null

cat >look.mjs <<'JS'
import {loadPyodide} from "pyodide";
const python = await loadPyodide();
console.log(python.runPython(`
from datetime import datetime
from time import gmtime, strftime
formats = ["at %I %p", "%-d %B", "at %I %P", "at %k", "at %l"]
repr([(datetime(2025, 3, 5, 14).strftime(each), strftime(each, gmtime(0))) for each in formats])
`));
JS
said=$(node look.mjs)
wanted="[('at 02 PM', 'at 12 AM'), ('5 March', '1 January'), ('', ''), ('', ''), ('', '')]"
[ "$said" = "$wanted" ] || { echo "$said"; exit 1; }
echo "three directives empty the text: $said"
