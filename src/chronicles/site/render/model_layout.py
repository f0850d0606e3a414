"""Where the boxes of models stand in a diagram, and how the lines go from one to the other. Pure.

What a model leads to stands left of it, so the lines go from the right to the left: in columns, one for each
length of the way to a model that leads nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chronicles.source.django_models import DjangoModel

LETTER = 7.3  # pixels: how wide a letter of 12 pixels is in the usual fonts for code, and a little more
ROW, HEAD, PADDING = 22, 30, 12
BETWEEN, ABOVE = 56, 24  # boxes
LEAST = 120  # pixels: of a box


@dataclass(frozen=True, slots=True)
class ModelBox:
    """A box in pixels; `words` are its lines, the name first, each of words at the left and the right."""

    label: str
    x: int
    y: int
    width: int
    words: Sequence[tuple[str, str]]

    @property
    def height(self) -> int:
        """How high it is, in pixels."""
        return HEAD + ROW * (len(self.words) - 1) + (6 if len(self.words) > 1 else 0)

    def line(self, at: int) -> int:
        """Where the middle of a line is, from above."""
        return self.y + (HEAD // 2 if at == 0 else HEAD + ROW * (at - 1) + ROW // 2 + 1)


@dataclass(frozen=True, slots=True)
class ModelLayout:
    """Boxes, the relations between them as (box, line, box), and how large it all is."""

    boxes: Mapping[str, ModelBox]
    relations: Sequence[tuple[str, int, str]]
    width: int
    height: int


def model_layout(
    models: Sequence[DjangoModel], words: Mapping[str, Sequence[tuple[str, str]]]
) -> ModelLayout:
    """Return where the boxes of `models` stand, and of what they lead to; `words` are the lines of each box.

    What is in `words` and no model is a box of its name alone.
    """
    leads = {model.label: [field.target for field in model.fields if field.target] for model in models}
    columns: dict[int, list[str]] = {}
    depths: dict[str, int] = {}
    for label in words:
        columns.setdefault(_depth(label, leads, depths, ()), []).append(label)
    boxes: dict[str, ModelBox] = {}
    x = 1
    for depth in sorted(columns):
        y, width = 1, max(_width(words[label]) for label in columns[depth])
        for label in columns[depth]:
            boxes[label] = ModelBox(label, x, y, width, words[label])
            y += boxes[label].height + ABOVE
        x += width + BETWEEN
    relations = [
        (model.label, at, field.target)
        for model in models
        for at, field in enumerate(model.fields, 1)
        if field.target in boxes
    ]
    last = max((box.x for box in boxes.values()), default=0)
    turns = any(boxes[one].x == last <= boxes[other].x for one, _, other in relations)
    height = max((box.y + box.height for box in boxes.values()), default=0) + 1
    return ModelLayout(boxes, relations, x - BETWEEN + (28 if turns else 1), height)


def _depth(
    label: str, leads: Mapping[str, Sequence[str]], known: dict[str, int], above: tuple[str, ...]
) -> int:
    """How long the longest way from a model to one that leads nowhere is; a circle ends where it began."""
    if label not in known:
        below = [one for one in leads.get(label, ()) if one != label and one not in above]
        deep = max((_depth(one, leads, known, (*above, label)) for one in below), default=-1)
        if above:
            return deep + 1
        known[label] = deep + 1
    return known[label]


def _width(words: Sequence[tuple[str, str]]) -> int:
    letters = max(len(left) + len(right) + (2 if right else 0) for left, right in words)
    return max(LEAST, round(letters * LETTER) + 2 * PADDING)
