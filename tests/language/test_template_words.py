"""No template has words of its own: all that readers see comes from the words of the site's language."""

import re
from html import unescape
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "src" / "chronicles" / "site"
TEMPLATES = sorted(
    file for theme in ("theme", "search/theme", "offline/theme") for file in (SITE / theme).rglob("*.html")
)
COMMENT, EXPRESSION = re.compile(r"\{#.*?#\}", re.DOTALL), re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUIET = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|summary)="([^"]*)"')
STRING = re.compile(r"""(["'])((?:(?!\1).)*)\1""")
SENTENCE = re.compile(r"[A-Z][a-z]+ |[a-z] [a-z]+ [a-z]")
SENTENCE = re.compile(r"[A-Z][a-z]+ |[a-z] [a-z]+ [a-z]")
ALLOWED = {
    ".zip",  # the end of a file's name
    "Material for MkDocs",  # a name
}


def words_of(template: str) -> list[str]:
    """The words that a template has of its own: text, what is spoken of it, what expressions say."""
    source = COMMENT.sub("", template)
    strings = [match[2] for part in EXPRESSION.findall(source) for match in STRING.finditer(part)]
    said = [text for text in (TAG.sub("", one) for one in strings) if SENTENCE.search(text)]
    plain = unescape(EXPRESSION.sub("", source))
    spoken = SPOKEN.findall(plain)
    shown = TAG.sub("\n", QUIET.sub("\n", plain)).split("\n")
    found = [text.strip() for text in (*spoken, *shown, *said)]
    return [text for text in found if re.search(r"[^\W\d_]", text) and text not in ALLOWED]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    assert words_of(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Read on</p>", ["Read on"]),
        ('<p aria-label="Years">{{ say("a.b") }}</p>', ["Years"]),
        ('{{ "All of it" if a else say("a.b") }}', ["All of it"]),
        ('<a href="x" title="{{ title }}">{{ name }}</a>{# A remark #}<code>git apply</code>', []),
    ],
)
def test_words_are_found_wherever_they_stand(template: str, words: list[str]) -> None:
    assert words_of(template) == words
