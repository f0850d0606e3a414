"""How entries begin, in lists: rendered alone, and equal to what Material makes of the whole."""

import gc
import random
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import escape
from material.plugins.blog.structure import Excerpt
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files

from chronicles.site.material.entry_excerpts import QuickExcerpt, excerpt
from chronicles.site.render.entry_beginning import beginning

MORE = "<!-- more -->"
EXTENSIONS = (
    *[
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "sane_lists",
        "tables",
        "pymdownx.details",
    ],
    *[
        "pymdownx.inlinehilite",
        "pymdownx.quotes",
        "pymdownx.superfences",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ],
    "pymdownx.tabbed: {alternate_style: true}",
    "pymdownx.highlight: {line_spans: __span}",
)
# Pieces that mean something to what is above or below them, and some that only look so.
PIECES = [
    "Plain text with `code` and *marks*.",
    "A [reference][one], a [short] one, a [link](other.md) and a [title](#part).",
    "[one]: https://example.org/one",
    "[short]: other.md 'A title'",
    "A note[^1] and *another*[^two].",
    "[^1]: The note.",
    "[^two]: The other\n\n    of two paragraphs.",
    "*[HTML]: HyperText",
    "The HTML of it.",
    "```python\nx = 1  # [one]: no\n```",
    '```python {data-from="a.py" title="a.py" hl_lines="1 2"}\nx = {"#": 1}\n\ny = 2\n```',
    "```\nno language\n\n# not a heading\n```",
    "```python {#an-id}\nx = 1\n```",
    "``` strange = info\nx\n```",
    "```\nnever closed",
    "~~~\n```\n~~~",
    "## Part",
    "## Part {#part}",
    "## Part\n\n## Part",
    "# Another title",
    "<div>\n\ninside\n\n</div>",
    "<div>",
    "</div>",
    '<div markdown="1">\n\n## Part\n\n</div>',
    "<!-- a comment -->",
    "<!--",
    "-->",
    "- one\n- two\n\n    more of two",
    "- [ ] task\n- [x] done",
    "    indented",
    ": a definition",
    "Term\n\n:   Its definition.",
    "!!! note\n    Noted.\n\n    More.",
    "    more of what is above",
    '=== "Tab"\n\n    In it.',
    "> Quoted\n> [!NOTE]",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "{: .strange }",
    "{#part}",
    "[TOC]",
    "***",
    "A < B and a<b, a <b>c</b>.",
    f"`{MORE}`",
    "Line\\\nand line",
]


