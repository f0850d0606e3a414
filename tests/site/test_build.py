"""Whole small sites: what is built, what is refused, and what is left behind."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from chronicles.workspace.file_names import unportable
from tests.built_line import untimed
from tests.sizes import few
from tests.waiting import LIMIT, wait_for

from .conftest import CONFIG, Journal
from .searched import indexed

Make = Callable[..., Journal]
SNIPPET = '```python {data-from="students/models.py#Student.__str__"}\n%s```\n'


def code_of(journal: Journal, page: str) -> list[str]:
    """The text of the code blocks of a built page."""
    soup = BeautifulSoup(journal.read(f"site/{page}"), "html.parser")
    return [code.get_text() for code in soup.select("div.highlight pre code")]


def test_an_empty_snippet_is_answered_at_build_time(journal: Make) -> None:
    site = journal({"docs/index.md": "# Home\n\n" + SNIPPET % ""})
    assert untimed(site.run("build").out) == "Built 3 pages into site/\n"
    assert code_of(site, "index.html") == ["def __str__(self):\n    return self.name\n"]


def test_a_filled_snippet_is_shown_as_it_stands_drifted_or_not(journal: Make) -> None:
    site = journal({"docs/index.md": "# Home\n\n" + SNIPPET % "an honest mistake\n"})
    assert site.run("build").status == 0
    assert code_of(site, "index.html") == ["an honest mistake\n"]


def test_without_a_command_the_site_is_built(journal: Make) -> None:
    site = journal()
    assert site.run().status == 0
    assert (site.root / "site/index.html").is_file()


def test_a_caption_names_the_source_and_leads_to_its_line(journal: Make) -> None:
    site = journal({"docs/index.md": "# Home\n\n" + SNIPPET % ""})
    site.run("build")
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    link = soup.select_one("span.filename a")
    assert link is not None
    assert link.get_text() == "students/models.py · Student.__str__"
    assert link["href"] == "code/now/students/models.py/#line-10"
    source = BeautifulSoup(site.read("site/code/now/students/models.py/index.html"), "html.parser")
    assert source.select_one("#line-10") is not None
    assert "def __str__(self):" in source.get_text()


def test_links_into_the_project_lead_to_its_source(journal: Make) -> None:
    site = journal(
        {
            "docs/a/b.md": "# B\n\n[S](code:students/models.py#Course), [t](test:students.tests.T), "
            "[run](live:/admin/), `[no](code:link)`\n",
            "demo_project/students/tests.py": "class T:\n    pass\n",
        }
    )
    assert site.run("build").err.startswith("There is no live demo of now: no application could answer")
    soup = BeautifulSoup(site.read("site/a/b/index.html"), "html.parser")
    links = {a.get_text(): a["href"] for a in soup.select("article a:not(.headerlink)")}
    assert links == {
        "S": "../../code/now/students/models.py/#line-14",
        "t": "../../code/now/students/tests.py/#line-1",
        "run": "../../run-it-yourself/",
    }


def test_marked_lines_are_highlighted(journal: Make) -> None:
    block = '```python {data-from="students/models.py#Student" data-mark="name =|def"}\n```\n'
    site = journal({"docs/index.md": "# Home\n\n" + block})
    site.run("build")
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    assert [line.get_text().strip() for line in soup.select(".hll")] == [
        "name = models.CharField(max_length=100)",
        "def __str__(self):",
    ]


def test_what_a_value_holds_reaches_the_page_escaped(journal: Make) -> None:
    value = "<script>alert('x')</script> & more"
    site = journal({"docs/index.md": f'# Home\n\n```text {{data-unproven="{value}"}}\nx\n```\n'})
    assert site.run("build").status == 0
    html = site.read("site/index.html")
    assert "<script>alert" not in html
    block = BeautifulSoup(html, "html.parser").select_one("[data-unproven]")
    assert block is not None and block["data-unproven"] == value


def test_every_problem_is_listed_at_once_and_nothing_is_built(journal: Make) -> None:
    site = journal(
        {
            "docs/index.md": """
                ---
                tags: 3
                ---
                # Home

                ```python {data-from="students/models.py#Studnt"}
                ```

                ```python{data-from="students/models.py"}
                ```

                [gone](gone.md), [nowhere](run-it-yourself.md#nowhere), [x](code:students/model.py)
                """,
        }
    )
    run = site.run("build")
    assert run.status == 1
    assert run.err == (
        "docs/index.md:2: 'tags' is a number, not a list of words\n"
        "    Write 'tags: [django, orm]'.\n"
        "docs/index.md:6: there is no 'Studnt' in students/models.py\n"
        "    Did you mean 'Student'?\n"
        "docs/index.md:9: there is no space before '{'\n"
        "    Put one between the language and the brace.\n"
        "docs/index.md:12: the link 'gone.md' leads nowhere\n"
        "    Write the path of a file below docs/, as seen from this page.\n"
        "docs/index.md:12: the link 'run-it-yourself.md#nowhere' leads nowhere\n"
        "    Name a heading of that page, as its link shows it.\n"
        "docs/index.md:12: the project has no file 'students/model.py'\n"
        "    Did you mean 'students/models.py'?\n"
        "6 problems\n"
    )
    assert not (site.root / "site").exists()


# What a page's bytes can be, and what is said of it. The page is docs/bad.md.
UNREADABLE = {
    b"# A\n\nb\xe9\n": "docs/bad.md: byte 6 (line 3) is not UTF-8\n    Save the page as UTF-8.\n",
    b"\xff\xfe#\x00": "docs/bad.md: the page is UTF-16\n    Save it as UTF-8.\n",
    b"# A\n\n\x00\n": "docs/bad.md: line 3 holds the control character U+0000\n    Delete that character.\n",
    b"---\ntitle: [\n---\n": (
        "docs/bad.md:3: the front matter cannot be read: did not find expected node content\n"
        "    Mend the YAML; put quotes around a value that holds ': ' or '#'.\n"
    ),
}


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_page_that_cannot_be_read_is_refused_in_words(journal: Make, content: bytes) -> None:
    run = journal({"docs/bad.md": content}).run("build")
    assert (run.status, run.err) == (1, UNREADABLE[content] + "1 problem\n")


def test_an_entry_without_a_date_is_refused_in_words(journal: Make) -> None:
    run = journal({"docs/journal/posts/one.md": "---\ntitle: One\n---\nText.\n"}).run("build")
    assert run.status == 1
    assert run.err == (
        "docs/journal/posts/one.md:1: an entry needs a date\n"
        "    Begin it with '---', 'date: 2025-08-29' and '---'.\n"
        "1 problem\n"
    )


def test_two_pages_with_one_address_are_refused_naming_both(journal: Make) -> None:
    run = journal({"docs/a.md": "# A\n", "docs/a/index.md": "# A\n"}).run("build")
    assert run.status == 1
    assert run.err.startswith("docs/a/index.md: it has the same address as docs/a.md\n")


def test_links_and_pipes_in_docs_are_refused(journal: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# A secret\n")
    site = journal()
    (site.root / "docs/out.md").symlink_to(tmp_path / "secret.md")
    (site.root / "docs/gone.md").symlink_to("nothing.md")
    (site.root / "docs/loop").symlink_to(".")
    os.mkfifo(site.root / "docs/pipe.md")
    run = site.run("build")
    assert run.status == 1
    assert run.err == (
        "docs/gone.md: the link leads nowhere\n"
        "    Delete it, or put the file in its place.\n"
        "docs/loop: the link leads to a folder\n"
        "    Copy the folder, or link its files one by one.\n"
        "docs/out.md: the link leads out of docs/\n"
        "    Copy the file into docs/.\n"
        "docs/pipe.md: it is not a regular file\n"
        "    Delete it; a site is made of files.\n"
        "4 problems\n"
    )


@pytest.mark.parametrize(
    ("path", "is_refused"),
    [
        *(
            (name, True)
            for name in ("con.md", "a/NUL.tar.md", "lpt9/a.md", "com\N{SUPERSCRIPT ONE}.md", "a:b.md")
        ),
        *((name, True) for name in ("folder./a.md", "folder /a.md", "a\tb.md")),
        *((name, False) for name in ("console.md", "com0.md", "a.b/c d.md", ".md")),
    ],
)
def test_which_names_every_system_can_hold(path: str, is_refused: bool) -> None:
    assert (unportable(path, {}) is not None) is is_refused


def test_names_that_another_system_cannot_hold_are_refused(journal: Make) -> None:
    run = journal({"docs/Page.md": "# A\n", "docs/page.md": "# B\n", "docs/con.md": "# C\n"}).run("build")
    assert run.status == 1
    assert "docs/con.md: Windows cannot hold a file of this name\n" in run.err
    assert "docs/page.md: its name differs from docs/Page.md only in upper and lower case\n" in run.err


WRONG_CONFIG = {
    "site_name: [": ("mkdocs.yml:", "Mend it as MkDocs' manual says"),
    CONFIG.replace("attr_list", "tables"): (
        "mkdocs.yml:18: attr_list is off, so blocks cannot say where their code is from\n",
        "    Add '- attr_list' below markdown_extensions.\n",
    ),
    CONFIG.replace("  - pymdownx.superfences\n", ""): ("mkdocs.yml:18: pymdownx.superfences is off",),
    CONFIG.replace("Africa/Lagos", "Africa/Logos"): (
        "mkdocs.yml:12: there is no time zone 'Africa/Logos'\n",
        "    Write a name such as Africa/Lagos or UTC.\n",
    ),
    CONFIG.replace("  - chronicles:\n      zone: Africa/Lagos\n", ""): (
        "mkdocs.yml:6: the chronicles plugin is off\n    Add '- chronicles' below plugins.\n",
    ),
    CONFIG.replace("  - search\n", "  - search\n  - sheets:\n      x: 1\n"): (
        "mkdocs.yml:8: no plugin 'sheets' is installed here\n    Install the package that has it where "
        "Chronicles is, or Chronicles where your site is built: the wheel in generator/ is all of it.\n",
    ),
    CONFIG.replace("name: material", "name: paper"): ("mkdocs.yml:4: no theme 'paper' is installed here\n",),
    CONFIG.replace("  - attr_list\n", "  - attr_list\n  - my_words\n"): (
        "mkdocs.yml:21: no extension 'my_words' is installed here\n",
    ),
    CONFIG + "nav:\n  - gone.md\n": (
        "mkdocs.yml:27: the nav names 'gone.md', which is not there\n    Write the page, or take it out.\n",
    ),
}


@pytest.mark.parametrize("config", WRONG_CONFIG, ids=range(len(WRONG_CONFIG)))
def test_a_wrong_mkdocs_yml_is_told_in_words(journal: Make, config: str) -> None:
    site = journal({"mkdocs.yml": config, "docs/index.md": "# H\n\n" + SNIPPET % "x\n"})
    run = site.run("build")
    assert run.status == 1
    for words in WRONG_CONFIG[config]:
        assert words in run.err
    assert "Traceback" not in run.err
    assert str(site.root) not in run.err


def test_without_a_mkdocs_yml_every_command_says_so(journal: Make) -> None:
    site = journal()
    (site.root / "mkdocs.yml").unlink()
    for command in ("build", "check", "pull", "serve"):
        run = site.run(command)
        assert run.status == 1
        assert run.err == (
            "mkdocs.yml: there is no mkdocs.yml here\n"
            "    Go to the folder of your journal, the one that holds mkdocs.yml.\n"
            "1 problem\n"
        )


def test_a_build_that_fails_leaves_the_last_good_site(journal: Make) -> None:
    site = journal()
    site.run("build")
    before = site.files()
    site.write({"docs/index.md": "# New\n\n[gone](gone.md)\n"})
    assert site.run("build").status == 1
    assert site.files() == before
    assert not list(site.root.glob(".site*"))


def test_what_is_stale_is_gone_after_the_next_build(journal: Make) -> None:
    site = journal({"docs/old.md": "# Old\n"})
    site.run("build")
    (site.root / "docs/old.md").unlink()
    (site.root / "site/stray.html").write_text("stray")
    (site.root / ".site-new").mkdir()
    site.run("build")
    assert not {"old/index.html", "stray.html"} & set(site.files())
    assert not (site.root / ".site-new").exists()


def test_the_folders_of_the_site_before_bring_nothing_along(journal: Make) -> None:
    site = journal({"docs/old/deep.md": "# Old\n"})
    site.run("build")
    (site.root / "docs/old/deep.md").unlink()
    for again in range(3):
        folders = site.root / ".chronicles/folders"
        site.write(
            {f".chronicles/folders/assets/stray-{again}.html": "stray", "docs/index.md": f"# {again}\n"}
        )
        site.run("build")
        assert not [path for path in folders.rglob("*") if not path.is_dir()]
        assert not [name for name in site.files() if "stray" in name]
        assert not (site.root / "site/old").exists()


@pytest.mark.parametrize("folder", ["docs", ".", "..", "mine"])
def test_a_folder_that_is_no_site_of_ours_is_never_replaced(journal: Make, folder: str) -> None:
    site = journal({"mkdocs.yml": CONFIG + f"site_dir: {folder}\n", "mine/letter.txt": "precious"})
    before = site.files(".")
    run = site.run("build")
    assert run.status == 1
    assert site.files(".") == before


def test_a_foreign_folder_is_named_with_its_line(journal: Make) -> None:
    site = journal({"mkdocs.yml": CONFIG + "site_dir: mine\n", "mine/letter.txt": "precious"})
    assert site.run("build").err == (
        "mkdocs.yml:26: the folder 'mine' is not a site that we built\n"
        "    Name another site_dir, or move that folder away.\n"
        "1 problem\n"
    )


def test_a_second_build_waits_for_the_first_and_says_so(journal: Make) -> None:
    site = journal({".chronicles/build.lock": ""})
    with (site.root / ".chronicles/build.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, "-m", "chronicles", "build"], cwd=site.root, stderr=subprocess.PIPE, text=True
        )
        assert waiting.stderr is not None
        told = iter(waiting.stderr.readline, "")  # on a slow machine it first says what it does
        assert "Another build is under way; waiting for it.\n" in told
        assert not (site.root / "site").exists()
    assert waiting.wait(LIMIT) == 0
    waiting.stderr.close()
    assert (site.root / "site/index.html").is_file()


# A plugin that takes its time when everything else is written.
STOPPED = """
import pathlib
import time

def on_post_build(config):
    pathlib.Path("half").touch()
    time.sleep(600)
"""
STOPS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]


@pytest.mark.parametrize(("sent", "status"), few(STOPS, 0))
def test_a_build_that_is_stopped_leaves_the_last_good_site(journal: Make, sent: int, status: int) -> None:
    site = journal()
    site.run("build")
    before = site.files()
    site.write({"docs/index.md": "# Changed\n", "hook.py": STOPPED})
    site.write({"mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    building = subprocess.Popen(
        [sys.executable, "-m", "chronicles", "build"], cwd=site.root, stderr=subprocess.PIPE, text=True
    )
    wait_for((site.root / "half").exists, "half of the pages are written")
    assert list(site.root.glob(".site-new/*"))
    building.send_signal(sent)
    _, said = building.communicate(timeout=LIMIT)
    assert building.returncode == status
    assert "Traceback" not in said
    assert site.files() == before
    assert sent == signal.SIGKILL or not list(site.root.glob(".site*"))
    site.write({"mkdocs.yml": CONFIG})
    assert site.run("build").status == 0
    assert b"Changed" in site.files()["index.html"]


def test_a_reader_never_sees_the_site_missing(journal: Make) -> None:
    site = journal()
    site.run("build")
    building = subprocess.Popen([sys.executable, "-m", "chronicles", "build"], cwd=site.root)
    looks = 0
    while building.poll() is None:
        assert (site.root / "site/index.html").read_text("utf-8").rstrip().endswith("</html>")
        looks += 1
    assert building.returncode == 0
    assert looks > 100


def test_the_same_input_gives_the_same_bytes_anywhere(journal: Make, tmp_path: Path) -> None:
    entry = "---\ntitle: One\ndate: 2025-08-29\ntags: [a]\n---\nText.\n\n<!-- more -->\n\n" + SNIPPET % ""
    one = journal({"docs/journal/posts/2025-08-29-one.md": entry})
    other = Journal(tmp_path / "un été" / "copy")
    other.write(one.files("."))
    assert one.run("build", TZ="Pacific/Auckland", PYTHONHASHSEED="1").status == 0
    assert other.run("build", TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="2").status == 0
    assert one.files() == other.files()
    assert not any(str(tmp_path).encode() in content for content in one.files().values())


def test_nothing_of_the_clock_is_in_the_site(journal: Make) -> None:
    site = journal({"docs/journal/posts/2025-08-29-one.md": "---\ntitle: O\ndate: 2025-08-29\n---\nText.\n"})
    site.run("build")
    this_year = str(datetime.now(UTC).year).encode()
    dated = {
        name: content
        for name, content in site.files().items()
        if name.endswith((".html", ".xml", ".json")) and this_year + b"-" in content
    }
    assert dated == {}


def test_plain_mkdocs_builds_the_same_pages(journal: Make) -> None:
    site = journal({"docs/index.md": "# Home\n\n" + SNIPPET % ""})
    site.run("build")
    ours = site.files()
    mkdocs(site, 0)
    assert site.files() == ours


def test_plain_mkdocs_fails_where_there_are_problems(journal: Make) -> None:
    site = journal({"docs/index.md": '# Home\n\n```python {data-from="gone.py"}\n```\n'})
    said = mkdocs(site, 1)
    assert "docs/index.md:3: the project has no file 'gone.py'" in said
    assert "Traceback" not in said


def mkdocs(site: Journal, status: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=site.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stderr


def test_byte_order_marks_and_windows_line_ends_change_nothing(journal: Make) -> None:
    page = "---\ntitle: A\n---\n\n# A\n\n" + SNIPPET % "" + "\n> " + SNIPPET.replace("\n", "\n> ") % "x\n> "
    site = journal(
        {"docs/a.md": page.encode(), "docs/b.md": b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode()}
    )
    assert site.run("build").err == ""
    assert code_of(site, "a/index.html") == code_of(site, "b/index.html")
    assert code_of(site, "a/index.html")[0] == "def __str__(self):\n    return self.name\n"


def test_a_caption_is_a_link_above_numbered_lines_too(journal: Make) -> None:
    block = '```python {data-from="students/models.py#Course" linenums="1"}\n```\n'
    site = journal({"docs/index.md": "# Home\n\n" + block})
    assert site.run("build").err == ""
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    link = soup.select_one("span.filename a")
    assert link is not None and link["href"] == "code/now/students/models.py/#line-14"


def test_a_plugin_that_changes_pages_before_us_is_a_problem_and_not_a_silence(journal: Make) -> None:
    hook = """
        from mkdocs.plugins import event_priority

        @event_priority(200)
        def on_page_markdown(markdown, **_):
            return markdown + "more"
        """
    site = journal({"hooks.py": hook, "mkdocs.yml": CONFIG + "hooks:\n  - hooks.py\n"})
    run = site.run("build")
    assert run.status == 1
    assert (
        "docs/index.md: another plugin changed the page before its blocks were filled\n"
        "    Put '- chronicles' before that plugin in mkdocs.yml.\n"
    ) in run.err


def test_a_page_that_is_saved_while_the_site_is_built_is_told_as_that(journal: Make) -> None:
    hook = """
        from pathlib import Path

        def on_nav(nav, config, **_):
            Path(config.docs_dir, "index.md").write_text("---\\ntitle: A\\n---\\n\\n# Saved\\n", "utf-8")
        """
    site = journal({"hooks.py": hook, "mkdocs.yml": CONFIG + "hooks:\n  - hooks.py\n"})
    run = site.run("build")
    assert run.status == 1
    assert "docs/index.md: the page was changed while the site was built\n    Build again.\n" in run.err
    assert "another plugin" not in run.err


EVIL = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = f"""---
title: '{EVIL}'
description: '{EVIL}'
date: 2025-08-29
---
Text.

<!-- more -->

```python {{data-from="students/models.py#Student" title="</script><script>alert(1)</script>"}}
```
"""


def test_no_script_gets_from_front_matter_into_a_page(journal: Make) -> None:
    site = journal({"docs/journal/posts/one.md": HOSTILE, "docs/plain.md": HOSTILE})
    assert site.run("build").err == ""
    for name, content in site.files().items():
        if name.endswith(".html"):
            soup = BeautifulSoup(content, "html.parser")
            assert not [
                tag
                for tag in soup.select("script:not([type='application/ld+json'])")
                if "alert(1)" in tag.get_text()
            ], name
            assert soup.select("[onerror]") == [], name
    index = indexed(site.root / "site")
    assert any("alert(1)" in one.title + one.text for one in index), "as text, which it is shown as"


@pytest.mark.parametrize("key", ["tags", "categories"])
def test_a_tag_that_holds_markup_is_refused(journal: Make, key: str) -> None:
    run = journal({"docs/a.md": f"---\n{key}:\n  - fine\n  - <b>bold</b>\n---\n# A\n"}).run("build")
    assert (run.status, run.err) == (
        1,
        f"docs/a.md:2: {key!r} holds '<' or '>' in '<b>bold</b>'\n    Write it in plain words.\n1 problem\n",
    )


def test_text_of_people_is_printed_as_text_and_only_once_escaped(journal: Make) -> None:
    words = "Q & A <i>x</i>"
    page = f"---\ntitle: '{words}'\ndescription: 'say \"hi\" {words}'\n---\nText.\n"
    entry = page.replace("---\nText", "date: 2025-08-29\n---\nText")
    nav = f"nav:\n  - index.md\n  - '{words}':\n    - a.md\n    - '{words} 2': b.md\n  - journal/index.md\n"
    site = journal(
        {
            "mkdocs.yml": CONFIG + nav,
            "docs/index.md": "---\ntemplate: home.html\n---\n# Home\n",
            "docs/a.md": page,
            "docs/b.md": "Text without a heading.\n",
            "docs/journal/posts/one.md": entry,
        }
    )
    assert site.run("build").err == ""
    for name in ("a/index.html", "journal/one/index.html"):
        soup = BeautifulSoup(site.read(f"site/{name}"), "html.parser")
        assert soup.h1 is not None and soup.h1.get_text().strip() == words
        assert str(soup.select_one('meta[name="description"]')["content"]) == f'say "hi" {words}'
        assert soup.title is not None and soup.title.get_text().startswith(words)
    home = BeautifulSoup(site.read("site/index.html"), "html.parser")
    texts = {tag.get_text().strip() for tag in home.select("main a, main p, nav a, nav label, nav span")}
    assert {words, f"{words} 2", f'say "hi" {words}'} <= texts
    assert home.select("i") == []
    assert {words, f"{words} 2"} <= {one.title for one in indexed(site.root / "site")}


def test_an_entry_cannot_be_written_outside_of_the_site(journal: Make) -> None:
    site = journal({"docs/journal/posts/one.md": "---\ndate: 2025-08-29\nslug: ../../../x\n---\nText.\n"})
    site.write({"mkdocs.yml": CONFIG.replace('"{file}"', '"{slug}"')})
    run = site.run("build")
    assert run.status == 1
    assert "slug" in run.err
    assert not (site.root / "x").exists() and not (site.root.parent / "x").exists()


def test_a_link_in_the_place_of_the_new_site_is_not_followed(journal: Make, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/letter.txt").write_text("dear")
    site = journal()
    (site.root / ".site-new").symlink_to(tmp_path / "precious")
    assert site.run("build").status == 0
    assert (tmp_path / "precious/letter.txt").read_text() == "dear"
    assert not (site.root / "site").is_symlink()


def test_two_states_of_a_file_have_pages_of_their_own(journal: Make) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    page = "".join(
        f'```python {{data-from="a.py@{state}"}}\n```\n\n' for state in ("now", "git:v/1", "git:v-1")
    )
    site = journal({"docs/index.md": "# H\n\n" + page, "demo_project/a.py": "one = 1\n"})
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}
    for value, tag in (("one", "v/1"), ("two", "v-1"), ("three", "v3")):
        site.write({"demo_project/a.py": f"{value} = 1\n"})
        for words in (["init", "-q"], ["add", "demo_project"], ["commit", "-qm", "x"], ["tag", tag]):
            subprocess.run([*git, *words], cwd=site.root, env=env, check=True)
    assert site.run("build").err == ""
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    shown = [block.get_text().strip() for block in soup.select("pre code")]
    assert shown == ["three = 1", "one = 1", "two = 1"]
    for link, text in zip(soup.select("span.filename a"), shown, strict=True):
        source = site.read(f"site/{unquote(str(link['href'])).split('#')[0]}index.html")
        assert (
            text.split()[0] in BeautifulSoup(source, "html.parser").select(".chronicles-source")[0].get_text()
        )


@pytest.mark.parametrize(
    ("front_matter", "said"),
    [
        ("title: [a]", "'title' is a list"),
        ("hide: 5", "'hide' is a number"),
        ("search: x", "'search' is text"),
    ],
)
def test_front_matter_of_a_wrong_kind_ends_in_words(journal: Make, front_matter: str, said: str) -> None:
    run = journal({"docs/a.md": f"---\n{front_matter}\n---\n# A\n"}).run("build")
    assert run.status == 1
    assert f"docs/a.md:2: {said}" in run.err


def test_what_nobody_foresaw_is_told_in_one_line_and_kept_whole(journal: Make) -> None:
    hook = "def on_page_markdown(markdown, **_):\n    raise ValueError('a hook of mine')\n"
    site = journal({"hooks.py": hook, "mkdocs.yml": CONFIG + "hooks:\n  - hooks.py\n"})
    run = site.run("build")
    assert (run.status, run.err) == (
        1,
        "docs/index.md: MkDocs stopped: ValueError: a hook of mine\n"
        "    Where it happened is in .chronicles/crash.txt, at the end.\n"
        "1 problem\n",
    )
    assert "a hook of mine" in site.read(".chronicles/crash.txt")


def test_a_mistyped_option_is_told(journal: Make) -> None:
    run = journal({"mkdocs.yml": CONFIG.replace("zone:", "zoen:")}).run("check")
    assert run.status == 1
    assert "Unrecognised configuration name: zoen" in run.err


@pytest.mark.parametrize("name", ["my.shop", "1st", ""])
def test_a_project_of_a_wrong_name_is_told(journal: Make, name: str) -> None:
    config = CONFIG.replace("      zone: Africa/Lagos\n", f"      projects:\n        '{name}': other\n")
    run = journal({"mkdocs.yml": config}).run("check")
    assert run.status == 1
    assert f"{name!r} is not the name and folder of a project" in run.err


def test_live_links_lead_to_a_page_that_is_made_where_there_is_none(journal: Make) -> None:
    site = journal({"docs/index.md": "# H\n\n[x](live:/admin/)\n"})
    (site.root / "docs/run-it-yourself.md").unlink()
    assert site.run("build").err.startswith("There is no live demo of now: no application could answer")
    assert "Run it yourself" in site.read("site/run-it-yourself/index.html")


def test_words_about_attributes_stay_on_the_page(journal: Make) -> None:
    page = 'Never write `<a tabindex="">`, nor the text tabindex="" or for="__toc".\n'
    site = journal({"docs/index.md": f"# H\n\n{page}"})
    site.run("build")
    text = BeautifulSoup(site.read("site/index.html"), "html.parser").select_one("article p")
    assert text is not None and text.get_text() == page.replace("`", "").strip()


@pytest.mark.parametrize(
    "header", ["python {id='a\"><script>x</script>'}", 'python {#a"><script>x</script>}']
)
def test_an_id_that_holds_markup_is_refused(journal: Make, header: str) -> None:
    run = journal({"docs/a.md": f"# A\n\n```{header}\nx\n```\n"}).run("build")
    assert run.status == 1
    assert run.err.startswith("docs/a.md:3: ")
    assert "cannot be printed into a page" in run.err


@pytest.mark.parametrize("key", ["data_from", "DATA-FROM", "data_form"])
def test_a_slip_of_the_pen_in_an_attribute_is_told(journal: Make, key: str) -> None:
    run = journal({"docs/a.md": f'# A\n\n```python {{{key}="students/models.py"}}\n```\n'}).run("build")
    assert (run.status, run.err) == (
        1,
        f"docs/a.md:3: unknown attribute {key!r}\n    Did you mean 'data-from'?\n1 problem\n",
    )


def test_a_file_whose_name_is_not_utf_8_is_told(journal: Make) -> None:
    site = journal()
    Path(os.fsdecode(os.fsencode(site.root) + b"/docs/\xff.md")).write_text("# A\n")
    run = site.run("build")
    assert run.status == 1
    assert "its name is not UTF-8" in run.err


def test_a_bare_repository_has_no_files_of_its_own(journal: Make, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "shop"], check=True)
    config = CONFIG.replace("      zone: Africa/Lagos\n", "      projects:\n        shop: ../shop\n")
    run = journal({"mkdocs.yml": config, "docs/a.md": '# A\n\n```python {data-from="shop:m.py"}\n```\n'}).run(
        "check"
    )
    assert run.err == (
        "docs/a.md:3: shop is a bare repository, which has no files of its own\n"
        "    Add a revision of it, such as '@git:main'.\n"
        "1 problem\n"
    )


@pytest.mark.parametrize("words", [("check",), ("build",), ("review",), ("export", "plain")], ids=" ".join)
def test_a_command_leaves_nothing_in_the_folder_of_temporary_files(
    journal: Callable[..., Journal], tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Material's blog makes a folder there whenever the settings are read; only a build deletes it."""
    made, temporary = journal(), tmp_path / "temporary"
    temporary.mkdir()
    assert made.run(*words, TMPDIR=str(temporary)).status == 0
    assert list(temporary.iterdir()) == []
    made.write({"mkdocs.yml": made.read("mkdocs.yml") + "no_such_key: 1\n"})
    assert made.run(*words, TMPDIR=str(temporary)).status in (1, 2)
    assert list(temporary.iterdir()) == []
