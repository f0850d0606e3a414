"""Whether a page needs Material's script, which is 35 kB as a host sends it, or a small one of ours does.

Ours does what pages have in most journals: colors, menu, contents, Copy, tabs. Whatever else a site or a page
asks Material for, or may ask it for and nobody here knows, keeps Material's.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from chronicles.site.material.lean_styles import is_material_alone
from chronicles.site.material.search_index import has_own_search
from chronicles.site.render.content_policy import origin

OURS = ("assets/page-frame.js", "assets/page-content.js")
BUNDLE = re.compile(r'<script src="([^"<>]*)assets/javascripts/bundle\.\w+\.min\.js"></script>')
# The features of the theme that templates and styles make, or our script; any other one is Material's.
DRAWN = {
    "content.action.edit",
    "content.action.view",
    "navigation.footer",
    "navigation.indexes",
    "navigation.path",
    "navigation.prune",
    "navigation.sections",
    "navigation.tabs",
    "navigation.tabs.sticky",
    "search.highlight",
    "search.share",
    "search.suggest",
    "toc.integrate",
}
SCRIPTED = {
    "content.code.copy",
    "content.tabs.link",
    "navigation.expand",
    "navigation.top",
    "navigation.tracking",
    "toc.follow",
}
# Below `extra`: what Material's script is asked for.
EXTRA = ("alternate", "analytics", "annotate", "consent", "version")
# How scripts of authors call on Material's, https://squidfunk.github.io/mkdocs-material/customization/.
STREAMS = re.compile(
    r"\b(?:alert|component|document|keyboard|location|print|progress|screen|tablet|target|viewport)\$"
)
# What in a page is Material's to do; the word is looked for first, which costs nearly nothing.
SIGNS = {
    "mermaid": re.compile(r'<pre class="(?:[^"]* )?mermaid[ "]'),
    "annotate": re.compile(r'class="(?:[^"]* )?annotate[ "]'),
    "data-preview": re.compile(r"<a [^<>]*data-preview"),
    "data-clipboard-text": re.compile(r"<[a-z]+ [^<>]*data-clipboard-text"),
}
_Reads = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PageScript:
    """Puts our script in the place of Material's; not where a site has a `reason` for that one."""

    reason: str = "it has not been asked"

    def put_into(self, html: str) -> str:
        """Return a finished page with the script that it needs."""
        if self.reason or any(word in html and sign.search(html) for word, sign in SIGNS.items()):
            return html
        return BUNDLE.sub(
            lambda bundle: "".join(f'<script src="{bundle[1]}{one}"></script>' for one in OURS), html
        )


def page_script(config: MkDocsConfig, *, may_ask_hosts: bool) -> PageScript:
    """Return what script the pages of a site get.

    `may_ask_hosts` is whether their policy lets them ask other hosts, such as the repository's for its stars.
    """
    return PageScript(next(_reasons(config, may_ask_hosts=may_ask_hosts), ""))


def _reasons(config: MkDocsConfig, *, may_ask_hosts: bool) -> Iterator[str]:
    if not config.plugins["chronicles"].config.script:
        yield "'script: false'"
    if not is_material_alone(config):
        yield "another theme, templates, hooks or plugins"
    if not has_own_search(config) and "material/search" in config.plugins:
        yield "Material's search"
    for feature in config.theme.get("features") or ():
        if feature not in DRAWN | SCRIPTED:
            yield f"the feature {feature}"
    yield from (f"'extra: {name}'" for name in EXTRA if config.extra.get(name))
    if config.repo_url and may_ask_hosts:
        yield "the numbers of the repository"
    yield from _scripts(config.extra_javascript, lambda path: _text(config, path))


def _scripts(scripts: Iterable[Any], read: _Reads) -> Iterator[str]:
    for script in map(str, scripts):
        if origin(script):
            yield f"a script of {origin(script)}, which may call on it"
        elif STREAMS.search(read(script)):
            yield f"{script}, which calls on it"


def _text(config: MkDocsConfig, path: str) -> str:
    """The text of a script of the site; one that is not there is nothing to run."""
    file = Path(config.docs_dir, path.partition("?")[0])
    return file.read_text("utf-8", "replace") if file.is_file() else ""