class Site:
    """A site with one entry and two lists."""

    def __init__(self, root: Path) -> None:
        (root / "docs").mkdir()
        lines = ["site_name: A", "plugins: []", "markdown_extensions:", *(f"  - {one}" for one in EXTENSIONS)]
        (root / "mkdocs.yml").write_text("\n".join(lines))
        self.config = load_config(str(root / "mkdocs.yml"))
        names = ["posts/a.md", "other.md", "list.md", "deep/down/list.md"]
        files = [File(name, str(root / "docs"), str(root / "site"), True) for name in names]
        self.files = Files(files)
        self.lists: list[Any] = [SimpleNamespace(url=file.url) for file in files[2:]]

    def post(self, markdown: str, title: str = "") -> Any:
        """An entry as the blog has it."""
        file = self.files.get_file_from_path("posts/a.md")
        assert file
        return SimpleNamespace(
            file=file,
            url=file.url,
            markdown=markdown,
            title="Its title",
            _title_from_render=title,
            config=None,
            meta={},
        )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose pages are written in what new journals are written in."""
    return Site(tmp_path)


def shown(one: Excerpt, view: Any) -> tuple[str, bool, list[str]]:
    """What a list shows of an entry: its text, whether there is more, the headings."""
    one.render(view, MORE)
    return one.content, bool(one.more), [item.title for item in one.toc]


def assert_equal(site: Site, markdown: str, title: str = "") -> None:
    """Assert that an entry begins as in Material, in each list."""
    post = site.post(markdown, title)
    quick = QuickExcerpt(post, site.config, site.files)
    for view in site.lists:
        plain = Excerpt(post, site.config, site.files)  # it counts on from list to list
        assert shown(quick, view) == shown(plain, view), markdown
        assert str(quick.more or "") == str(plain.more or ""), markdown


@pytest.mark.parametrize("seed", range(10))
def test_entries_begin_as_in_material(site: Site, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(25):
        above = chance.choices(PIECES, k=chance.randrange(4))
        below = chance.choices(PIECES, k=chance.randrange(4))
        title, text = chance.choice([("", ""), ("T", "# T *marked*\n\n")])
        assert_equal(site, text + "\n\n".join([*above, MORE, *below]), title)


@pytest.mark.parametrize("below", PIECES)
@pytest.mark.parametrize("above", [PIECES[0], PIECES[9], PIECES[27]])
def test_entries_begin_as_in_material_before_each_piece(site: Site, above: str, below: str) -> None:
    assert_equal(site, f"{above}\n\n{MORE}\n\n{below}")


def test_nothing_keeps_a_site_that_was_built(tmp_path: Path) -> None:
    """A server builds it again and again."""
    site = Site(tmp_path)
    shown(QuickExcerpt(site.post(f"Above.\n\n{MORE}\n\nBelow."), site.config, site.files), site.lists[0])
    files = weakref.ref(site.files)
    del site
    gc.collect()
    assert files() is None


def test_only_the_beginning_is_rendered_where_that_is_enough() -> None:
    assert beginning(f"Above.\n\n{MORE}\n\nBelow.", MORE) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Above.\n\nBelow.",
        f"Above {MORE}\n\nBelow.",
        f"Above.\n{MORE}\nBelow.",
        f"A [note].\n\n{MORE}\n\n[note]: https://example.org/",
        f"A note[^1].\n\n{MORE}\n\n[^1]: Below.",
        f"HTML\n\n{MORE}\n\n*[HTML]: Below",
        f"<div>\n\n{MORE}\n\n</div>",
        f"```\n\n{MORE}\n\n```",
        f"``` strange = info\n\n```\n\n{MORE}\n\n```\n```",
        f"## Part\n\n{MORE}\n\n## Other {{#part}}",
        f"[TOC]\n\n{MORE}\n\n## Part",
        f"Above.\n\n{MORE}\n\n: a definition",
        f"Above.\n\n{MORE}\n\n# A second title",
    ],
)
def test_the_whole_is_rendered_where_the_beginning_may_depend_on_it(text: str) -> None:
    assert beginning(text, MORE) is None


def test_blocks_of_code_have_the_same_numbers_in_each_list(site: Site) -> None:
    quick = QuickExcerpt(site.post(f"```\nx\n```\n\n{MORE}\n\n```\ny\n```"), site.config, site.files)
    texts = {shown(quick, view)[0].partition("<pre>")[2] for view in site.lists}
    assert len(texts) == 1
    assert 'id="__span-0-1"' in texts.pop()


def test_an_extension_that_is_not_known_has_the_excerpts_of_material(site: Site) -> None:
    site.config.markdown_extensions.append("wikilinks")
    assert type(excerpt(site.post("Text."), site.config, site.files)) is Excerpt
    site.config.markdown_extensions.pop()
    assert type(excerpt(site.post("Text."), site.config, site.files)) is QuickExcerpt


def test_a_template_may_show_the_rest(site: Site) -> None:
    quick = QuickExcerpt(site.post(f"Above.\n\n{MORE}\n\nBelow."), site.config, site.files)
    quick.render(site.lists[0], MORE)
    template = Environment(autoescape=True).from_string("{{ more | safe }}{{ more }}")
    below = "\n\n<p>Below.</p>"
    assert template.render(more=quick.more) == below + str(escape(below))
