"""The diagrams of models that pages ask for: those of the project as it is at the page's moment."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.reading import Reading
from chronicles.pages.states import NOW, State, short_name
from chronicles.problems import Place, Problem, Refused, nearest
from chronicles.site.render.model_diagram import model_diagram, model_list
from chronicles.source.django_models import DjangoModel, is_models, read_models, user_model
from chronicles.source.projects import Projects
from chronicles.source.trees import Tree

ASKS = re.compile(r"<!--\s*models(?::\s*(?P<apps>[\w,\s]*?))?\s*-->")
LINE = re.compile(r"[ \t]*<!--\s*models(?::[\w,\s]*)?\s*-->[ \t]*")
SETTINGS = re.compile(r"(?:.*/)?settings(?:\.py|/[^/]+\.py)")


@dataclass(frozen=True, slots=True)
class ModelDiagrams:
    """The diagrams of pages, by the paths of the pages and what they ask for, and what is wrong.

    `drawn` has them as HTML, and `told` the same in words, as Markdown.
    """

    drawn: Mapping[tuple[str, str], str] = field(default_factory=dict)
    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    def put_into(self, html: str, path: str) -> str:
        """Return the HTML of the page at a path with its diagrams in it."""
        if not ASKS.search(html):
            return html
        return ASKS.sub(lambda match: self.drawn.get((path, asked_apps(match)), match[0]), html)


def model_diagrams(
    readings: Iterable[Reading], projects: Projects, words: SiteWords = ENGLISH
) -> ModelDiagrams:
    """Return the diagrams that pages ask for. Reads files and git's objects, and runs nothing."""
    drawn: dict[tuple[str, str], str] = {}
    told: dict[tuple[str, str], str] = {}
    problems = []
    known = _Known(projects)
    for reading in readings:
        for number, match in _asked(reading):
            key = reading.page.path, asked_apps(match)
            try:
                asked = _models_asked(known, reading.state_at(number), key[1].split())
                drawn[key], told[key] = model_diagram(*asked, words), model_list(*asked, words)
            except Refused as refused:
                problems.append(refused.at(Place(reading.page.path, number)))
    return ModelDiagrams(drawn, told, problems)


def _asked(reading: Reading) -> list[tuple[int, re.Match[str]]]:
    if not ASKS.search(reading.page.text):
        return []
    lines = enumerate(reading.page.lines, 1)
    shown = (
        (number, line) for number, line in lines if number not in reading.hidden and LINE.fullmatch(line)
    )
    return [(number, match) for number, line in shown if (match := ASKS.search(line))]


def asked_apps(match: re.Match[str]) -> str:
    """Return the apps that a match of `ASKS` names, sorted, with blanks between them; `""` for all."""
    return " ".join(sorted((match["apps"] or "").replace(",", " ").split()))


class _Known:
    """The models at states, each read once."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects
        self._found: dict[tuple[State, bool], tuple[DjangoModel, ...] | None] = {}

    def at(self, state: State, *, before: bool = False) -> tuple[DjangoModel, ...] | None:
        """Return the models at a state, or at that before it; `None` where there is none to compare with."""
        key = state, before
        if key not in self._found:
            self._found[key] = self._read(state, before=before)
        return self._found[key]

    def _read(self, state: State, *, before: bool) -> tuple[DjangoModel, ...] | None:
        if not before:
            return _models(self._projects.tree("", state))
        if state == NOW:
            return None
        tree = self._projects.before("", state)
        return _models(tree) if tree else ()


def _models(tree: Tree) -> tuple[DjangoModel, ...]:
    paths = tree.files()
    texts = {path: tree.read(path).text for path in paths if is_models(path)}
    settings = [tree.read(path).text for path in sorted(paths) if SETTINGS.fullmatch(path)]
    return read_models(texts, user_model(settings))


def _models_asked(
    known: _Known, state: State, apps: Sequence[str]
) -> tuple[list[DjangoModel], tuple[DjangoModel, ...] | None, str]:
    """The models of some apps at a state, of all where none is named; those before it, and its name."""
    models = known.at(state) or ()
    there = {model.app for model in models}
    for app in apps:
        if app not in there:
            mend = nearest(app, there) if there else "Take it out, or name another state with 'state:'."
            raise Refused(f"there are no models of {app!r} at {state}", mend)
    if not models:
        raise Refused(f"there are no models at {state}", "Take it out, or name another state with 'state:'.")
    shown = [model for model in models if not apps or model.app in apps]
    name = short_name(str(state)) if state != NOW else ""
    return shown, known.at(state, before=True), name
