#!/usr/bin/env bash
# `mkdocs build --strict --quiet` ends with 0 where `mkdocs build --strict` ends with 1.
#
# Expected: `--quiet` says less, and decides nothing.
# Seen (MkDocs 1.6.1): a page with a link to a page that is not there fails a strict build, and passes with `--quiet`.
#     That sets the level of the logger to errors, so the warnings never reach the handler that counts them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1

mkdir docs
echo "site_name: A site" >mkdocs.yml
printf '# A page\n\n[another](gone.md)\n' >docs/index.md
loud=0 quiet=0
venv/bin/mkdocs build --strict >/dev/null 2>&1 || loud=$?
venv/bin/mkdocs build --strict --quiet >/dev/null 2>&1 || quiet=$?
echo "strict: $loud; strict and quiet: $quiet"
[ "$loud" = 1 ] && [ "$quiet" = 0 ]
