#!/usr/bin/env bash
# A file that hatchling's `force-include` puts into a package makes the package empty in an exact editable install.
#
# Expected: `pip install -e .` with `dev-mode-exact = true` leaves the package importable as it is in the checkout;
#     what a wheel should hold besides is there too, or is missing.
# Seen (hatchling 1.33.0, editables 0.6): the forced file is unpacked into site-packages/PACKAGE/, a folder without
#     `__init__.py`. Python takes that for a namespace package, and asks the finder that leads to the checkout only
#     where it finds nothing: none of the package's own modules can be imported. With the .pth file that is made
#     without `dev-mode-exact`, the checkout is a folder of sys.path, whose `__init__.py` comes first.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check hatchling==1.33.0 editables==0.6

mkdir -p project/src/shop
cd project
echo "PRICE = 1" >src/shop/prices.py
touch src/shop/__init__.py
echo "notes" >NOTES
settings() {
  cat >pyproject.toml <<TOML
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "1"
[tool.hatch.build]
dev-mode-exact = $1
[tool.hatch.build.targets.wheel]
packages = ["src/shop"]
$2
TOML
  ../venv/bin/pip uninstall --quiet --yes --disable-pip-version-check shop 2>/dev/null || true
  ../venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}
imports() { (cd / && "$folder/venv/bin/python" -c 'import shop.prices' 2>/dev/null) && echo yes || echo no; }
forced='force-include = { "NOTES" = "shop/data/NOTES" }'

for exact in true false; do
  settings "$exact" ""
  [ "$(imports)" = yes ]
done
settings true "$forced"
[ "$(imports)" = no ]
echo "dev-mode-exact = true: with a forced file, the package's own modules cannot be imported"
settings false "$forced"
[ "$(imports)" = yes ]
echo "dev-mode-exact = false: they can"
