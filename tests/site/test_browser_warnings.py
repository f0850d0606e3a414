"""`check` warns of blocks that answer otherwise in a reader's browser, and a block may say so itself."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Journal

Make = Callable[..., Journal]

MANAGE = """
import os, sys
from django.core.management import execute_from_command_line
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
execute_from_command_line(sys.argv)
"""
SETTINGS = """
SECRET_KEY = "x"
INSTALLED_APPS = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
"""
BLOCKS = """\
# Threads

```pycon {data-run="here"%s}
>>> from threading import Thread
>>> Thread(target=int).start()
```

```console {data-run="here"%s}
$ python manage.py shell --no-imports -c "print(1)"
1
```

```pycon {data-unproven="of a machine"}
>>> import pwd
```
"""
MEND = (
    '    Show it in another way, or tell the reader with data-differs="WHY" on the block; '
    "with data-unproven it has no button, and is not run here either.\n"
)
SAID = "docs/threads.md:{}: this block answers otherwise in a reader's browser: {}\n"
WARNINGS = (
    SAID.format(5, "threading.Thread starts a thread, and Python in a browser has one, and no more")
    + MEND
    + SAID.format(9, "the page refuses 'manage.py shell'")
    + MEND
)


@pytest.fixture
def threads(journal: Make) -> Journal:
    files = {"demo_project/manage.py": MANAGE, "demo_project/settings.py": SETTINGS}
    return journal({**files, "docs/threads.md": BLOCKS % ("", "")})


def test_a_warning_changes_no_status_and_is_told_each_time(threads: Journal) -> None:
    for _ in range(2):
        run = threads.run("check")
        assert (run.status, run.err) == (0, f"{WARNINGS}2 warnings\n")
        assert "2 of 3 blocks proven" in run.out


def test_a_strict_check_counts_them(threads: Journal) -> None:
    run = threads.run("check", "--no-exec", "--strict")
    assert (run.status, run.err) == (1, f"{WARNINGS}2 problems\n")
    refused = threads.run("check", "--watch", "--strict")
    assert refused.status == 2
    assert "--watch tells what is new in a journal, and no warnings. Leave out --strict." in refused.err


def test_a_block_that_says_so_is_no_news(threads: Journal) -> None:
    said = ' data-differs="a thread needs a machine"'
    threads.write({"docs/threads.md": BLOCKS % (said, ' data-differs="a <b> shell"')})
    run = threads.run("check", "--strict")
    assert (run.status, run.err) == (0, "")
    assert threads.run("build", "--no-live").status == 0
    html = threads.read("site/threads/index.html")
    assert 'data-differs="a thread needs a machine"' in html
    assert "a <b> shell" not in html and "a &lt;b&gt; shell" in html


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            'py {data-differs="why"}',
            'data-differs needs data-run\n    Add data-run="here", or take data-differs out.',
        ),
        (
            'pycon {data-run="here" data-differs=" "}',
            'data-differs has no value\n    Write data-differs="…", or take it out.',
        ),
    ],
)
def test_a_reason_needs_a_block_that_runs_and_words(threads: Journal, header: str, said: str) -> None:
    threads.write({"docs/threads.md": f"# A\n\n```{header}\n>>> 1\n1\n```\n"})
    run = threads.run("check", "--no-exec")
    assert (run.status, run.err) == (1, f"docs/threads.md:3: {said}\n1 problem\n")


def test_other_programs_are_told_that_it_is_a_warning(threads: Journal) -> None:
    def document(form: str) -> Any:
        return json.loads(threads.run("check", "--no-exec", "--format", form).out)

    told = document("json")
    assert (told["status"], told["problems"]) == (0, [])
    assert [(one["line"], one["severity"], one["kind"]) for one in told["warnings"]] == [
        (5, "warning", "browser"),
        (9, "warning", "browser"),
    ]
    results = document("sarif")["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [("browser", "warning")] * 2
    lines = threads.run("check", "--no-exec", "--format", "github").out.splitlines()
    assert [line.partition(":this")[0] for line in lines] == [
        f"::warning file=docs/threads.md,line={line},title=Chronicles%3A browser:" for line in (5, 9)
    ]
