"""What runs beside a project in the reader's browser, asked as the worker asks it."""

import hashlib
import io
import json
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.bridge import INSIDE, ORIGIN, SCRIPT, Bridge
from tests.live.projects import PROJECT, SETTINGS

MORE = """
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.endswith((".admin", ".messages"))]
INSTALLED_APPS.append("rest_framework")
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates"]
TEMPLATES[0]["OPTIONS"] = {}
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
CSRF_USE_SESSIONS = False
"""
URLS = """
from django.conf import settings
from django.conf.urls.static import static
from django.urls import path
from shop import views

urlpatterns = [
    path("", views.page, name="page"),
    path("echo/", views.echo),
    path("hop/", views.hop),
    path("stream/", views.stream),
    path("boom/", views.boom),
    path("ends/", views.ends),
    path("breaks/", views.breaks),
    path("add/", views.add),
    *static(settings.MEDIA_URL, document_root=settings.BASE_DIR / "media"),
]
"""
VIEWS = """
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from .models import Item

HEADING = "Shop"


def page(request):
    said = {"heading": HEADING, "items": Item.objects.all(), "address": reverse("page"), "css": static("shop.css")}
    return render(request, "page.html", said)


@csrf_exempt
def echo(request):
    kinds = "HTTP_", "CONTENT_", "REQUEST_", "SERVER_", "PATH_", "SCRIPT_", "QUERY_", "REMOTE_"
    meta = {name: value for name, value in request.META.items() if name.startswith(kinds)}
    return JsonResponse({"meta": meta, "body": request.body.decode(), "url": request.build_absolute_uri()})


def hop(request):
    response = HttpResponseRedirect(request.GET.get("to", "/echo/"))
    response.set_cookie("plain", "a b")
    response.set_cookie("hidden", "yes", httponly=True)
    response.set_cookie("inner", "1", path=request.META["SCRIPT_NAME"] + "/echo/")
    response["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    return response


def stream(request):
    return StreamingHttpResponse(iter(["one ", b"two ", "three"]), content_type="text/html")


def boom(request):
    raise ZeroDivisionError("this line is shown")


def ends(request):
    raise SystemExit(3)


def breaks(request):
    def parts():
        yield "one"
        raise SystemExit

    return StreamingHttpResponse(parts())


def add(request):
    item = Item.objects.create(name=request.POST["name"])
    request.session["last"] = item.name
    return HttpResponse(f"<p>{item.name}", headers={"Content-Length": "3"})
"""
MODELS = """
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=20)

    def __str__(self):
        return self.name
"""
PAGE = """<!doctype html>
<html lang="en"><HEAD data-x="1"><title>{{ heading }}</title></HEAD>
<body><h1>{{ heading }}</h1><a href="{{ address }}">{{ css }}</a>
<ul>{% for item in items %}<li>{{ item }}</li>{% endfor %}</ul>
{% csrf_token %}</body></html>
"""
FILES = PROJECT | {
    "config/settings.py": SETTINGS + MORE,
    "config/urls.py": URLS,
    "shop/views.py": VIEWS,
    "shop/models.py": MODELS,
    "shop/prices.py": "PRICE = 3\n",
    "shop/migrations/__init__.py": "",
    "templates/page.html": PAGE,
    "static/shop.css": "h1 { color: red }\n",
    "notes.bin": "no text",
}


