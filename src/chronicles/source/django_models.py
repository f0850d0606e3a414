"""The models of a Django project as its files have them: read, never run. Pure.

What only Django knows when it runs (a base from elsewhere, a field that a function makes) is left out.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

FILES = re.compile(r"(?:.*/)?(?P<app>[^/]+)/models(?:\.py|/[^/]+\.py)")
# Bases of other packages that make a model of a class: Django's, "Models" and "Customizing authentication".
ROOTS = frozenset({"Model", "AbstractUser", "AbstractBaseUser", "TimeStampedModel", "MPTTModel"})
RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})
USER = "AUTH_USER_MODEL"
USUAL_USER = "auth.User"
SAID_USER = re.compile(rf"^{USER}\s*=\s*[\"']([\w.]+)[\"']", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ModelField:
    """A field: its name, the class that it is of, the model that it leads to (`app.Model`), what it must be.

    `rule` is `"key"`, `"unique"` or `""`.
    """

    name: str
    kind: str
    target: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DjangoModel:
    """A model of an app, its fields in their order; `foreign` are bases whose fields nobody here knows."""

    app: str
    name: str
    fields: tuple[ModelField, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name as Django writes it."""
        return f"{self.app}.{self.name}"


@dataclass(frozen=True, slots=True)
class _ModelClass:
    app: str
    node: ast.ClassDef

    @property
    def is_abstract(self) -> bool:
        return any(
            isinstance(line, ast.Assign)
            and _names(line) == ["abstract"]
            and ast.unparse(line.value) == "True"
            for meta in self.node.body
            if isinstance(meta, ast.ClassDef) and meta.name == "Meta"
            for line in meta.body
        )


def is_models(path: str) -> bool:
    """Whether a file of a project has models by its name.

    >>> is_models("polls/models.py"), is_models("polls/models/votes.py"), is_models("polls/views.py")
    (True, True, False)
    """
    return bool(FILES.fullmatch(path))


def user_model(settings: Iterable[str]) -> str:
    """Return the label of the model of users, as the texts of the settings have it."""
    return next((found[1] for text in settings if (found := SAID_USER.search(text))), USUAL_USER)


def read_models(files: Mapping[str, str], user: str = USUAL_USER) -> tuple[DjangoModel, ...]:
    """Return the models in `files`, texts by their paths, in the order of their apps and lines.

    `user` is the label of the model of users. A file that Python cannot read has none.
    """
    classes = [one for path in sorted(files) for one in _classes(path, files[path])]
    return tuple(_ModelReader(classes, user).models())


def _classes(path: str, text: str) -> Iterator[_ModelClass]:
    found = FILES.fullmatch(path)
    try:
        body = ast.parse(text).body if found else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in body:
        if found and isinstance(node, ast.ClassDef):
            yield _ModelClass(found["app"], node)


class _ModelReader:
    """Reads classes that may be each other's bases."""

    def __init__(self, classes: list[_ModelClass], user: str) -> None:
        self._classes, self._user = classes, user

    def models(self) -> Iterator[DjangoModel]:
        for one in self._classes:
            if self._is_model(one, set()) and not one.is_abstract:
                fields = self._fields(one, set())
                if not any(field.rule == "key" for field in fields.values()):
                    fields = {"id": ModelField("id", "", "", "key"), **fields}
                foreign = tuple(dict.fromkeys(self._foreign(one, set())))
                yield DjangoModel(one.app, one.node.name, tuple(fields.values()), foreign)

    def _found(self, name: str, app: str) -> _ModelClass | None:
        """The class of that name: one of the app, or the only one of another."""
        named = [one for one in self._classes if one.node.name == name.rpartition(".")[2]]
        own = [one for one in named if one.app == app]
        return own[0] if own else named[0] if len(named) == 1 else None

    def _bases(self, one: _ModelClass, seen: set[int]) -> Iterator[tuple[str, _ModelClass | None]]:
        """The names of the bases with the classes that they are; none of them twice."""
        seen.add(id(one.node))
        for base in one.node.bases:
            name = ast.unparse(base)
            found = None if name == "models.Model" else self._found(name, one.app)
            if found is None or id(found.node) not in seen:
                yield name, found

    def _is_model(self, one: _ModelClass, seen: set[int]) -> bool:
        return any(
            self._is_model(base, seen) if base else name.rpartition(".")[2] in ROOTS
            for name, base in self._bases(one, seen)
        )

    def _foreign(self, one: _ModelClass, seen: set[int]) -> Iterator[str]:
        for name, base in self._bases(one, seen):
            if base:
                yield from self._foreign(base, seen)
            elif (last := name.rpartition(".")[2]) in ROOTS and last != "Model":
                yield last

    def _fields(self, one: _ModelClass, seen: set[int]) -> dict[str, ModelField]:
        """The fields by their names: those of abstract bases first, a link to a base that is a model."""
        fields: dict[str, ModelField] = {}
        for _, base in self._bases(one, seen):
            if base and base.is_abstract:
                fields |= self._fields(base, seen)
            elif base and self._is_model(base, set()):
                link = f"{base.node.name.lower()}_ptr"
                fields[link] = ModelField(link, "OneToOneField", f"{base.app}.{base.node.name}", "key")
        for line in one.node.body:
            value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
            for name in _names(line) if isinstance(value, ast.Call) else []:
                assert isinstance(value, ast.Call)
                if field := self._field(name, value, one):
                    fields[name] = field
        return fields

    def _field(self, name: str, call: ast.Call, one: _ModelClass) -> ModelField | None:
        kind = ast.unparse(call.func).rpartition(".")[2]
        if not (kind.endswith("Field") or kind in RELATIONS):
            return None
        said = {word.arg: word.value for word in call.keywords if word.arg}
        rules = [
            rule for key, rule in (("primary_key", "key"), ("unique", "unique")) if _is_true(said.get(key))
        ]
        field = ModelField(name, kind, "", rules[0] if rules else "")
        to = call.args[0] if call.args else said.get("to")
        return replace(field, target=self._target(to, one)) if kind in RELATIONS and to else field

    def _target(self, to: ast.expr, one: _ModelClass) -> str:
        said = to.value if isinstance(to, ast.Constant) else ast.unparse(to)
        if not isinstance(said, str):
            return ""
        if said.endswith(USER) or said.endswith("get_user_model()"):
            return self._user
        if said == "self":
            return f"{one.app}.{one.node.name}"
        if isinstance(to, ast.Constant) and "." in said:
            return said
        found = self._found(said, one.app)
        return f"{found.app}.{found.node.name}" if found else said.rpartition(".")[2]


def _names(line: ast.stmt) -> list[str]:
    targets = (
        line.targets
        if isinstance(line, ast.Assign)
        else [line.target]
        if isinstance(line, ast.AnnAssign)
        else []
    )
    return [one.id for one in targets if isinstance(one, ast.Name)]


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True
