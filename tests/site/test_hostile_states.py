"""States whose code means harm: it writes into the reports on it, leaves odd folders, ends as nothing does.

One site has a guide whose every step is such a state, and beside it pages that are as they should be.
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ..journals import Story
from ..live.projects import PROJECT
from .conftest import CONFIG, FILES, Journal, share_demos
from .guided import patches

SETTINGS = CONFIG.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      seconds: 5")
# What the code of a state does, as its payload says, when it is loaded and when it ends.
MISCHIEF = """
import atexit, base64, json, os, sys
from pathlib import Path

SAYS = json.loads((Path(__file__).parent / "payload.json").read_text())

def write(path, data):
    try:
        path.write_bytes(data)
    except OSError:
        pass

def at_end():
    data = base64.b64decode(SAYS.get("data", ""))
    here, above = Path.cwd(), Path.cwd().parent
    match SAYS["what"]:
        case "facts":
            write(above / "facts.json", data)
        case "link":
            (above / "facts.json").unlink(missing_ok=True)
            (above / "facts.json").symlink_to("/etc/hostname")
        case "folders":
            for _ in range(SAYS["number"]):
                os.mkdir("d")
                os.chdir("d")
        case "files":
            for number in range(SAYS["number"]):
                write(above / f"made-{number}", b"")
        case "database":
            write(here / "db.sqlite3", data)
            write(above / "db.sqlite3", data)
        case "status":
            os._exit(SAYS["number"])
        case "signal":
            os.kill(os.getppid(), SAYS["number"])

atexit.register(at_end)
if SAYS["what"] == "reports":
    for handle in range(3, 64):
        try:
            os.write(handle, base64.b64decode(SAYS["data"]))
        except OSError:
            pass
"""
BYTES = st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
FACTS = {
    "settings": "config.settings",
    "database": "db.sqlite3",
    "static": None,
    "users": [],
    "language": "en",
    "zone": "UTC",
    "modules": [],
    "imports": [],
}
# A report has a kind, and what our own code reports with it; here all of it may be anything.
KINDS = st.sampled_from(["ready", "output", "block", "stop", "over", "prepared"]) | st.text(max_size=5)
REPORT = st.fixed_dictionaries(
    {"kind": KINDS},
    optional=dict.fromkeys(("output", "status", "queries", "why", "left"), JSON),
)


def encoded(value: object, end: str = "") -> str:
    return base64.b64encode((json.dumps(value) + end).encode()).decode()


PAYLOADS: st.SearchStrategy[Mapping[str, Any]] = st.one_of(
    st.fixed_dictionaries({"what": st.just("facts"), "data": BYTES}),
    st.fixed_dictionaries({"what": st.just("facts"), "data": JSON.map(encoded)}),
    st.fixed_dictionaries(
        {
            "what": st.just("facts"),
            "data": st.tuples(st.sampled_from(sorted(FACTS)), JSON).map(
                lambda pair: encoded({**FACTS, pair[0]: pair[1]})
            ),
        }
    ),
    st.just({"what": "link"}),
    st.fixed_dictionaries({"what": st.just("folders"), "number": st.sampled_from([50, 150, 900])}),
    st.fixed_dictionaries({"what": st.just("files"), "number": st.sampled_from([10, 25_000])}),
    st.fixed_dictionaries({"what": st.just("database"), "data": BYTES}),
    st.fixed_dictionaries({"what": st.just("status"), "number": st.sampled_from([0, 1, 77, 255])}),
    st.fixed_dictionaries({"what": st.just("signal"), "number": st.sampled_from([9, 15, 19])}),
    st.fixed_dictionaries(
        {
            "what": st.just("reports"),
            "data": BYTES | REPORT.map(lambda report: encoded(report, "\n")) | st.just(encoded("[" * 9_000)),
        }
    ),
)
PAGE = """\
# Step {}

[Open it](live:/)

```pycon {{data-run="here"}}
>>> 1 + 1
2
```

```console {{data-run="here"}}
$ python manage.py check
System check identified no issues (0 silenced).
```
"""
GOOD = '# Good\n\n```python {data-from="config/urls.py"}\n```\n\nAs it should be.\n'


def journal_of(folder: Path, payloads: list[Mapping[str, Any]]) -> Journal:
    """A journal with a step, and so a state, for each payload."""
    story = Story(folder / "project")
    pages: dict[str, str | bytes] = {"mkdocs.yml": SETTINGS, "docs/good.md": GOOD}
    names = [f"{number:02}-a" for number in range(1, len(payloads) + 1)]
    for name, payload in zip(names, payloads, strict=True):
        load = PROJECT | {
            "config/settings.py": "from config import mischief  # noqa\n" + PROJECT["config/settings.py"],
            "config/mischief.py": MISCHIEF,
            "config/payload.json": json.dumps({**payload, "step": name}),
        }
        story.commit(load)
        pages[f"docs/steps/harm/{name}.md"] = PAGE.format(name)
    pages["docs/steps/harm/index.md"] = "# Harm\n\n<!-- steps -->\n"
    made = zip((f"docs/steps/harm/{name}.patch" for name in names), patches(folder / "project"), strict=True)
    pages |= dict(made)
    pages |= {f"demo_project/{name}": text for name, text in load.items()}
    root = folder / "journal"
    root.mkdir()
    share_demos(root)
    return (
        Journal(root).write({name: text for name, text in FILES.items() if "models" not in name}).write(pages)
    )


@pytest.mark.parametrize("number", [4, pytest.param(60, marks=pytest.mark.long)])
@settings(max_examples=1, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_state_can_hurt_who_checks_and_builds(
    tmp_path_factory: pytest.TempPathFactory, number: int, data: st.DataObject
) -> None:
    payloads = data.draw(st.lists(PAYLOADS, min_size=number, max_size=number, unique_by=json.dumps))
    made = journal_of(tmp_path_factory.mktemp("harm"), payloads)
    checked = made.run("check")
    assert checked.status in (0, 1)
    assert "Traceback" not in checked.out + checked.err
    problems = [line for line in checked.err.splitlines() if line and not line.startswith(" ")][:-1]
    assert [line for line in problems if not line.startswith(("docs/steps/harm/", "demo_project"))] == []
    built = made.run("build")
    assert (built.status, "Traceback" in built.out + built.err) == (0, False), built.err
    pages = {name for name in made.files() if name.endswith("index.html")}
    wanted = {f"steps/harm/{step:02}-a/index.html" for step in range(1, number + 1)}
    assert pages >= {"index.html", "good/index.html", *wanted}
    assert "As it should be." in made.files()["good/index.html"].decode()
