"""The pages of source files, which differ in a title, an address and their text: the rest is made once.

Two hundred of them take the theme's template two seconds, and all that it says around the text is the same
for those that are equally deep in the site: relative links only count the folders above.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, Template, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig

TEMPLATE = "chronicles-source.html"
# What stands for the values of a page. All of it passes every filter of a template unchanged.
TITLE, ADDRESS, FOLDER, FILE = (f"chronicles5d41{name}" for name in ("title", "address", "folder", "file"))
CONTENT = "<h1 chronicles5d41content></h1>"  # a template may look for the heading
PLAIN = re.compile(r"[\w./~:-]+(?: [\w./~:-]+)*", re.ASCII)  # a title that no filter of Material's changes


def introduce_source_pages(env: Environment, config: MkDocsConfig, finish: Callable[[str], str]) -> None:
    """Let the template of source pages ask for what they are; `finish` is what all pages go through at last.

    Each is made by itself where somebody else's template or plugin has a say: it may show what it likes of a
    page.
    """
    is_foreign = bool(config.theme.custom_dir) or any(map(_is_foreign, config.plugins.events["page_context"]))
    shells = SourceShells(finish, may_share=not is_foreign)
    env.globals["chronicles_source"] = pass_context(lambda context: shells.page(context))


class SourceShells:
    """Renders source pages for one build, each by the shell of its depth."""

    def __init__(self, finish: Callable[[str], str], *, may_share: bool) -> None:
        self._finish = finish
        self._shells: dict[object, str | None] = {}
        self._may_share = may_share

    def page(self, context: Context) -> str:
        """Return the source page that a template is rendered for: it asks for it with its context."""
        page, values = context["page"], context.get_all()
        template = context.environment.get_template("main.html")
        shell = self._shell(template, values, page) if self._may_share and _is_plain(page) else None
        page.is_finished = shell is not None
        return template.render(values) if shell is None else _filled(shell, page)

    def _shell(self, template: Template, values: Mapping[str, Any], page: Any) -> str | None:
        """What stands around the text of pages like this one; `None` where it is not the same for all."""
        depth, is_folder = page.url.count("/"), page.url.endswith("/")
        # What else a plugin has noted about the page may be printed.
        key = depth, is_folder, bool(page.canonical_url), repr({**page.meta, "title": ""})
        if key not in self._shells:
            html = self._finish(template.render({**values, "page": _Placeholder(page, depth, is_folder)}))
            is_shared = FOLDER not in html and FILE not in html and html.count(CONTENT) == 1
            self._shells[key] = html if is_shared else None
        return self._shells[key]


class _Placeholder:
    """A source page whose values can be found again in what was rendered of it."""

    def __init__(self, page: Any, depth: int, is_folder: bool) -> None:
        self._page = page
        self.title = TITLE
        self.meta = {**page.meta, "title": TITLE}
        self.content = CONTENT
        self.canonical_url = page.canonical_url and ADDRESS
        self.abs_url = page.abs_url and FILE
        name = "" if is_folder else f"{FOLDER}.html"  # to MkDocs, only what has a dot is a file
        self.url = f"{FOLDER}/" * depth + name
        self.file = _PlaceholderFile(page.file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


class _PlaceholderFile:
    """Its file, whose paths no template may print."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.src_uri = self.src_path = self.dest_uri = self.dest_path = self.url = self.name = FILE

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _is_foreign(hook: Callable[..., Any]) -> bool:
    """Whether a hook is neither ours nor Material's: it may give each page something else to show."""
    return getattr(hook, "__module__", "").partition(".")[0] not in ("chronicles", "material")


def _is_plain(page: Any) -> bool:
    return all(PLAIN.fullmatch(str(title)) for title in (page.title, page.meta.get("title", "")))


def _filled(shell: str, page: Any) -> str:
    html = shell.replace(TITLE, str(page.title)).replace(ADDRESS, page.canonical_url or "")
    return html.replace(CONTENT, page.content)