def written(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """A running project: one for all tests here."""
    with Bridge(written(tmp_path_factory.mktemp("bridge") / "shop")) as shop:
        shop.started()
        assert shop.call("command", "manage.py makemigrations shop")["status"] == 0
        assert shop.call("command", "manage.py migrate")["status"] == 0
        yield shop


def test_a_page_has_its_place_and_its_script(shop: Bridge) -> None:
    answer = shop.ask("/")
    assert answer.status == 200
    start = f'<!doctype html>\n<html lang="en"><HEAD data-x="1"><script src="{INSIDE}" data-script="{SCRIPT}"'
    assert answer.text.startswith(start)
    assert answer.text.count("<script") == 1 and "&quot;name&quot;: &quot;csrftoken&quot;" in answer.text
    assert f'<a href="{SCRIPT}/">{SCRIPT}/static/shop.css</a>' in answer.text
    assert not {"X-Frame-Options", "Content-Length", "Set-Cookie"} & answer.headers.keys()
    assert "csrftoken" in answer.cookies


def test_a_request_arrives_as_on_a_server(shop: Bridge) -> None:
    headers = [["x-token", "t"], ["content-type", "text/plain"], ["cookie", "stolen=1"], ["host", "evil"]]
    said = json.loads(
        shop.ask("/echo/?a=1&b", "POST", body=b"hi", headers=[*headers, ["content-length", "9"]]).text
    )
    meta = said["meta"]
    assert said["body"] == "hi" and said["url"] == f"{ORIGIN}{SCRIPT}/echo/?a=1&b"
    expected = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": SCRIPT,
        "PATH_INFO": "/echo/",
        "QUERY_STRING": "a=1&b",
        "CONTENT_LENGTH": "2",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "example.org",
        "HTTP_X_TOKEN": "t",
        "SERVER_NAME": "example.org",
        "SERVER_PORT": "443",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_REFERER": f"{ORIGIN}{SCRIPT}/",
        "HTTP_ORIGIN": ORIGIN,
    }
    assert expected.items() <= meta.items()
    assert "stolen" not in meta.get("HTTP_COOKIE", "")


def test_who_comes_from_elsewhere_is_refused_and_who_comes_from_here_needs_the_token(shop: Bridge) -> None:
    token = shop.ask("/").cookies["csrftoken"]
    post: dict[str, Any] = {"method": "POST", "body": b"name=nut"}
    form = ["content-type", "application/x-www-form-urlencoded"]
    assert shop.ask("/add/", **post, headers=[form]).status == 403
    elsewhere = ["referer", "https://evil.example/x"]
    assert shop.ask("/add/", **post, headers=[form, ["x-csrftoken", token], elsewhere]).status == 403
    answer = shop.ask("/add/", **post, headers=[form, ["x-csrftoken", token]])
    assert answer.status == 200 and answer.text.startswith("<script") and answer.text.endswith("<p>nut")
    assert "Content-Length" not in answer.headers
    assert "nut" in shop.said("[each.name for each in Item.objects.all()]")


def test_cookies_are_kept_for_where_they_belong_and_shown_where_they_may(shop: Bridge) -> None:
    answer = shop.ask("/hop/")
    assert (answer.status, answer.headers["Location"]) == (302, f"{SCRIPT}/echo/")
    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    assert answer.cookies["plain"] == '"a b"' and "hidden" not in answer.cookies
    sent = json.loads(shop.ask("/echo/").text)["meta"]["HTTP_COOKIE"]
    assert sent.startswith("inner=1; ") and 'plain="a b"' in sent and "hidden=yes" in sent
    assert "HTTP_COOKIE" not in json.loads(shop.ask("/echo/", withCookies=False).text)["meta"]
    strange = shop.ask("/hop/?to=https://elsewhere.example/", withCookies=False)
    assert strange.headers["Location"] == "https://elsewhere.example/"
    assert shop.ask("/hop/?to=echo/").headers["Location"] == "echo/"


def test_a_stream_comes_in_parts_and_whole_to_a_request_of_the_page(shop: Bridge) -> None:
    answer = shop.ask("/stream/")
    assert (answer.text, answer.parts) == ("", ["one ", "two ", "three"])
    assert shop.call("send", "GET /stream/")["body"] == "one two three"


def test_a_request_of_the_page_sees_the_project_where_it_was_written(shop: Bridge) -> None:
    sent = shop.call("send", "GET /hop/ HTTP/1.1")
    assert (sent["status"], sent["line"], sent["path"]) == (302, "302 Found", "/hop/")
    assert dict(sent["headers"])["Location"] == "/echo/"
    assert "plain" in [cookie["name"] for cookie in sent["cookies"]]
    posted = shop.call("send", "POST /add/ HTTP/1.1\nHost: localhost:8000\n\nname=nut")
    assert posted["status"] == 403 and "CSRF" in posted["body"]


def test_a_failure_of_the_project_is_its_debug_page(shop: Bridge) -> None:
    answer = shop.ask("/boom/")
    assert answer.status == 500 and "this line is shown" in answer.text


def test_a_view_that_ends_python_is_a_failure_of_the_project(shop: Bridge) -> None:
    answer = shop.ask("/ends/")
    assert answer.status == 500 and answer.text.endswith("SystemExit: 3\n")
    assert shop.call("send", "GET /ends/")["status"] == 500
    assert shop.ask("/breaks/").parts == ["one"]
    assert shop.ask("/").status == 200


