"""`check --watch` beside an editor: each test waits for what is said, never for a time."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.commands import PROGRAM, environment
from tests.site.conftest import CONFIG, MODELS, Journal
from tests.terminals import CTRL_C, terminal

Make = Callable[..., Journal]
PAGE = """# A

```python {data-from="students/models.py#Course"}
class Course(models.Model):
    title = models.CharField(max_length=80)
```
"""
DRIFT = "docs/a.md:3: students/models.py#Course has drifted: 1 line differs"
MODELS_PATH = "demo_project/students/models.py"


@contextmanager
def watching(made: Journal, *words: str) -> Iterator["Watch"]:
    process = subprocess.Popen(
        [*PROGRAM, "check", "--watch", "--no-exec", *words],
        cwd=made.root,
        env=environment(PYTHONUNBUFFERED="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Watch(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


class Watch:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def says(self) -> list[str]:
        """What one check says, up to its last line."""
        assert self._process.stdout
        lines = []
        for line in self._process.stdout:
            lines.append(line.rstrip("\n"))
            if line.endswith(("problem\n", "problems\n")) or line == "all proven\n":
                return lines
        raise AssertionError(f"it ended: {lines}")

    def stop(self) -> int:
        """Press Ctrl-C, and return the status; nothing more is said."""
        self._process.send_signal(signal.SIGINT)
        assert self._process.stdout
        assert self._process.stdout.read() == ""
        return self._process.wait()


def test_each_save_tells_what_is_new_and_what_is_mended(journal: Make) -> None:
    made = journal({"docs/a.md": PAGE})
    with watching(made) as watch:
        assert watch.says() == ["watching; Ctrl-C ends it", "all proven"]

        made.write({MODELS_PATH: MODELS.replace("max_length=80", "max_length=90")})
        said = watch.says()
        assert said[:2] == [f"changed: {MODELS_PATH}", DRIFT]
        assert said[-1] == "1 problem"

        made.write({"docs/b.md": "# B\n\n[gone](gone.md)\n"})
        assert watch.says() == [
            "changed: docs/b.md",
            "docs/b.md:3: the link 'gone.md' leads nowhere",
            "    Write the path of a file below docs/, as seen from this page.",
            "2 problems",
        ]

        new = made.root / "new.py"  # as editors write: into another file, which takes the name
        new.write_text(MODELS.lstrip("\n"), "utf-8")
        new.replace(made.root / MODELS_PATH)
        assert watch.says() == [f"changed: {MODELS_PATH}", f"mended: {DRIFT}", "1 problem"]
        assert watch.stop() == 1


def test_settings_that_cannot_be_used_are_told_and_it_goes_on(journal: Make) -> None:
    made = journal({"docs/a.md": PAGE})
    with watching(made) as watch:
        assert watch.says()[-1] == "all proven"
        made.write({"mkdocs.yml": CONFIG.replace("zone: Africa/Lagos", "zone: Africa/Lagoon")})
        said = watch.says()
        assert said[0] == "changed: mkdocs.yml"
        assert "Africa/Lagoon" in said[1]
        assert said[-1] == "1 problem"
        made.write({"mkdocs.yml": CONFIG})
        assert watch.says()[-1] == "all proven"
        assert watch.stop() == 0


def test_a_page_that_was_named_and_is_gone_is_told(journal: Make) -> None:
    made = journal({"docs/a.md": PAGE, "docs/b.md": "# B\n"})
    with watching(made, "docs/b.md") as watch:
        assert watch.says()[-1] == "all proven"
        (made.root / "docs/b.md").unlink()
        said = watch.says()
        assert said[:2] == [
            "changed: docs/b.md",
            "mkdocs.yml: there is no page 'docs/b.md'. Did you mean 'docs/a.md'?",
        ]
        made.write({"docs/b.md": "# B\n"})
        assert watch.says()[-1] == "all proven"


def test_at_a_terminal_all_that_is_wrong_is_there(journal: Make) -> None:
    made = journal({"docs/a.md": PAGE})
    with terminal(made.root, "check", "--watch", "--no-exec") as at:
        at.sees("all proven")
        made.write({MODELS_PATH: MODELS.replace("max_length=80", "max_length=90")})
        at.sees(DRIFT)
        at.sees("1 problem")
        made.write({"docs/b.md": "# B\n\n[gone](gone.md)\n"})
        at.sees("changed: docs/b.md")
        at.sees(DRIFT)
        at.sees("2 problems")
        at.presses(CTRL_C)
        assert at.end() == 1
        assert "Traceback" not in at.said


OTHERS = {
    "--format json": ("--json",),
    "--format sarif": ("--format", "sarif"),
    "--changed": ("--changed", "main"),
    "--project": ("--project", "."),
}


@pytest.mark.parametrize(("other", "words"), OTHERS.items(), ids=OTHERS)
def test_what_is_for_programs_is_not_watched(journal: Make, other: str, words: tuple[str, ...]) -> None:
    done = journal().run("check", "--watch", *words)
    assert done.status == 2
    assert done.err.endswith(f"--watch tells in words what is new in a journal. Leave out {other}.\n")


def test_a_page_that_is_not_there_is_told_at_once(journal: Make) -> None:
    done = journal().run("check", "--watch", "docs/gone.md")
    assert done.status == 2
    assert "there is no page 'docs/gone.md'" in done.err
