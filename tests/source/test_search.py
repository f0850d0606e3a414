"""Finding a name in a project."""

from dataclasses import dataclass

import pytest

from chronicles.disk.texts import FileText, text_of
from chronicles.source.search import find
from tests.journals import refused


@dataclass(frozen=True)
class Files:
    """A tree whose files are here."""

    texts: dict[str, str]

    def read(self, path: str) -> FileText:
        return text_of(self.texts[path].encode(), path)

    def files(self) -> list[str]:
        return sorted(self.texts)


TREE = Files(
    {
        "a/models.py": "class Student:\n    def save(self): ...\n",
        "a/views.py": "from .models import Student\n\nclass Page: ...\n",
        "site.css": ".card > a {}\n",
        "site.js": "class Cart { add() {} }\nclass Student {}\n",
        "base.html": "{% block content %}{% endblock %}",
    }
)


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("Student", "a/models.py#Student"),  # where it is imported, it is not; Python before others
        ("save", "a/models.py#Student.save"),
        ("content", "base.html#content"),
        ("add", "site.js#Cart.add"),
        (".card > a", "site.css#'.card > a'"),
        ("site.css", "site.css"),
    ],
)
def test_a_name_is_found_where_it_is_defined(name: str, addresses: str) -> None:
    assert " ".join(map(str, find(name, TREE))) == addresses


def test_what_is_not_there_is_refused_with_the_nearest() -> None:
    said = "the project has nothing called 'contant'\nDid you mean 'content'?"
    assert refused(lambda: find("contant", TREE)) == said
