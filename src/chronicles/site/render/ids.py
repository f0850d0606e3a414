"""The `id`s of a page, each of which stands there once (WHATWG HTML, "The id attribute"). Pure.

Parts of a page come from several hands, each of which knows only its own: a heading of an author's may be
called as one of ours, and of two entries in a list each has a *Summary*.
"""

import re
from collections.abc import Callable, Collection
from itertools import count

from chronicles.site.render.attributes import each_attribute

LIKELY = re.compile(r"""\sid\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
REFERENCES = frozenset(
    {
        *("for", "form", "headers", "list", "itemref", "popovertarget", "aria-activedescendant"),
        *("aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto"),
        *("aria-labelledby", "aria-owns"),
    }
)


def ids_of(html: str) -> list[str]:
    """Return the ids of a piece of HTML, in their order, each as often as it stands there."""
    found: list[str] = []

    def note(key: str, value: str) -> str:
        found.extend([value] if key == "id" else [])
        return value

    each_attribute(html, note)
    return found


def free_id(name: str, taken: Collection[str]) -> str:
    """Return an id that is not among `taken`: `name`, or with a number behind it.

    >>> free_id("guides", {"home"}), free_id("guides", {"guides", "guides-2"})
    ('guides', 'guides-3')
    """
    if name not in taken:
        return name
    return next(one for number in count(2) if (one := f"{name}-{number}") not in taken)


def free_id_in(name: str, content: str | None) -> str:
    """Return the id that a part called `name` gets by `apart` on a page of that content."""
    return free_id(name, ids_of(content or "")) if name in (content or "") else name


def apart(html: str, content: str | None) -> str:
    """Return a part of a page without any id of what stands there already, its own references kept.

    `content` is the HTML of that. What changes an id gets a number behind it, as by `free_id`.
    """
    # What may be an id is found in less time than what is one, and it is rarely the same.
    if set(LIKELY.findall(content or "")).isdisjoint(LIKELY.findall(html)):
        return html
    taken, own = set(ids_of(content or "")), ids_of(html)
    names = {one: free_id(one, taken) for one in own if one in taken}
    return renamed(html, lambda one: names.get(one, one))


def renamed(html: str, name: Callable[[str], str]) -> str:
    """Return a piece of HTML with other ids, and with what refers to them in it.

    `name` returns the new id of an old one. The buttons of tabs are a group by their names, so these are
    changed in the same way.
    """
    own = set(ids_of(html))

    def change(key: str, value: str) -> str:
        if key == "id" or (key == "name" and value.startswith("__tabbed")):
            return name(value)
        if key in REFERENCES:
            return " ".join(name(one) if one in own else one for one in value.split())
        if key in ("href", "usemap") and value[:1] == "#" and value[1:] in own:
            return "#" + name(value[1:])
        return value

    return each_attribute(html, change)


def once(html: str) -> str:
    """Return a page in which every id stands once: of equal ones the first keeps it, where browsers go."""
    likely = LIKELY.findall(html)
    if len(likely) == len(set(likely)):
        return html
    taken, seen = set(ids_of(html)), set[str]()

    def change(key: str, value: str) -> str:
        if key != "id":
            return value
        name = free_id(value, taken) if value in seen else value
        seen.add(value)
        taken.add(name)
        return name

    return each_attribute(html, change)
