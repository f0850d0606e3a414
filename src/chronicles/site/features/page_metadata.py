"""What the head of a page says of it, for search engines, link previews and other programs. Pure.

The Open Graph protocol (https://ogp.me/), and schema.org as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/).
"""

import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.cards.social_card import SIZE, SocialCard
from chronicles.site.features.feed_content import PERMALINK, TITLE, summary
from chronicles.site.features.step_pages import ShownStep

SOURCE = "chronicles-source.html"  # the template of the pages that show a file
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')
TAG = re.compile(r"<[^<>]*>")
# What could end the element that the data stands in, or begin a comment there (WHATWG HTML, "4.12.1.3").
UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
SCHEMA = "https://schema.org"
LONGEST = 70  # characters of a title: html-validate, "long-title"; search engines cut it there


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What is said of a page; texts are plain, addresses whole, days as ISO 8601 has them, `""` unknown.

    `kind` is a type of Open Graph, and `data` the JSON of its JSON-LD, which may stand in HTML as it is.
    `image_size` is that of its card, in pixels; `None` of a picture of the journal's own.
    """

    title: str
    description: str
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    image_size: tuple[int, int] | None = None
    published: str = ""
    modified: str = ""
    tags: tuple[str, ...] = ()
    data: str = ""


@dataclass(frozen=True)
class SiteMetadata:
    """What the heads of all pages are made of.

    `pages` are MkDocs' by their paths below `docs/`; `kinds` says of those that list others which list that
    is (`archive`, `category`, `tag`), and `guides` has each guide as templates know it. `url` is the address
    of the site, `""` where nobody knows it: then there is nothing that would need one. `committed` has the
    days on which files were last changed, by their paths below `docs/`, where history knows them.
    Where `has_cards`, each page has one but those in `unlisted`.
    """

    name: str
    description: str = ""
    author: str = ""
    url: str = ""
    words: SiteWords = ENGLISH
    pages: Mapping[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, ShownStep] = field(default_factory=dict)
    guides: Sequence[Mapping[str, Any]] = ()
    committed: Mapping[str, str] = field(default_factory=dict)
    has_cards: bool = False
    unlisted: Container[str] = ()

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What each page is called; several may have the same name."""
        return {uri: self._name(uri, page) for uri, page in self.pages.items() if page}

    @cached_property
    def _own_names(self) -> Mapping[str, str]:
        """What each page is called, so that no two have the same name."""
        names = dict(self._names)
        for tell in (self._with_section, self._with_day, self._with_address):
            numbers = Counter(names.values())
            names = {
                uri: tell(name, self.pages[uri]) if numbers[name] > 1 else name for uri, name in names.items()
            }
        return names

    def title(self, page: Any) -> str:
        """Return the title of a page where it is one of many windows: its name, then the site's.

        That of the site is left out of a long one, and of that of a file.
        """
        if getattr(page, "is_homepage", False):
            return self.name
        if page.meta.get("template") == SOURCE:
            return text_of(page)
        name = self._own_name(page)
        return whole if len(whole := f"{name} - {self.name}") <= LONGEST else name

    def summary(self, page: Any) -> str:
        """Return what a page is about, in a sentence or two."""
        title = text_of(page)
        if said := page.meta.get("description"):
            return unescape(str(said))
        if page.meta.get("template") == SOURCE:
            return self.words.say("head.source", title=title)
        if kind := self.kinds.get(page.file.src_uri):
            return self.words.say(f"head.{kind}", title=title, site=self.name)
        begins = (
            summary(TITLE.sub("", PERMALINK.sub("", page.content or ""), count=1)) if page.content else ""
        )
        return begins or self.description or title

    def of(self, page: Any) -> PageMetadata:
        """Return what the head of a page says of it."""
        created, updated = _days(page)
        is_dated, uri = bool(created), page.file.src_uri
        name = self.name if getattr(page, "is_homepage", False) else text_of(page)
        card = self.card(page)
        return PageMetadata(
            self._own_name(page) if uri in self.steps else name,
            self.summary(page),
            "article" if is_dated or uri in self.steps else "website",
            self._image(page),
            card.words if card else unescape(str(page.meta.get("image_alt") or "")),
            SIZE if card else None,
            created,
            updated or created,
            tuple(map(str, page.meta.get("tags") or ())) if is_dated else (),
            self._data(page, name) if page.canonical_url and self.url else "",
        )

    def is_listed(self, page: Any) -> bool:
        """Return whether search engines are to know of a page: the same source is at many addresses."""
        return bool(page.meta.get("template") != SOURCE)

    def card(self, page: Any) -> SocialCard | None:
        """Return the card of a page; `None` where it has a picture of its own, or is for no preview."""
        uri = page.file.src_uri
        is_hidden = page.meta.get("template") == SOURCE or uri in self.unlisted
        if not (self.has_cards and self.url) or is_hidden or page.meta.get("image"):
            return None
        if getattr(page, "is_homepage", False):
            return SocialCard(self.name, self.name, self.description, self.author)
        title, people = text_of(page), self._people(page)
        if step := self.steps.get(uri):
            title = step.bare(title)
        return SocialCard(self.name, title, self._place(page), ", ".join(one["name"] for one in people))

    @property
    def cards(self) -> Iterator[SocialCard]:
        """The cards of all pages that have one; pages that say the same have the same."""
        return filter(None, (self.card(page) for page in self.pages.values() if page))

    def changed(self, page: Any) -> str:
        """Return the day on which a page became what it is, `""` where nobody can know it.

        It is the one that the page says; else that of the newest entry on it, and of the newest commit of its
        file, of the change that a step makes, or of the steps that a guide lists.
        """
        own = max(_days(page))
        is_home = getattr(page, "is_homepage", False)
        listed = self.pages.values() if is_home else getattr(page, "posts", None) or ()
        entries = [one for one in listed if one and getattr(getattr(one, "config", None), "date", None)]
        days = [updated or created for created, updated in map(_days, entries)]
        files = () if own else self._files(page.file.src_uri)
        days += [own, *(self.committed.get(path, "") for path in files)]
        return max(days)[: len("2025-09-01")]

    def shown_of_others(self, page: Any) -> Sequence[object]:
        """Return what the head of a page shows of others: one of before is the same only with the same."""
        guide = self._guide(page.file.src_uri)
        parts = [(text_of(step), step.canonical_url) for step in guide["steps"]] if guide else []
        crumbs = [(name, url) for name, url in self._crumbs(page)] if page.canonical_url else []
        card = self.card(page)
        return [
            self.title(page),
            parts,
            crumbs,
            self.kinds.get(page.file.src_uri, ""),
            card.path if card else "",
        ]

    def _files(self, uri: str) -> Iterator[str]:
        """The files that a page is made of, below `docs/`."""
        yield uri
        if step := self.steps.get(uri):
            yield step.step.patch
        if guide := self._guide(uri):
            yield from (one.file.src_uri for one in guide["steps"])

    def _own_name(self, page: Any) -> str:
        """Its name among all pages, unless it has become another one since: `serve` makes pages alone."""
        uri = page.file.src_uri
        name = self._name(uri, page)
        return self._own_names[uri] if self._names.get(uri) == name else name

    def _name(self, uri: str, page: Any) -> str:
        title = text_of(page)
        if step := self.steps.get(uri):
            guide = self.pages.get(step.guide.index)
            number = self.words.say("head.step", number=int(step.step.number))
            return (
                f"{step.bare(title)} - {self.words.list(text_of(guide), number)}"
                if guide
                else f"{step.bare(title)} - {number}"
            )
        if guide := self._guide(uri):
            count = len(guide["steps"])
            return f"{title} - {self.words.say('head.guide', count)}" if count else title
        kind = self.kinds.get(uri)
        return f"{title} - {self.words.say(f'head.kind_{kind}')}" if kind else title

    @staticmethod
    def _with_section(name: str, page: Any) -> str:
        section = text_of(page.parent) if getattr(page, "parent", None) else ""
        return f"{name} - {section}" if section and section != text_of(page) else name

    def _with_day(self, name: str, page: Any) -> str:
        dates = getattr(getattr(page, "config", None), "date", None)
        return f"{name} - {self.words.day(dates.created)}" if dates is not None else name

    @staticmethod
    def _with_address(name: str, page: Any) -> str:
        return f"{name} - {page.url}"

    def _guide(self, uri: str) -> Mapping[str, Any] | None:
        return next((one for one in self.guides if one["page"].file.src_uri == uri), None)

    def _place(self, page: Any) -> str:
        """Where a page stands: in its guide, on its day, in a list of a kind, or below a part of the menu."""
        if step := self.steps.get(page.file.src_uri):
            guide = self.pages.get(step.guide.index)
            number = self.words.say("step.place", place=step.place, total=step.total)
            return f"{text_of(guide)} · {number}" if guide else number
        dates = getattr(getattr(page, "config", None), "date", None)
        if dates is not None:
            return self.words.day(dates.created)
        if kind := self.kinds.get(page.file.src_uri):
            return self.words.say(f"head.kind_{kind}")
        section = text_of(page.parent) if getattr(page, "parent", None) else ""
        return section if section != text_of(page) else ""

    def _image(self, page: Any) -> str:
        """The address of the picture that its front matter names, as seen from its file, or of its card."""
        if card := self.card(page):
            return urljoin(self.url, card.path)
        said = unescape(str(page.meta.get("image") or ""))
        return urljoin(urljoin(self.url, page.file.src_uri), said) if said and self.url else ""

    def _data(self, page: Any, name: str) -> str:
        if page.meta.get("template") == SOURCE:
            return ""
        parts = [self._thing(page, name)]
        if crumbs := self._crumbs(page):
            places = [
                {"@type": "ListItem", "position": at, "name": title, "item": url}
                for at, (title, url) in enumerate([*crumbs, (name, page.canonical_url)], 1)
            ]
            parts.append({"@type": "BreadcrumbList", "itemListElement": places})
        return json.dumps({"@context": SCHEMA, "@graph": parts}, ensure_ascii=False).translate(UNSAFE)

    def _thing(self, page: Any, name: str) -> dict[str, Any]:
        """A page as schema.org knows it, with what is there of it."""
        uri, url = page.file.src_uri, page.canonical_url
        said = {
            "name": name,
            "url": url,
            "description": self.summary(page),
            "inLanguage": self.words.language.tag,
        }
        site = {"@type": "WebSite", "name": self.name, "url": self.url}
        if getattr(page, "is_homepage", False):
            image = {"image": found} if (found := self._image(page)) else {}
            return {**site, **said, **image, "author": self._people(page)}
        created, updated = _days(page)
        tags = [str(tag) for tag in page.meta.get("tags") or ()]
        keywords = {"keywords": tags} if tags else {}
        image = {"image": found} if (found := self._image(page)) else {}
        dates = {"datePublished": created, "dateModified": updated or created} if created else {}
        common = {**said, **dates, **keywords, **image, "author": self._people(page), "isPartOf": site}
        if step := self.steps.get(uri):
            guide = self.pages.get(step.guide.index)
            whole = {"@type": "HowTo", "name": text_of(guide), "url": guide.canonical_url} if guide else site
            kind = {"@type": "LearningResource", "learningResourceType": "tutorial", "position": step.place}
            return {**kind, **common, "isPartOf": whole}
        if guide := self._guide(uri):
            steps = [
                {"@type": "HowToStep", "position": at, "name": text_of(one), "url": one.canonical_url}
                for at, one in enumerate(guide["steps"], 1)
            ]
            return {"@type": "HowTo", **common, "step": steps}
        if created and hasattr(page, "config"):
            return {"@type": "BlogPosting", "headline": name, "mainEntityOfPage": url, **common}
        is_list = uri in self.kinds or hasattr(page, "posts")
        return {"@type": "CollectionPage" if is_list else "WebPage", **common}

    def _people(self, page: Any) -> list[dict[str, str]]:
        people = [
            {"@type": "Person", "name": str(one.name)}
            | ({"url": urljoin(self.url, one.url)} if getattr(one, "url", None) else {})
            for one in getattr(page, "authors", None) or ()
        ]
        return people or [{"@type": "Person", "name": self.author or self.name, "url": self.url}]

    def _crumbs(self, page: Any) -> list[tuple[str, str]]:
        """The pages above a page, from the first one of the site, each with its name and address."""
        found: dict[str, str] = {}
        for item in _above(page):
            url = getattr(item, "canonical_url", None)
            if url and url not in (self.url, page.canonical_url):
                found.setdefault(url, text_of(item))
        above = [(name, url) for url, name in found.items()]
        is_home = getattr(page, "is_homepage", False)
        return [] if is_home else [(self.name, self.url), *reversed(above)]


