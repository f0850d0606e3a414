#!/usr/bin/env bash
# PyMySQL 1.2.4 makes a new TLS context for each connection, and reads all certificates of the machine for it,
# also where nothing asks for TLS and the server has none.
#
# Expected: a connection without any `ssl` setting costs no more than its handshake, as it did in 1.1.1, which
#     makes no context then.
# Seen: `ssl.create_default_context` is called once for each connection; on a machine with the usual 140
#     certificates that is 15 to 30 ms of CPU, many times the handshake with a server next door. Django, which
#     opens a connection for each request or thread, pays it each time. `ssl_disabled=True`, or one context of
#     one's own as `ssl=`, avoids it.
#
# No server is needed: the context is made before anything is sent (`defer_connect=True`).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/count.py" <<'PY'
import ssl
from importlib.metadata import version

import pymysql

calls = []
make = ssl.create_default_context
ssl.create_default_context = lambda *given, **named: calls.append(given) or make(*given, **named)


def contexts(**settings):
    calls.clear()
    for _ in range(3):
        pymysql.connect(host="127.0.0.1", user="ada", defer_connect=True, **settings)
    return len(calls)


print(version("PyMySQL"), contexts(), contexts(ssl_disabled=True), contexts(ssl=make()))
PY

for version in 1.1.1 1.2.4; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "PyMySQL==$version"
  "$folder/$version/bin/python" "$folder/count.py"
done | tee "$folder/seen"

diff - "$folder/seen" <<'SEEN'
1.1.1 0 0 0
1.2.4 3 0 0
SEEN
