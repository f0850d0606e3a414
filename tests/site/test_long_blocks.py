"""Whole files in a page that is too long are shown by how they begin, by a table."""

import re

import pytest

from chronicles.site.render.long_blocks import KEPT, MOST_BYTES, MOST_ELEMENTS, with_short_blocks

REST = (
    '<p class="chronicles-quiet chronicles-rest">The first 20 of {} lines. <a href="../a/">All of {}</a></p>'
)


def block(lines: int, more: str = "", path: str = "a.py", line: str = '<span class="k">x</span> &lt;') -> str:
    code = "".join(f"{line} {number}\n" for number in range(lines))
    return (
        f'<div class="language-python highlight" data-from="{path}"{more}><span class="filename">'
        f'<a href="../a/">{path}</a></span><pre><span></span><code>{code}</code></pre></div>'
    )


def filler(size: int = MOST_BYTES, elements: int = 0) -> str:
    return f"<p>{'<b></b>' * elements}{'a' * (size - 7 * elements)}</p>"


def shortened(html: str) -> list[int]:
    """How many lines each block has in the page that is made of one."""
    codes = re.findall(r"<code>(.*?)</code>", with_short_blocks(html), re.DOTALL)
    return [code.count("\n") for code in codes]


def test_a_page_within_its_bounds_stays_as_it_is() -> None:
    html = block(3_000)
    assert with_short_blocks(html) == html


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (block(100) + filler(MOST_BYTES - 6_000) + block(200), [100, KEPT]),
        (block(100) + filler(MOST_BYTES + 9_000) + block(200), [KEPT, KEPT]),
        (block(59) + filler(), [59]),
        (block(100, path="a.py#A") + filler(), [100]),
        (block(100, path="a.py@students/05") + filler(), [KEPT]),
        (block(100, ' data-live-edit="a.py"') + filler(), [100]),
        (block(200) + filler(60_000, MOST_ELEMENTS), [KEPT]),
    ],
)
def test_the_longest_files_are_shortened_until_the_page_is_within_them(html: str, lines: list[int]) -> None:
    assert shortened(html) == lines


def test_what_is_left_says_how_much_there_is_and_where() -> None:
    made = with_short_blocks(filler() + block(100, path="a/b&amp;.py@git:v1"))
    assert made.endswith(f"</code></pre>{REST.format(100, 'a/b&amp;.py')}</div>")
    assert '<div class="language-python highlight no-copy" data-from=' in made


def test_an_element_of_many_lines_is_closed() -> None:
    code = '<span class="sd">"""\n' + "text\n" * 100 + '"""</span>'
    html = block(1).replace('<span class="k">x</span> &lt; 0', code) + filler()
    made = with_short_blocks(html)
    assert "text\ntext</span>\n</code></pre>" in made
    assert made.count("<span") == made.count("</span")
