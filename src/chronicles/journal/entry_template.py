"""An author's own template of an entry, and the entry that it becomes.

A template is Markdown with placeholders such as `{{ title }}`, each replaced by a word that is given; nothing
else is looked up and nothing runs. Pure.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.front_matter.pairs import FIRST, Pairs, read_pairs
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.page import BOM, Page
from chronicles.problems import Place, Problem, Refused, nearest

# As MkDocs reads it (`mkdocs.utils.meta`), and an empty one, too.
FENCED = re.compile(r"-{3}[ \t]*\n(?P<yaml>(?:.*?\n)?)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
PLACEHOLDER = re.compile(r"(?P<literal>\\?)\{\{(?P<name>[^{}\n]*)\}\}")
# Stands for a placeholder while YAML is read: of characters for private use (Unicode, section 23.5).
MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000(?P<at>[0-9]+)\ue001")
PRIVATE = re.compile("[\ue000\ue001]")

IN_BRACES = "the front matter stands in braces, where no line of an entry's can be added"

Names = list[tuple[str, int]]  # of placeholders, each with its offset in the YAML


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What a command gives to a template.

    `given` are the values of the front matter that are the command's to say, as YAML, in their order; with
    `None` the entry has none of that key. `usual` are values for keys that the template may set otherwise.
    `words` are what placeholders stand for, by name; `text` is how some are written in Markdown, and what is
    of several lines, which a front matter has no place for.
    """

    given: Mapping[str, str | None]
    usual: Mapping[str, str]
    words: Mapping[str, str]
    text: Mapping[str, str]


def filled(template: Page, words: EntryWords) -> tuple[str, list[Problem]]:
    """Return the entry that `template` becomes, and every problem in the template, at its line there.

    Line ends become those of new entries.
    """
    text = template.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    match = FENCED.match(text)
    length = match.end() if match else 0
    lines, problems = _front_matter(template.path, match["yaml"] if match else "", words)
    first = text.count("\n", 0, length) + 1
    body = _replaced(text[length:], {**words.words, **words.text}, template.path, first, problems)
    if match is None and text.startswith("---"):  # which is never closed, perhaps
        problems += read_front_matter(Page(template.path, text))[1]
    gap = "" if match and body.startswith("\n") else "\n"
    return "\n".join(["---", *lines, "---"]) + f"\n{gap}{body.rstrip()}\n", sorted(set(problems))


def _front_matter(path: str, source: str, words: EntryWords) -> tuple[list[str], list[Problem]]:
    """The lines of the entry's front matter, and what is wrong with those of the template."""
    if private := PRIVATE.search(source):
        line = source.count("\n", 0, private.start()) + FIRST
        message = f"the front matter holds U+{ord(private[0]):04X}, a character for private use"
        return [], [Problem(Place(path, line), message, "Delete that character.")]
    marked, names = _marked(source)
    pairs = read_pairs(marked)
    problems = [_unmarked(refused, names).at(Place(path, line)) for line, refused in pairs.wrong]
    if marked.lstrip().startswith("{"):
        problems.append(
            Refused(IN_BRACES, "Write a line for each key, such as 'tags: [django]'.").at(Place(path, FIRST))
        )
    for name, at in names:
        if name not in words.words:
            line = source.count("\n", 0, at) + FIRST
            problems.append(_unknown(name, words.words).at(Place(path, line)))
    for key in pairs.nodes.keys() & words.given.keys():
        if not _is_alone(pairs.nodes[key], key, names):
            problems.append(_not_theirs(key).at(Place(path, pairs.places[key])))
    if problems:
        return [], problems
    text = MARKED.sub(_word(names, words.words), _edited(marked, _edits(pairs, marked, names, words)))
    unsaid = {pairs.places.get(key) for key, value in words.given.items() if value is None}
    lines = [None if number in unsaid else line for number, line in enumerate(text.split("\n")[:-1], FIRST)]
    checked = Page(path, "\n".join(["---", *(line or "" for line in lines), "---", ""]))
    above = [f"{key}: {value}" for key, value in words.given.items() if key not in pairs.places and value]
    below = [f"{key}: {value}" for key, value in words.usual.items() if key not in pairs.places]
    own = [line for line in lines if line is not None]
    return [*above, *own, *below], read_front_matter(checked)[1] if pairs.places else []


