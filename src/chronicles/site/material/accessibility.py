"""Mend what Material's pages lack for some readers: names that are missing, attributes that are wrong.

What a style or a template can do is in `theme/`. This is the rest, which Material's own templates
and scripts print: each rule names what axe-core (https://github.com/dequelabs/axe-core), the Nu HTML
checker, or IBM's (https://github.com/IBMa/equal-access) says without it. Each is held by a tag, which the
text and the code of a page cannot be: there `<` is escaped.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from chronicles.language.site_words import ENGLISH, SiteWords

SEARCH = 'data-md-component="search" role="dialog"'
SECTION = re.compile(
    r'aria-labelledby="(?P<id>[^"]+)_label" (?P<rest>aria-expanded="[^"]*">\s*'
    r'<label class="md-nav__title" for="(?P=id)">\s*<span class="md-nav__icon md-icon"></span>\s*'
    r"(?P<title>[^<]*?)\s*</label>)"
)
ARROW = re.compile(
    r'(?P<label><label class="md-nav__link[^"]*" for="(?P<id>[^"]+)" id="(?P=id)_label"[^>]*>\s*)'
    r'(?P<icon><span class="md-nav__icon md-icon"></span>\s*</label>)'
)
LABEL = re.compile(r'<label [^>]*id="([^"]+)_label"')
TASK = re.compile(
    r'<label class="task-list-control"><input type="checkbox" disabled(?:="")?'
    r'(?P<checked> checked(?:="")?)?\s*/?><span class="task-list-indicator"></span></label>'
)
HIDDEN_PALETTE = re.compile(r'(<input class="md-option"[^<>]* aria-hidden="true")')
EXPANDED = re.compile(r'(<nav class="md-nav"[^<>]*?) aria-expanded="(?:true|false)"')
EMPTY = ' tabindex=""'
TABINDEX = re.compile(r'(<[a-z]+ [^<>]*?) tabindex=""(?=[^<>]*>)')
NO_TOC = re.compile(r'(<label [^<>]*?) for="__toc"(?=[^<>]*>)')
CHECKBOX = re.compile(r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"')


def accessible(html: str, words: SiteWords = ENGLISH) -> str:
    """Return a page as Material prints it, without what keeps some readers out; names are in `words`."""
    for telling in TELLING:
        html = telling(html, words)
    for rule in RULES:
        html = rule(html)
    return html


def name_the_search(html: str, words: SiteWords) -> str:
    """axe: aria-dialog-name: a dialog has a name (WAI-ARIA 1.2, `dialog`; WCAG 2.2, 4.1.2)."""
    return html.replace(f"{SEARCH}>", f'{SEARCH} aria-label="{words.say("page.search")}">')


def name_the_sections(html: str) -> str:
    """axe: label, landmark-unique: an arrow says what it opens, a section is named once.

    The first is of WCAG 2.2, 4.1.2. Where the label exists the section keeps pointing at it: Material's
    script looks it up.
    """
    titles = {match["id"]: match["title"].strip() for match in SECTION.finditer(html)}

    def spoken(match: re.Match[str]) -> str:
        title = titles.get(match["id"], "")
        return f'{match["label"]}<span class="chronicles-spoken">{title}</span>{match["icon"]}'

    html = ARROW.sub(spoken, html)
    labels = set(LABEL.findall(html))

    def named(match: re.Match[str]) -> str:
        name = escape(unescape(match["title"]), quote=True)
        return match[0] if match["id"] in labels else f'aria-label="{name}" {match["rest"]}'

    return SECTION.sub(named, html)


def name_the_tasks(html: str, words: SiteWords) -> str:
    """axe: label: a box of a task list is a picture of a state, and nothing to tick (WCAG 2.2, 1.1.1)."""

    def picture(match: re.Match[str]) -> str:
        checked, state = (" checked", "done") if match["checked"] else ("", "open")
        name = words.say(f"page.task_{state}")
        return (
            f'<span class="task-list-control"><input type="checkbox" hidden disabled{checked}>'
            f'<span class="task-list-indicator" role="img" aria-label="{name}"></span></span>'
        )

    return TASK.sub(picture, html)


def pass_hidden_palettes(html: str) -> str:
    """axe: aria-hidden-focus: no key reaches what is hidden from those who listen (WCAG 2.2, 4.1.2).

    Material's script still presses it when the system turns dark.
    """
    return HIDDEN_PALETTE.sub(r'\1 tabindex="-1"', html)


def unfold_the_sections(html: str) -> str:
    """IBM: aria_attribute_valid: a navigation is neither open nor closed (WAI-ARIA 1.2, `aria-expanded`)."""
    return EXPANDED.sub(r"\1", html)


def name_the_pages(html: str, words: SiteWords) -> str:
    """axe: landmark-unique: of several navigations each has a name (ARIA Practices, "Landmark Regions")."""
    name = words.say("page.pages")
    return html.replace('<nav class="md-pagination">', f'<nav class="md-pagination" aria-label="{name}">')


def say_the_direction(html: str, words: SiteWords) -> str:
    """W3C, "Structural markup and right-to-left text in HTML": `dir` belongs on the first element of a page.

    Material has it on `<body>`, where the title of the page and what a script puts beside it do not see it.
    """
    if words.language.direction == "ltr":  # as a page is that says nothing
        return html
    return html.replace("<html lang=", f'<html dir="{words.language.direction}" lang=', 1)


def drop_wrong_attributes(html: str) -> str:
    """Nu: autocomplete on a checkbox, an empty tabindex, a label for what is not on the page.

    WHATWG HTML allows none of them: "The input element", "The tabindex attribute", "The label element".
    """
    html = CHECKBOX.sub(r"\1", html)
    if EMPTY in html:  # looks at every tag
        html = TABINDEX.sub(r"\1", html)
    return html if 'id="__toc"' in html else NO_TOC.sub(r"\1", html)


TELLING: tuple[Callable[[str, SiteWords], str], ...] = (
    name_the_search,
    name_the_tasks,
    name_the_pages,
    say_the_direction,
)
RULES: tuple[Callable[[str], str], ...] = (
    name_the_sections,
    unfold_the_sections,
    pass_hidden_palettes,
    drop_wrong_attributes,
)
