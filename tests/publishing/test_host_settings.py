"""The settings for hosts that the manual has: each is what its host reads, as far as that is known here."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import yaml

from chronicles.publishing.stored_headers import headers_of
from chronicles.site.features.host_files import headers_file
from tests.browsers import lacking
from tests.commands import ROOT
from tests.site.conftest import Journal

PAGE = (ROOT / "docs/manual/publishing.md").read_text("utf-8")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
FOREVER = ["/assets/live/*", "/assets/javascripts/workers/*", "/assets/stylesheets/*"]
HASHED = re.compile(r".*[.-][0-9a-f]{8,12}(\.|/).*")


def block(section: str, language: str) -> str:
    """The one block of a language below a heading."""
    text = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (chosen,) = (part for part in text if part.startswith(f"{section}\n"))
    (found,) = re.findall(rf"^```{language}\b.*?\n(.*?)^```$", chosen, flags=re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_table_has_the_headers_that_the_blocks_set() -> None:
    listed = re.findall(r"^\| `([\w-]+): ([^`]+)` \|", PAGE, flags=re.MULTILINE)
    assert dict(listed) == HEADERS | KEPT


def test_netlify() -> None:
    settings = tomllib.loads(block("Netlify", "toml"))
    assert settings["build"] == {
        "command": "python3 build.py check && python3 build.py build --as-of today",
        "publish": "site",
        "environment": {"PYTHON_VERSION": "3.11"},
    }
    found = {rule["for"]: rule["values"] for rule in settings["headers"]}
    assert found == {"/*": HEADERS} | dict.fromkeys(FOREVER, KEPT)


def read_headers(text: str) -> dict[str, dict[str, str]]:
    """The rules of a `_headers` file: a path at the margin, and indented below it `Name: value`."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in filter(str.strip, text.splitlines()):
        if not line.startswith(" "):
            assert re.fullmatch(r"/[^\s*]*\*?", line), line
            path = line
            found[path] = {}
        else:
            match = re.fullmatch(r"  ([!#$%&'*+.^_`|~\w-]+): (\S.*)", line)
            assert match, line
            found[path][match[1]] = match[2]
    return found


def test_cloudflare() -> None:
    assert yaml.safe_load(block("Cloudflare Pages", "yaml")) == {
        "plugins": [{"chronicles": {"host": "cloudflare"}}]
    }
    text = headers_file()
    assert read_headers(text) == {"/*": HEADERS} | dict.fromkeys(FOREVER, KEPT)
    assert max(map(len, text.splitlines())) <= 2000  # Cloudflare's own limit


def test_gitlab() -> None:
    settings = yaml.safe_load(block("GitLab", "yaml"))
    job = settings["pages"]
    assert job["pages"] == {"publish": "site"}
    assert job["artifacts"] == {"paths": ["site"]}
    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert all(line.startswith("python3 build.py ") for line in job["script"])


def test_codeberg() -> None:
    settings = yaml.safe_load(block("Codeberg Pages", "yaml"))
    assert settings == {"remote_branch": "pages", "plugins": [{"chronicles": {"publish": "pages"}}]}


def test_nginx_sets_the_same_headers() -> None:
    text = block("nginx", "nginx")
    found = dict(re.findall(r'^ +add_header ([\w-]+) "(.*)" always;$', text, flags=re.MULTILINE))
    assert found == HEADERS
    assert text.count("{") - text.count("{8}") == text.count("}") - text.count("{8}")
    for line in map(str.strip, text.splitlines()):
        assert not line or line.endswith((";", "{", "}")), line


def test_nginx_keeps_what_has_a_hash_and_asks_for_the_rest() -> None:
    patterns = re.findall(r'^ +"~(\S+)" ', block("nginx", "nginx"), flags=re.MULTILINE)
    kept = [
        "/assets/live/48373ab9811a/page/demo.js",
        "/assets/live/lib-ae67b7dc82d9.bin",
        "/assets/live/pyodide-314.0.7/pyodide.asm.wasm",
        "/assets/javascripts/bundle.a5f9d56c.min.js",
        "/assets/stylesheets/main.57a0d79d.min.css",
    ]
    asked = ["/assets/live/polls-01.json", "/assets/chronicles.css", "/live/sw.js", "/index.html", "/"]
    for path in kept + asked:
        assert any(re.search(pattern, path) for pattern in patterns) == (path in kept), path
        assert (KEPT["Cache-Control"] in " ".join(headers_of(path.lstrip("/")))) == (path in kept), path


def test_nginx_takes_it(tmp_path: Path) -> None:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")  # where Debian has it
    program = program or lacking("there is no nginx here: install it with 'sudo apt install nginx-light'")
    (tmp_path / "mime.types").write_text("types { text/html html; }\n")
    http = f"events {{}}\npid {tmp_path}/pid;\nerror_log stderr;\nhttp {{\n{block('nginx', 'nginx')}}}\n"
    (tmp_path / "nginx.conf").write_text(http.replace("listen 80", "listen 18080"))
    done = subprocess.run(
        [program, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")], capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_all_that_browsers_keep_for_a_year_has_a_hash_in_its_name(journal: Callable[..., Journal]) -> None:
    mine = journal()
    assert mine.run("build", "--no-live").status == 0
    kept = [name for name in mine.files() if any(f"/{name}".startswith(rule.rstrip("*")) for rule in FOREVER)]
    assert kept
    assert [name for name in kept if not HASHED.fullmatch(name)] == []
