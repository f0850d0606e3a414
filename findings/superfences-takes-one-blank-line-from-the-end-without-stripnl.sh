#!/usr/bin/env bash
# With `stripnl: false`, a fence keeps the blank lines at its beginning, and loses just one of those at its end.
#
# Expected: `pymdownx.highlight` with `stripnl: false` shows the code of a fence as it is written: two blank lines at
#     the end are two blank lines, as two at the beginning are.
# Seen (pymdown-extensions 12.3, Markdown 3.11.3, Pygments 2.21.0): the lines are joined without a newline behind the
#     last one, and a blank last line then counts as the end of the one before. Two blank lines at the end come out as
#     one, one as none; those at the beginning all stay.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pymdown-extensions==12.3 Markdown==3.11.3 Pygments==2.21.0

venv/bin/python - <<'PYTHON'
import re
from html import unescape

from markdown import Markdown

page = Markdown(
    extensions=["pymdownx.superfences", "pymdownx.highlight"],
    extension_configs={"pymdownx.highlight": {"stripnl": False}},
)
for blank, shown in ((0, 0), (1, 0), (2, 1), (3, 2)):
    html = page.reset().convert("```text\n\n\nlast\n" + "\n" * blank + "```\n")
    code = unescape(re.sub("<[^>]*>", "", re.search("<code>(.*)</code>", html, re.DOTALL)[1]))
    assert code == "\n\nlast\n" + "\n" * shown, (blank, code)
    print(f"2 blank lines before and {blank} behind: 2 and {shown} are shown")
PYTHON
