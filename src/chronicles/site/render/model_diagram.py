"""The models of a project as a diagram: boxes of fields, lines to what they lead to; and in words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.render.model_layout import PADDING, ModelBox, ModelLayout, model_layout
from chronicles.source.django_models import DjangoModel, ModelField

NEW, CHANGED = "new", "changed"
SIGNS = {NEW: "+ ", CHANGED: "~ ", "": ""}
BOTH_WAYS = "ManyToManyField"
NOTHING: Mapping[str, str] = {}
NAME = "chronicles-models"
# What is new of a model by `""`, and of its fields by their names.
_Marks = Mapping[str, str]


def model_diagram(
    models: Sequence[DjangoModel],
    before: Sequence[DjangoModel] | None = None,
    state: str = "",
    words: SiteWords = ENGLISH,
) -> str:
    """Return the HTML of the diagram of `models`, with what is not as `before` marked by a sign and a word.

    `state` is of which state they are, where that is not now; without `before`, nothing is marked.
    """
    marks = {model.label: _marks(model, before) for model in models}
    lines = {model.label: [*_lines(model, marks[model.label], words)] for model in models}
    for target in (field.target for model in models for field in model.fields if field.target):
        lines.setdefault(target, [(target, "")])
    layout = model_layout(models, lines)
    name = words.say("diagram.models_at", state=escape(state)) if state else words.say("diagram.models")
    boxes = [_box(box, marks.get(box.label, NOTHING)) for box in layout.boxes.values()]
    drawn = "".join([*_relations(layout, models), *boxes])
    size = f'width="{layout.width}" height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}"'
    svg = f'<svg {size} role="img" aria-label="{name}">{drawn}</svg>'
    group = f'tabindex="0" role="group" aria-label="{name}" dir="ltr"'
    drawing = f'<div class="{NAME}__drawing" {group}>{svg}</div>'
    summary = f"<summary>{name}: {words.say('diagram.words')}</summary>"
    told = f"<details>{summary}{_told(models, marks, words)}</details>"
    return f'<figure class="{NAME}">{drawing}<figcaption>{told}</figcaption></figure>'


def model_list(
    models: Sequence[DjangoModel],
    before: Sequence[DjangoModel] | None = None,
    state: str = "",
    words: SiteWords = ENGLISH,
) -> str:
    """Return the same in words alone, as Markdown: a list of models, below each its fields."""
    name = words.say("diagram.models_at", state=state) if state else words.say("diagram.models")
    lines = [f"{name}: {words.say('diagram.words')}", ""]
    for model in models:
        marks = _marks(model, before)
        lines.append(f"- `{model.label}`{_marked(marks.get('', ''), words)}")
        for field in model.fields:
            target = f" → `{field.target}`" if field.target else ""
            said = " ".join(filter(None, (field.kind + target, field.rule)))
            lines.append(f"    - `{field.name}`: {said}{_marked(marks.get(field.name, ''), words)}")
        lines += [f"    - {words.say('diagram.fields_of', name=base)}" for base in model.foreign]
    return "\n".join(lines)


def _marked(mark: str, words: SiteWords) -> str:
    return f" **({_word(mark, words)})**" if mark else ""


def _marks(model: DjangoModel, before: Sequence[DjangoModel] | None) -> _Marks:
    if before is None:
        return NOTHING
    old = next((one for one in before if one.label == model.label), None)
    if old is None:
        return {"": NEW}
    known = {field.name: field for field in old.fields}
    changed = (field.name for field in model.fields if known.get(field.name) != field)
    return {name: CHANGED if name in known else NEW for name in changed}


def _lines(model: DjangoModel, marks: _Marks, words: SiteWords) -> Iterator[tuple[str, str]]:
    """What stands in its box: its name and its app, then a line for each field."""
    yield SIGNS[marks.get("", "")] + model.name, _word(marks.get("", ""), words) or model.app
    for field in model.fields:
        yield SIGNS[marks.get(field.name, "")] + field.name, " ".join(filter(None, (field.kind, field.rule)))
    yield from ((f"… {base}", "") for base in model.foreign)


def _word(mark: str, words: SiteWords) -> str:
    said = {NEW: words.say("diagram.new"), CHANGED: words.say("diagram.changed")}
    return said.get(mark, "")


def _box(box: ModelBox, marks: _Marks) -> str:
    kind = f" {NAME}__box--new" if marks.get("") == NEW else ""
    rect = f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="6"/>'
    rows = "".join(_row(box, at, *line) for at, line in enumerate(box.words))
    return f'<g class="{NAME}__box{kind}">{rect}{rows}</g>'


def _row(box: ModelBox, at: int, left: str, right: str) -> str:
    is_new = left.startswith((SIGNS[NEW], SIGNS[CHANGED]))
    name, y = "name" if at == 0 else "new" if is_new else "field", box.line(at)
    row = f'<text class="{NAME}__{name}" x="{box.x + PADDING}" y="{y}">{escape(left)}</text>'
    if right:
        row += f'<text class="{NAME}__kind" x="{box.x + box.width - PADDING}" y="{y}">{escape(right)}</text>'
    return row


def _relations(layout: ModelLayout, models: Sequence[DjangoModel]) -> Iterator[str]:
    """The lines, each with an arrow at what is led to; one of many to many has an arrow at both ends."""
    kinds = {(model.label, at): field.kind for model in models for at, field in enumerate(model.fields, 1)}
    for label, at, target in layout.relations:
        one, other = layout.boxes[label], layout.boxes[target]
        y, end, stop = one.line(at), other.line(0), other.x + other.width
        is_leftwards = one.x > other.x
        start = one.x if is_leftwards else one.x + one.width
        if is_leftwards:
            curve = f"M{start} {y}C{start - 28} {y} {stop + 28} {end} {stop} {end}"
        else:  # a turn beside the boxes
            far = max(start, stop) + 28
            curve = f"M{start} {y}C{far} {y} {far} {end} {stop} {end}"
        arrows = _arrow(stop, end, 1)
        if kinds.get((label, at)) == BOTH_WAYS:
            arrows += _arrow(start, y, -1 if is_leftwards else 1)
        yield f'<path class="{NAME}__line" d="{curve}"/>{arrows}'


def _arrow(x: int, y: int, side: int) -> str:
    return f'<path class="{NAME}__arrow" d="M{x} {y}l{8 * side} -4v8z"/>'


def _told(models: Sequence[DjangoModel], marks: Mapping[str, _Marks], words: SiteWords) -> str:
    """The models as a list of lists."""
    rows = []
    for model in models:
        own = marks[model.label]
        fields = [f"<li>{_field(one)}{_said(own.get(one.name, ''), words)}</li>" for one in model.fields]
        bases = (f"<code>{escape(base)}</code>" for base in model.foreign)
        fields += [f"<li>{words.say('diagram.fields_of', name=base)}</li>" for base in bases]
        name = f"<code>{escape(model.label)}</code>{_said(own.get('', ''), words)}"
        rows.append(f"<li>{name}<ul>{''.join(fields)}</ul></li>")
    return f"<ul>{''.join(rows)}</ul>"


def _field(field: ModelField) -> str:
    target = f" → <code>{escape(field.target)}</code>" if field.target else ""
    said = " ".join(filter(None, (escape(field.kind) + target, field.rule)))
    return f"<code>{escape(field.name)}</code>: {said}"


def _said(mark: str, words: SiteWords) -> str:
    return f" <strong>({_word(mark, words)})</strong>" if mark else ""