def _marked(source: str) -> tuple[str, Names]:
    """The YAML with a mark for each placeholder, and their names and offsets: braces would be mappings."""
    names: Names = []

    def mark(match: re.Match[str]) -> str:
        if match["literal"]:
            return match[0][1:]
        names.append((match["name"].strip(), match.start()))
        return MARK.format(len(names) - 1)

    return PLACEHOLDER.sub(mark, source), names


def _unmarked(refused: Refused, names: Names) -> Refused:
    """What is wrong with the YAML, in words that have the placeholders and not their marks."""

    def written(text: str) -> str:
        return MARKED.sub(lambda match: f"{{{{ {names[int(match['at'])][0]} }}}}", text)

    return Refused(written(refused.message), written(refused.mend), refused.line)


def _is_alone(node: yaml.Node, key: str, names: Names) -> bool:
    """Whether the value of a key is the placeholder of that name and nothing else."""
    match = MARKED.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
    return match is not None and names[int(match["at"])][0] == key


def _edits(pairs: Pairs, marked: str, names: Names, words: EntryWords) -> dict[tuple[int, int], str]:
    """What becomes of the values that hold placeholders, by where they begin and end in the YAML."""
    edits: dict[tuple[int, int], str] = {}
    for key, node in pairs.nodes.items():
        for scalar in _scalars(node, set()):
            span = scalar.start_mark.index, scalar.end_mark.index
            if key in words.given:
                edits[span] = words.given[key] or '""'
            elif MARKED.search(marked[slice(*span)]):
                edits[span] = _value(scalar, marked[slice(*span)], names, words.words)
    return edits


def _value(scalar: yaml.ScalarNode, written: str, names: Names, words: Mapping[str, str]) -> str:
    """A value as YAML that reads back as the text with the words in it."""
    word = _word(names, words)
    if scalar.style in ("|", ">"):  # what stands in such a block is read as it is (YAML 1.2.2, section 8.1)
        return MARKED.sub(word, written)
    if _is_alone(scalar, "date", names):
        return words["date"]  # a day, and no text
    return quoted(MARKED.sub(word, str(scalar.value)))


def _word(names: Names, words: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: words[names[int(match["at"])][0]]


def _scalars(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    """The values in a node, in any depth; what an alias repeats comes once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one, seen)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value, seen)


def _edited(text: str, edits: Mapping[tuple[int, int], str]) -> str:
    for (start, end), value in sorted(edits.items(), reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _replaced(text: str, words: Mapping[str, str], path: str, first: int, problems: list[Problem]) -> str:
    """The text with its placeholders filled; those that nothing is known of are added to `problems`."""

    def word(match: re.Match[str]) -> str:
        if match["literal"]:
            return match[0][1:]
        name = match["name"].strip()
        if name not in words:
            line = first + text.count("\n", 0, match.start())
            problems.append(_unknown(name, words).at(Place(path, line)))
        return words.get(name, "")

    return PLACEHOLDER.sub(word, text)


def _unknown(name: str, words: Mapping[str, str]) -> Refused:
    near = nearest(name, words)
    mend = rf"{near} For these very signs, write '\{{{{ {name} }}}}'."
    return Refused(f"there is no placeholder '{{{{ {name} }}}}'", mend)


def _not_theirs(key: str) -> Refused:
    message = f"the {key} of an entry comes from the command, so the template cannot set it"
    return Refused(message, f"Write '{key}: {{{{ {key} }}}}', or leave the line out.")
