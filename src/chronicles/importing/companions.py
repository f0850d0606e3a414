"""Files that say more of another one: its day, who may read it. Which they are, its path tells.

The table stands by itself, without the formats: what lies beside a file counts for whether it is read again.
"""

import re

# What a path ends with, and where what says more may be, as seen from its folder; the first of these counts.
COMPANIONS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # Substack's support, How do I export my posts?: pages in a folder, and a table above it.
    (re.compile(r"(?:^|/)\d{5,}\.[\w-]+\.html$"), ("../posts.csv", "posts.csv")),
    # TextBundle Specification v2: a text, and a file of a fixed name beside it.
    (re.compile(r"\.(?:textbundle|textpack)/text\.(?:markdown|md|txt)$", re.IGNORECASE), ("info.json",)),
)


def companions(path: str) -> tuple[str, ...]:
    """Return where the file that says more of the one at `path` may be, as seen from its folder.

    >>> companions("export/posts/1234567.learned-models.html")
    ('../posts.csv', 'posts.csv')
    """
    return next((found for ending, found in COMPANIONS if ending.search(path)), ())
