"""What nobody here knows puts a build on the whole way, and the build says so."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.config import opened
from chronicles.site.mkdocs.incremental.known_parts import is_ever_new, unknown_parts
from chronicles.site.mkdocs.verification import verify

from .edits import CONFIG, OPTIONS, journal, write

SAID = "Every page is made anew at each build: nobody here knows what {} looks at."
FENCE = "      custom_fences: [{name: a, class: a, format: !!python/name:chronicles_test_fences.own }]\n"
FENCES = CONFIG.replace("  - pymdownx.superfences\n", f"  - pymdownx.superfences:\n{FENCE}")
UNKNOWN: list[tuple[str, str, Mapping[str, str]]] = [
    ("the plugin material/meta", CONFIG.replace("  - tags\n", "  - tags\n  - meta\n"), {}),
    ("the hook own.py", f"{CONFIG}hooks: [own.py]\n", {"own.py": ""}),
    ("the extension pymdownx.snippets", f"{CONFIG}  - pymdownx.snippets\n", {}),
    (
        "the extension pymdownx.snippets:SnippetExtension",
        f"{CONFIG}  - pymdownx.snippets:SnippetExtension\n",
        {},
    ),
    ("the extension chronicles_test_fences", f"{CONFIG}  - chronicles_test_fences\n", {}),
    ("the function chronicles_test_fences.own", FENCES, {}),
    (
        "the module main of the plugin macros",
        CONFIG.replace("  - tags\n", "  - tags\n  - macros\n"),
        {"main.py": "def define_env(env): pass\n"},
    ),
]
FENCES_MODULE = """
from markdown import Extension

def own(source, language, css_class, options, md, **more):
    return "<p>1</p>"

class Own(Extension):
    def extendMarkdown(self, md):
        pass

def makeExtension(**more):
    return Own()
"""


@pytest.fixture
def _fences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the author's own, where Python finds it."""
    write("modules/chronicles_test_fences.py", FENCES_MODULE)(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    monkeypatch.delitem(sys.modules, "chronicles_test_fences", raising=False)


@pytest.mark.usefixtures("_fences")
@pytest.mark.parametrize(("name", "config", "files"), UNKNOWN, ids=[one[0] for one in UNKNOWN])
def test_a_part_that_is_not_known_is_named(
    tmp_path: Path, name: str, config: str, files: Mapping[str, str]
) -> None:
    for path, text in {"mkdocs.yml": config, **files, "docs/index.md": "# Home\n"}.items():
        write(path, text)(tmp_path / "journal")
    with opened(tmp_path / "journal") as said:
        assert unknown_parts(said) == [name]


def test_a_plugin_that_has_the_name_of_another_is_not_known(tmp_path: Path) -> None:
    for path, text in {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n"}.items():
        write(path, text)(tmp_path)
    with opened(tmp_path) as said:
        said.plugins["minify"] = said.plugins["material/tags"]
        assert unknown_parts(said) == ["the plugin minify"]


@pytest.mark.parametrize("plugin", ["macros", "git-revision-date-localized"])
def test_with_a_plugin_that_looks_at_more_than_files_there_is_always_something_to_do(
    tmp_path: Path, plugin: str
) -> None:
    for path, text in {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n"}.items():
        write(path, text)(tmp_path)
    with opened(tmp_path) as said:
        assert (unknown_parts(said), is_ever_new(said)) == ([], False)
    write("mkdocs.yml", CONFIG.replace("  - tags\n", f"  - tags\n  - {plugin}\n"))(tmp_path)
    with opened(tmp_path) as said:
        assert (unknown_parts(said), is_ever_new(said)) == ([], True)


def test_a_hook_that_reads_a_file_is_heeded_and_told_of(tmp_path: Path) -> None:
    hook = (
        "from pathlib import Path\n\ndef on_page_content(html, **more):\n"
        "    return html + Path('said.txt').read_text()\n"
    )
    files = {"mkdocs.yml": f"{CONFIG}hooks: [own.py]\n", "own.py": hook, "said.txt": "One"}
    root = journal(tmp_path, files)
    write("said.txt", "Two")(root)
    built = build(root, options=OPTIONS)
    assert built.notices == (SAID.format("the hook own.py"),)
    assert "Two" in (root / "site/about/index.html").read_text()
    assert verify(root, OPTIONS) == []
