"""Where the files of an export lie, and how its pages link to them."""

from chronicles.proof.link_targets import Target
from chronicles.site.plain.plain_words import relative
from chronicles.site.render import source_pages
from chronicles.site.render.demo_html import Live
from chronicles.site.render.rendered import LOCAL


def url(page: str, target: Target | Live) -> str:
    """Return the link from `page` to a target: to a file as a whole, since Markdown has no lines to go to.

    Where the project could be tried is how to run it.
    """
    return relative(page, LOCAL if isinstance(target, Live) else source_pages.uri(target.file))
