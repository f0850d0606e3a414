"""Which plugins the settings of a site name."""

import pytest

from chronicles.starting.site_settings import names_plugin


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("plugins:\n  - search\n  - chronicles\n", True),
        ("plugins:\n  - chronicles:\n      zone: UTC\n", True),
        ("plugins: [search, chronicles]\n", True),
        ("plugins:\n  chronicles: {}\n", True),
        ("plugins: chronicles\n", True),
        ("plugins:\n  - !ENV [PLUGIN, x]\n  - chronicles\n", True),
        ("site_name: chronicles\n", False),
        ("site_name: The chronicles of Ada\nplugins:\n  - search\n", False),
        ("plugins:\n  - search:\n      lang: chronicles\n", False),
        ("# plugins: [chronicles]\n", False),
        ("plugins:\n", False),
        ("- chronicles\n", False),
        ("plugins: [chronicles\n", False),
        ("", False),
    ],
)
def test_a_plugin_is_named_below_plugins(text: str, is_named: bool) -> None:
    assert names_plugin(text, "chronicles") is is_named
