"""The commands as a person types them: what they print, what they write, how they end."""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from mkdocs.exceptions import Abort

from chronicles.cli.main import main
from chronicles.site.mkdocs.config import opened
from chronicles.site.mkdocs.told_rebuilds import in_words
from tests.waiting import LIMIT

from .conftest import Journal

Make = Callable[..., Journal]
EMPTY = '# A\n\n```python {data-from="students/models.py#Course"}\n```\n'
FILLED = EMPTY.replace(
    "}\n```", "}\nclass Course(models.Model):\n    title = models.CharField(max_length=80)\n```"
)


def test_pull_shows_the_diff_and_writes_the_page(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY})
    run = site.run("pull")
    assert run.out == (
        "--- docs/a.md\n"
        "+++ docs/a.md\n"
        "@@ -1,5 +1,7 @@\n"
        " # A\n"
        " \n"
        ' ```python {data-from="students/models.py#Course"}\n'
        "+class Course(models.Model):\n"
        "+    title = models.CharField(max_length=80)\n"
        " ```\n"
        " \n"
        "1 block refreshed in 1 page\n"
    )
    assert (run.status, site.read("docs/a.md")) == (0, FILLED)
    assert site.run("pull").out == "0 blocks refreshed in 0 pages\n"


def test_pull_colours_its_diff_for_a_terminal(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY})
    said = subprocess.run(
        [sys.executable, "-m", "chronicles", "pull"],
        cwd=site.root,
        env={name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        | {"FORCE_COLOR": "1", "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "\x1b[32m+class Course(models.Model):\x1b[0m" in said


def test_pull_with_dry_run_writes_nothing(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY})
    run = site.run("pull", "--dry-run")
    assert run.out.endswith("1 block would be refreshed in 1 page\n")
    assert site.read("docs/a.md") == EMPTY


def test_pull_keeps_to_the_pages_that_are_named(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY, "docs/b.md": EMPTY, "docs/c.md": EMPTY})
    site.run("pull", "docs/a.md", "c.md")
    assert [site.read(f"docs/{name}.md") for name in "abc"] == [FILLED, EMPTY, FILLED]


def test_pull_refreshes_what_it_can_and_lists_the_rest(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY + '\n```python {data-from="students/views.py"}\n```\n'})
    run = site.run("pull")
    assert run.status == 1
    assert run.err == (
        "docs/a.md:6: the project has no file 'students/views.py'\n"
        "    Did you mean 'students/models.py'?\n1 problem\n"
    )
    assert "class Course" in site.read("docs/a.md")


def test_check_counts_what_is_proven_and_ends_well(journal: Make) -> None:
    page = FILLED + '\n```sh {data-unproven="a command"}\nls\n```\n\n```\nplain\n```\n'
    run = journal({"docs/a.md": page}).run("check")
    said = (
        "1 of 3 blocks proven in 4 pages, 1 marked as not from the project\n"
        "neither proven nor marked: docs/a.md:12\n"
    )
    assert (run.status, run.out, run.err) == (0, said, "")


def test_check_names_page_line_and_command_of_what_has_drifted(journal: Make) -> None:
    run = journal({"docs/a.md": FILLED.replace("80", "60")}).run("check")
    assert (run.status, run.out) == (1, "0 of 1 block proven in 4 pages\n")
    assert run.err == (
        "docs/a.md:3: students/models.py#Course has drifted: 1 line differs\n"
        "    Read the page again, then accept what is there now: python3 build.py pull docs/a.md\n"
        "1 problem\n"
    )


def test_check_keeps_to_the_pages_that_are_named(journal: Make) -> None:
    site = journal({"docs/a.md": FILLED.replace("80", "60"), "docs/b.md": FILLED})
    assert site.run("check", "docs/b.md").status == 0


def test_a_page_that_is_not_there_is_a_mistake_of_the_call(journal: Make) -> None:
    run = journal({"docs/about.md": "# A\n"}).run("check", "docs/abut.md")
    assert run.status == 2
    assert "Error: there is no page 'docs/abut.md'. Did you mean 'docs/about.md'?" in run.err


def test_an_unknown_command_is_a_mistake_of_the_call(journal: Make) -> None:
    run = journal().run("chek")
    assert run.status == 2
    assert "No such command 'chek'" in run.err


def test_what_a_page_holds_cannot_move_the_cursor(journal: Make) -> None:
    page = '# A\n\n```python {data-from="x\u202ey\u009b31m.py"}\n```\n'
    run = journal({"docs/a.md": page}).run("check")
    assert "the project has no file 'x\\u202ey\\x9b31m.py'" in run.err
    assert not re.search("[\x80-\x9f\u202e]", run.err)


def test_show_adds_to_the_entry_of_today_that_was_changed_last(journal: Make) -> None:
    today = datetime.now(ZoneInfo("Africa/Lagos")).date().isoformat()
    posts = [f"docs/journal/posts/{today}-{name}.md" for name in ("b", "a", "c")]
    site = journal(dict.fromkeys(posts, f"---\ndate: {today}\n---\n"))
    for moment, path in enumerate(posts):
        os.utime(site.root / path, (moment, moment if path != posts[1] else 9))
    assert site.run("show", "Course").out == f"students/models.py#Course is in {posts[1]}\n"


def test_show_makes_an_entry_of_today_and_adds_to_it(journal: Make) -> None:
    site = journal()
    today = datetime.now(ZoneInfo("Africa/Lagos")).date().isoformat()
    path = f"docs/journal/posts/{today}-course.md"
    assert site.run("show", "Course").out == f"students/models.py#Course is in {path}\n"
    block = FILLED.split("\n", 2)[2]
    entry = f'---\ntitle: "Course"\ndate: {today}\n---\n\n{block}'
    assert site.read(path) == entry
    site.run("show", "Student.__str__")
    assert site.read(path) == entry + (
        '\n```python {data-from="students/models.py#Student.__str__"}\n'
        "def __str__(self):\n    return self.name\n```\n"
    )
    assert site.run("check").status == 0
    assert site.run("build").status == 0


def test_show_adds_no_block_that_is_in_the_entry_already(journal: Make) -> None:
    site = journal()
    path = site.run("show", "Course").out.split()[-1]
    before = site.read(path)
    for name in ("Course", "students/models.py#Course"):
        run = site.run("show", name)
        assert (run.status, run.out) == (0, f"students/models.py#Course is in {path}:6 already\n")
    assert site.read(path) == before


@pytest.mark.parametrize("command, category", [("week", "Weekly"), ("checkpoint", "Checkpoint")])
def test_show_makes_an_entry_of_today_beside_a_look_back(journal: Make, command: str, category: str) -> None:
    site = journal()
    drafted = site.run(command).out.strip()
    before = site.read(drafted)
    assert f"categories: [{category}]\n" in before
    path = site.run("show", "Course").out.split()[-1]
    assert path.endswith("-course.md")
    assert site.read(drafted) == before


def test_today_is_the_day_in_the_zone_of_the_site(journal: Make) -> None:
    site = journal()
    # It is never the same day in both.
    site.write({"mkdocs.yml": site.read("mkdocs.yml").replace("Africa/Lagos", "Pacific/Kiritimati")})
    days = [datetime.now(ZoneInfo("Pacific/Kiritimati")).date()]
    site.run("show", "Course", TZ="Pacific/Niue")
    days.append(datetime.now(ZoneInfo("Pacific/Kiritimati")).date())
    (entry,) = (site.root / "docs/journal/posts").glob("*-course.md")
    assert entry.name in {f"{day}-course.md" for day in days}


def test_show_prints_the_block_alone_when_asked_to(journal: Make) -> None:
    site = journal()
    assert site.run("show", "--print", "students/models.py#Course").out == FILLED.split("\n", 2)[2]
    assert not (site.root / "docs/journal/posts").exists()


def test_show_names_what_is_near(journal: Make) -> None:
    run = journal().run("show", "Studnet")
    assert (run.status, run.err) == (
        1,
        "Studnet: the project has nothing called 'Studnet'\n    Did you mean 'Student'?\n1 problem\n",
    )


TWO = {"demo_project/courses/models.py": "class Student:\n    pass\n"}


def test_show_lists_the_choice_where_nobody_can_be_asked(journal: Make) -> None:
    run = journal(TWO).run("show", "Student")
    assert (run.status, run.err) == (
        1,
        "Student: it is 2 things\n"
        "    Name one: courses/models.py#Student, students/models.py#Student.\n"
        "1 problem\n",
    )


def test_show_asks_a_person_which_one_is_meant(journal: Make) -> None:
    site = journal(TWO)
    master, slave = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "chronicles", "show", "--print", "Student"],
        cwd=site.root,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    said = _until(master, "Which one")
    assert "1  courses/models.py#Student" in said
    os.write(master, b"1\n")
    assert "class Student:" in _until(master, "pass")
    assert asking.wait(30) == 0
    os.close(master)


def _until(terminal: int, words: str) -> str:
    said = ""
    while words not in said and select.select([terminal], [], [], 30)[0]:
        said += os.read(terminal, 4096).decode()
    return said


def test_serve_names_a_port_that_is_taken_and_a_free_one(journal: Make) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = journal().run("serve", "--port", str(port))
    assert run.status == 1
    assert re.fullmatch(
        rf"127\.0\.0\.1:{port}: the port is taken\n    Use another: serve --port \d+\n1 problem\n", run.err
    )


def test_commands_at_the_same_time_lose_nothing(journal: Make) -> None:
    site = journal()
    names = ("Course", "Student", "Student.__str__", "students/models.py")
    command = [sys.executable, "-m", "chronicles", "show"]
    running = [subprocess.Popen([*command, name], cwd=site.root, stderr=subprocess.PIPE) for name in names]
    told = [process.communicate(timeout=LIMIT)[1] for process in running]
    done = sum(process.returncode == 0 for process in running)
    entries = (site.root / "docs/journal/posts").glob("*.md")
    assert sum(entry.read_text("utf-8").count("```python") for entry in entries) == done >= 1
    for process, said in zip(running, told, strict=True):
        assert process.returncode == 0 or b"changed meanwhile" in said


def test_pull_takes_a_page_once_however_often_it_is_named(journal: Make) -> None:
    site = journal({"docs/a.md": EMPTY})
    (site.root / "docs/b.md").symlink_to("a.md")
    run = site.run("pull", "docs/a.md", "a.md", "docs/b.md")
    assert (run.status, run.err) == (0, "")
    assert run.out.endswith("1 block refreshed in 1 page\n")


def test_pull_leaves_a_page_alone_that_leads_out_of_docs(journal: Make) -> None:
    site = journal({"outside.md": EMPTY})
    (site.root / "docs/l.md").symlink_to("../outside.md")
    assert site.run("pull").status == 1
    assert site.read("outside.md") == EMPTY


def test_a_hook_that_does_not_parse_is_told(journal: Make) -> None:
    site = journal({"hooks.py": "def x(:\n"})
    site.write({"mkdocs.yml": site.read("mkdocs.yml") + "hooks:\n  - hooks.py\n"})
    for command in ("check", "build"):
        run = site.run(command)
        assert run.status == 1
        assert run.err.startswith("mkdocs.yml: SyntaxError: ")


PATCH = """\
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: Ada <ada@example.org>
Date: Mon, 6 Oct 2025 18:00:00 +0100
Subject: A file

---
diff --git a/a.txt b/a.txt
new file mode 100644
index 0000000..7898192
--- /dev/null
+++ b/a.txt
@@ -0,0 +1 @@
+a
"""
STEP = {
    "docs/steps/g/01-begin.patch": PATCH,
    "docs/steps/g/01-begin.md": "# Begin\n",
    "docs/steps/g/index.md": "# G\n",
    "docs/journal/log.md": "## 2025-01-02 10:00\n\nA note.\n",
}
WAY = ".chronicles: {} is where a folder has to be\n    Move it away, or delete it.\n1 problem\n"


@pytest.mark.parametrize(
    "words",
    [
        *("build --no-live", "build", "check", "serve --port 0"),
        *("step list", "step checkout g/01 there", "step zip g/01", "step edit g/01"),
    ],
)
def test_a_file_in_the_place_of_the_cache_is_named_with_what_to_do(journal: Make, words: str) -> None:
    run = journal({".chronicles": "", **STEP}).run(*words.split())
    assert run.status == 1
    assert run.err.endswith(WAY.format("a file"))
    assert "Traceback" not in run.err


def test_a_link_that_leads_nowhere_in_the_place_of_the_cache_is_named(journal: Make) -> None:
    site = journal()
    (site.root / ".chronicles").symlink_to("nowhere")
    run = site.run("build")
    assert (run.status, run.err) == (1, WAY.format("a link that leads nowhere"))


@pytest.mark.parametrize("words", ["new X", "log X", "week", "pull", "review", "show Course"])
def test_what_needs_no_cache_does_not_mind_a_file_in_its_place(journal: Make, words: str) -> None:
    site = journal({".chronicles": "", "demo_project/students/models.py": "class Course: ...\n"})
    run = site.run(*words.split())
    assert (run.status, run.err) == (0, "")


LONG = "word " * 80
TITLED = "---\ntitle: A\ndate: 2025-01-02\n{}\n---\n\n# A\n"


@pytest.mark.parametrize(
    ("url", "said", "told"),
    [
        (
            "{file}",
            f"categories: [B, {LONG}]",
            "docs/journal/posts/a.md:4: the name of a category is too long for a file: 402 bytes\n"
            "    Shorten it, so that the name of its page has 255 bytes at most.\n",
        ),
        (
            "{date}/{slug}",
            f"slug: {'x' * 300}",
            "docs/journal/posts/a.md: its address is too long for a file: a name in it has 300 bytes\n"
            "    Shorten its 'slug:', its title, or the name of its file, to 255 bytes at most.\n",
        ),
        (
            "{date}/{slug}",
            f"description: {LONG}\ntags: [{LONG}]\nseries: {LONG}",
            "",
        ),
    ],
)
def test_what_makes_too_long_a_name_for_a_file_is_told_at_its_page(
    journal: Make, url: str, said: str, told: str
) -> None:
    site = journal({"docs/journal/posts/a.md": TITLED.format(said)})
    site.write({"mkdocs.yml": site.read("mkdocs.yml").replace("{file}", url)})
    run = site.run("build", "--no-live")
    assert (run.status, run.err) == ((1, f"{told}1 problem\n") if told else (0, ""))


def test_a_note_whose_title_is_too_long_for_an_address_is_told_in_the_log(journal: Make) -> None:
    site = journal()
    site.write({"mkdocs.yml": site.read("mkdocs.yml").replace("{file}", "{slug}")})
    assert site.run("log", "--title", LONG, "Something.").status == 0
    assert site.run("build", "--no-live").err.startswith(
        "docs/journal/log.md:7: its address is too long for a file: a name in it has 399 bytes\n"
    )


@pytest.mark.parametrize("title", ["x" * 300, "word " * 80, "\N{CJK UNIFIED IDEOGRAPH-20000}" * 300])
def test_of_a_long_title_the_name_of_an_entry_has_what_fits(journal: Make, title: str) -> None:
    site = journal()
    run = site.run("new", title, "--date", "2025-01-02")
    assert (run.status, run.err) == (0, "")
    assert site.read(run.out.strip()).startswith(f'---\ntitle: "{title.strip()}"\n')


@pytest.mark.parametrize("words", ["step zip g/01", "step checkout g/01", "import"])
def test_a_name_that_is_given_and_too_long_says_so(journal: Make, words: str) -> None:
    name = "x" * 300
    run = journal(STEP).run(*words.split(), name)
    assert (run.status, run.err) == (
        1,
        f"{name}: the name is too long for a file: it has 300 bytes\n"
        "    Give it a shorter name, of 255 bytes at most.\n1 problem\n",
    )


def test_a_server_tells_in_words_what_the_system_refuses(journal: Make) -> None:
    def build() -> None:
        raise NotADirectoryError(20, "Not a directory", "/nowhere/at/all")

    with pytest.raises(Abort) as stopped:
        in_words(build, journal().root)()
    assert str(stopped.value) == "/nowhere/at/all: not a directory\n    Mend that, and save a page again."
    assert isinstance(stopped.value, SystemExit), "MkDocs prints what it says, and not where it was raised"


def test_a_server_that_asks_for_wrong_settings_leaves_nothing_behind(
    journal: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds in this process afterwards gets a plugin whose folder is there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = journal()
    in_words(lambda: None, made.root)()
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]
    with opened(made.root) as config:
        in_words(lambda: None, made.root)()
        config.plugins.on_shutdown()


def test_help_speaks_of_build_py(journal: Make) -> None:
    assert journal().run("--help").out.startswith("Usage: python3 build.py [OPTIONS]")


def test_help_names_what_each_command_says_of_itself() -> None:
    context = click.Context(main)
    said = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    formatter = context.make_formatter()
    with formatter.section("Commands"):
        room = formatter.width - 6 - max(len(name) for name, _ in said)
        formatter.write_dl([(name, command.get_short_help_str(room)) for name, command in said if command])
    assert main.get_help(context).endswith(formatter.getvalue().rstrip("\n"))


def test_help_imports_no_command() -> None:
    script = (
        "import sys\nfrom chronicles.cli.main import MODULES, main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "own = [name for name in sys.modules if name.startswith('chronicles')]\n"
        "commands = {f'chronicles.cli.{name}' for name in MODULES.values()}\n"
        "print(len(own), sorted(commands & {*own}), 'mkdocs' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported, rest = done.stderr.split(" ", 1)
    assert int(imported) <= 15 and rest == "[] False\n"
    assert "  week  " in done.stdout
