"""The policy that the pages of a site get, by its settings, and what is told of what it refuses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.site.features.refused_scripts import refused_scripts
from chronicles.site.render.content_policy import ContentPolicy, origin
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings, line_of

# Material puts the head of the next page into the one that is open, where a policy can only become narrower.
INSTANT = "navigation.instant"


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """Gives pages their policy; none where the `policy` is `None`. `notices` are for the author."""

    policy: ContentPolicy | None = None
    notices: Sequence[str] = ()

    def put_into(self, html: str, *written: str | None) -> str:
        """Return a page with its policy in it; `written` is the HTML of what authors wrote of it."""
        return self.policy.put_into(html, "".join(map(str, filter(None, written)))) if self.policy else html


def page_policy(settings: Settings, config: MkDocsConfig, readings: Sequence[Reading]) -> PagePolicy:
    """Return the policy of a site, and what its pages and settings hold that it refuses."""
    said = settings.policy
    if not said.is_on:
        return PagePolicy()
    if INSTANT in (config.theme.get("features") or ()):
        message = f"{INSTANT} lets pages have no policy"
        mend = "Leave it out, or write 'policy: false' below the chronicles plugin."
        place = Place(CONFIG, line_of(settings.root, f"{INSTANT}"))
        return PagePolicy(None, () if said.is_said else [_told(Problem(place, message, mend))])
    allowed = {host for script in config.extra_javascript if (host := origin(str(script)))}
    problems = [] if said.is_said else list(_scripts_elsewhere(settings, sorted(allowed)))
    finder = Finder(settings.dialect)
    written = readings if settings.html else ()
    problems += refused_scripts(written, finder, allowed | {*said.sources.get("script-src", ())})
    return PagePolicy(ContentPolicy(said.sources), [*map(_told, problems)])


def _scripts_elsewhere(settings: Settings, hosts: Sequence[str]) -> Iterator[Problem]:
    """What nobody here can know: what a script of another host asks for, once it runs."""
    place = Place(CONFIG, line_of(settings.root, "extra_javascript:"))
    for host in hosts:
        message = (
            f"the policy of pages lets the script of {host} run, and nothing that this loads from others"
        )
        mend = "Name what it needs below 'policy:', or write 'policy: true' if that is nothing."
        yield Problem(place, message, mend)


def _told(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}. {problem.mend}"
