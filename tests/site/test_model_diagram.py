"""Models as a diagram: where boxes stand, what is marked, what is told in words, and on whose pages."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from chronicles.site.render.model_diagram import model_diagram, model_list
from chronicles.site.render.model_layout import model_layout
from chronicles.source.django_models import DjangoModel, ModelField, read_models

from .conftest import Journal

QUESTION = DjangoModel(
    "polls", "Question", (ModelField("id", "", "", "key"), ModelField("text", "TextField"))
)
CHOICE = DjangoModel("polls", "Choice", (ModelField("question", "ForeignKey", "polls.Question"),))
VOTE = DjangoModel(
    "polls",
    "Vote",
    (ModelField("choice", "ForeignKey", "polls.Choice"), ModelField("user", "ForeignKey", "auth.User")),
)


def boxes(*models: DjangoModel) -> dict[str, tuple[int, int]]:
    words = {
        one.label: [(one.name, one.app), *((field.name, field.kind) for field in one.fields)]
        for one in models
    }
    found = model_layout(models, words)
    for one in found.boxes.values():
        assert one.x > 0 and one.x + one.width < found.width and one.y + one.height < found.height
    return {label: (box.x, box.y) for label, box in found.boxes.items()}


def test_what_a_model_leads_to_stands_left_of_it() -> None:
    at = boxes(VOTE, QUESTION, CHOICE)
    assert at["polls.Question"][0] < at["polls.Choice"][0] < at["polls.Vote"][0]
    assert at == boxes(VOTE, QUESTION, CHOICE)


def test_circles_have_an_end() -> None:
    one = DjangoModel("a", "One", (ModelField("two", "ForeignKey", "a.Two"),))
    two = DjangoModel(
        "a", "Two", (ModelField("one", "ForeignKey", "a.One"), ModelField("up", "ForeignKey", "a.Two"))
    )
    assert len(set(boxes(one, two).values())) == 2
    assert model_diagram([one, two]).count('<path class="chronicles-models__line"') == 3


def test_boxes_of_a_column_lie_below_each_other() -> None:
    at = boxes(QUESTION, DjangoModel("a", "Other"))
    assert at["a.Other"][1] > at["polls.Question"][1] and at["a.Other"][0] == at["polls.Question"][0]


def test_what_is_new_has_a_sign_and_a_word() -> None:
    old = DjangoModel("polls", "Question", (ModelField("id", "", "", "key"), ModelField("text", "CharField")))
    html = model_diagram([QUESTION, CHOICE], [old], "polls/02")
    assert ">~ text</text>" in html and ">+ Choice</text>" in html and ">new</text>" in html
    assert "<li><code>text</code>: TextField <strong>(changed)</strong></li>" in html
    assert "<code>polls.Choice</code> <strong>(new)</strong>" in html
    assert "<li><code>question</code>: ForeignKey → <code>polls.Question</code></li>" in html
    assert "<summary>Models at polls/02: The diagram in words</summary>" in html
    assert "+ " not in model_diagram([QUESTION, CHOICE]) and "(new)" not in model_diagram([QUESTION])


def test_it_is_well_formed_and_names_what_is_elsewhere() -> None:
    html = model_diagram([VOTE, DjangoModel("a", "Person", (), ("AbstractUser",))], [])
    assert ElementTree.fromstring(html.replace(" hidden", "")).tag == "figure"
    assert ">auth.User</text>" in html and ">… AbstractUser</text>" in html
    assert "and the fields of <code>AbstractUser</code>" in html


def test_many_to_many_has_two_arrows() -> None:
    both = DjangoModel("a", "A", (ModelField("b", "ManyToManyField", "polls.Question"),))
    assert model_diagram([both, QUESTION]).count("__arrow") == 2
    assert model_diagram([CHOICE, QUESTION]).count("__arrow") == 1


def test_names_of_others_are_text() -> None:
    text = "class Ä(models.Model):\n    a = models.ForeignKey('<b>.\"')\n"
    html = model_diagram(read_models({"a/models.py": text}), [], "a<b")
    assert "<b>" not in html and "&lt;b&gt;" in html


@pytest.mark.slow
def test_pages_have_the_diagram_they_ask_for(journal: Callable[..., Journal]) -> None:
    page = "# A\n\n<!-- models -->\n\nThen.\n\n<!-- models: students -->\n\n`<!-- models: a -->`\n"
    made = journal({"docs/a.md": page})
    assert made.run("build", "--no-live").err == ""
    html = made.files()["a/index.html"].decode()
    assert html.count('<figure class="chronicles-models">') == 2 and ">Student</text>" in html
    made.write({"docs/a.md": "# A\n\n<!-- models: student -->\n"})
    told = "docs/a.md:3: there are no models of 'student' at now\n    Did you mean 'students'?"
    assert told in made.run("build", "--no-live").err


def test_the_same_is_told_in_words_for_other_engines() -> None:
    before = [DjangoModel("polls", "Question", (ModelField("id", "", "", "key"),))]
    assert model_list([QUESTION, CHOICE], before, "polls/02") == (
        "Models at polls/02: The diagram in words\n\n"
        "- `polls.Question`\n"
        "    - `id`: key\n"
        "    - `text`: TextField **(new)**\n"
        "- `polls.Choice` **(new)**\n"
        "    - `question`: ForeignKey → `polls.Question`"
    )
