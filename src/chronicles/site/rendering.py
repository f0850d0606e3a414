"""What the site shows of a page: answers woven in, links resolved, captions written."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from chronicles.pages import front_matter
from chronicles.pages.blocks import Block
from chronicles.pages.headers import Header
from chronicles.pages.page import BOM, Page, split_lines
from chronicles.pages.reading import Code, Reading
from chronicles.pages.states import NOW
from chronicles.pages.weave import Change, weave
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.answers import Answer, Answers
from chronicles.proof.links import Target, follow, target

# The URL of a target as the page's Markdown has it; `None` stands for the project running live.
Link = Callable[[Target | None], str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """The Markdown of a page without front matter, where it leads, and what is wrong.

    `captions` has the origin of each snippet as it is printed into the page, and where it stands;
    `targets` has these and those of the links.
    """

    markdown: str
    captions: dict[str, Target]
    targets: frozenset[Target]
    problems: tuple[Problem, ...]


def render(reading: Reading, answers: Answers, link: Link) -> Rendering:
    """Return what the engine is to render for `reading`'s page.

    A filled block is shown as it stands, whatever its source says by now; only an empty one needs
    an answer, and a block with `data-mark` to know its lines.
    """
    problems: list[Problem] = []
    captions: dict[str, Target] = {}
    changes: dict[Block, Change] = {}
    for code in reading.code:
        if not code.header.data:
            continue
        answer, wrong = _answer(code, answers)
        changes[code.block] = _change(code, answer)
        problems += [refused.at(Place(reading.page.path, code.block.first)) for refused in wrong]
        if answer and (origin := target(answer)):
            captions[escape(code.header.data["data-from"], quote=True)] = origin
    page, linked, wrong_links = _linked(reading, answers, link)
    text = weave(page, changes) if reading.is_sound else page.text
    targets = frozenset([*captions.values(), *linked])
    body = front_matter.body(Page(reading.page.path, text), reading.front_matter)
    return Rendering(body, captions, targets, tuple(sorted(problems + wrong_links)))


def caption(code: Code) -> str:
    """Return what stands above a snippet: its file, its selectors, and its state if it is not `now`."""
    assert code.ask is not None, "only a snippet has a caption"
    address = code.ask.address
    parts = [f"{address.project}: {address.path}" if address.project else address.path]
    parts += [", ".join(address.selectors)] if address.selectors else []
    states = [_short(str(state)) for state in address.states if address.is_diff or state != NOW]
    return " · ".join([*parts, *([" → ".join(states)] if states else [])])


def _short(state: str) -> str:
    name = state.removeprefix("git:")
    return name[:10] if len(name) >= 40 else name


def _change(code: Code, answer: Answer | None) -> Change:
    """The block as it is rendered: its values escaped, a caption, an answer where it has no text."""
    header = code.header.escaped()
    if code.ask is None:
        return Change(header)
    extra = {} if "title" in code.header.attributes else {"title": caption(code)}
    if answer is None:
        return Change(Header(header).with_values(extra))
    body = answer.lines if code.block.is_empty else None
    if answer.marked and (body or code.block.body == code.block.rendered(list(answer.lines))):
        extra["hl_lines"] = " ".join(map(str, answer.marked))
    return Change(Header(header).with_values(extra), body)


def _answer(code: Code, answers: Answers) -> tuple[Answer | None, list[Refused]]:
    """The answer to a snippet; that there is none is only wrong where it has no text of its own."""
    if code.ask is None:
        return None, []
    try:
        return answers.shown(code.ask), []
    except Refused as refused:
        return None, [refused] if code.block.is_empty else []


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
        line, ending = lines[found.line - 1]
        lines[found.line - 1] = line[: found.start] + link(goal) + line[found.end :], ending
    return Page(reading.page.path, "".join(map("".join, lines))), targets, problems
