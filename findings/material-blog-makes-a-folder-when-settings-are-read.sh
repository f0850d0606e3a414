#!/usr/bin/env bash
# Material's blog makes a temporary folder as soon as mkdocs.yml is read, and deletes it only when a build shuts down.
#
# Expected: reading the settings, as editors, linters and scripts do with `mkdocs.config.load_config`, writes nothing;
#     what a plugin needs it makes when a build begins.
# Seen (mkdocs-material 9.8.1, mkdocs 1.6.1): the folder is made in the plugin's constructor. `mkdocs build` takes it
#     away, by the event `on_shutdown`. Whoever only reads the settings leaves an empty folder in $TMPDIR each time.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-material==9.8.1

mkdir -p docs temporary
cat >mkdocs.yml <<'YAML'
site_name: A blog
theme: {name: material, font: false}
plugins: [blog]
YAML
echo "# Home" >docs/index.md
export TMPDIR="$folder/temporary"
left() { find temporary -mindepth 1 | wc -l; }

venv/bin/mkdocs build --quiet
[ "$(left)" -eq 0 ]
echo "a build leaves nothing"

for _ in 1 2 3; do venv/bin/python -c 'from mkdocs.config import load_config; load_config()'; done
[ "$(left)" -eq 3 ]
echo "reading the settings three times leaves three folders"
