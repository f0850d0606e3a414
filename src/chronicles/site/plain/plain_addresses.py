"""Where the files of an export lie, and how its pages link to them."""

from chronicles.proof.answers import File
from chronicles.proof.link_targets import Target
from chronicles.site.plain.plain_words import relative
from chronicles.site.render import source_pages
from chronicles.site.render.demo_html import Live
from chronicles.site.render.rendered import LOCAL

# What engines and hosts leave out where a name begins with it.
HIDDEN = {".": "~2E", "_": "~5F", "~": "~7E"}


def source_uri(file: File) -> str:
    """Return the path below `docs/` that the page of a source file has; no two files share one.

    Names that begin with a dot or an underscore would be left out by MkDocs or Jekyll: they begin with a
    `~` here.
    """
    return "/".join(map(_seen, source_pages.uri(file).split("/")))


def url(page: str, target: Target | Live) -> str:
    """Return the link from `page` to a target: to a file as a whole, since Markdown has no lines to go to.

    Where the project could be tried is how to run it.
    """
    return relative(page, LOCAL if isinstance(target, Live) else source_uri(target.file))


def _seen(part: str) -> str:
    return HIDDEN.get(part[:1], part[:1]) + part[1:]
