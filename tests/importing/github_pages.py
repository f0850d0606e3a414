"""Pages that nobody has written yet: blocks of Markdown in one another, with and without blank lines."""

from collections.abc import Callable
from random import Random

WORDS = [
    *(
        "word",
        "some *emph* text",
        "`code`",
        "**bold** and more",
        "a_b_c",
        "https://example.org/x",
        "~~gone~~",
    ),
    *("see [site](https://example.org)", "#tag", "2. no", "it's 5 < 6", "# no", "C#", "a | b", "`x | y`"),
]
CELLS = ["`x \\| y`", "c \\| d", "*e*"]
DEEPEST = 3
LEAVES = ("text", "text", "text", "fence", "table", "heading", "rule", "code")


def github_page(random: Random) -> list[str]:
    """The lines of a page of up to four blocks."""
    lines: list[str] = []
    for _ in range(random.randint(1, 4)):
        lines += _next(random, lines, 0)
    return lines


def _next(random: Random, above: list[str], depth: int) -> list[str]:
    """A block that follows others; without a blank line a text would go on in what is above it."""
    block = _block(random, depth)
    is_text = block[0].startswith(("Some", "Text", "And", "    "))
    return ["", *block] if above and (is_text or random.random() < 0.5) else block


def _block(random: Random, depth: int) -> list[str]:
    kinds = (*LEAVES, "list", "list", "list", "quote") if depth < DEEPEST else LEAVES
    return BLOCKS[random.choice(kinds if depth else (*kinds, "tasks"))](random, depth)


def _text(random: Random, depth: int) -> list[str]:
    first = f"{random.choice(['Some', 'Text', 'And'])} {random.choice(WORDS)}"
    return [first, *(f"{random.choice(WORDS)} {random.choice(WORDS)}" for _ in range(random.randint(0, 2)))]


def _tasks(random: Random, depth: int) -> list[str]:
    return [f"- [{random.choice(' x')}] Do {random.choice(WORDS)}" for _ in range(random.randint(1, 3))]


def _list(random: Random, depth: int) -> list[str]:
    number = random.choice([0, 0, 1, 3])
    gap = [""] * (random.random() < 0.2)
    lines: list[str] = []
    for index in range(random.randint(1, 3)):
        sign = f"{number + index}." if number else "-"
        first = [f"Item {random.choice(WORDS)}"] if random.random() < 0.85 else _block(random, depth + 1)
        inside = list(first)
        for _ in range(random.choice([0, 0, 1, 1, 2])):
            inside += _next(random, inside, depth + 1)
        space = " " * (len(sign) + 1)
        lines += [f"{sign} {inside[0]}", *(space + line if line else "" for line in inside[1:]), *gap]
    return lines


def _quote(random: Random, depth: int) -> list[str]:
    return [f"> {line}" if line else ">" for line in _block(random, depth + 1)]


def _fence(random: Random, depth: int) -> list[str]:
    fence = random.choice(["```", "~~~", "````"])
    return [fence + random.choice(["python", "", "js"]), "x = 1", "", "  # y", "- z", fence]


def _table(random: Random, depth: int) -> list[str]:
    return ["| a | b |", "|---|:-:|", f"| 1 | {random.choice(CELLS)} |"]


def _heading(random: Random, depth: int) -> list[str]:
    return [f"{'#' * random.randint(1, 4)} Head {random.choice(['one', 'C#', '`x`', 'end ##'])}"]


BLOCKS: dict[str, Callable[[Random, int], list[str]]] = {
    "text": _text,
    "tasks": _tasks,
    "list": _list,
    "quote": _quote,
    "fence": _fence,
    "table": _table,
    "heading": _heading,
    "rule": lambda random, depth: ["***"],
    "code": lambda random, depth: ["    code here", "      more"],
}
