"""What the page of an entry shows besides its text: its series, what is near it, what it corrects."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from chronicles.guides.outline import Guide
from chronicles.journal.mentor_reply import MentorReply
from chronicles.journal.questions import Question, questions
from chronicles.journal.related_entries import RelatedEntries
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.reading import Reading
from chronicles.pages.states import short_name
from chronicles.problems import Place, Problem, nearest
from chronicles.progress.replied import Replied

MARKER = "<!-- questions -->"
HEADING = re.compile(r'<h(?P<level>[1-6])\b[^>]*\bid="(?P<id>[^"]+)"[^>]*>.*?</h(?P=level)>', re.DOTALL)
TITLE = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)


AskedQuestion = tuple[Any, Question, Any, str]


@dataclass(slots=True)
class About:
    """What is known of an entry; pages are MkDocs', the newest last in a series.

    `corrects` has the entries that it corrects, each with the heading's anchor or `""`; `answers` the
    questions that it answers, each with the entry that asks.
    """

    series: str = ""
    parts: Sequence[Any] = ()
    related: Sequence[Any] = ()
    state: str = ""
    step: Any = None
    corrects: list[tuple[Any, str]] = field(default_factory=list)
    answers: list[tuple[Any, Question]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Journal:
    """The entries as MkDocs has them and as they were read, both by their path below `docs/`."""

    posts: Mapping[str, Any]
    readings: Mapping[str, Reading]
    link: Callable[[str, str], str]  # an address as seen from another
    words: SiteWords = ENGLISH
    replied: Replied = field(default_factory=Replied)

    def about(self, guides: Iterable[Guide], pages: Mapping[str, Any]) -> dict[str, About]:
        """Return what is known of each entry, without what other entries say of it."""
        steps = {step.name: pages.get(step.page) for guide in guides for step in guide.steps}
        series, related = self._series(), self._related()
        found = {}
        for uri, post in self.posts.items():
            name, state = str(post.meta.get("series") or ""), str(post.meta.get("state") or "")
            found[uri] = About(
                name,
                series.get(name, ()),
                [self.posts[near] for near in related.near(uri)],
                short_name(state),
                steps.get(state),
            )
        return found

    def _series(self) -> dict[str, list[Any]]:
        series = defaultdict(list)
        for post in sorted(self.posts.values(), key=_written):
            if name := str(post.meta.get("series") or ""):
                series[name].append(post)
        return {name: parts for name, parts in series.items() if len(parts) > 1}

    def _related(self) -> RelatedEntries:
        tags = {uri: map(str, post.meta.get("tags") or []) for uri, post in self.posts.items()}
        series = {uri: str(post.meta.get("series") or "") for uri, post in self.posts.items()}
        return RelatedEntries(tags, series, {uri: _written(post) for uri, post in self.posts.items()})

    def correct(self, about: Mapping[str, About]) -> list[Problem]:
        """Write into old entries what newer ones say of them, and return what cannot be placed."""
        problems = []
        for uri, reading in self.readings.items():
            said = reading.front_matter.values.get("corrects")
            for target in said if isinstance(said, list) else [said] if said else []:
                if wrong := self._corrected(uri, str(target), about):
                    line = reading.front_matter.places.get("corrects", 1)
                    problems.append(Problem(Place(reading.page.path, line), *wrong))
        return problems

    def _corrected(self, uri: str, target: str, about: Mapping[str, About]) -> tuple[str, str] | None:
        name, _, anchor = target.partition("#")
        old = posixpath.normpath(posixpath.join(posixpath.dirname(uri), name))
        if old not in self.posts or old == uri or uri not in self.posts:
            names = [posixpath.basename(one) for one in self.posts if one != uri]
            return f"'corrects' names {name!r}, which is no other entry", nearest(name, names)
        post, new = self.posts[old], self.posts[uri]
        ids = {match["id"]: match for match in HEADING.finditer(post.content)}
        heading = ids.get(anchor) if anchor else TITLE.search(post.content)
        if anchor and heading is None:
            return f"'corrects' names {anchor!r}, which is no heading of {name}", nearest(anchor, ids)
        at = heading.end() if heading else 0
        post.content = post.content[:at] + self._correction(new, post) + post.content[at:]
        about[uri].corrects.append((post, anchor))
        return None

    def _correction(self, new: Any, old: Any) -> str:
        url = escape(self.link(new.url, old.url), quote=True)
        title = new.meta.get("title") or new.title  # HTML by now
        day = self.words.day(new.config.date.created.date())
        link = f'<a href="{url}">{title}</a>'
        said = self.words.say("entry.corrected", day=day, entry=link)
        return f'<p class="chronicles-correction">{said}</p>\n'

    def _said_by(self, reply: MentorReply) -> str:
        by, day = escape(reply.by), self.words.day(reply.day)
        return self.words.say("question.replied_by", name=by, day=day)

    def answer(self, about: Mapping[str, About], pages: Mapping[str, Any]) -> list[AskedQuestion]:
        """Note with each entry which questions it answers; return all questions, the oldest first.

        With each comes the page that answers it, an entry or another one, if any is named, and who replied.
        """
        found = []
        for uri, post in sorted(self.posts.items(), key=lambda item: _written(item[1])):
            for question in questions(self.readings[uri]) if uri in self.readings else ():
                name = question.answer.partition("#")[0]
                target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), name)) if name else ""
                if not question.is_open and target in about and target != uri:
                    about[target].answers.append((post, question))
                replies = self.replied.of(uri, question.line)
                said = self._said_by(replies[-1]) if replies else ""
                found.append((post, question, self.posts.get(target) or pages.get(target), said))
        return found


def complete(
    journal: Journal, guides: Iterable[Guide], pages: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """Write into the entries what stands in their text; return what templates show, and what is wrong.

    Templates have `about` with what is known of each entry by its path below `docs/`, and all `questions`.
    """
    about = journal.about(guides, pages)
    problems = journal.correct(about)
    asked = journal.answer(about, pages)
    for post in journal.posts.values():
        post.content = with_cure(post.content, cure(post, journal.words))
    return {"about": about, "questions": asked}, problems


def list_questions(env: Any, pages: Mapping[str, Any], link: Callable[[str, str], str]) -> None:
    """Put the list of all questions where a page asks for it."""
    for page in pages.values():
        if page and page.content and MARKER in page.content:
            # Only here: the template writes dates as the blog does, and not every site has a blog.
            template = env.get_template("partials/chronicles-questions.html")
            html = template.render(page=page, base_url=link(".", page.url))
            page.content = page.content.replace(MARKER, html)


def cure(post: Any, words: SiteWords = ENGLISH) -> str:
    """Return the problem and the fix that an entry names, which stand above its text, as an element `<dl>`.

    It is `""` where the entry names neither. The terms are in `words`.
    """
    said = {name: escape(str(post.meta[name])) for name in ("problem", "fix") if post.meta.get(name)}
    items = (
        f"<dt>{words.say('entry.problem')}</dt><dd><code>{said['problem']}</code></dd>"
        if "problem" in said
        else ""
    )
    items += f"<dt>{words.say('entry.fix')}</dt><dd>{said['fix']}</dd>" if "fix" in said else ""
    return f'<dl class="chronicles-cure">{items}</dl>\n' if items else ""


def with_cure(content: str, html: str) -> str:
    """Return the content of a page with `html` below its title."""
    title = TITLE.search(content)
    at = title.end() if title else 0
    return content[:at] + html + content[at:]


def _written(post: Any) -> tuple[Any, str]:
    return post.config.date.created, post.file.src_uri
