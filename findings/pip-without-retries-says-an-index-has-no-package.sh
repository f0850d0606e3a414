#!/usr/bin/env bash
# pip with `--retries 0` and `--quiet` does not say that an index cannot be reached: it says that there is no such package.
#
# Expected: an index that refuses the connection is told as such, so that whoever reads it looks at the network.
# Seen (pip 26.0): "No matching distribution found for …" is all that is printed. The warning that names the connection
#     comes from a retry, of which there is none; with `--retries 1`, it is printed, in spite of `--quiet`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pip==26.0
said() {
  env -u PIP_INDEX_URL PIP_CONFIG_FILE=/dev/null venv/bin/pip install --quiet --index-url http://127.0.0.1:9/ --retries "$1" Django 2>&1 || true
}
none=$(said 0)
one=$(said 1)
echo "$none" | sed 's/^/0: /'
echo "$one" | sed 's/^/1: /' | cut -c1-120
! grep -q -i "connection" <<<"$none"
grep -q "No matching distribution found for Django" <<<"$none"
grep -q -i "connection" <<<"$one"
