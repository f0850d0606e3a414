"""The small journals of the site's tests, with an address that is none of the examples."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journals import settle
from tests.site.conftest import CONFIG, FILES, Journal

URL = "https://ada.dev/journal/"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Journal]:
    """Make a journal in a folder of its own below `tmp_path`."""
    settle(monkeypatch, tmp_path)

    def make(files: dict[str, str] | None = None, publish: str = "", url: str = URL) -> Journal:
        setting = f"      publish: {publish}\n" if publish else ""
        config = CONFIG.replace("https://example.org/journal/", url)
        config = config.replace("      zone: Africa/Lagos\n", f"      zone: Africa/Lagos\n{setting}")
        return Journal(tmp_path / "journal").write(FILES | {"mkdocs.yml": config} | (files or {}))

    return make