def test_what_a_browser_lacks_says_so(shop: Bridge) -> None:
    assert shop.said("breakpoint()") == (
        "breakpoint() in <console>, line 1: a page has no terminal for a debugger, so the program goes on\n"
    )
    said = shop.said("import threading; threading.Thread(target=print).start()")
    assert said.endswith("RuntimeError: can't start new thread: Python in a browser has one, and no more\n")
    said = shop.said("import urllib.request; urllib.request.urlopen('https://example.org/')")
    assert "Python in a browser has no sockets" in said
    said = shop.said("import socket; socket.socket().connect(('127.0.0.1', 9))")
    assert said.endswith(
        "Network is unreachable: Python in a browser has no sockets, and reaches no network\n"
    )
    assert shop.said("import time; time.strftime('%-d %P %Q', time.gmtime(0))") == "'1 am %Q'\n"
    assert shop.said("time.strftime('%Z %z', time.gmtime(0))") == "'GMT +0000'\n"


NO_TERMINAL = "a page has no terminal that could be asked: write the answer into the code or the command"


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("input('name? ')", f"EOFError: {NO_TERMINAL}"),
        ("exit()", ""),
        ("input()", f"EOFError: {NO_TERMINAL}"),  # exit() closes what is read
        ("import getpass; getpass.getpass()", f"EOFError: {NO_TERMINAL}"),
        ("import sys; sys.stdin.isatty()", "False"),
    ],
)
def test_who_asks_the_reader_hears_that_nobody_can_be_asked(shop: Bridge, source: str, last: str) -> None:
    assert shop.said(source).rpartition("\n")[0].rpartition("\n")[2] == last


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "manage.py createsuperuser",
            "A page has no terminal that could ask for a name and a password. In the demo's console:\n"
            ">>> from django.contrib.auth import get_user_model\n"
            '>>> get_user_model().objects.create_superuser("me", password="a password")\n',
        ),
        ("manage.py createsuperuser --noinput", "CommandError: You must use --username with --noinput.\n"),
        (
            "manage.py runserver 8001",
            "The project is running already: open the demo and look at its pages.\n",
        ),
        (
            "-m pip install requests",
            "The packages of a demo are those that the site has: none can be added.\n",
        ),
        ('manage.py "check', "The line cannot be read: No closing quotation.\n"),
        ("report.py", "Here runs manage.py alone.\n"),
    ],
)
def test_a_command_that_cannot_run_says_what_to_do_instead(shop: Bridge, line: str, said: str) -> None:
    assert shop.call("command", line) == {"output": said, "status": 1, "letters": []}


def test_what_ends_python_leaves_a_console_without_names_and_says_so(shop: Bridge) -> None:
    steps = shop.run("kept = 1\nexit()\nkept")
    assert [step["ended"] for step in steps] == [False, True, False]
    assert steps[2]["output"].endswith("NameError: name 'kept' is not defined\n")


@pytest.mark.parametrize("last", ["exit()", "import sys; sys.exit(2)", "raise KeyboardInterrupt", "input()"])
def test_an_edit_that_ends_python_is_taken_back(shop: Bridge, last: str) -> None:
    name = "shop/views.py"
    first = shop.call("read", name)["text"]
    failed = shop.call("edit", name, f"{first}\n{last}\n")
    assert failed["outcome"] == "failed"
    assert failed["message"].startswith("Traceback (most recent call last):\n") and last in failed["message"]
    assert shop.call("read", name)["text"] == first
    assert shop.ask("/").status == 200


def test_e_mail_is_shown_and_what_cannot_be_sent_is_refused(shop: Bridge) -> None:
    shop.run("from django.core.mail import EmailMessage, send_mail, mail_admins")
    assert shop.said("send_mail('Hello', 'Text', None, ['b@example.org'], html_message='<p>Text')") == "1\n"
    shop.run(
        "letter = EmailMessage('Files', 'two', 'a@example.org', ['b@example.org'], bcc=['c@example.org'])"
    )
    shop.run("letter.attach('a.txt', 'text'); letter.send()")
    assert shop.said("EmailMessage('Nobody', 'none').send()") == "0\n"
    assert "BadHeaderError" in shop.said("send_mail('a\\nb', 'Text', None, ['b@example.org'])")
    steps = shop.run("send_mail('One', 'Text', None, ['b@example.org'])\n1 + 1")
    assert [[letter["subject"] for letter in step["letters"]] for step in steps] == [["One"], []]
    ran = shop.call("command", "manage.py sendtestemail b@example.org")
    assert [letter["to"] for letter in ran["letters"]] == [["b@example.org"]]
    assert shop.call("command", "manage.py check")["letters"] == []
    first, second, *_ = shop.call("letters")
    assert first["subject"] == "Hello" and first["from"] == "webmaster@localhost"
    assert second["to"] == ["b@example.org", "c@example.org"] and second["attachments"] == ["a.txt"]


