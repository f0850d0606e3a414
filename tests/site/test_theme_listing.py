"""The files of a theme are those that MkDocs finds by itself."""

from pathlib import Path

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from chronicles.site.material import theme_listing
from tests.journals import Link, write

OWN = {
    "main.html": "",
    "own.css": "",
    "README.md": "",
    "assets/own.js": "",
    "assets/Readme.txt": "",
    "assets/.hidden": "",
    "assets/.icons/a.svg": "",
    "assets/javascripts/bundle.js": "",
    ".icons/own/a.svg": "",
    ".well-known/file.txt": "",
    "linked.css": Link("own.css"),
    "other": Link("assets"),
}


def added(files: Files, theme: Theme, env: jinja2.Environment | None = None) -> list[tuple[str, str | None]]:
    """The files that are added to `files`, each with its folder, as MkDocs or we find them."""
    config = MkDocsConfig()
    config.load_dict({"site_dir": "site", "use_directory_urls": True})
    config.theme = theme
    files.add_files_from_theme(env or theme.get_env(), config)
    return [(file.src_uri, file.src_dir) for file in files]


@pytest.mark.parametrize("name", ["material", "mkdocs", "readthedocs"])
def test_the_files_are_those_that_mkdocs_finds(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme(name=name, custom_dir=str(write(tmp_path / "own", OWN)))
    with monkeypatch.context() as patched:
        patched.setattr(Files, "add_files_from_theme", theme_listing._add)
        theirs = added(Files([]), theme)
    theme_listing.quicken_themes()
    assert added(Files([]), theme) == theirs
    assert ("own.css", str(tmp_path / "own")) in theirs
    assert len(theirs) > 10


def test_what_is_no_folder_is_asked_itself() -> None:
    theme = Theme(name="mkdocs")
    loader = jinja2.DictLoader({"css/base.css": "", "gone.css": ""})
    env = jinja2.Environment(loader=loader)  # noqa: S701 - it makes no page
    theme_listing.quicken_themes()
    assert [name for name, _ in added(Files([]), theme, env)] == ["css/base.css"]
