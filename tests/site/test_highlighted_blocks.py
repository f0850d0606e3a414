"""Blocks of code in the colors of Pygments, though most of it is looked up once."""

from typing import Any

import pygments
import pytest
from markdown import markdown
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx import highlight

from chronicles.site.material import highlighted_blocks
from chronicles.site.material.highlighted_blocks import highlighted, lexer_by_name, quicken_highlighting

PAGE = """
```python
if x < 1: "&"
```

```python hl_lines="1" linenums="7"
if x < 1: "&"
```

``` { .js title="a.js" #name }
let a = 1
```

``` nothing
text
```

`#!python x = 1` and `#!python x = 1`

    indented
"""


def page(**options: Any) -> str:
    """The page as Python-Markdown makes it."""
    names = ["pymdownx.superfences", "pymdownx.highlight", "pymdownx.inlinehilite", "attr_list"]
    return markdown(PAGE, extensions=names, extension_configs={"pymdownx.highlight": options})


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"line_spans": "__span", "pygments_lang_class": True},
        {"noclasses": True, "pygments_style": "monokai"},
        {"anchor_linenums": True, "linenums": True, "linenums_style": "pymdownx-inline"},
        {"guess_lang": True, "auto_title": True, "stripnl": False},
    ],
)
def test_a_page_is_the_same(options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighted_blocks._Form, "is_thin", False)  # a site that was built here may be
    with monkeypatch.context() as patch:
        patch.setattr(highlight, "highlight", pygments.highlight)
        patch.setattr(highlight, "get_lexer_by_name", get_lexer_by_name)
        for kind in (highlight.BlockHtmlFormatter, highlight.InlineHtmlFormatter):
            patch.setattr(kind, "_create_stylesheet", HtmlFormatter._create_stylesheet)  # type: ignore[attr-defined]
        before = page(**options)
    quicken_highlighting()
    assert page(**options) == before
    assert page(**options) == before


def test_a_lexer_is_found_by_each_of_its_names_and_has_its_options() -> None:
    for name in ("python", "py", "PYTHON", "console", "text", "html+django"):
        plain, found = get_lexer_by_name(name, stripnl=False), lexer_by_name(name, stripnl=False)
        assert (type(found), found.options) == (type(plain), plain.options)
    assert lexer_by_name("python") is not lexer_by_name("python")
    with pytest.raises(ClassNotFound, match="no lexer for alias 'nothing' found"):
        lexer_by_name("nothing")


def test_equal_code_is_read_with_the_options_of_its_lexer() -> None:
    formatter = HtmlFormatter(nowrap=True)
    kept = highlighted("\nx\n", lexer_by_name("text", stripnl=False), formatter)
    assert kept == "\nx\n"
    assert highlighted("\nx\n", lexer_by_name("text", stripnl=True), formatter) == "x\n"
