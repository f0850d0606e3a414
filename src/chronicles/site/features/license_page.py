"""The page of what the site carries of others: a row for each component, with a link to its license."""

from collections.abc import Callable, Iterable
from html import escape

from chronicles.licenses.component import FOLDER, Component

URI = f"{FOLDER}.md"
TITLE = "Licenses"
HEAD = f"""---
title: {TITLE}
description: What this site carries of others, and under which license each part of it stands.
search:
  exclude: true
---

# {TITLE}

The pages of this site, and the code that they show, are their authors'. The rest is not: the table names
what was written by others and is copied with this site, where in it that is, and the license, with its text.
Where a package brings no text, ours is from where the row says.
Licenses are called as [SPDX](https://spdx.org/licenses/) calls them; a `*` in a path stands for any letters.

"""
COLUMNS = ("What", "Version", "License", "Where")


def license_page(components: Iterable[Component], link: Callable[[str], str]) -> str:
    """Return the page as Markdown. `link` returns the address of a file of the site, as seen from the page.

    The table is HTML, since a site need not know Markdown's.
    """
    rows = "\n".join(_row(component, link) for component in sorted(components, key=_order))
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    return f"{HEAD}<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"


def _row(component: Component, link: Callable[[str], str]) -> str:
    name, said = escape(component.name), escape(component.license)
    shown = f'<a href="{escape(component.url)}">{name}</a>' if component.url else name
    where = "<br>".join(f"<code>{escape(path)}</code>" for path in component.used)
    origin = f"<br>{escape(component.origin)}" if component.origin else ""
    text = f'<a href="{escape(link(component.text))}">{said}</a>{origin}'
    cells = (shown, escape(component.version), text, where)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _order(component: Component) -> tuple[str, str]:
    return component.name.casefold(), component.name
