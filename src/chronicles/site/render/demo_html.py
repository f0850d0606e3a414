"""Put the live demos into finished pages: links become elements, blocks learn where their demo is."""

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import quote, unquote

from chronicles.pages.states import State
from chronicles.site.render.live_inputs import managed, unmanaged

# How a live link and a runnable block name the state, from the page's Markdown to here.
QUERY = "live"
STATE = "data-live-state"
RUN, EDIT, SRC, INPUTS = "data-live-run", "data-live-edit", "data-live-src", "data-live-inputs"
TASK = "data-live-task"
SIZE = "data-live-size"
LINK = re.compile(
    rf'<a (?P<before>[^<>]*?)href="(?P<url>[^"<>]*?)\?{QUERY}=(?P<goal>[^"<>&#]*)"(?P<after>[^<>]*)>'
    r"(?P<text>.*?)</a>",
    re.DOTALL,
)
BLOCK = re.compile(
    rf'(?P<run> (?:{RUN}="(?P<kind>[^"]*)"|{EDIT}="[^"]*"))(?: {INPUTS}="(?P<inputs>[^"]*)")?'
    rf'(?: {TASK}="(?P<task>[^"]*)")? {STATE}="(?P<state>[^"]*)"'
)
TAG = re.compile(r"<[^<>]*>")
# A demo that is all of its paragraph, which becomes a poster: the style sheet keeps room for it.
ALONE = re.compile(r"<p>\s*<live-demo (?=[^<>]*><a (?:(?!</live-demo>).)*</a></live-demo>\s*</p>)", re.DOTALL)
# The link of a step to its demo: to the first poster of the page, and not there without one.
TO_DEMO = re.compile(r"\s*<a [^<>]*data-to-demo[^<>]*>[^<>]*</a>")
ANCHOR = "demo"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Live:
    """The project at a state, running, opened at a path of its own site."""

    state: str
    path: str


@dataclass(frozen=True, slots=True)
class ShownDemo:
    """A demo as a page knows it: the path of its manifest in the site, and how many bytes it fetches.

    Nothing can be opened at a path or asked of one that does not answer requests. `tasks` has the paths in
    the site of what the tasks of pages need, by their texts.
    """

    manifest: str
    download: int
    is_django: bool = True
    answers: bool = True
    tasks: Mapping[str, str] = field(default_factory=dict)


def demo_name(project: str, state: State) -> str:
    """Return what a demo is called: by the state of the journal's own project, or `shop:now`."""
    return f"{project}:{state}" if project else str(state)


def query(live: Live) -> str:
    """Return what stands behind the URL of a live link until the page is finished."""
    return f"?{QUERY}={quote(f'{live.state} {live.path}', safe='')}"


def with_demos(html: str, url: str, demos: Mapping[str, ShownDemo], script: str) -> str:
    """Return a finished page with its demos in it, and with the one script that they need.

    `url` is the page's own and `script` that of the script, below the site; `demos` are by their states.
    What has none is a plain link, or a block as any other.
    """
    links = ALONE.sub(r"<p><live-demo alone ", LINK.sub(lambda match: _link(match, url, demos), html))
    links = _led(links)
    blocks = BLOCK.sub(lambda match: _block(match, url, demos), links)
    if not (f" {SRC}=" in blocks or "<live-demo " in blocks):
        return blocks
    tag = f'<script type="module" src="{escape(_relative(script, url))}"></script>'
    body, end, rest = blocks.rpartition("</body>")
    return f"{body}{tag}{end}{rest}" if end else blocks + tag


def _led(html: str) -> str:
    """Let the step's link lead to the first poster of the page, or be gone without one."""
    poster = "<live-demo alone "
    if "data-to-demo" not in html:
        return html
    if poster not in html or f'id="{ANCHOR}"' in html:
        return TO_DEMO.sub("", html)
    return html.replace(poster, f'{poster}id="{ANCHOR}" ', 1)


def _link(match: re.Match[str], url: str, demos: Mapping[str, ShownDemo]) -> str:
    plain = f'<a {match["before"]}href="{match["url"]}"{match["after"]}>{match["text"]}</a>'
    state, _, path = unquote(unescape(match["goal"])).partition(" ")
    if (demo := demos.get(state)) is None or not demo.answers:
        return plain
    label = " ".join(unescape(TAG.sub("", match["text"])).split())
    said = {
        "src": _relative(demo.manifest, url),
        "path": path,
        "label": label,
        "state": state,
        "size": size(demo.download),
    }
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in said.items())
    return f"<live-demo {attributes}>{plain}</live-demo>"


def _block(match: re.Match[str], url: str, demos: Mapping[str, ShownDemo]) -> str:
    if (demo := demos.get(unescape(match["state"]))) is None:
        return ""
    inputs = match["inputs"]
    if inputs is not None:
        lines = _runnable(match["kind"], json.loads(unescape(inputs)), demo)
        if not lines:
            return ""
        inputs = f' {INPUTS}="{escape(json.dumps(lines, ensure_ascii=False))}"'
    task = demo.tasks.get(unescape(match["task"] or ""))
    needs = f' {TASK}="{escape(_relative(task, url))}"' if task else ""
    source = f'{SRC}="{escape(_relative(demo.manifest, url))}" {SIZE}="{size(demo.download)}"'
    return f"{match['run']}{inputs or ''}{needs} {source}"


def _runnable(kind: str, inputs: list[str], demo: ShownDemo) -> list[str]:
    """What of a block's inputs this demo can run; nothing where it cannot run the block."""
    match kind:
        case "console":
            return managed(inputs) if demo.is_django else unmanaged(inputs)
        case "http":
            return inputs if demo.answers else []
        case _:
            return inputs


def size(count: int) -> str:
    """Return a number of bytes as a person says it, in megabytes of a million.

    >>> size(9_176_114), size(300_000)
    ('9 MB', '1 MB')
    """
    return f"{max(1, round(count / MEGABYTE))} MB"


def _relative(path: str, url: str) -> str:
    """The path of a file in the site, as seen from a page."""
    return posixpath.relpath(path, posixpath.dirname(url) or ".")
