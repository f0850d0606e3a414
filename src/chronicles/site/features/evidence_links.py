"""Where the evidence behind goals leads: on the site, and among the files beside `docs/`."""

from collections.abc import Callable, Mapping

from chronicles.pages.web_addresses import SCHEMES, scheme_of
from chronicles.progress.evidence import EvidenceContext, file_of, target_of
from chronicles.progress.goals import Evidence
from chronicles.proof.link_targets import Target
from chronicles.site.render import source_pages
from chronicles.workspace.places import Places, escaped
from chronicles.workspace.settings import Settings

# An address and, with its `#`, the part of what is there.
EvidenceLink = tuple[str, str]


def on_site(context: EvidenceContext, urls: Mapping[str, str]) -> dict[Evidence, EvidenceLink]:
    """Return the links of the evidence that leads anywhere.

    `urls` has the address of each file of the site, below the site, by its path below `docs/`.
    """

    def of_page(path: str, part: str) -> EvidenceLink:
        return urls.get(path, ""), part

    def of_code(target: Target) -> EvidenceLink:
        return urls.get(source_pages.uri(target.file), ""), source_pages.anchor(target)

    return _links(context, of_page, of_code)


def beside_docs(context: EvidenceContext, settings: Settings, places: Places) -> dict[Evidence, EvidenceLink]:
    """Return the links of evidence as seen from the root.

    Code of another state, or of a project beside the root, lies in no file of the journal.
    A line of code is named as GitHub does, `#L12`.
    """

    def of_page(path: str, part: str) -> EvidenceLink:
        place = places(path)
        return place, "" if "#" in place else part

    def of_code(target: Target) -> EvidenceLink:
        folder = settings.project_path(target.file.project)
        is_there = target.file.state.kind == "now" and not folder.startswith("../")
        line = f"#L{target.line}" if target.line else ""
        return escaped(f"{folder}/{target.file.path}") if is_there else "", line

    return _links(context, of_page, of_code)


def _links(
    context: EvidenceContext,
    of_page: Callable[[str, str], EvidenceLink],
    of_code: Callable[[Target], EvidenceLink],
) -> dict[Evidence, EvidenceLink]:
    """The links of all evidence that leads anywhere."""
    found: dict[Evidence, EvidenceLink] = {}
    for evidence in (evidence for goal in context.goals for evidence in goal.evidence):
        if evidence.kind == "outside":
            # Anything else could run in the reader's browser.
            is_safe = scheme_of(evidence.target) in SCHEMES
            found[evidence] = evidence.target if is_safe else "", ""
        elif context.status(evidence) == "lost":
            continue
        elif evidence.kind == "page":
            path, (_, mark, part) = (
                file_of(evidence, context.reading, context.docs),
                evidence.target.partition("#"),
            )
            found[evidence] = of_page(path, mark + part)
        elif target := target_of(evidence, context.reading, context.answers):
            found[evidence] = of_code(target)
    return {evidence: link for evidence, link in found.items() if link[0]}
