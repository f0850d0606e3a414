"""Code has an element where that shows something, and every one where the author says how code is drawn."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import material
import pygments
import pytest
from bs4 import BeautifulSoup
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from chronicles.site.mkdocs.config import THEME
from chronicles.site.render.code_classes import SHOWN, thinned

from .conftest import CONFIG, FILES, Journal

Make = Callable[..., Journal]
# What Material draws as all code, or not at all in another color.
PLAIN = {"n", "kc"}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def shown(language: str, code: str) -> str:
    lexer = get_lexer_by_name(language, stripnl=False)
    return str(pygments.format(thinned(lexer.get_tokens(code)), HtmlFormatter(nowrap=True))).rstrip("\n")


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("python", "a = b", 'a <span class="p">=</span> b'),
        (
            "python",
            "f(x, *y)",
            'f<span class="p">(</span>x<span class="p">, *</span>y<span class="p">)</span>',
        ),
        ("python", "a.b.c", "a.b.c"),
        ("python", "a().b", 'a<span class="p">().</span>b'),
        ("python", "True", "True"),
        ("python", "    # a", '    <span class="c1"># a</span>'),
        ("python", "f'{a}'", 'f<span class="s">\'{</span>a<span class="s">}\'</span>'),
        ("css", ".a", '<span class="p">.</span><span class="nc">a</span>'),
        (
            "html",
            '<a b="c">',
            '<span class="p">&lt;</span><span class="nt">a</span> <span class="p">b=</span>',
        ),
        ("js", "/* a */ /* b */", '<span class="cm">/* a */</span> <span class="cm">/* b */</span>'),
    ],
)
def test_a_token_has_an_element_where_it_has_a_color(language: str, code: str, html: str) -> None:
    assert shown(language, code).startswith(html)


@pytest.mark.parametrize(
    "language", ["python", "html+django", "css", "js", "yaml", "bash", "toml", "diff", "pycon"]
)
def test_the_text_stays_as_it_is(language: str) -> None:
    code = Path(__file__).read_text("utf-8") + "\n\t  \n<a b='{{ c }}'>\n  .d { e: 1 }\n"
    tokens = list(get_lexer_by_name(language).get_tokens(code))
    assert "".join(value for _, value in thinned(tokens)) == "".join(value for _, value in tokens)
    assert unescape(re.sub(r"<[^>]*>", "", shown(language, "\n a.b  = 'c' \n"))) == "\n a.b  = 'c' "


def styles() -> str:
    folder = Path(str(material.__file__)).parent / "templates/assets/stylesheets"
    return "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.min.css")))


def colors() -> dict[str, str]:
    """Each class with the rules that Material's stylesheets have for it."""
    found: dict[str, str] = {}
    for selectors, rules in RULE.findall(styles()):
        for selector in selectors.split(","):
            if name := re.fullmatch(r"\s*\.highlight \.([a-z]{1,3}\d?)\s*", selector):
                found[name[1]] = found.get(name[1], "") + rules
    return found


def test_every_class_that_the_theme_colors_is_known() -> None:
    assert set(colors()) - {"hll", *PLAIN} == set(SHOWN)


def test_what_becomes_of_a_class_is_drawn_as_it_is() -> None:
    """By the variables of the theme, and by ours."""
    rules = colors()
    css = styles() + (THEME / "assets/chronicles.css").read_text("utf-8")

    def drawn(name: str) -> set[str]:
        """What a class is drawn with: the values of the variable of its rule, wherever it is set."""
        variable = re.search(r"var\((--md-code-hl-[a-z]+-color)\)", rules[name])
        assert variable
        return set(re.findall(rf"{variable[1]}:\s*([^;}}]+)", css))

    for name, other in SHOWN.items():
        assert name == other or rules[name] == rules[other] or drawn(name) == drawn(other), name
    for name in PLAIN:
        assert drawn(name) == {"var(--md-code-fg-color)"}


PAGE = "# Home\n\n```python\na = b\n```\n"
THICK = {
    "a color by name": ("extra_css: [own.css]", {"docs/own.css": ":root { --md-code-hl-name-color: red }\n"}),
    "a class": ("extra_css: [own.css]", {"docs/own.css": ".md-typeset code .n { color: red }\n"}),
    "the block": ("extra_css: [own.css]", {"docs/own.css": ".highlight span { color: red }\n"}),
    "a sheet of another host": ("extra_css: ['https://example.org/a.css']", {}),
    "a template": ("", {"theme/partials/own.html": "<style>.highlight .w { color: red }</style>\n"}),
}
THIN = {
    "nothing": ("", {}),
    "other colors": (
        "extra_css: [own.css]",
        {"docs/own.css": ":root { --md-code-hl-color: red } .grid { margin: .5em }\n"},
    ),
    "a file that is not there": ("extra_css: [none.css]", {}),
}


@pytest.mark.parametrize(
    ("settings", "files", "is_thin"),
    [
        *(pytest.param(*row, False, id=name) for name, row in THICK.items()),
        *(pytest.param(*row, True, id=name) for name, row in THIN.items()),
    ],
)
def test_where_the_author_colors_code_every_class_stays(
    journal: Make, settings: str, files: dict[str, str], is_thin: bool
) -> None:
    config = f"{CONFIG}{settings}\n"
    if "theme/partials/own.html" in files:
        config = config.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    made = journal({**FILES, "docs/index.md": PAGE, "mkdocs.yml": config, **files})
    made.run("build")
    code = BeautifulSoup(made.read("site/index.html"), "html.parser").select_one(".highlight code")
    assert code and bool(code.select(".n")) != is_thin


def test_a_color_that_the_author_adds_later_finds_its_class(journal: Make) -> None:
    config = f"{CONFIG}extra_css: [own.css]\n"
    made = journal(
        {**FILES, "docs/index.md": PAGE, "mkdocs.yml": config, "docs/own.css": "p { margin: 0 }\n"}
    )
    assert made.run("build").status == 0
    thin = made.read("site/index.html")
    made.write({"docs/own.css": ".highlight .n { color: red }\n"})
    assert made.run("build").status == 0
    assert 'class="n"' in made.read("site/index.html") and 'class="n"' not in thin
