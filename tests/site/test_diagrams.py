"""Diagrams of Mermaid: drawn by a script of the site, and there in words."""

import re
import tarfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha512
from io import BytesIO
from pathlib import Path

import pytest

from chronicles.live.mermaid import MermaidLock, find_mermaid, read_mermaid_lock
from chronicles.live.npm_archives import ArchiveMissing, name_of
from chronicles.site.features.license_page import FOLDER as LICENSES
from chronicles.site.mkdocs.diagram_files import draw_fences
from chronicles.site.render.diagram_html import with_diagrams

from .conftest import CONFIG, Journal

PRE = '<pre class="mermaid"><code>graph TD\n A --&gt; B</code></pre>'
BUNDLE = '<script src="../assets/javascripts/bundle.1.min.js"></script>'
WORDS = (
    '<details class="chronicles-diagram"><summary>The diagram in words</summary>'
    "<pre><code>graph TD\n A --&gt; B</code></pre></details>"
)


def test_a_diagram_has_its_script_and_its_words() -> None:
    html = with_diagrams(f"{PRE}{BUNDLE}", "../assets/mermaid-1.js")
    assert html == f'{PRE}{WORDS}<script src="../assets/mermaid-1.js"></script>{BUNDLE}'


def test_without_the_script_the_words_stand_in_its_place() -> None:
    html = with_diagrams(f"{PRE}{BUNDLE}", "")
    assert html == PRE.replace("mermaid", "chronicles-diagram") + BUNDLE


def test_a_page_without_diagrams_stays() -> None:
    assert with_diagrams(BUNDLE, "../assets/mermaid-1.js") == BUNDLE


def test_fences_of_mermaid_are_diagrams_unless_the_settings_say_otherwise() -> None:
    name = "pymdownx.superfences"
    configs: dict[str, dict[str, list[dict[str, str]]]] = {name: {"custom_fences": [{"name": "a"}]}}
    draw_fences([name], configs)
    assert [fence["name"] for fence in configs[name]["custom_fences"]] == ["a", "mermaid"]
    own = {name: {"custom_fences": [{"name": "mermaid"}]}}
    draw_fences([name], own)
    assert own == {name: {"custom_fences": [{"name": "mermaid"}]}}
    none: dict[str, dict[str, str]] = {}
    draw_fences(["tables"], none)
    assert none == {}


def packed(cache: Path) -> MermaidLock:
    """A package in the cache, and its lock."""
    data = BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        entry = tarfile.TarInfo("package/dist/mermaid.min.js")
        entry.size = 5
        archive.addfile(entry, BytesIO(b"drawn"))
    integrity = f"sha512-{b64encode(sha512(data.getvalue()).digest()).decode()}"
    lock = MermaidLock("mermaid", "1.2", integrity)
    (cache / name_of(lock)).write_bytes(data.getvalue())
    return lock


def test_the_script_comes_from_the_locked_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = packed(tmp_path)
    assert find_mermaid(tmp_path, lock).read_bytes() == b"drawn"
    (tmp_path / name_of(lock)).unlink()
    assert find_mermaid(tmp_path, lock).read_bytes() == b"drawn"  # once unpacked, it needs no package
    monkeypatch.setattr("chronicles.live.npm_archives.find_node", lambda cache: pytest.fail("it is there"))
    assert re.fullmatch(r"sha512-[\w+/]{86}==", read_mermaid_lock().integrity)


def test_without_npm_the_site_says_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(cache: Path) -> None:
        from chronicles.live.node import NodeMissing

        raise NodeMissing("none")

    monkeypatch.setattr("chronicles.live.npm_archives.find_node", missing)
    with pytest.raises(ArchiveMissing, match=r"^there is no npm to fetch it with \(none\)$"):
        find_mermaid(tmp_path, read_mermaid_lock())


@pytest.mark.slow
@pytest.mark.parametrize("flat", [False, True])
def test_pages_with_diagrams_alone_load_it(journal: Callable[..., Journal], flat: bool) -> None:
    page = "# D\n\n```mermaid\ngraph TD\n  A --> B\n```\n"
    made = journal(
        {"docs/a/d.md": page, "mkdocs.yml": CONFIG + ("use_directory_urls: false\n" if flat else "")}
    )
    lock = read_mermaid_lock()
    folder = made.root / ".chronicles" / "live" / f"mermaid-{lock.version}"
    folder.mkdir(parents=True)
    (folder / "mermaid.min.js").write_bytes(b"drawn")
    assert made.run("build", "--no-live").err == ""
    files, name = made.files(), f"assets/mermaid-{lock.version}.js"
    assert files[name] == b"drawn"
    html = files["a/d.html" if flat else "a/d/index.html"].decode()
    assert f'<script src="../{"" if flat else "../"}{name}">' in html and "unpkg" not in html
    assert html.count('<details class="chronicles-diagram">') == 1
    assert name not in files["index.html"].decode()
    assert "Mermaid" in files[f"{LICENSES}.html" if flat else f"{LICENSES}/index.html"].decode()
