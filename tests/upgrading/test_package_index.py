"""Where packages are looked for: as pip and uv are set up."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from chronicles.upgrading import index_settings
from chronicles.upgrading.index_settings import DEFAULT, configured
from chronicles.upgrading.package_index import PackageIndex
from tests.journals import refused

from .indexes import index, wheel

MEND = "Check the network, and the package index or proxy in your settings, and run it again."


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    for name in (
        "PIP_INDEX_URL",
        "PIP_EXTRA_INDEX_URL",
        "PIP_FIND_LINKS",
        "PIP_NO_INDEX",
        "PIP_CERT",
        "SSL_CERT_FILE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")


@pytest.mark.parametrize(
    "said",
    [
        "Base URL of the Python Package Index (default https://index.dev/simple). This should point to",
        "The URL of the Python package index (by default: <https://index.dev/simple>).",
    ],
    ids=["pip", "uv"],
)
def test_without_settings_it_is_the_one_that_the_installer_asks(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    answers = {"install": said.replace(" ", "\n    ", 9), "config": ""}
    monkeypatch.setattr(index_settings, "_said", lambda *words: answers[words[0]])
    assert configured({}) == PackageIndex(("https://index.dev/simple",))


def test_a_real_installer_says_it() -> None:
    found = DEFAULT.search(" ".join(index_settings._said("install", "--help").split()))
    assert found or not find_spec("pip")  # uv makes environments without one


def test_without_an_installer_it_has_to_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_settings, "_output", lambda command: "")
    assert refused(lambda: configured({})) == (
        "there is no pip or uv here that says which package index it asks\n"
        "Name it: PIP_INDEX_URL=ADDRESS before the command."
    )
    assert configured({"UV_INDEX_URL": "https://a.dev"}) == PackageIndex(("https://a.dev",))


def test_the_settings_of_pip_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://a.dev/simple\nextra-index-url =\n    https://b.dev\n    https://c.dev\n"
        "[install]\nfind-links = /wheels\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_CERT", "/ca.pem")
    wanted = ("https://a.dev/simple", "https://b.dev", "https://c.dev")
    assert configured({}) == PackageIndex(wanted, ("/wheels",), "/ca.pem")


def test_the_variables_of_uv_count() -> None:
    said = {
        "UV_DEFAULT_INDEX": "mine=https://a.dev/simple",
        "UV_INDEX": "https://b.dev",
        "UV_FIND_LINKS": "x,y",
    }
    assert configured(said) == PackageIndex(("https://a.dev/simple", "https://b.dev"), ("x", "y"))


def test_files_are_in_all_indexes_and_folders(tmp_path: Path) -> None:
    name, other = "foo-1.0-py3-none-any.whl", "foo-2.0-py3-none-any.whl"
    address = index(tmp_path / "simple", {"foo": {name: wheel("foo", "1.0")}})
    links = tmp_path / "links"
    links.mkdir()
    (links / other).write_bytes(wheel("foo", "2.0"))
    (links / "bar-1.0.tar.gz").write_bytes(b"")
    for place in (str(links), links.as_uri()):
        found = PackageIndex((address, (tmp_path / "gone").as_uri()), (place,))
        files = found.files("foo")
        assert [file.name for file in files] == [name, other]
        assert [found.content(file) for file in files] == [wheel("foo", "1.0"), wheel("foo", "2.0")]


def test_a_file_that_is_another_is_refused(tmp_path: Path) -> None:
    name = "foo-1.0-py3-none-any.whl"
    found = PackageIndex((index(tmp_path, {"foo": {name: wheel("foo", "1.0")}}),))
    (file,) = found.files("foo")
    (tmp_path / "foo" / name).write_bytes(b"evil")
    assert (
        refused(lambda: found.content(file))
        == f"{name} is not the file that the index names\nTry another index."
    )


class Handler(BaseHTTPRequestHandler):
    """An index that wants a login, and has one page."""

    def do_GET(self) -> None:
        if self.headers.get("Authorization") != "Basic YWRhOnMzY3JldA==":
            self.send_error(401)
        elif self.path != "/simple/foo/":
            self.send_error(404 if self.path != "/simple/broken/" else 503)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
            self.end_headers()
            self.wfile.write(b'{"files": [{"filename": "foo-1.0.tar.gz", "url": "x", "hashes": {}}]}')

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_index_on_the_web_is_asked_with_its_login(host: str) -> None:
    found = PackageIndex((f"http://ada:s3cret@{host}/simple/",))
    assert [file.name for file in found.files("foo")] == ["foo-1.0.tar.gz"]
    assert found.files("bar") == []
    assert refused(lambda: found.files("broken")) == (
        f"http://{host}/simple/broken/ answers with 503 Service Unavailable\n{MEND}"
    )


def test_an_index_that_does_not_answer_is_named_without_its_password() -> None:
    found = PackageIndex(("http://ada:s3cret@127.0.0.1:9/simple",))
    said = refused(lambda: found.files("foo"))
    assert said.startswith("http://127.0.0.1:9/simple/foo/ cannot be asked: ")
    assert said.endswith(f"\n{MEND}")
    assert "s3cret" not in said
