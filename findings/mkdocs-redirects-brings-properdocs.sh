#!/usr/bin/env bash
# A patch release of mkdocs-redirects installs another generator beside MkDocs.
#
# Expected: a plugin for MkDocs depends on MkDocs; from 1.2.2 to 1.2.3, what it needs stays the same.
# Seen (mkdocs-redirects 1.2.3): it requires `properdocs>=1.6.5`, a fork of MkDocs, as well as `mkdocs<=1.6.1`. Whoever
#     installs it for MkDocs has both generators, with the commands `mkdocs` and `properdocs`, and no later MkDocs.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs-redirects==1.2.2
before=$(ls venv/bin | grep -c properdocs || true)
venv/bin/pip install --quiet --disable-pip-version-check mkdocs-redirects==1.2.3
after=$(ls venv/bin | grep -c '^properdocs$' || true)
bound=$(venv/bin/python -c 'from importlib.metadata import requires; print(*(one for one in requires("mkdocs-redirects") if one.startswith("mkdocs")))')
echo "the command properdocs with 1.2.2: $before; with 1.2.3: $after; $bound"
[ "$before" = 0 ] && [ "$after" = 1 ] && [ "$bound" = "mkdocs<=1.6.1,>=1.2" ]
