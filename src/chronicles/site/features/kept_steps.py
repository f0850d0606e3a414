"""What a site shows of the steps of its guides, from build to build."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chronicles.guides.series.state_files import read_states
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.problems import Place, Problem, Refused
from chronicles.site.features.step_pages import ShownStep, shown_steps, zips_of
from chronicles.site.render.differences import Highlight
from chronicles.site.render.highlights import Highlights
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SiteSteps:
    """The steps by their pages, a ZIP of each state by its path in the site, what is wrong with patches."""

    shown: Mapping[str, ShownStep]
    zips: Mapping[str, bytes]
    problems: Sequence[Problem] = ()


class KeptSteps:
    """The steps of the build before, for a server: made anew where a patch or a guide is another one."""

    def __init__(self) -> None:
        self._known: tuple[object, SiteSteps] | None = None

    def of(
        self, workspace: Workspace, docs: str, highlights: Highlights, words: SiteWords = ENGLISH
    ) -> SiteSteps:
        """Return the steps of a journal, told in `words`. May read git's objects."""
        form = highlights.is_thin
        made_from = form, words, docs, workspace.guides, workspace.patches, workspace.settings.own_paths
        if self._known and self._known[0] == made_from:
            return self._known[1]
        made = _steps(workspace, docs, highlights.lines, words)
        self._known = None if made.problems else (made_from, made)
        return made


def _steps(workspace: Workspace, docs: str, highlight: Highlight, words: SiteWords) -> SiteSteps:
    guides, patches, series = workspace.guides, workspace.patches, workspace.series
    if not patches:
        return SiteSteps(shown_steps(guides, patches, {}, {}, highlight, words), {})
    try:
        problems = [series.broken.at(Place(docs))] if series.broken else []
        states = read_states(series)
        zips = zips_of(patches, states)
    except Refused as refused:
        none = shown_steps(guides, patches, {}, {}, highlight, words)
        return SiteSteps(none, {}, [refused.at(Place(patches[0].path))])
    return SiteSteps(shown_steps(guides, patches, states, zips, highlight, words), zips, problems)
