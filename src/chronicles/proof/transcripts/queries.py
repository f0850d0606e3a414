"""The queries of a block as a page shows them."""

from collections.abc import Sequence

import sqlparse
from sqlparse.exceptions import SQLParseError

# What frames a query and says nothing of what is asked.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT", "PRAGMA")


def laid_out(queries: Sequence[str]) -> list[str]:
    """Return the lines of all queries, a blank line between two; transactions are left out."""
    shown = [query for query in queries if not query.lstrip().upper().startswith(FRAMES)]
    return "\n\n".join(map(_laid_out, shown)).split("\n") if shown else []


def _laid_out(query: str) -> str:
    try:
        text = str(sqlparse.format(query, reindent=True, keyword_case="upper"))
    except SQLParseError:  # it is too long for anybody to read
        text = query
    return text.rstrip(";") + ";"
