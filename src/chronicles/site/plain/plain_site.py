"""The whole site as plain Markdown: every page, the source pages, and the settings of other engines."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from chronicles.guides.series.patches import Patch
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.progress.goals import Evidence
from chronicles.progress.journal_head import JournalHead
from chronicles.proof.answers import Answers
from chronicles.site.features.evidence_links import on_site
from chronicles.site.features.home import NEWEST
from chronicles.site.features.model_diagrams import ASKS, asked_apps
from chronicles.site.features.progress_pages import JSON, SCHEMA_JSON, files_of
from chronicles.site.features.site_content import SiteContent
from chronicles.site.plain import plain_words
from chronicles.site.plain.plain_addresses import url
from chronicles.site.plain.plain_containers import uncontained
from chronicles.site.plain.plain_front_matter import front_matter
from chronicles.site.plain.plain_journal import PlainJournal, tag_list
from chronicles.site.plain.plain_pages import Parts, PlainBody, plain_body
from chronicles.site.plain.plain_progress import PlainProgress, with_statuses
from chronicles.site.plain.plain_settings import SiteHead, mkdocs_yml, properdocs_yml
from chronicles.site.plain.plain_sources import source_page
from chronicles.site.plain.plain_steps import PlainGuides
from chronicles.site.plain.plain_words import link, plain_title, relative, section, shown_title
from chronicles.site.render import source_pages
from chronicles.site.render.rendered import LOCAL, run_it

HOME = "home.html"  # the template of a page that lists what is new
TAGS = re.compile(r"<!--\s*material/tags\b[^>]*-->")


@dataclass(frozen=True)
class PlainSite:
    """The site that `content` describes; `patches` are those of the guides, and `head` is its settings.

    `journal_index` is the page that lists the entries; `others` are the files below `docs/` that are no pages
    and are published as they are. `journal` is what it says of itself to other programs, which are not
    told the parts `unshared`.
    """

    content: SiteContent
    patches: tuple[Patch, ...]
    head: SiteHead
    journal_index: str
    others: Collection[str] = ()
    journal: JournalHead = field(default_factory=JournalHead)
    unshared: frozenset[str] = frozenset()

    def files(self) -> dict[str, bytes]:
        """Return every file that is made, by its path in the export. The content has no problems."""
        bodies = {uri: self._body(uri, reading) for uri, reading in self._pages.items()}
        found = {target.file for body in bodies.values() for target in body.targets}
        texts = {
            uri: self._front(self._pages[uri]) + uncontained(body.text, self.head.extensions)
            for uri, body in bodies.items()
        }
        texts |= {source_pages.uri(file): source_page(file, self._answers.texts[file]) for file in found}
        if LOCAL not in texts and self._is_live:
            texts[LOCAL] = run_it(self.content.project)
        files = dict(self.content.downloads)
        files |= files_of(self.content.record, {uri: uri for uri in self._pages}, self.journal, self.unshared)
        files |= {uri: text.encode("utf-8", "surrogateescape") for uri, text in texts.items()}
        made = {f"docs/{path}": data for path, data in files.items()}
        made["mkdocs.yml"] = mkdocs_yml(self.head, texts).encode()
        made["properdocs.yml"] = properdocs_yml().encode()
        return dict(sorted(made.items()))

    @property
    def _answers(self) -> Answers:
        return self.content.answers

    @cached_property
    def _pages(self) -> Mapping[str, Reading]:
        """The pages by their path below `docs/`, that of the goals with its statuses."""
        pages = {self.content.published.uri(one): one for one in self.content.readings}
        if context := self.content.evidence:
            pages[self.content.published.uri(context.reading)] = with_statuses(context, self.content.record)
        return pages

    @cached_property
    def _journal(self) -> PlainJournal:
        entries = {self.content.published.uri(one): one for one in self.content.published.entries}
        steps = {step.name: step for guide in self.content.guides for step in guide.steps}
        return PlainJournal(entries, self._pages, steps, self.content.replied)

    @cached_property
    def _guides(self) -> PlainGuides:
        patches = {patch.step.page: patch for patch in self.patches}
        return PlainGuides(self.content.guides, self.content.steps, patches, self._pages)

    @property
    def _is_live(self) -> bool:
        return any(found.scheme == "live" for reading in self.content.readings for found in reading.links)

    def _front(self, reading: Reading) -> str:
        head = front_matter({"title": plain_title(reading), **reading.front_matter.values})
        return f"{head}\n" if head else ""

    def _body(self, uri: str, reading: Reading) -> PlainBody:
        return plain_body(
            reading, self._answers, partial(url, uri), self._parts(uri, reading), shown_title(reading)
        )

    def _parts(self, uri: str, reading: Reading) -> Parts:
        markers = self._markers(uri, reading)
        asked = {name for name in markers if _asks(reading, name)}
        top, bottom, behind = [], [], {}
        if uri in self.content.steps:
            top.append(self._guides.head(uri))
            bottom.append(self._guides.foot(uri))
        if uri in self._journal.entries:
            top.append(self._journal.head(uri, self.journal_index))
            behind = self._journal.behind(uri) | {
                one.line: one.plain for one in self.content.replies.get(uri, ())
            }
        bottom += [markers[name] for name in ("steps",) if name in markers and name not in asked]
        if uri == self.journal_index:
            bottom.append(self._journal.listed(uri))
        bottom += self._home(uri) if reading.front_matter.values.get("template") == HOME else []
        if proven := self.content.proven.get(uri):
            bottom.append(f"{proven} block{'s' if proven > 1 else ''} proven")
        bottom.append(self._tags(uri, reading))
        if uri in self._journal.entries:
            bottom.append(self._journal.foot(uri))
        return Parts(markers, behind, plain_words.joined(top), plain_words.joined(bottom))

    def _markers(self, uri: str, reading: Reading) -> dict[str, str]:
        """What stands where a comment asks for it."""
        progress = self._progress(uri)
        made: dict[str, Callable[[], str]] = {
            "questions": partial(self._journal.asked, uri),
            "progress": progress.progress,
            "review": progress.review,
            "skills": progress.skills,
            "my steps": str,  # only a browser knows them
        }
        found = {name: make() for name, make in made.items() if _asks(reading, name)}
        for said in TAGS.findall(reading.page.text):
            found[" ".join(said[4:-3].split())] = tag_list(uri, self._pages)
        for match in ASKS.finditer(reading.page.text):
            key = reading.page.path, asked_apps(match)
            found[" ".join(match[0][4:-3].split())] = self.content.models.told.get(key, "")
        for guide in self.content.guides:
            if guide.index == uri:
                found["steps"] = self._guides.table(guide)
        return found

    def _progress(self, uri: str) -> PlainProgress:
        changed = frozenset(page for page, step in self.content.steps.items() if step.made)
        links = self._links

        def address(evidence: Evidence) -> str:
            there, part = links.get(evidence, ("", ""))
            if not there or "://" in there or there.startswith("mailto:"):
                return there
            return relative(uri, there, "" if part.startswith("#line-") else part)

        return PlainProgress(uri, self.content.record, self._pages, address, changed, (JSON, SCHEMA_JSON))

    @cached_property
    def _links(self) -> Mapping[Evidence, tuple[str, str]]:
        """Where evidence leads: to a file below `docs/`, or to the web."""
        if self.content.evidence is None:
            return {}
        sources = map(source_pages.uri, self._answers.texts)
        own = {path: path for path in (*self._pages, *self.others, *sources)}
        return on_site(self.content.evidence, own)

    def _home(self, uri: str) -> list[str]:
        found: list[str] = []
        if self._journal.entries:
            found += section("Newest entries", self._journal.newest(uri, NEWEST))
            if self.journal_index in self._pages:
                found.append(link("All entries of the journal", relative(uri, self.journal_index)))
        guides = self._guides.overview(uri)
        return found + (section("Guides", guides) if guides else [])

    def _tags(self, uri: str, reading: Reading) -> str:
        hidden = reading.front_matter.values.get("hide")
        tags = sorted({*reading.front_matter.words("tags")})
        if not tags or (isinstance(hidden, list) and "tags" in hidden):
            return ""
        page = next((one for one, other in self._pages.items() if TAGS.search(other.page.text)), "")
        there = relative(uri, page) if page else ""
        return f"Tags: {', '.join(link(escaped(tag), there) for tag in tags)}"


def _asks(reading: Reading, name: str) -> bool:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"<!--\s*{words}\s*-->", reading.page.text) is not None
