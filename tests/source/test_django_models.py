"""The models of a project, read from its files."""

import pytest

from chronicles.source.django_models import ModelField, read_models, user_model

HEAD = "from django.db import models\nfrom django.conf import settings\n"


def read(text: str, **others: str) -> dict[str, list[tuple[str, str, str, str]]]:
    files = {"shop/models.py": HEAD + text}
    files |= {f"{app}/models.py": HEAD + words for app, words in others.items()}
    found = read_models(files, "people.Person")
    return {
        one.label: [(field.name, field.kind, field.target, field.rule) for field in one.fields]
        for one in found
    }


ID = ("id", "", "", "key")


def test_fields_and_what_they_must_be() -> None:
    text = (
        "class A(models.Model):\n    code = models.CharField(primary_key=True)\n"
        "    name: str = models.CharField(max_length=3, unique=True)\n    rows = make()\n    x = 1\n"
    )
    assert read(text) == {"shop.A": [("code", "CharField", "", "key"), ("name", "CharField", "", "unique")]}


@pytest.mark.parametrize(
    ("to", "target"),
    [
        ("'self'", "shop.A"),
        ("'B'", "shop.B"),
        ("B", "shop.B"),
        ("'other.C'", "other.C"),
        ("C", "other.C"),
        ("Unknown", "Unknown"),
        ("settings.AUTH_USER_MODEL", "people.Person"),
        ("get_user_model()", "people.Person"),
        ("to=B", "shop.B"),
        ("1", ""),
    ],
)
@pytest.mark.parametrize("kind", ["ForeignKey", "OneToOneField", "ManyToManyField"])
def test_what_a_relation_leads_to(to: str, target: str, kind: str) -> None:
    text = f"class A(models.Model):\n    b = models.{kind}({to})\nclass B(models.Model):\n    pass\n"
    found = read(text, other="class C(models.Model):\n    pass\n")
    assert found == {"shop.A": [ID, ("b", kind, target, "")], "shop.B": [ID], "other.C": [ID]} or (
        sorted(found) == ["other.C", "shop.A", "shop.B"] and found["shop.A"] == [ID, ("b", kind, target, "")]
    )


def test_bases() -> None:
    text = (
        "class Timed(models.Model):\n    at = models.DateTimeField()\n"
        "    class Meta:\n        abstract = True\n"
        "class A(Timed):\n    name = models.TextField()\n"
        "class B(A):\n    more = models.TextField()\n"
        "class Person(AbstractUser):\n    pass\n"
        "class Plain:\n    name = models.TextField()\n"
        "class Status(models.TextChoices):\n    A = 'a'\n"
        "class Loop(Loop):\n    pass\n"
    )
    assert read(text) == {
        "shop.A": [ID, ("at", "DateTimeField", "", ""), ("name", "TextField", "", "")],
        "shop.B": [("a_ptr", "OneToOneField", "shop.A", "key"), ("more", "TextField", "", "")],
        "shop.Person": [ID],
    }
    assert [one.foreign for one in read_models({"a/models.py": text})] == [(), (), ("AbstractUser",)]


def test_files_that_have_none() -> None:
    model = f"{HEAD}class A(models.Model):\n    pass\n"
    files = {"shop/models.py": "class A(", "a/models/one.py": model, "shop/views.py": model}
    assert [one.label for one in read_models(files)] == ["a.A"]
    assert read_models({"a/models.py": "(" * 5000, "b/models.py": "\0"}) == ()


def test_the_model_of_users() -> None:
    assert user_model(["A = 1\nAUTH_USER_MODEL = 'users.User'\n"]) == "users.User"
    assert user_model(["# AUTH_USER_MODEL = 'users.User'\n"]) == "auth.User"
    assert ModelField("a", "b") == ModelField("a", "b", "", "")
