"""A journal of any size as values, the same at every run: each engine writes it down in its own form.

An entry has 292 to 975 words of prose (577 in the middle), two code blocks of twenty lines on average, two
to four tags of forty, and one of six categories; two of three have an excerpt mark, every fifth shows a
class of a project. Entry 7 is the same whether the journal has a hundred entries or five thousand.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST = date(2012, 1, 2)
GUIDES, CLASSES, TAGS, CATEGORIES = 30, 40, 40, 6
SHORTEST, LONGEST, USUAL = 292, 975, 500  # words; the median of that triangle is 572
STEMS = tuple(
    """a admin because cache column commit cookie deploy django error fast field filter form index join key
learner log migrate model note order page price query request row session slow stock table template test the
today token trace user view why works""".split()  # noqa: SIM905  # a list of them takes a line each
)
WORDS = [*STEMS, *(f"{stem}s" for stem in STEMS), *(f"{stem}ing" for stem in STEMS)]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `name` is its file without the ending, `shown` the class of the project in it, if any."""

    number: int
    name: str
    day: date
    title: str
    tags: tuple[str, ...]
    category: str
    opening: str
    rest: str
    cut: bool
    shown: int | None


@dataclass(frozen=True, slots=True)
class Guide:
    """A page that is no entry."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that is written: entries from the oldest to the newest, and guides."""

    entries: tuple[Entry, ...]
    guides: tuple[Guide, ...]


def corpus(entries: int, seed: int = 5) -> Corpus:
    """A journal of so many entries; another `seed` gives other words."""
    return Corpus(
        tuple(entry(number, seed) for number in range(entries)),
        tuple(guide(number, seed) for number in range(GUIDES)),
    )


def entry(number: int, seed: int = 5) -> Entry:
    """The entry of that number, which is of the day of that number."""
    chance = Random(f"{seed} entry {number}")  # noqa: S311  # nothing is kept secret with it
    day = FIRST + timedelta(days=number)
    count = round(chance.triangular(SHORTEST, LONGEST, USUAL))
    opening = prose(chance, count // 6)
    return Entry(
        number,
        f"{day}-entry-{number}",
        day,
        f"Entry {number} about {chance.choice(WORDS)}",
        tuple(sorted(f"tag{tag}" for tag in chance.sample(range(TAGS), chance.randint(2, 4)))),
        f"Category {number % CATEGORIES}",
        opening,
        sections(chance, count - count // 6, chance.randint(1, 3)),
        cut=number % 3 != 0,
        shown=number // 5 % CLASSES if number % 5 == 0 else None,
    )


def guide(number: int, seed: int = 5) -> Guide:
    """The guide page of that number."""
    chance = Random(f"{seed} guide {number}")  # noqa: S311
    return Guide(f"guide-{number}", f"Guide {number}", sections(chance, 600, 2))


def shown_class(number: int) -> str:
    """The class of the project of that number, without a line end after it."""
    return f"class Part{number}:\n    number = {number}\n\n    def get(self):\n        return self.number"


def project() -> str:
    """The one module of the project."""
    return "\n\n\n".join(shown_class(number) for number in range(CLASSES)) + "\n"


def sections(chance: Random, words: int, codes: int) -> str:
    """Five sections of prose with a list, a table and so many code blocks between them."""
    parts = []
    for place in range(5):
        parts += [f"## {sentence(chance, 3)[:-1]} {place}", prose(chance, words // 5)]
        if place < codes:
            parts.append(code(chance, chance.randint(10, 30)))
        elif place == 3:
            parts.append("\n".join(f"- {sentence(chance, 5)}" for _ in range(4)))
        else:
            parts.append(table(chance))
    return "\n\n".join(parts)


def prose(chance: Random, words: int) -> str:
    """Paragraphs of sentences of four to fourteen words, with so many words in all."""
    said: list[str] = []
    while words > 0:
        length = min(words, chance.randint(4, 14))
        said.append(sentence(chance, length))
        words -= length
    return "\n\n".join(" ".join(said[start : start + 5]) for start in range(0, len(said), 5))


def sentence(chance: Random, words: int) -> str:
    """So many words, one of which may be code, strong or a link."""
    said = [chance.choice(WORDS) for _ in range(words)]
    place, kind = chance.randrange(words), chance.randrange(8)
    form = ("`{}`", "**{}**", "[{}](https://docs.djangoproject.com/en/5.2/)", *["{}"] * 5)[kind]
    text = " ".join([*said[:place], form.format(said[place]), *said[place + 1 :]])
    return text[0].upper() + text[1:] + "."


def code(chance: Random, lines: int) -> str:
    """A block of Python of so many lines."""
    made = [f"def {chance.choice(STEMS)}_{line}(x, y={line}):" for line in range(0, lines, 2)]
    inner = [f'    return x + y * {chance.randrange(99)}, "{chance.choice(WORDS)}"' for _ in made]
    text = [line for pair in zip(made, inner, strict=True) for line in pair][:lines]
    return "\n".join(["```python", *text, "```"])


def table(chance: Random) -> str:
    """Four rows of two words and a number."""
    rows = [f"| {chance.choice(WORDS)} | {chance.choice(WORDS)} | {chance.randrange(99)} |" for _ in range(4)]
    return "\n".join(["| What | Where | How often |", "|---|---|---|", *rows])