def text_of(page: Any) -> str:
    """Return the title of a page, or of a section of the menu, as plain text."""
    meta = getattr(page, "meta", None) or {}
    return " ".join(unescape(TAG.sub("", str(meta.get("title") or page.title or ""))).split())


def described(head: str, description: str) -> str:
    """Return the head of a page with another description; it is in the place of what a theme says.

    >>> described('<meta charset="utf-8">', 'A "b".')
    '<meta charset="utf-8"><meta name="description" content="A &quot;b&quot;.">'
    """
    meta = f'<meta name="description" content="{escape(description)}">'
    html, number = DESCRIPTION.subn(lambda _: meta, head, count=1)
    return html if number else html + meta


def _above(page: Any) -> Iterator[Any]:
    """The pages of the sections that a page is in, the nearest first."""
    item = getattr(page, "parent", None)
    while item is not None:
        children = getattr(item, "children", None)
        if getattr(item, "canonical_url", None):
            yield item
        elif children and getattr(children[0], "is_index", False):
            yield children[0]
        item = getattr(item, "parent", None)


def _days(page: Any) -> tuple[str, str]:
    """The day that a page is of and the one on which it was changed, `""` where it says none."""
    dates = getattr(getattr(page, "config", None), "date", None)
    if dates is not None:
        return _day(dates.created), _day(dates.updated) if "updated" in dates else ""
    said = page.meta.get("date")
    if isinstance(said, Mapping):
        return _day(said.get("created")), _day(said.get("updated"))
    return _day(said), ""


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else ""
