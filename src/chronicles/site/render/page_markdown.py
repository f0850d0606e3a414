"""What the site shows of a page: answers woven in, links resolved, captions written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from chronicles.pages.front_matter import front_matter
from chronicles.pages.headers import Header
from chronicles.pages.links import Link as PageLink
from chronicles.pages.markdown.blocks import Block
from chronicles.pages.page import BOM, Page, split_lines
from chronicles.pages.reading import Code, Reading
from chronicles.pages.states import NOW, State, short_name
from chronicles.pages.transcripts import Transcript
from chronicles.pages.weave import BlockChange, weave
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.answers import Answer, Answers
from chronicles.proof.link_targets import Target, follow, live_goal, target, task_problems
from chronicles.site.render.demo_html import EDIT, RUN, STATE, TASK, Live, demo_name
from chronicles.site.render.demo_task import DemoTask
from chronicles.site.render.live_inputs import live_inputs
from chronicles.site.render.transcript_html import ATTRIBUTE

ENDS = "data-ends"  # how the lines of a block end in the file, for who copies them

# The URL of a target as the page's Markdown has it.
Link = Callable[[Target | Live], str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """The Markdown of a page without front matter, where it leads, and what is wrong.

    `captions` has the origin of each snippet as it is printed into the page, and where it stands;
    `targets` has these and those of the links; `transcripts` has the blocks that were run, by the name
    that is printed with each.
    """

    markdown: str
    captions: dict[str, Target]
    targets: frozenset[Target]
    problems: tuple[Problem, ...]
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)


def render(reading: Reading, answers: Answers, link: Link) -> Rendering:
    """Return what the engine is to render for `reading`'s page.

    A filled block is shown as it stands, whatever its source says by now; only an empty one needs
    an answer, and a block with `data-mark` to know its lines.
    """
    problems: list[Problem] = task_problems(reading, answers)
    captions: dict[str, Target] = {}
    changes: dict[Block, BlockChange] = {}
    transcripts: dict[str, Transcript] = {}
    for code in reading.code:
        if code.transcript is not None:
            name = str(len(transcripts))
            transcripts[name] = code.transcript
            values = {ATTRIBUTE: name, **_live(code, reading)}
            changes[code.block] = BlockChange(Header(code.header.escaped()).with_values(values))
            continue
        if not code.header.data:
            continue
        answer, wrong = _answer(code, answers)
        changes[code.block] = _change(code, answer, _live(code, reading))
        problems += [refused.at(Place(reading.page.path, code.block.first)) for refused in wrong]
        if answer and (origin := target(answer)):
            captions[escape(code.header.data["data-from"], quote=True)] = origin
    if not changes and not reading.links:  # as most pages are
        return Rendering(front_matter.body(reading.page, reading.front_matter), {}, frozenset(), ())
    page, linked, wrong_links = _linked(reading, answers, link)
    text = weave(page, changes) if reading.is_sound else page.text
    targets = frozenset([*captions.values(), *linked])
    body = front_matter.body(Page(reading.page.path, text), reading.front_matter)
    return Rendering(body, captions, targets, tuple(sorted(problems + wrong_links)), transcripts)


def caption(code: Code) -> str:
    """Return what stands above a snippet: its file, its selectors, and its state if it is not `now`."""
    assert code.ask is not None, "only a snippet has a caption"
    address = code.ask.address
    parts = [f"{address.project}: {address.path}" if address.project else address.path]
    parts += [", ".join(address.selectors)] if address.selectors else []
    states = [short_name(str(state)) for state in address.states if address.is_diff or state != NOW]
    return " · ".join([*parts, *([" → ".join(states)] if states else [])])


def live_moment(code: Code) -> tuple[str, State] | None:
    """Return the project and its state at which a reader can run or edit a block live, `None` for nothing.

    What a snippet shows of a difference cannot be edited, and neither can the past of the journal's own
    project: each of its entries may be of another revision.
    """
    if code.ask:
        address = code.ask.address
        project, state = address.project, address.states[0]
        return (project, state) if not address.is_diff and is_live(project, state) else None
    if code.transcript is None or code.run is None or not live_inputs(code.transcript):
        return None
    return (code.project, code.run) if is_live(code.project, code.run) else None


def is_live(project: str, state: State) -> bool:
    """Whether a state of a project may have a demo; `""` is the journal's own."""
    return bool(project) or state.kind in ("now", "step")


def _live(code: Code, reading: Reading) -> dict[str, str]:
    """What the demo has to know of a block."""
    if (moment := live_moment(code)) is None:
        return {}
    what = {EDIT: code.ask.address.path} if code.ask else {RUN: code.header.language}
    if code.ask and code.tests:
        what[TASK] = str(DemoTask(code.ask.address.path, reading.state_at(code.block.first).name, code.tests))
    return {key: escape(value) for key, value in {**what, STATE: demo_name(*moment)}.items()}


def _change(code: Code, answer: Answer | None, live: dict[str, str]) -> BlockChange:
    """The block as it is rendered: its values escaped, a caption, an answer where it has no text."""
    header = code.header.escaped()
    if code.ask is None:
        return BlockChange(Header(header).with_values(live) if live else header)
    extra = live | ({} if "title" in code.header.attributes else {"title": caption(code)})
    if answer is None:
        return BlockChange(Header(header).with_values(extra))
    body = answer.lines if code.block.is_empty else None
    if answer.ends and (body or code.block.text == answer.lines):
        extra[ENDS] = answer.ends
    shown = body or code.block.text
    if not shown[-1].strip("\n"):  # the engine takes an empty last line for the end of the one before
        body = (*shown, "")
    if answer.marked and (body or code.block.text == answer.lines):
        extra["hl_lines"] = " ".join(map(str, answer.marked))
    return BlockChange(Header(header).with_values(extra), body)


def _answer(code: Code, answers: Answers) -> tuple[Answer | None, list[Refused]]:
    """The answer to a snippet; that there is none is only wrong where it has no text of its own."""
    if code.ask is None:
        return None, []
    try:
        return answers.shown(code.ask), []
    except Refused as refused:
        return None, [refused] if code.block.is_empty else []


def opened(link: PageLink, reading: Reading) -> Live:
    """Return what a live link of a page opens, one that leads somewhere."""
    project, state, path = live_goal(link, reading.state)
    return Live(demo_name(project, state), path)


def _linked(reading: Reading, answers: Answers, link: Link) -> tuple[Page, list[Target], list[Problem]]:
    """The page with real links in the place of its `code:`, `test:` and `live:` ones."""
    problems: list[Problem] = []
    targets: list[Target] = []
    lines = split_lines(reading.page.text.removeprefix(BOM))
    for found in sorted(reading.links, key=lambda found: (found.line, -found.start)):
        try:
            goal = follow(found, reading, answers)
        except Refused as refused:
            problems.append(refused.at(Place(reading.page.path, found.line)))
            continue
        targets += [goal] if goal else []
        url = link(goal or opened(found, reading))
        line, ending = lines[found.line - 1]
        lines[found.line - 1] = line[: found.start] + url + line[found.end :], ending
    return Page(reading.page.path, "".join(map("".join, lines))), targets, problems
