"""What of a block answers otherwise in a browser: told by what its inputs use, and of nothing else."""

import sys

import pytest

from chronicles.live.bridge_files import PYTHON
from chronicles.pages.transcripts import read_transcript
from chronicles.proof.transcripts import browser_features as features
from chronicles.proof.transcripts.browser_differences import (
    ConsoleNames,
    command_differences,
    console_differences,
)
from chronicles.site.render.live_inputs import command_words

THREAD = "threading.Thread starts a thread, and Python in a browser has one, and no more"
RUN = "subprocess.run starts a process, and Python in a browser is the only one"
CONSOLES: dict[str, list[tuple[int, str]]] = {
    ">>> import threading\n>>> threading.Thread(target=print).start()": [(2, THREAD)],
    ">>> import threading as t\n>>> t.Thread(target=print).start()": [(2, THREAD)],
    ">>> from threading import Thread as T\n>>> T().start()\n>>> T().start()": [(2, THREAD), (3, THREAD)],
    ">>> from threading import Thread\n>>> class T(Thread):\n...     pass\n...": [(2, THREAD)],
    # A name that stands for something else by then, or was never imported, is none of these.
    ">>> from threading import Thread\n>>> Thread = print\n>>> Thread()": [],
    ">>> def breakpoint(): pass\n...\n>>> breakpoint()": [],
    ">>> Thread()\nTraceback": [],
    ">>> import threading\n>>> threading.current_thread().name\n'MainThread'": [],
    ">>> breakpoint()": [(1, "breakpoint goes on there, since a page has no terminal for a debugger")],
    ">>> import subprocess\n>>> [subprocess.run(['ls']) for _ in 'ab']": [(2, RUN)],
    ">>> from urllib.request import urlopen\n>>> urlopen('https://example.org/')": [
        (2, "urllib.request.urlopen asks the network, and Python in a browser reaches none")
    ],
    ">>> import urllib.request\n>>> urllib.request.urlopen('https://example.org/')": [
        (2, "urllib.request.urlopen asks the network, and Python in a browser reaches none")
    ],
    ">>> import signal\n>>> signal.alarm(1)\n0": [
        (2, "there is no signal.alarm there: nobody sends signals")
    ],
    ">>> import hashlib\n>>> hashlib.scrypt(b'a', salt=b'b', n=2, r=8, p=1)": [
        (2, "there is no hashlib.scrypt there, since Python for the browser lacks OpenSSL")
    ],
    ">>> import pwd": [(1, "there is no module 'pwd' there")],
    ">>> import curses.ascii\n>>> from resource import getrusage": [
        (1, "there is no module 'curses' there"),
        (2, "there is no module 'resource' there"),
    ],
    ">>> from . import pwd": [],
    ">>> import jsonschema.exceptions": [(1, "jsonschema is left out")],
    # A value matters where an answer is shown, which another one would not be as good as.
    ">>> import sys\n>>> sys.platform\n'linux'": [
        (2, "sys.platform is not what it is on a machine: there, the platform is 'emscripten'")
    ],
    ">>> import sys\n>>> sys.platform\n…": [],
    ">>> import sys\n>>> where = sys.platform": [],
    ">>> import sqlite3\n>>> sqlite3.sqlite_version\n'3.45.1'": [
        (2, "sqlite3.sqlite_version is that of SQLite 3.39 there")
    ],
    ">>> import errno\n>>> errno.ENOENT\n2": [(2, "the number of errno.ENOENT is another one there")],
    ">>> import errno\n>>> errno.errorcode[2]\n'ENOENT'": [],
    ">>> import socket\n>>> socket.gethostname()\n'me'": [
        (2, "socket.gethostname is not what it is on a machine: there, the platform is 'emscripten'")
    ],
    ">>> this is no Python": [],
    ">>> import time\n>>> time.tzset(); time.strftime('%-d')\n'1'": [],  # these are as on a machine
}
COMMANDS: dict[str, tuple[str, str]] = {  # what is told of a project of Django's, and of another one
    "$ python manage.py shell -c 'print(1)'\n1": ("the page refuses 'manage.py shell'", ""),
    "$ ./manage.py dbshell": ("the page refuses 'manage.py dbshell'", ""),
    "$ python manage.py compilemessages": (
        "'manage.py compilemessages' starts the programs of gettext, and Python in a browser starts no "
        "process",
        "",
    ),
    "$ python manage.py check\nfine": ("", ""),
    "$ python manage.py migrate": ("", ""),  # the page itself says that the database was made before
    "$ python -m pip list": (
        "",
        "the packages there are those that the site has: 'python -m pip' adds none",
    ),
    "$ python -m turtle": ("", "there is no module 'turtle' there"),
    "$ python -m shop now": ("", ""),
    "$ git status": ("", ""),
    "$ A=1 python -m pip list": ("", ""),  # nobody runs that there
}


@pytest.mark.parametrize("text", CONSOLES)
def test_a_console_is_told_by_what_it_uses(text: str) -> None:
    names = ConsoleNames(lambda module: "jsonschema is left out" if module == "jsonschema" else "")
    found = console_differences(read_transcript("pycon", text.split("\n")), names)
    assert [(one.line, one.why) for one in found] == CONSOLES[text]


def test_names_go_on_from_block_to_block() -> None:
    names = ConsoleNames()
    assert console_differences(read_transcript("pycon", [">>> from os import fork"]), names) == []
    (one,) = console_differences(read_transcript("pycon", [">>> fork()"]), names)
    assert one.why == "os.fork starts a process, and Python in a browser is the only one"


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_is_told_that_the_page_refuses(text: str) -> None:
    transcript = read_transcript("console", text.split("\n"))
    for is_django, why in zip((True, False), COMMANDS[text], strict=True):
        found = command_differences(transcript, command_words, is_django=is_django)
        assert [(one.line, one.why) for one in found] == ([(1, why)] if why else [])


def test_commands_are_those_that_the_bridge_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PYTHON))
    from bridge import management, python_commands  # type: ignore[import-not-found]

    assert management.REFUSED.keys() <= features.MANAGED.keys()
    added = {name for name, why in python_commands.REFUSED.items() if why == python_commands.FIXED}
    assert added == features.PROGRAMS.keys()


def test_modules_are_those_of_the_standard_library() -> None:
    assert sys.stdlib_module_names >= features.MODULES
    names = {name.partition(".")[0] for name in {**features.CALLS, **features.VALUES}}
    assert names - sys.stdlib_module_names == {"breakpoint", "requests", "httpx"}
