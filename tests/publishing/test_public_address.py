"""Which addresses a site can be read at."""

import pytest

from chronicles.publishing.public_address import unreal


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://www.example.com/x/",
        "https://journal.example/",
        "https://example.github.io/chronicles/",
        "http://localhost:8000/",
        "https://EXAMPLE.org./",
    ],
)
def test_an_example_is_none(url: str) -> None:
    found = unreal(url)
    assert found is not None
    assert found.message == f"'site_url' is an example, {url!r}, and feeds and shared links lead there"
    assert found.mend == "Write the address where readers will find the site."


@pytest.mark.parametrize("url", ["", "journal", "https://[/"])
def test_without_a_host_there_is_none(url: str) -> None:
    found = unreal(url)
    assert found is not None
    assert found.message == "'site_url' has no address, and feeds and shared links need it"


@pytest.mark.parametrize("url", ["https://ada.dev/", "https://ada.github.io/x/", "https://notexample.org/"])
def test_others_are_real(url: str) -> None:
    assert unreal(url) is None
