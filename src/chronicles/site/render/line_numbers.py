"""Code without the numbers of its lines, for places that have no styles to keep the two apart.

Pygments writes them in one of two ways (`linenos` of its HtmlFormatter): as a table with a cell of numbers
beside the cell of the code, or as a span before each line. PyMdown's `anchor_linenums` makes the number a
link, and superfences puts the title of a block into the table.
"""

import re

TITLE = r'(?:<th [^>]*class="filename"[^>]*>(?P<title>.*?)</th></tr>\s*<tr>)?'
CELL = r'<td class="code">\s*(?:<div>)?(?P<code><pre\b.*?</pre>)\s*(?:</div>)?\s*</td>'
TABLE = re.compile(
    rf'<table class="[\w -]*table"><tr>{TITLE}<td class="linenos">.*?</td>{CELL}</tr></table>', re.DOTALL
)
NUMBER = r'<span class="linenos[^"]*"[^<>]*>[^<]*</span>'
NUMBERS = re.compile(rf"<a\b[^<>]*>{NUMBER}</a>|{NUMBER}")


def without_line_numbers(html: str) -> str:
    """Return the HTML of a page with its code alone; a title stands before its block.

    >>> without_line_numbers('<pre><code><span class="linenos">1</span>a = 1</code></pre>')
    '<pre><code>a = 1</code></pre>'
    """
    if "linenos" not in html:
        return html
    html = TABLE.sub(lambda table: (table["title"] or "") + table["code"], html)
    return NUMBERS.sub("", html)
