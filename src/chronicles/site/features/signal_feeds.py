"""Feeds for whoever follows a learner: the goals that are ticked, and the proofs that were lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote
from zoneinfo import ZoneInfo

from chronicles.dates.instants import in_zone
from chronicles.language.site_words import SiteWords
from chronicles.progress.goals import Evidence
from chronicles.progress.record import AssessedGoal
from chronicles.site.features.feed_formats import Feed, FeedAuthor, FeedItem, newest
from chronicles.workspace.lost_proofs import LostProof, LostProofs


@dataclass(frozen=True, slots=True)
class SignalFeeds:
    """What both feeds need of a site: its name, its author, its zone, and the page of its goals.

    `page` is the full address of that page and `uri` its path below `docs`; `links` has the full addresses of
    what stands behind goals.
    """

    name: str
    author: FeedAuthor
    zone: ZoneInfo
    page: str
    uri: str
    links: Mapping[Evidence, str]
    words: SiteWords

    def goals(self, goals: tuple[AssessedGoal, ...]) -> Feed:
        """Return the feed of goals: each that is ticked on a day that is known, with its evidence."""
        dated = [
            self._goal(number, one, in_zone(one.day, self.zone))
            for number, one in enumerate(goals, 1)
            if one.goal.is_done and one.day
        ]
        return self._feed("goals/", "goals", dated)

    def lost(self, proofs: LostProofs) -> Feed:
        """Return the feed of proofs that were lost; its oldest item says from when on that is known."""
        items = [self._lost(one) for one in proofs.lost]
        if proofs.since:
            said = self.words.say("signal.since", day=self.words.day(proofs.since.date()))
            items.append(self._item("proofs-since", said, f"<p>{escape(said)}</p>", proofs.since))
        return self._feed("proofs-lost/", "lost", items)

    def _feed(self, folder: str, name: str, items: list[FeedItem]) -> Feed:
        title = f"{self.name}: {self.words.say(f'signal.{name}')}"
        about = self.words.say(f"signal.{name}_about", site=self.name)
        return Feed(folder, title, about, self.page, self.author, newest(items), frozenset({self.uri}))

    def _goal(self, number: int, one: AssessedGoal, day: datetime) -> FeedItem:
        behind = "".join(f"<li>{self._evidence(evidence)}</li>" for evidence in one.goal.evidence)
        said = f"<p>{escape(one.status.text)}</p>{f'<ul>{behind}</ul>' if behind else ''}"
        return self._item(one.anchor or f"goal:{number}", one.goal.title, said, day)

    def _evidence(self, one: Evidence) -> str:
        name, url = escape(one.label or one.target), self.links.get(one)
        return f'<a href="{escape(url)}">{name}</a>' if url else name

    def _lost(self, one: LostProof) -> FeedItem:
        said = self.words.say("signal.lost_one", test=one.test)
        commit = f"commit {one.hash[:10]}"
        link = f'<a href="{escape(one.url)}">{commit}</a>' if one.url else commit
        html = f"<p>{escape(said)}</p><p>{link}</p>"
        return self._item(f"lost:{one.test}:{one.hash[:10]}", said, html, one.moment)

    def _item(self, part: str, title: str, html: str, moment: datetime) -> FeedItem:
        return FeedItem(f"{self.page}#{quote(part, safe=':')}", title, "", html, moment, moment)
