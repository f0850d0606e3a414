"""Parts of other packages that are done in less time: by the versions they were written for."""

from importlib.metadata import version

from chronicles.site.material.adapters import Adapter, install
from chronicles.site.material.known_adapters import ADAPTERS


def adapter(versions: dict[str, str], done: list[str]) -> Adapter:
    """An adapter that notes when it is put in its place."""
    return Adapter("a", versions, lambda: done.append("a"))


def test_an_adapter_is_on_with_the_versions_it_was_written_for() -> None:
    done: list[str] = []
    one = adapter({"mkdocs": "1.", "Markdown": "3."}, done)
    install([one])
    assert one.is_on
    assert str(one) == "adapter a: on"
    assert done == ["a"]


def test_an_adapter_leaves_another_version_alone_and_says_so() -> None:
    done: list[str] = []
    one = adapter({"mkdocs": "1.", "Markdown": "99."}, done)
    install([one])
    here = version("Markdown")
    assert str(one) == f"adapter a: off: Markdown {here} is here, it was written for Markdown 99.x"
    assert done == []


def test_all_adapters_are_on_with_what_we_are_tested_with() -> None:
    assert [str(one) for one in ADAPTERS if not one.is_on] == []
    assert len({one.name for one in ADAPTERS}) == len(ADAPTERS)
