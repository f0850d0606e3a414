"""One Markdown engine for all pages: each is rendered as if it were the first."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest

from chronicles.site.material import kept_engine
from tests.site.test_entry_excerpts import PIECES, Site


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What MkDocs asks for an engine with."""
    monkeypatch.setattr(kept_engine, "_kept", None)
    config = Site(tmp_path).config
    yield {"extensions": config.markdown_extensions, "extension_configs": config.mdx_configs}


def test_each_page_is_rendered_as_the_first(settings: dict[str, Any]) -> None:
    chance = random.Random(1)  # noqa: S311  # the same pages every time
    engines = set()
    for _ in range(150):
        text = "\n\n".join(chance.choices(PIECES, k=chance.randrange(6)))
        fresh, kept = markdown.Markdown(**settings), kept_engine.engine(**settings)
        engines.add(id(kept))
        assert kept.convert(text) == fresh.convert(text), text
        assert getattr(kept, "toc_tokens", []) == getattr(fresh, "toc_tokens", [])
    assert len(engines) == 1


def test_a_page_within_a_page_has_an_engine_of_its_own(settings: dict[str, Any]) -> None:
    outer = kept_engine.engine(**settings)
    inner = kept_engine.engine(**settings)
    assert inner is not outer
    assert inner.convert("*a*") == outer.convert("*a*") == "<p><em>a</em></p>"
    assert kept_engine.engine(**settings) is outer


def test_an_engine_that_failed_is_not_used_again(settings: dict[str, Any]) -> None:
    outer = kept_engine.engine(**settings)
    with pytest.raises(AttributeError):
        outer.convert(7)  # type: ignore[arg-type]
    assert kept_engine.engine(**settings) is not outer


def test_other_settings_have_another_engine(settings: dict[str, Any]) -> None:
    first = kept_engine.engine(**settings)
    first.convert("a")
    settings["extension_configs"]["toc"] = {"permalink": True}
    assert "headerlink" in kept_engine.engine(**settings).convert("# a")


def test_an_extension_that_is_not_known_has_a_new_engine_for_each_page(settings: dict[str, Any]) -> None:
    settings["extensions"].append("wikilinks")
    first = kept_engine.engine(**settings)
    first.convert("a")
    assert kept_engine.engine(**settings) is not first
