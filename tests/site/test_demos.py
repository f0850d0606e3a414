"""Live links and runnable blocks of pages, and what the build does where there can be no demo."""

import json
import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from chronicles.site.render.demo_html import Live, ShownDemo, query, size, with_demos
from tests.site.conftest import share_demos

from ..live.projects import PROJECT
from .conftest import Journal

Make = Callable[..., Journal]
DEMOS = {"now": ShownDemo("assets/live/now.json", 9_176_114)}
SCRIPT = "assets/live/0a1b/demo.js"
SITE = {f"demo_project/{path}": text for path, text in PROJECT.items()}
PAGE = """\
# H

[Try <b>the</b> admin](live:/admin/?q="a b"&x=1#top) and [that][1].

```python {data-from="shop/__init__.py"}
pass
```

```python {data-from="manage.py#no_such"}
pass
```

```pycon {data-run="here"}
>>> 1
```

```console {data-run="here"}
$ python manage.py check
```

```console {data-run="here"}
$ ls
```

```pycon
>>> 2
```

[1]: live:/
"""


def link(path: str, text: str, state: str = "now") -> str:
    return f'<p><a class="x" href="../run/{query(Live(state, path))}" id="y">{text}</a></p>'


def test_a_live_link_becomes_a_demo_with_the_link_inside() -> None:
    html = with_demos(f"<body>{link('/admin/', 'Try <b>the</b> admin')}</body>", "a/b/", DEMOS, SCRIPT)
    assert html == (
        '<body><p><live-demo alone src="../../assets/live/now.json" path="/admin/" label="Try the admin"'
        ' state="now" size="9 MB"><a class="x" href="../run/" id="y">Try <b>the</b> admin</a></live-demo></p>'
        '<script type="module" src="../../assets/live/0a1b/demo.js"></script></body>'
    )


def test_a_demo_in_a_sentence_is_not_alone() -> None:
    for before, after in ("See ", ""), ("", "."), ("", " <em>now</em>"):
        html = with_demos(
            link("/", "it").replace("<p>", f"<p>{before}").replace("</p>", f"{after}</p>"), "", DEMOS, SCRIPT
        )
        assert "<live-demo src=" in html


@pytest.mark.parametrize("path", ["/a b/", '/?q="><script>', "/ü/?a=1&b=2#c", "/%41/"])
def test_any_path_reaches_the_demo_as_it_was_written(path: str) -> None:
    html = with_demos(link(path, "x"), "", DEMOS, SCRIPT)
    tag = BeautifulSoup(html, "html.parser").find("live-demo")
    assert tag is not None and tag["path"] == path
    assert html.count("<script") == 1


def test_without_a_demo_a_link_is_only_a_link_and_the_page_has_no_script() -> None:
    plain = '<p><a class="x" href="../run/" id="y">x</a></p><div>'
    for inputs in "", ' data-live-inputs="[&quot;1&quot;]"':
        run = f'<div data-live-run="pycon"{inputs} data-live-state="students/09">'
        assert with_demos(link("/", "x", "students/09") + run, "", DEMOS, SCRIPT) == plain


def test_a_block_learns_where_its_demo_is() -> None:
    html = with_demos('<div class="c" data-live-edit="a.py" data-live-state="now">', "x/", DEMOS, SCRIPT)
    assert html == (
        '<div class="c" data-live-edit="a.py" data-live-src="../assets/live/now.json" data-live-size="9 MB">'
        '<script type="module" src="../assets/live/0a1b/demo.js"></script>'
    )


def test_a_task_learns_where_what_it_needs_is() -> None:
    block = '<div data-live-edit="a.py" data-live-task="a.py guide/02 a.tests" data-live-state="guide/01">'
    demo = ShownDemo("now.json", 1, tasks={"a.py guide/02 a.tests": "assets/live/task-1.json"})
    html = with_demos(block, "x/", {"guide/01": demo}, SCRIPT)
    assert html.startswith(
        '<div data-live-edit="a.py" data-live-task="../assets/live/task-1.json" data-live-src="../now.json"'
    )
    without = with_demos(block, "x/", {"guide/01": ShownDemo("now.json", 1)}, SCRIPT)
    assert without.startswith('<div data-live-edit="a.py" data-live-src="../now.json" data-live-size="1 MB">')


APPLICATION = ShownDemo("now.json", 1, is_django=False)
PROGRAM = ShownDemo("now.json", 1, is_django=False, answers=False)


@pytest.mark.parametrize(
    ("kind", "inputs", "of_django", "of_application", "of_program"),
    [
        ("pycon", ["1"], ["1"], ["1"], ["1"]),
        ("http", ["GET /", ""], ["GET /", ""], ["GET /", ""], None),
        ("console", ["manage.py check", "-m shop 'ä\"'"], ["manage.py check"], *(["-m shop 'ä\"'"],) * 2),
        ("console", ["manage.py check"], ["manage.py check"], None, None),
        ("console", ["report.py"], None, ["report.py"], ["report.py"]),
    ],
)
def test_a_block_has_what_its_demo_can_run(
    kind: str,
    inputs: list[str],
    of_django: list[str] | None,
    of_application: list[str] | None,
    of_program: list[str] | None,
) -> None:
    html = (
        f'<div data-live-run="{kind}" data-live-inputs="{escape(json.dumps(inputs))}" data-live-state="now">'
    )
    for demo, wanted in (DEMOS["now"], of_django), (APPLICATION, of_application), (PROGRAM, of_program):
        block = BeautifulSoup(with_demos(html, "", {"now": demo}, SCRIPT), "html.parser").div
        assert block is not None and block.has_attr("data-live-src") is bool(wanted)
        assert (json.loads(str(block["data-live-inputs"])) if wanted else None) == wanted
        assert wanted or block.attrs == {}


