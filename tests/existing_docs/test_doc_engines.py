"""What engines make of pages before and after `adopt`: readers see the same."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.commands import run
from tests.journals import write
from tests.site.engines import build

SOURCE = """\
def total(cart):
    return sum(cart.values())


LIMIT = 3


def full(cart):
    return len(cart) > LIMIT
"""
PAGE = """\
# Cart

Text before
```python
def total(cart):
    return sum(cart.values())
```

```
def total(cart):
    return sum(cart.values())
```

1. One

    ```python
    def full(cart):
        return len(cart) > LIMIT
    ```

2. Two

> ```python
> def total(cart):
>     return sum(cart.values())
> ```

Text behind
"""
HELD = """
!!! note

    Text
    ```python title="cart.py" hl_lines="1"
    def total(cart):
        return sum(cart.values())
    ```

=== "Tab"

    ```{.python linenums="1"}
    def full(cart):
        return len(cart) > LIMIT
    ```
"""
EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""


def seen(site: Path) -> tuple[str, list[str]]:
    """The words that readers of the page see, and the text of each block of code."""
    tree = LexborHTMLParser((site / "page/index.html").read_bytes())
    for tag in tree.css("script, style"):
        tag.decompose()
    assert tree.body
    blocks = [tag.text() for tag in tree.css("pre > code")]
    return " ".join(tree.body.text(separator=" ").split()), blocks


def adopted(folder: Path, blocks: int) -> None:
    """Accept what is proposed for the pages of a site: only lines of fences and comments are changed."""
    before = (folder / "docs/page.md").read_text("utf-8").splitlines()
    found = run(folder, "adopt", "docs", "--project", "src", "--yes")
    assert found.out.endswith(f"; {blocks} written\n")
    after = (folder / "docs/page.md").read_text("utf-8").splitlines()
    silent = [re.sub(r' ?\{?data-from="[^"]*"\}?', "", line) for line in after if "<!--" not in line]
    assert [re.sub(r"[{} ]", "", line) for line in silent] == [re.sub(r"[{} ]", "", line) for line in before]
    assert run(folder, "check", "docs", "--project", "src").status == 0


def mkdocs(folder: Path) -> tuple[str, list[str]]:
    words = ("-m", "mkdocs", "build", "--quiet", "--strict", "--clean")
    subprocess.run([sys.executable, *words], cwd=folder, check=True)
    return seen(folder / "site")


@pytest.mark.parametrize(
    ("extensions", "page", "blocks"), [("", PAGE, 4), (EXTENSIONS, PAGE + HELD, 6)], ids=["plain", "pymdown"]
)
def test_mkdocs(tmp_path: Path, extensions: str, page: str, blocks: int) -> None:
    setup = f"site_name: x\n{extensions}"
    write(
        tmp_path, {"mkdocs.yml": setup, "docs/page.md": page, "docs/index.md": "# X\n", "src/cart.py": SOURCE}
    )
    before = mkdocs(tmp_path)
    assert "LIMIT" in before[0]
    adopted(tmp_path, blocks)
    assert mkdocs(tmp_path) == before


@pytest.mark.slow  # installs Zensical, once
def test_zensical(tmp_path: Path) -> None:
    setup = '[project]\nsite_name = "x"\n'
    files = {
        "zensical.toml": setup,
        "docs/page.md": PAGE + HELD,
        "docs/index.md": "# X\n",
        "src/cart.py": SOURCE,
    }
    write(tmp_path, files)
    assert build("zensical", tmp_path)[0] == 0
    before = seen(tmp_path / "site")
    adopted(tmp_path, 6)
    for made in ("site", ".cache"):
        shutil.rmtree(tmp_path / made, ignore_errors=True)
    assert build("zensical", tmp_path)[0] == 0
    assert seen(tmp_path / "site") == before
