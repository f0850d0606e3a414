"""What is not the same in Pyodide as on a machine: each row of the manual's table, and what is mended."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from chronicles.proof.transcripts import browser_features as features
from tests.browsers import lacking
from tests.live.demos import ROOT, Site, make_project
from tests.live.node_demos import NodeDemo, in_node
from tests.live.projects import PROJECT, SETTINGS

pytestmark = pytest.mark.slow

URLS = """
from django.urls import path
from shop import views

NAMES = "ends", "stops", "mails", "writes", "reads", "breaks", "uploads", "commits", "tells"
urlpatterns = [path(f"{name}/", getattr(views, name)) for name in NAMES]
"""
VIEWS = """
import sys

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse


def ends(request):
    sys.exit(3)


def stops(request):
    breakpoint()
    return HttpResponse("went on")


def mails(request):
    return HttpResponse(str(send_mail("Subject", "Text", "a@example.org", ["b@example.org"])))


def writes(request):
    def parts():
        yield b"one"
        raise SystemExit

    return StreamingHttpResponse(parts())


def reads(request):
    return HttpResponse(input())


def breaks(request):
    raise KeyboardInterrupt


def uploads(request):
    name = default_storage.save("texts/a.txt", request.FILES["file"])
    size = request.FILES["large"].size, type(request.FILES["large"]).__name__
    return JsonResponse({"text": default_storage.open(name).read().decode(), "size": size})


def commits(request):
    said = []
    with transaction.atomic():
        transaction.on_commit(lambda: said.append("committed"))
        said.append("in it")
    return HttpResponse(", ".join(said))


def tells(request):
    messages.info(request, "a message")
    return HttpResponse(", ".join(map(str, messages.get_messages(request))))
