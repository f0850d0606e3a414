#!/usr/bin/env bash
# Babel gives the stand-alone names of months in the language that the process asked for first.
#
# Expected: `get_month_names("wide", "stand-alone", locale)` has the months of `locale`, whatever was asked before.
# Seen (Babel 2.18.0): asked for Japanese and then for Arabic, both answers are Japanese; asked for Arabic alone, it is
#     Arabic. The form for dates (`"format"`, which one would hardly choose for a heading) is right in any order.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.18.0

cat >months.py <<'PYTHON'
import sys

from babel.dates import get_month_names

context, *locales = sys.argv[1:]
print(*(get_month_names("wide", context, locale)[1] for locale in locales))
PYTHON
alone=$(venv/bin/python months.py stand-alone ar)
both=$(venv/bin/python months.py stand-alone ja ar)
dates=$(venv/bin/python months.py format ja ar)
echo "Arabic alone: $alone; Japanese and Arabic: $both; the same for dates: $dates"
[ "$alone" = "يناير" ] && [ "$both" = "1月 1月" ] && [ "$dates" = "1月 يناير" ]