def test_a_static_file_is_found_by_its_address(shop: Bridge) -> None:
    answer = shop.ask("/static/shop%2Ecss")
    assert (answer.status, answer.text, answer.headers) == (
        200,
        "h1 { color: red }\n",
        {"Content-Type": "text/css", "Cache-Control": "no-cache"},
    )
    assert shop.ask("/static/none.css").status == 404
    assert shop.ask("/static/shop.css", "POST").status in (403, 404)


def test_the_console_tells_what_each_statement_said_and_asked(shop: Bridge) -> None:
    steps = shop.run(
        "one = 1\n@str\ndef f():\n    pass\n\nItem.objects.count() >= 0\nprint('out')\n1 / 0\nnever"
    )
    assert [step["source"] for step in steps] == [
        "one = 1",
        "@str\ndef f():\n    pass",
        "Item.objects.count() >= 0",
        "print('out')",
        "1 / 0",
    ]
    assert [step["output"] for step in steps[:4]] == ["", "", "True\n", "out\n"]
    assert [len(step["sql"]) for step in steps] == [0, 0, 1, 0, 0]
    assert steps[2]["sql"][0].startswith("SELECT COUNT(*)")
    assert [step["failed"] for step in steps] == [False] * 4 + [True]
    assert steps[4]["output"].startswith('Traceback (most recent call last):\n  File "<console>", line 1')
    assert steps[4]["output"].endswith("ZeroDivisionError: division by zero\n")
    assert shop.said("one + _ + 1") == "3\n"  # names stay, and so does the last value
    steps = shop.run("count = 1; count += 1; count\ncount")
    assert [step["source"] for step in steps] == ["count = 1; count += 1; count", "count"]
    assert [step["output"] for step in steps] == ["2\n", "2\n"]  # once each
    (wrong,) = shop.run("1 +")
    assert wrong["failed"] and "SyntaxError: invalid syntax" in wrong["output"]
    (end,) = shop.run("raise SystemExit(3)")
    assert (end["failed"], end["output"]) == (True, "")  # as a Python that ends; the next one has no names
    assert shop.said("one").endswith("'one' is not defined. Did you mean: 'None'?\n")


def test_an_output_without_end_is_cut(shop: Bridge) -> None:
    said = shop.said("for n in range(60_000): print(n)")
    assert said.startswith("0\n1\n") and said.endswith("59998\n59999\n") and len(said) < 121_000
    assert " characters are left out here …\n" in said


def test_commands_run_and_what_makes_no_sense_here_says_so(shop: Bridge) -> None:
    assert shop.call("command", "manage.py check") == {
        "output": "System check identified no issues (0 silenced).\n",
        "status": 0,
        "letters": [],
    }
    refused = shop.call("command", "manage.py runserver 8000")
    assert refused == {
        "output": "The project is running already: open the demo and look at its pages.\n",
        "status": 1,
        "letters": [],
    }
    unknown = shop.call("command", "manage.py chekc")
    assert unknown["status"] == 1 and "Unknown command: 'chekc'" in unknown["output"]
    failed = shop.call("command", "manage.py loaddata 'no such'")
    assert failed["status"] == 1 and "no such" in failed["output"]
    assert shop.said("import sys; sys.argv[0]") != "'manage.py'\n"