"""
FILES = PROJECT | {
    "config/settings.py": SETTINGS + 'MEDIA_ROOT = BASE_DIR / "media"\n',
    "config/urls.py": URLS,
    "shop/views.py": VIEWS,
}
# By the first cell of each row: what shows it, and the end of what is said.
ROWS = {
    "Threads": ("import threading\nthreading.Thread(target=print).start()", "browser has one, and no more\n"),
    "Processes": ("import subprocess\nsubprocess.run(['ls'])", "emscripten does not support processes.\n"),
    "Sockets": (
        "import socket\nsocket.create_connection(('127.0.0.1', 25))",
        "Python in a browser has no sockets, and reaches no network\n",
    ),
    "Names of hosts": (
        "import socket\nsocket.gethostbyname('example.org')",
        "gaierror: [Errno -3] Python in a browser has no sockets, and reaches no network\n",
    ),
    "TLS": (
        "import urllib.request\nurllib.request.urlopen('https://example.org/')",
        "<urlopen error [Errno -3] Python in a browser has no sockets, and reaches no network>\n",
    ),
    "`errno`": ("import errno\nerrno.ENOENT, errno.EEXIST", "(44, 20)\n"),
    "Passwords": ("import hashlib\nhashlib.pbkdf2_hmac.__module__", "'bridge.pbkdf2'\n"),
    "`hashlib.scrypt`": ("import hashlib\nhasattr(hashlib, 'scrypt')", "False\n"),
    "`breakpoint()`": ("breakpoint()", "a page has no terminal for a debugger, so the program goes on\n"),
    "`input()`": (
        "input()",
        "EOFError: a page has no terminal that could be asked: "
        "write the answer into the code or the command\n",
    ),
    "Modules of Unix": ("import resource", "No module named 'resource'\n"),
    "Signals": ("import signal\nsignal.alarm(1)", "module 'signal' has no attribute 'alarm'\n"),
    "SQLite": ("import sqlite3\nsqlite3.sqlite_version", "'3.39.0'\n"),
    "The platform": ("import sys, os\nsys.platform, os.cpu_count()", "('emscripten', 1)\n"),
    "Depth": (
        "import functools\ndef f(): return functools.partial(f)()\n\nf()",
        "RecursionError: Stack overflow (used 96 kB)\n",
    ),
}
STRFTIME = {
    "%e|%k|%l|%P": " 5| 4| 4|am",
    "%-d %B, %-I:%M %p": "5 March, 4:06 AM",
    "%s": "1772683560",
    "%Q|%-Q|%%|%%d|100%": "%Q|%-Q|%|%d|100%",
    "%^a|%#p|%_m|%0e": "THU|am| 3|05",
    "%F %T": "2026-03-05 04:06:00",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        return make_project(tmp_path_factory.mktemp("differences"), "differences/01", FILES)
    except (RuntimeError, OSError) as error:
        lacking(str(error))


@pytest.fixture(scope="module")
def shop(site: Site) -> Iterator[NodeDemo]:
    with in_node(site, "differences-01.json") as shop:
        yield shop


@pytest.mark.parametrize("row", ROWS)
def test_a_difference_is_what_the_manual_says(shop: NodeDemo, row: str) -> None:
    source, end = ROWS[row]
    said = shop.said(source)
    assert re.sub(r"\d+ kB", "", said).endswith(re.sub(r"\d+ kB", "", end)), said


def test_the_manual_names_them_all() -> None:
    text = (ROOT / "docs" / "manual" / "live.md").read_text()
    table = text.partition("## What differs there")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \|.*\|$", table, re.MULTILINE)[1:]
    assert [row for row in rows if not row.startswith("---")] == list(ROWS)


def shown(source: str) -> str:
    """What an expression is on this machine, as a console shows it."""
    module = source.rpartition(".")[0]
    value = getattr(import_module(module), source.rpartition(".")[2])
    return repr(value() if callable(value) else value)


@pytest.mark.parametrize("module", sorted(features.MODULES))
def test_a_module_that_check_warns_of_is_missing(shop: NodeDemo, module: str) -> None:
    assert f"No module named '{module}'" in shop.said(f"import {module}")


# Of a machine, these may be what they are there: how many processors it has.
PROCESSORS = {"os.cpu_count", "multiprocessing.cpu_count"}


@pytest.mark.parametrize("name", sorted(features.VALUES.keys() - PROCESSORS))
def test_a_value_that_check_warns_of_is_another_one(shop: NodeDemo, name: str) -> None:
    module = name.rpartition(".")[0]
    call = "()" if callable(getattr(import_module(module), name.rpartition(".")[2])) else ""
    said = shop.said(f"import {module}\n{name}{call}")
    assert "Error" not in said and said != f"{shown(name)}\n"


# One of each reason that `check` has for a call, and the end of what is said.
CALLS = {
    "threading.Timer(1, print).start()": "browser has one, and no more\n",
    "concurrent.futures.ThreadPoolExecutor().submit(print)": "browser has one, and no more\n",
    "os.popen('ls')": "emscripten does not support processes.\n",
    "os.fork()": "Function not implemented\n",
    "concurrent.futures.ProcessPoolExecutor()": "being unavailable on this platform.\n",
    "multiprocessing.Process(target=print).start()": "No module named '_multiprocessing'\n",
    "multiprocessing.Pool()": "No module named '_multiprocessing'\n",
    "socket.create_server(('127.0.0.1', 0))": "reaches no network\n",
    "smtplib.SMTP('localhost')": "reaches no network\n",
    "signal.setitimer(0, 1)": "Did you mean: 'getitimer'?\n",
    "hashlib.scrypt(b'a', salt=b'b', n=2, r=8, p=1)": "module 'hashlib' has no attribute 'scrypt'\n",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_check_warns_of_fails(shop: NodeDemo, call: str) -> None:
    name = call.partition("(")[0]
    assert name in features.CALLS
    assert shop.said(f"import {name.rpartition('.')[0]}\n{call}").endswith(CALLS[call])


@pytest.mark.parametrize("layout", STRFTIME)
def test_time_is_written_as_on_linux(shop: NodeDemo, layout: str) -> None:
    shop.said("import os, time, datetime\nos.environ['TZ'] = 'UTC'; time.tzset()")
    said = shop.said(f"datetime.datetime(2026, 3, 5, 4, 6).strftime({layout!r})")
    assert said == f"{STRFTIME[layout]!r}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/ends/", "SystemExit: 3"),
        ("/breaks/", "KeyboardInterrupt"),
        ("/stops/", "went on"),
        ("/reads/", "EOFError"),
    ],
)
def test_a_view_that_meets_one_is_answered_with_the_reason(shop: NodeDemo, path: str, text: str) -> None:
    answer = shop.get(path)
    assert text in answer["body"]
    assert answer["status"] == (200 if path == "/stops/" else 500)
    assert shop.said("1 + 1") == "2\n"


def test_e_mail_is_shown(shop: NodeDemo) -> None:
    assert shop.get("/mails/")["body"].endswith("1")
    assert shop.call("letters") == [
        {
            "from": "a@example.org",
            "to": ["b@example.org"],
            "subject": "Subject",
            "body": "Text",
            "attachments": [],
        }
    ]


def test_a_stream_that_ends_python_breaks_off(shop: NodeDemo) -> None:
    assert shop.get("/writes/")["status"] == 200
    assert shop.said("1 + 1") == "2\n"


PART = 'Content-Disposition: form-data; name="{0}"; filename="{0}.txt"\r\nContent-Type: text/plain\r\n\r\n{1}\r\n'


def test_files_are_uploaded_small_and_large(shop: NodeDemo) -> None:
    large = "x" * 3_000_000  # more than Django keeps in memory
    body = (
        "--B\r\n" + "--B\r\n".join([PART.format("file", "hello"), PART.format("large", large)]) + "--B--\r\n"
    )
    headers = [["content-type", "multipart/form-data; boundary=B"]]
    asked = {"method": "POST", "path": "/uploads/", "query": "", "headers": headers, "withCookies": True}
    answer = shop.call("answer", asked, body)
    assert '{"text": "hello", "size": [3000000, "TemporaryUploadedFile"]}' in answer["body"]


def test_what_is_to_follow_a_transaction_follows_and_messages_are_told(shop: NodeDemo) -> None:
    assert shop.get("/commits/")["body"].endswith("in it, committed")
    assert shop.get("/tells/")["body"].endswith("a message")
