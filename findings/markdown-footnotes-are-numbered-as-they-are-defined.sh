#!/usr/bin/env bash
# Python-Markdown numbers footnotes in the order of their definitions, GitHub's own parser in that of their use.
#
# Expected: whoever moves a text from GitHub, or writes definitions as they come to mind, finds the first note of the
#     text called 1, as in print, and as in every parser of GitHub's footnotes.
# Seen (Markdown 3.11.3, cmarkgfm 2025.10.22): where the definitions stand in another order, the text begins with
#     note 2 and goes on with note 1. `USE_DEFINITION_ORDER: false` of the extension gives the other order.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check markdown==3.11.3 cmarkgfm==2025.10.22

venv/bin/python - <<'PYTHON'
import re

import cmarkgfm
import markdown
from cmarkgfm.cmark import Options

TEXT = "First[^b], then[^a].\n\n[^a]: one\n[^b]: two\n"


def numbers(html):
    return re.findall(r"<sup[^>]*><a[^>]*>(\d)</a>", html)


here = markdown.markdown(TEXT, extensions=["footnotes"])
used = markdown.markdown(TEXT, extensions=["footnotes"], extension_configs={"footnotes": {"USE_DEFINITION_ORDER": False}})
there = cmarkgfm.github_flavored_markdown_to_html(TEXT, options=Options.CMARK_OPT_FOOTNOTES)
print(f"Python-Markdown {numbers(here)}, by use {numbers(used)}, GitHub {numbers(there)}")
assert (numbers(here), numbers(used), numbers(there)) == (["2", "1"], ["1", "2"], ["1", "2"])
PYTHON