def test_passwords_are_hashed_as_everywhere_and_soon(shop: Bridge) -> None:
    for name, password, salt, rounds, *length in (
        ("sha256", b"password", b"salt", 3),
        ("sha1", b"p" * 99, b"s", 2, 50),
        ("sha512", b"", b"s", 1, 5),
    ):
        given = repr((name, password, salt, rounds, *length))
        expected = hashlib.pbkdf2_hmac(name, password, salt, rounds, *length).hex()
        assert shop.said(f"import hashlib\nhashlib.pbkdf2_hmac(*{given}).hex()") == f"{expected!r}\n"
    source = (
        "from django.contrib.auth.models import User\n"
        "from django.contrib.auth import authenticate\n"
        "ada, made = User.objects.get_or_create(username='ada')\n"
        "ada.set_password('secret'); ada.save()\n"
        "old = 'pbkdf2_sha256$2$salt$' + __import__('base64').b64encode(hashlib.pbkdf2_hmac('sha256', b'x', b'salt', 2)).decode()\n"
        "bob, made = User.objects.update_or_create(username='bob', defaults={'password': old})\n"
        "(ada.password[:18], authenticate(username='ada', password='secret') == ada,\n"
        " authenticate(username='ada', password='no'), authenticate(username='bob', password='x') == bob,\n"
        " User.objects.get(username='bob').password == old)"
    )
    assert shop.said(source) == "('pbkdf2_sha256$1000', True, None, True, True)\n"


def test_a_module_of_a_later_pack_comes_when_it_is_imported(shop: Bridge) -> None:
    assert shop.said("import of_later\nof_later.name") == "'later.bin'\n"
    assert shop.said("import nothing_of_the_kind").endswith(
        "ModuleNotFoundError: No module named 'nothing_of_the_kind'\n"
    )


def test_files_that_can_be_edited_are_listed_and_read(shop: Bridge) -> None:
    files = shop.call("files")
    assert {"shop/views.py", "templates/page.html", "static/shop.css", "manage.py"} <= set(files)
    assert files == sorted(files) and "notes.bin" not in files and "db.sqlite3" not in files
    assert shop.call("read", "shop/prices.py")["text"] == "PRICE = 3\n"
    with pytest.raises(AssertionError, match=r"ValueError: \.\./x is no file of the project"):
        shop.call("read", "../x")


def test_what_is_wrong_with_a_text_is_said_before_anything_changes(shop: Bridge) -> None:
    wrong = shop.call("edit", "shop/views.py", "import os\ndef f(:\n")
    assert wrong == {"outcome": "wrong", "line": 2, "message": "SyntaxError: invalid syntax"}
    wrong = shop.call("edit", "templates/page.html", "<p>\n{% if %}{% endif %}")
    assert (wrong["outcome"], wrong["line"]) == ("wrong", 2)
    assert wrong["message"].startswith("TemplateSyntaxError: ")
    assert shop.call("read", "shop/views.py")["text"] == VIEWS
    failed = shop.call("edit", "shop/views.py", VIEWS + "\nnot_there\n")
    assert failed["outcome"] == "failed"
    assert failed["message"].startswith("Traceback") and "NameError: name 'not_there'" in failed["message"]
    assert "/django/" not in failed["message"].partition("\n")[2].partition("\n")[0]
    assert shop.call("read", "shop/views.py")["text"] == VIEWS
    assert "<h1>Shop</h1>" in shop.ask("/").text


def test_an_edit_is_taken_over_at_once_and_the_first_text_is_remembered(shop: Bridge) -> None:
    for name, old, new in (
        ("shop/views.py", '"Shop"', '"My shop"'),
        ("templates/page.html", "<h1>", "<h1>Dear "),
        ("config/urls.py", 'path("boom/"', 'path("bang/"'),
        ("shop/prices.py", "3", "4"),
    ):
        first = FILES[name]
        assert shop.call("edit", name, first.replace(old, new)) == {"outcome": "done"}
        assert shop.call("read", name) == {"text": first.replace(old, new), "first": first}
    assert "<h1>Dear My shop</h1>" in shop.ask("/").text
    assert (shop.ask("/bang/").status, shop.ask("/boom/").status) == (500, 404)
    assert shop.said("from shop.prices import PRICE\nPRICE") == "4\n"
    for name in ("shop/views.py", "templates/page.html", "config/urls.py", "shop/prices.py"):
        assert shop.call("edit", name, FILES[name]) == {"outcome": "done"}
    assert "<h1>Shop</h1>" in shop.ask("/").text and shop.ask("/boom/").status == 500


