"""The page of what the site carries of others: a row for each component, with a link to its license."""

from collections.abc import Callable, Iterable
from html import escape

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.licenses.component import FOLDER, Component

URI = f"{FOLDER}.md"
HEAD = """---
title: {title}
description: {about}
search:
  exclude: true
---

# {title}

{what}
{names}

"""
COLUMNS = ("what", "version", "license", "where")


def license_page(
    components: Iterable[Component], link: Callable[[str], str], words: SiteWords = ENGLISH
) -> str:
    """Return the page as Markdown, told in `words`.

    `link` returns the address of a file of the site, as seen from the page.

    The table is HTML, since a site need not know Markdown's.
    """
    rows = "\n".join(_row(component, link) for component in sorted(components, key=_order))
    heads = "".join(f'<th scope="col">{words.say(f"license.{name}")}</th>' for name in COLUMNS)
    head = HEAD.format(
        title=words.say("license.title"),
        about=words.say("license.about"),
        what=words.say("license.how"),
        names=words.say("license.names", spdx="[SPDX](https://spdx.org/licenses/)", star="`*`"),
    )
    return f"{head}<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"


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
