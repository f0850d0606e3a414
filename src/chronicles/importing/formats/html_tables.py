"""Tables of HTML as those of Markdown, with heads as wide as the widest of their rows."""

from collections.abc import Mapping

from bs4.element import Tag

WIDEST = 100  # columns, up to which a cell may take several; HTML's own limit is 1,000 for each


def rows_of(table: Tag) -> list[Tag]:
    """Return the rows of a table, without those of the tables in it."""
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def cells_of(row: Tag) -> list[Tag]:
    """Return the cells of a row."""
    return list(row.find_all(["td", "th"], recursive=False))


def table_lines(table: Tag, texts: Mapping[int, str]) -> list[str]:
    """Return the lines of a table; `texts` has the Markdown of each cell by its `id`. An empty one has none.

    One without heads has empty ones, since Markdown knows no table without (GFM, "Tables"); a row may have
    fewer cells than there are heads, but not more.
    """
    rows = rows_of(table)
    written = [_columns(row, texts) for row in rows]
    if not any(text for row in written for text in row):
        return []
    width = max(map(len, written))
    head, body = (written[0], written[1:]) if _is_head(rows[0]) else ([], written)
    return [_line(head, width), "|" + " --- |" * width, *(_line(row) for row in body)]


def _columns(row: Tag, texts: Mapping[int, str]) -> list[str]:
    columns: list[str] = []
    for cell in cells_of(row):
        span = str(cell.get("colspan") or "")
        more = int(span[:5]) - 1 if span.isdecimal() else 0
        columns += [texts.get(id(cell), ""), *[""] * min(more, WIDEST - len(columns))]
    return columns


def _is_head(row: Tag) -> bool:
    is_above = row.parent is not None and row.parent.name == "thead"
    return is_above or all(cell.name == "th" for cell in cells_of(row))


def _line(columns: list[str], width: int = 0) -> str:
    return "| " + " | ".join([*columns, *[""] * (width - len(columns))]) + " |"