def test_what_leaves_traces_needs_a_new_start(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop")) as shop:
        shop.started()
        assert shop.call("edit", "shop/new.py", "x = 1\n")["outcome"] == "done"
        for name in ("shop/models.py", "config/settings.py", "shop/__init__.py"):
            assert shop.call("edit", name, FILES[name] + "\n# more\n")["outcome"] == "restart", name
        # Models that have something of a module of its own let it not go.
        assert (
            shop.call("edit", "shop/models.py", "from .prices import PRICE\n" + MODELS)["outcome"]
            == "restart"
        )
        assert (shop.root / "shop/models.py").read_text().startswith("from .prices")


def test_only_what_the_reader_made_is_saved_and_it_comes_back(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "one")) as shop:
        shop.started()
        assert shop.call("save") == {"gone": [], "jar": [], "files": {}}
        shop.call("command", "manage.py makemigrations shop")
        shop.call("command", "manage.py migrate")
        shop.run("_ = Item.objects.create(name='kept')")
        shop.call("edit", "shop/views.py", VIEWS.replace('"Shop"', '"Mine"'))
        shop.run(
            "import os\nos.remove('notes.bin')\nos.makedirs('media')\n_ = open('media/up.txt', 'w').write('up')"
        )
        shop.ask("/hop/")
        saved = shop.call("save")
    assert saved["gone"] == ["notes.bin"]
    assert set(saved["files"]) == {
        "db.sqlite3",
        "shop/views.py",
        "shop/migrations/0001_initial.py",
        "media/up.txt",
    }
    assert {cookie["name"] for cookie in saved["jar"]} == {"plain", "hidden", "inner"}
    assert b64decode(saved["files"]["media/up.txt"]) == b"up"
    root = written(tmp_path / "two")
    with Bridge(root, saved=saved) as shop:
        shop.started()
        answer = shop.ask("/")
        assert "<h1>Mine</h1>" in answer.text and "<li>kept</li>" in answer.text
        assert "plain" in answer.cookies
        assert "hidden=yes" in json.loads(shop.ask("/echo/").text)["meta"]["HTTP_COOKIE"]
        assert shop.ask("/media/up.txt").parts == ["up"]
        assert not (root / "notes.bin").exists()
        assert shop.call("read", "shop/views.py")["first"] == VIEWS
        assert set(shop.call("save")["files"]) == set(saved["files"])
        assert shop.call("edited") == ["shop/views.py"]
        assert shop.call("edit", "shop/views.py", VIEWS) == {"outcome": "done"}
        assert shop.call("edited") == []


def test_the_project_as_a_file_runs_where_it_is_unpacked(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop")) as shop:
        shop.started()
        shop.call("command", "manage.py makemigrations shop")
        shop.call("command", "manage.py migrate")
        shop.run("_ = Item.objects.create(name='kept')")
        shop.call("edit", "shop/views.py", VIEWS.replace('"Shop"', '"Mine"'))
        data = b64decode(shop.call("archive"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        modes = {about.external_attr >> 16 for about in archive.infolist()}
        archive.extractall(tmp_path / "unpacked")
    assert modes == {0o644}
    root = tmp_path / "unpacked" / "shop"
    assert not list(root.rglob("__pycache__"))
    with Bridge(root) as again:
        again.started()
        answer = again.ask("/")
    assert "<h1>Mine</h1>" in answer.text and "<li>kept</li>" in answer.text


def test_a_module_of_a_package_that_does_not_run_in_a_browser_says_so(shop: Bridge) -> None:
    assert shop.said("import fast.lane").endswith(
        "ModuleNotFoundError: No module named 'fast': fast is compiled, and does not run in a browser\n"
    )
    assert shop.said("import importlib.util\nimportlib.util.find_spec('fast') is None") == "True\n"


def test_json_that_is_nested_too_deeply_is_refused_and_other_json_is_read(shop: Bridge) -> None:
    assert "RecursionError: maximum recursion depth exceeded" in shop.said(
        "import json\njson.loads('[' * 9999)"
    )
    assert (
        shop.said("""len(json.loads('{"a": ' * 900 + "1" + "}" * 900)), len(json.loads('[{}]'))""")
        == "(1, 1)\n"
    )
    assert shop.said("len(json.loads('[' + '[],{},' * 2000 + '1]'))") == "4001\n"
    assert shop.said("""len(json.loads('["' + '[' * 2000 + r'\\" [' + '"]')[0])""") == "2003\n"
