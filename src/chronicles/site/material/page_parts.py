"""Parts that are added to a page below what is written on it."""

from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from chronicles.site.render.ids import apart


def part_of(page: Page, template: Any, **values: Any) -> str:
    """Return what a template makes of the values on a page, its links as they are from there."""
    return str(template.render(page=page, base_url=get_relative_url(".", page.url), **values))


def add_part(page: Page, template: Any, **values: Any) -> None:
    """Put a part at the end of a page; what has an id of the page's own gets another one."""
    part = apart(part_of(page, template, **values), page.content)
    page.content = f"{page.content or ''}\n{part}"