def test_where_nothing_answers_a_link_is_only_a_link() -> None:
    assert with_demos(link("/", "x"), "", {"now": PROGRAM}, SCRIPT) == (
        '<p><a class="x" href="../run/" id="y">x</a></p>'
    )
    assert "<live-demo" in with_demos(link("/", "x"), "", {"now": APPLICATION}, SCRIPT)


def test_a_page_without_either_is_left_alone() -> None:
    html = '<body><a href="x?live">live-demo</a></body>'
    assert with_demos(html, "", DEMOS, SCRIPT) == html


def test_a_size_is_said_in_whole_megabytes() -> None:
    assert [size(count) for count in (0, 1_400_000, 9_176_114)] == ["1 MB", "1 MB", "9 MB"]


@pytest.fixture
def without_npm(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has neither npm nor anything to fetch it with, but git."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in {"git": 'exec /usr/bin/git "$@"', "uv": "echo no network; exit 1"}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}


def test_where_pyodide_cannot_be_had_the_site_is_built_and_says_so(
    journal: Make, without_npm: dict[str, str]
) -> None:
    site = journal({**SITE, "docs/index.md": PAGE})
    run = site.run("build", **without_npm)
    assert (run.status, run.err) == (
        0,
        "The site has no live demos, and says how to run the project instead: "
        "there is no npm to fetch it with (no network). 'build --no-live' does not try.\n",
    )
    assert not re.search(r"live-demo|data-live|demo\.js|\?live", site.read("site/index.html"))
    assert "run-it-yourself/" in site.read("site/index.html")
    assert not (site.root / "site/live").exists() and not (site.root / "site/assets/live").exists()


@pytest.mark.parametrize("how", ["--no-live", "live: false"])
def test_live_demos_can_be_left_out(journal: Make, without_npm: dict[str, str], how: str) -> None:
    site = journal({**SITE, "docs/index.md": PAGE})
    if how == "--no-live":
        run = site.run("build", how, **without_npm)
    else:
        config = site.read("mkdocs.yml").replace("zone: Africa/Lagos", f"zone: Africa/Lagos\n      {how}")
        run = site.write({"mkdocs.yml": config}).run("build", **without_npm)
    assert (run.status, run.err) == (0, "")
    assert not re.search(r"live-demo|data-live|demo\.js|\?live", site.read("site/index.html"))


def test_where_nothing_answers_a_link_says_so_and_asks_for_nothing(
    journal: Make, without_npm: dict[str, str]
) -> None:
    site = journal({"docs/index.md": "# H\n\n[x](live:/admin/)\n"})
    run = site.run("build", **without_npm)
    assert (run.status, run.err) == (
        0,
        "There is no live demo of now: no application could answer: there is no manage.py, and no Flask(), "
        "FastAPI(), Starlette(), Quart() or create_app() in students/models.py. Name it in mkdocs.yml: "
        "'application: MODULE:NAME' beside 'project:'.\n",
    )
    assert '<a href="run-it-yourself/">x</a>' in site.read("site/index.html")


@pytest.mark.slow
def test_a_page_with_demos_has_them_at_its_links_and_its_blocks(journal: Make) -> None:
    site = journal({**SITE, "docs/a/b.md": PAGE, "docs/plain.md": "# Plain\n"})
    share_demos(site.root)
    run = site.run("build")
    assert (run.status, run.err) == (0, "")
    soup = BeautifulSoup(site.read("site/a/b/index.html"), "html.parser")
    assert [(demo["path"], demo["label"]) for demo in soup.find_all("live-demo")] == [
        ('/admin/?q="a b"&x=1#top', "Try the admin"),
        ("/", "that"),
    ]
    blocks = soup.find_all(attrs={"data-live-src": "../../assets/live/now.json"})
    assert [block.get("data-live-edit") or block.get("data-live-run") for block in blocks] == [
        "shop/__init__.py",
        "manage.py",
        "pycon",
        "console",
    ]
    (script,) = soup.find_all("script", type="module")
    assert (site.root / "site/a/b" / str(script["src"])).is_file()
    manifest = json.loads(site.read("site/assets/live/now.json"))
    for part in manifest["packs"]:
        assert (site.root / "site/assets/live" / part["url"]).stat().st_size == part["bytes"]
    assert (site.root / "site/live/sw.js").is_file()
    assert "demo.js" not in site.read("site/plain/index.html")


LINK = '<p>1 <a class="chronicles-button" href="#demo" data-to-demo>Run the finished step</a></p>'
INLINE = '<p>In <a href="x/?live=now%20%2F">words</a></p>'


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        (LINK + link("/", "x") + link("/a/", "y"), True),
        (LINK + INLINE, False),  # a link in a sentence is no poster
        (LINK + '<h2 id="demo">' + link("/", "x"), False),  # the page has such an id of its own
        (LINK, False),
    ],
)
def test_a_step_leads_to_its_first_poster_or_nowhere(html: str, leads: bool) -> None:
    made = with_demos(html, "", DEMOS, SCRIPT)
    assert ("data-to-demo" in made, made.count('<live-demo alone id="demo" ')) == (leads, int(leads))
