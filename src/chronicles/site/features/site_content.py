"""What a build knows of a site before MkDocs makes its pages: one value, made in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from chronicles.guides.outline import Guide
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.reading import Reading
from chronicles.problems import Problem
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.record import Record
from chronicles.progress.replied import Replied
from chronicles.proof.answers import Answers
from chronicles.proof.link_targets import questions
from chronicles.proof.resolver import answer_all
from chronicles.site.features.change_parts import ChangePart, change_parts
from chronicles.site.features.kept_steps import KeptSteps
from chronicles.site.features.model_diagrams import ModelDiagrams, model_diagrams
from chronicles.site.features.progress_pages import record_of, with_marks, without_marks
from chronicles.site.features.reply_quotes import Placed, placed_replies, with_places, with_quotes
from chronicles.site.features.step_pages import ShownStep, downloads
from chronicles.site.render.highlights import Highlights
from chronicles.site.render.rendered import RenderedSite, render_site
from chronicles.workspace.goal_evidence import evidence_context
from chronicles.workspace.lost_proofs import LostProofs, lost_proofs
from chronicles.workspace.proven import proven
from chronicles.workspace.publication import Published
from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True)
class SiteContent:
    """The pages of a site as Markdown, and all that is shown besides their own words.

    `proven` has the number of proven blocks and `steps` the steps of guides, each by the path of its page
    below `docs`; `downloads` are the files that pages link to, by their path in the site; `project` is the
    folder of the journal's own project, as `mkdocs.yml` names it, `""` without one; `words` are those of the
    language that the site is read in, and `lost` are the proofs that its history lost. `replies` are by the
    path of the entry that they stand on below `docs`.
    """

    docs: str = "docs"
    published: Published = field(default_factory=Published)
    guides: tuple[Guide, ...] = ()
    answers: Answers = field(default_factory=lambda: Answers({}))
    rendered: RenderedSite = field(default_factory=lambda: RenderedSite({}, {}, ()))
    proven: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, ShownStep] = field(default_factory=dict)
    downloads: Mapping[str, bytes] = field(default_factory=dict)
    evidence: EvidenceContext | None = None
    record: Record = field(default_factory=Record)
    problems: tuple[Problem, ...] = ()
    lost: LostProofs = field(default_factory=LostProofs)
    project: str = ""
    words: SiteWords = ENGLISH
    models: ModelDiagrams = field(default_factory=ModelDiagrams)
    replies: Mapping[str, Sequence[Placed]] = field(default_factory=dict)
    replied: Replied = field(default_factory=Replied)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The pages that readers see."""
        return self.published.readings

    @cached_property
    def changes(self) -> Mapping[str, ChangePart]:
        """The pages of changes that are too long for their steps, by their paths below `docs`."""
        return change_parts(self.steps, self.words)

    @cached_property
    def series(self) -> Mapping[str, str]:
        """What a page is read in from first to last, the page of its guide or the folder of the journal.

        By the path of the page below `docs/`; pages that are of neither are not in it.
        """
        journal = PurePosixPath(self.published.posts.removeprefix(f"{self.docs}/")).parent.as_posix()
        own = {}
        if journal != ".":
            uris = (self.published.uri(one) for one in self.readings)
            own = {uri: journal for uri in uris if uri.startswith(f"{journal}/")}
        pages = {guide.index: guide.index for guide in self.guides}
        return {**own, **pages, **{step.page: guide.index for guide in self.guides for step in guide.steps}}

    @cached_property
    def dates(self) -> Mapping[str, Any]:
        """What stands at `date:`, by the paths of pages below `docs/`."""
        dated = (one for one in self.readings if "date" in one.front_matter.values)
        return {self.published.uri(one): one.front_matter.values["date"] for one in dated}


def site_content(
    workspace: Workspace,
    published: Published,
    highlights: Highlights,
    kept: KeptSteps,
    words: SiteWords = ENGLISH,
) -> SiteContent:
    """Answer and render all that is `published`. Reads files and git's objects; runs nothing of pages."""
    docs, readings = published.docs, published.readings
    with workspace.projects() as projects:
        answers = answer_all(questions(readings), projects)
        known = proven(workspace, projects, readings)
        models = model_diagrams(readings, projects, words)
    evidence = evidence_context(workspace, readings, answers)
    project = workspace.settings.project_path() if workspace.settings.project else ""
    days, guides = workspace.days, workspace.guides
    record = record_of(
        published.entries, readings, workspace.patches, evidence, docs, days, guides, words, workspace.replied
    )
    placed = placed_replies(published.entries, workspace.replied, docs, workspace.settings.dialect, words)
    marked = with_places(with_marks(readings, evidence, record, words), placed, docs)
    rendered = without_marks(
        render_site(marked, docs, answers, highlights.numbered, project, words), evidence
    )
    rendered = with_quotes(rendered, readings, placed, docs)
    steps = kept.of(workspace, docs, highlights, words)
    return SiteContent(
        docs,
        published,
        guides,
        answers,
        rendered,
        {path.removeprefix(f"{docs}/"): number for path, number in known.items()},
        steps.shown,
        {**steps.zips, **downloads(steps.shown)},
        evidence,
        record,
        (*rendered.problems, *record.plan.problems, *steps.problems, *models.problems),
        lost_proofs(workspace.settings) if evidence and record.goals else LostProofs(),
        project,
        words,
        models,
        placed,
        workspace.replied,
    )
