#!/usr/bin/env bash
# In Pyodide every host name has an address, also one that cannot exist.
#
# Expected: socket.getaddrinfo raises socket.gaierror, as it does without a network: a page has no sockets, and names below
#     .invalid exist nowhere (RFC 2606).
# Seen (Pyodide 314.0.7, in Node.js): each new name gets the next address of 172.29.0.0/16, and gethostbyname agrees. Code that
#     asks "is there a network?" by looking up a name is told that there is one, and a test for the offline way never takes it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund pyodide@314.0.7 >/dev/null

cat >look.mjs <<'JS'
import {loadPyodide} from "pyodide";
const python = await loadPyodide();
console.log(python.runPython(`
import socket
names = ["no-such-host.invalid", "another.invalid", "no-such-host.invalid"]
repr([socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)[0][4][0] for name in names] + [socket.gethostbyname(names[1])])
`));
JS
said=$(node look.mjs)
[ "$said" = "['172.29.1.0', '172.29.2.0', '172.29.1.0', '172.29.2.0']" ] || { echo "$said"; exit 1; }
echo "names that cannot exist have addresses: $said"
