#!/usr/bin/env bash
# A port where nobody listens is a timeout to whoever catches urllib3's `TimeoutError`, although it answers at once.
#
# Expected: a refused connection and one that takes too long are told apart by the class of what is raised.
# Seen (urllib3 2.8.0): `NewConnectionError` is a `ConnectTimeoutError` and so a `TimeoutError`, and so is
#     `NameResolutionError` for a host that does not exist. Programs that say "it took too long" say so of these, too,
#     unless they ask for the narrower classes first.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check urllib3==2.8.0

cat >refused.py <<'PYTHON'
import socket

import urllib3

with socket.create_server(("127.0.0.1", 0)) as server:
    port = server.getsockname()[1]  # closed again: nobody listens there
try:
    urllib3.PoolManager().request("GET", f"http://127.0.0.1:{port}/", retries=False, timeout=60)
except urllib3.exceptions.TimeoutError as error:
    print("a timeout:", type(error).__name__)
PYTHON
said=$(venv/bin/python refused.py)
echo "$said"
[ "$said" = "a timeout: NewConnectionError" ]
