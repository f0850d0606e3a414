#!/usr/bin/env bash
# orgparse gives a heading that is planned for no day a date all the same, and printing that raises an error.
#
# Expected: `node.scheduled`, `node.deadline` and `node.closed` are None where the heading has no such line, or print
#     as an empty text.
# Seen (orgparse 0.5.20260926): each is an OrgDate whose `start` is None. It is false, but `is None` is not true of it,
#     and `str()` of it, and so any f-string or log line with it, ends in AttributeError ("'NoneType' object has no
#     attribute 'strftime'"), `repr()` of it, and so a debugger or a failing test, in TypeError ("can't happen: None").
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check orgparse==0.5.20260926

venv/bin/python - <<'PYTHON'
import orgparse

[_, node] = orgparse.loads("* A heading\n  text\n")
for date in (node.scheduled, node.deadline, node.closed):
    assert date is not None and not date and date.start is None
    for show, error in ((str, AttributeError), (repr, TypeError)):
        try:
            show(date)
        except error as raised:
            print(f"{show.__name__}: {type(raised).__name__}: {raised}")
        else:
            raise SystemExit(f"{show.__name__} works")
PYTHON
