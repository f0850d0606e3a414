"""Whole files in a page that is too long: how they begin, and where all of each is. Pure.

A page of more than 250 kB or 6,000 elements takes a phone seconds to show. Most of such a page is code that
its reader takes over and does not read there, and each file of a project has a page of its own.
"""

import re

from chronicles.site.render.change_sizes import PAGE_BYTES, PAGE_ELEMENTS

# What is left for the policy of the page and its scripts.
MOST_BYTES, MOST_ELEMENTS = PAGE_BYTES - 5_000, PAGE_ELEMENTS - 50
# A shorter block stays as it is; of a longer one this many lines do.
LONG, KEPT = 60, 20
# A snippet without a selector, below a caption that leads to its source (see `captions`).
BLOCK = re.compile(
    r'<div class="(?P<class>[^"]*)"(?P<rest> [^<>]*?data-from="(?P<path>[^"#@]*)(?:@[^"#]*)?"[^<>]*)>'
    r'(?P<caption><span class="filename"><a href="(?P<source>[^"]*)">(?:(?!</span>).)*</span>)'
    r"(?P<open><pre>(?:<span></span>)?<code[^<>]*>)(?P<code>.*?)</code></pre></div>",
    re.DOTALL,
)
TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
ELEMENT = re.compile(r"<[a-z]", re.IGNORECASE)
RUNS = "data-live-"  # what a reader can run or edit in the page has to be there


def with_short_blocks(html: str) -> str:
    """Return a page with its longest whole files shortened, as few of them as bring it to its bounds.

    Where that does not do, or the page is within them, the rest stays as it is. Snippets of a part of a file
    stay whole: somebody has chosen what they show.
    """
    size, elements = len(html.encode()), len(ELEMENT.findall(html))
    if size <= MOST_BYTES and elements <= MOST_ELEMENTS:
        return html
    short: dict[str, str] = {}
    for match in sorted(BLOCK.finditer(html), key=lambda one: -len(one[0])):
        if size <= MOST_BYTES and elements <= MOST_ELEMENTS:
            break
        if RUNS in match["rest"] or match["code"].count("\n") < LONG:
            continue
        new = _short(match)
        size -= len(match[0].encode()) - len(new.encode())
        elements -= len(ELEMENT.findall(match[0])) - len(ELEMENT.findall(new))
        short[match[0]] = new
    return BLOCK.sub(lambda match: short.get(match[0], match[0]), html)


def _short(match: re.Match[str]) -> str:
    lines = match["code"].split("\n")
    code = _closed("\n".join(lines[:KEPT]))
    told = f"The first {KEPT} of {len(lines) - (not TAG.sub('', lines[-1]))} lines."
    link = f'<a href="{match["source"]}">All of {match["path"]}</a>'
    return (
        f'<div class="{match["class"]} no-copy"{match["rest"]}>{match["caption"]}{match["open"]}{code}\n'
        f'</code></pre><p class="chronicles-quiet chronicles-rest">{told} {link}</p></div>'
    )


def _closed(code: str) -> str:
    """Code that was cut, with an end for each element that is open there."""
    opened: list[str] = []
    for end, name in TAG.findall(code):
        if end:
            opened.pop()
        else:
            opened.append(name)
    return code + "".join(f"</{name}>" for name in reversed(opened))
