"""Exports that nobody has written yet: every word is in an entry or in the report."""

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.importing.drafts import compose
from chronicles.importing.files import Imported
from chronicles.problems import Refused
from tests.examples import examples
from tests.importing.shapes import lost, one, read

# Words of letters alone, so each can be looked for; what stands between them is what Markdown and HTML know.
WORD = st.text("abcdefghij", min_size=4, max_size=8)
BETWEEN = st.sampled_from(
    [" ", " ", "\n", "\n\n", " # ", "\n# ", "\n- ", "\n1. ", " | ", " * ", " _", " `", " <b> "]
)
TEXT = st.lists(st.tuples(WORD, BETWEEN), min_size=1, max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)


def in_wordpress(title: str, text: str, other: str) -> tuple[str, str]:
    return (
        '<?xml version="1.0"?><rss xmlns:content="c" xmlns:dc="d" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><item><title>{title}</title><content:encoded>{escape(text)}</content:encoded>"
        f"<dc:creator>{other}</dc:creator>"
        "<wp:post_date>2024-03-05 09:00:00</wp:post_date><wp:status>publish</wp:status></item>"
        "</channel></rss>",
        "wxr.xml",
    )


def in_rss(title: str, text: str, other: str) -> tuple[str, str]:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><item><title>{title}</title>'
        f"<author>{other}</author>"
        f"<description>{escape(text)}</description><pubDate>Tue, 05 Mar 2024 08:00:00 +0000</pubDate></item>"
        "</channel></rss>",
        "feed.xml",
    )


def in_json(**keys: Any) -> Callable[[str, str, str], tuple[str, str]]:
    """An export in JSON; `TITLE`, `TEXT` and `OTHER` stand for the three values."""

    def made(title: str, text: str, other: str) -> tuple[str, str]:
        values = {"TITLE": title, "TEXT": text, "HTML": f"<p>{escape(text)}</p>", "OTHER": other}
        return json.dumps([{key: values.get(value, value) for key, value in keys.items()}]), "export.json"

    return made


def in_notebook(title: str, text: str, other: str) -> tuple[str, str]:
    cells = [{"cell_type": "code", "source": text, "outputs": [{"output_type": "stream", "text": [text]}]}]
    metadata = {"date": "2024-03-05", "title": title, "mood": other}
    return json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata}), "a.ipynb"


FORMS = {
    "wordpress": in_wordpress,
    "rss": in_rss,
    "notebook": in_notebook,
    "generic": in_json(date="2024-03-05", title="TITLE", text="TEXT", mood="OTHER"),
    "rest": in_json(date="2024-03-05", title="TITLE", content_html="HTML", mood="OTHER"),
    "day one": in_json(creationDate="2024-03-05T08:00:00Z", text="TEXT", title="TITLE", place="OTHER"),
    "journey": in_json(dateOfJournal="2024-03-05T08:00:00Z", text="TEXT", title="TITLE", address="OTHER"),
    "dev.to": in_json(published_at="2024-03-05", body_markdown="TEXT", title="TITLE", cover_image="OTHER"),
    "keep": in_json(
        userEditedTimestampUsec=1709640000000000, textContent="TEXT", title="TITLE", annotations="OTHER"
    ),
    "tumblr": in_json(blog_name="b", date="2024-03-05", body="HTML", title="TITLE", source_url="OTHER"),
}


def words(text: str) -> set[str]:
    return set(re.findall("[a-j]{4,}", text))


def known(imported: Imported) -> set[str]:
    """The words that stand in the entries, as they are written, and in the report."""
    entries = "\n".join(compose(item.draft, item.body) for item in imported.items)
    report = "\n".join(f"{note.message} {note.text}" for note in imported.notes)
    return words(f"{entries}\n{report}")


@pytest.mark.parametrize("form", FORMS)
def test_every_word_is_in_an_entry_or_in_the_report_and_a_second_reading_gives_the_same(form: str) -> None:
    @settings(max_examples=examples(15), deadline=None)
    @given(WORD, TEXT, WORD)
    def holds(title: str, text: str, other: str) -> None:
        source, name = FORMS[form](title, text, other)
        imported = one(source, name)
        assert words(f"{title}\n{text}\n{other}") <= known(imported)
        assert lost(source, imported) == []
        assert one(source, name) == imported
        assert len(imported.items) == 1

    holds()


NAMES = [
    "a.ipynb",
    "a.enex",
    "posts.csv",
    "1234567.a.html",
    "draft_a.html",
    "info.json",
    "a.textbundle/text.md",
    "a.atom",
]
PARTS = st.sampled_from(
    [
        *('{"cells":', "[", "]", "{", "}", '"posts"', ":", '"date"', '"2024-03-05"', ",", "1,2", '"', "\n"),
        *(
            "<?xml version='1.0'?>",
            "<rss>",
            "<item>",
            "</item>",
            "</rss>",
            "<en-export>",
            "<note>",
            "</note>",
        ),
        *("<p>", "<!--", "-->", "<pre>", "[code]", "[/code]", "---\n", "2024-03-05"),
        *("post_id,post_date,is_published\n", 'class="h-entry" data-field="body"'),
    ]
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join), st.sampled_from(NAMES))
def test_what_is_no_export_is_imported_or_refused_in_words(text: str, name: str) -> None:
    try:
        for imported in read(text, name):
            assert lost(text, imported) == []
    except Refused as refused:
        assert refused.message and refused.mend
