"""Heads of posts, of whatever engine: what they say is read and not shown, and who may not read, does not."""

from datetime import date

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.importing.formats.post_states import POST_STATES, why_draft
from chronicles.problems import Refused
from tests.importing.shapes import days, decided, lost, one, texts


def post(text: str, name: str = "post.md", **chosen: object) -> Imported:
    """Import a post, of which no line may be lost."""
    imported = one(text, name, **chosen)
    assert lost(text, imported) == []
    return imported


def because(text: str, name: str = "post.md") -> str:
    """Why a post is a draft; nothing where it is none."""
    [item] = post(text, name).items
    assert item.draft.is_draft == bool(item.draft.draft_because)
    told = [note.message for note in post(text, name).notes if note.fate is Fate.PRIVATE]
    assert told == ([f"it is a draft: {item.draft.draft_because}"] if told or item.draft.is_draft else [])
    return item.draft.draft_because


PELICAN = """Title: Models
Date: 2024-03-05 10:20
Category: Python
Tags: django, learning log
Slug: models
Summary: What models are,
    and what not.

Learned models.
"""


def test_a_head_of_pelican_is_read_and_not_shown() -> None:
    imported = post(PELICAN)
    draft = imported.items[0].draft
    assert (str(draft.when), draft.title, draft.tags, draft.categories, draft.description) == (
        *("2024-03-05 10:20:00", "Models", ("django", "learning log"), ("Python",)),
        "What models are, and what not.",
    )
    assert texts(imported) == ["Learned models."]
    left = [(note.message, note.text) for note in imported.notes if note.fate is Fate.LEFT]
    assert left == [("no key of an entry", "Slug: models")]


def test_a_head_of_multimarkdown_is_read_and_not_shown() -> None:
    imported = post(
        "Title:   Models\nAuthor:  Ann\nDate:    March 5, 2024\nKeywords: a, b\n\nText.\n", "post.mmd"
    )
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["Text."])
    assert imported.items[0].draft.tags == ("a", "b")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Title: A\nDate: 2024-03-05\n\none\n\nTitle: B\nDate: 2024-03-06\n\ntwo\n", 2),  # a log
        ("Note: this is\n\n# 2024-03-05\n\ntext\n", 1),
        ("Title: an essay\nwith a line that is no head.\n\n# 2024-03-05\n\ntext\n", 1),
    ],
)
def test_lines_with_a_colon_are_no_head_of_pelican(text: str, entries: int) -> None:
    imported = post(text)
    assert len(imported.items) == entries
    assert "the front matter" not in {note.message for note in imported.notes}


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("draft: true", "draft: true"),
        ("draft: 'yes'", "draft: yes"),
        ("Draft: TRUE", "draft: true"),
        ("draft: maybe", "draft: maybe, which is not known"),
        ("draft: false", ""),
        ("draft:", ""),
        ("published: false", "published: false"),
        ("published: true", ""),
        ("publish: false", "publish: false"),
        ("unlisted: true", "unlisted: true"),
        ("dg-publish: false", "dg-publish: false"),
        ("public: false", "public: false"),
        ("build:\n  render: never", "build.render: never"),
        ("build: {list: local}", "build.list: local"),
        ("build: {list: always, render: always}", ""),
        ("hidden: true", "hidden: true"),
        ("private: true", "private: true"),
        ("exclude: true", "exclude: true"),
        ("eleventyExcludeFromCollections: true", "eleventyexcludefromcollections: true"),
        ("status: private", "status: private"),
        ("status: hidden", "status: hidden"),
        ("status: draft", "status: draft"),
        ("status: Published", ""),
        ("status: budding", "status: budding, which is not known"),
        ("visibility: members", "visibility: members"),
        ("visibility: public", ""),
        ("password: swordfish", "it has a password"),
        ("tags: [django, draft]", "tagged draft"),
        ("tags: django, private", "tagged private"),
        ("sitemap: false", ""),
    ],
)
def test_every_state_of_a_post_that_is_private_or_unknown_makes_a_draft(front: str, why: str) -> None:
    assert because(f"---\ntitle: A\ndate: 2024-03-05\n{front}\n---\n\nText.\n") == why


def test_states_have_sources_and_no_value_means_both() -> None:
    for state in POST_STATES:
        assert state.source and not state.public & state.private
        outer, _, inner = state.key.partition(".")
        for word in state.private:
            assert why_draft({outer: {inner: word} if inner else word})
        for word in state.public:
            assert why_draft({outer: {inner: word} if inner else word}) == ""


def test_a_password_is_not_told_as_a_state() -> None:
    assert "swordfish" not in because("---\ndate: 2024-03-05\npassword: swordfish\n---\n\nText.\n")


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Title: A\nDate: 2024-03-05\nStatus: draft\n\nText.\n", "a.md", "status: draft"),
        ("Title: A\nDate: 2024-03-05\nStatus: hidden\n\nText.\n", "a.md", "status: hidden"),
        (
            "<!--\n.. title: A\n.. date: 2024-03-05\n.. status: private\n-->\n\nText.\n",
            "a.md",
            "status: private",
        ),
        ("<!--\n.. title: A\n.. date: 2024-03-05\n.. tags: a, draft\n-->\n\nText.\n", "a.md", "tagged draft"),
        ("A\n#\n\n:date: 2024-03-05\n:status: hidden\n\nText.\n", "a.rst", "status: hidden"),
        (".. post:: 05 Mar, 2024\n   :exclude:\n\nA\n=\n\nText.\n", "a.rst", "exclude: true"),
        ("```{post} 2024-03-05\n:exclude:\n```\n\nText.\n", "a.md", "exclude: true"),
        ("---\ndate: 2024-03-05\ndraft: true\n---\n\nA\n=\n\nText.\n", "a.rst", "draft: true"),
        ("#+date: 2024-03-05\n#+hugo_draft: t\n\nText.\n", "a.org", "#+hugo_draft: t"),
        (".. post::\n\nA\n=\n\nText.\n", "2024-03-05.rst", "a post of ABlog without a date is one"),
        ("---\ntitle: A\ndate: 2024-03-05\n---\n\nText.\n", "site/_drafts/a.md", "it lies in _drafts"),
    ],
)
def test_states_are_read_in_the_heads_of_all_engines(text: str, name: str, why: str) -> None:
    assert because(text, name) == why


def test_broken_front_matter_is_read_line_by_line_and_keeps_private_what_it_may() -> None:
    imported = post("---\ntitle: Models: a talk\ndate: 2024-03-05\ntags:\n- a\ndraft: true\n---\n\nText.\n")
    [item] = imported.items
    assert (item.draft.title, item.draft.is_draft, texts(imported)) == ("Models: a talk", True, ["Text."])
    assert "the front matter is broken, and read line by line" in {note.message for note in imported.notes}


def test_a_rule_above_a_text_with_a_colon_is_no_front_matter() -> None:
    imported = post("---\nNote: this: is text\n---\n\n# 2024-03-05\n\nText.\n")
    assert "the front matter" not in {note.message for note in imported.notes}


def test_the_entries_of_a_private_log_are_private() -> None:
    imported = post("---\npublished: false\n---\n\n# 2024-03-05\n\na\n\n# 2024-03-06\n\nb\n")
    assert [item.draft.is_draft for item in imported.items] == [True, True]


@pytest.mark.parametrize(
    ("front", "categories", "tags"),
    [
        (
            '+++\ndate = 2024-03-05\n[taxonomies]\ntags = ["a", "b"]\ncategories = ["c"]\n'
            '[extra]\ntags = "no"\n+++\n',
            ("c",),
            ("a", "b"),
        ),
        ("---\ndate: 2024-03-05\ntaxonomies:\n  tags: [a]\n  categories: [c]\n---\n", ("c",), ("a",)),
        ("---\ndate: Mar 5, 2024\nblogpost: true\ncategory: c\ntags: a, b\n---\n", ("c",), ("a", "b")),
        ("---\nslug: x\nauthors: [ann]\ndate: 2024-03-05T00:00\ntags: [a]\n---\n", (), ("a",)),
    ],
)
def test_the_heads_of_zola_ablog_and_docusaurus(
    front: str, categories: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    imported = post(f"{front}\nText.\n")
    draft = imported.items[0].draft
    assert (days(imported)[0][:10], draft.categories, draft.tags) == ("2024-03-05", categories, tags)
    assert texts(imported) == ["Text."]


@pytest.mark.parametrize(
    "path", ["blog/2024-03-05-models/index.md", "blog/2024/03/05/models.md", "x.zip/2024-03-05/models.md"]
)
def test_docusaurus_has_the_day_in_the_path(path: str) -> None:
    imported = post("---\ntitle: Models\nslug: models\n---\n\nText.\n", path)
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["Text."])
    assert "the date 5 March 2024 is the one in the file's path" in decided(imported)


@pytest.mark.parametrize(
    "path", ["blog/2024-13-05-models/index.md", "v2024-03-05/models.md", "2024/03-05/models.md"]
)
def test_a_path_without_a_day_dates_nothing(path: str) -> None:
    assert post("---\ntitle: Models\n---\n\nText.\n", path).items == ()


def test_what_zola_has_beside_the_post_is_left_out() -> None:
    imported = post("+++\ndate = 2024-03-05\n[extra]\ntitle = 'other'\n+++\nText.\n")
    left = [note.text for note in imported.notes if note.fate is Fate.LEFT]
    assert (left, imported.items[0].draft.title) == (["title = 'other'"], "")


NIKOLA = """<!--
.. title: Models
.. slug: models
.. date: 2024-03-05 10:20:00 UTC+01:00
.. tags: django, learning log
.. category: Python
.. description:
.. type: text
-->

Learned models.
"""


def test_a_head_of_nikola_is_read_and_not_shown() -> None:
    imported = post(NIKOLA)
    draft = imported.items[0].draft
    assert (str(draft.when), draft.title, draft.tags, draft.categories) == (
        *("2024-03-05 10:20:00", "Models", ("django", "learning log"), ("Python",)),
    )
    assert texts(imported) == ["Learned models."]


def test_the_head_of_a_post_in_a_file_of_its_own_is_refused() -> None:
    with pytest.raises(
        Refused, match="it is the head of a post of Nikola's, whose text is in another file"
    ) as refused:
        one(".. title: A\n.. date: 2024-03-05\n", "a.meta")
    assert refused.value.mend == "Import the post, which has to lie beside it, or the folder of both."


def test_a_post_of_ablog_in_myst() -> None:
    imported = post("# Models\n\n```{post} Mar 05, 2024\n:tags: django\n:category: Python\n```\n\nLearned.\n")
    draft = imported.items[0].draft
    assert (days(imported), draft.tags, draft.categories) == (["2024-03-05"], ("django",), ("Python",))
    assert texts(imported) == ["# Models\n\nLearned."]


ID = "0123456789abcdef0123456789abcdef"
JOPLIN = f"""Models

Learned models.

key: value

id: {ID}
parent_id: fedcba9876543210fedcba9876543210
created_time: 2024-03-05T10:00:00.000Z
updated_time: 2024-03-06T10:00:00.000Z
is_conflict: 0
latitude: 52.5
type_: 1"""


def test_a_note_of_joplin_has_its_title_its_date_and_its_text() -> None:
    imported = post(JOPLIN, f"{ID}.md")
    assert (days(imported), texts(imported)) == (["2024-03-05 11:00:00"], ["Learned models.\n\nkey: value"])
    assert imported.items[0].draft.title == "Models"
    assert ("no key of an entry", "latitude: 52.5") in {(note.message, note.text) for note in imported.notes}


def test_the_time_that_a_user_of_joplin_sees_comes_first() -> None:
    text = JOPLIN.replace("is_conflict", "user_created_time: 2024-03-01T10:00:00.000Z\nis_conflict")
    assert days(post(text)) == ["2024-03-01 11:00:00"]


@pytest.mark.parametrize(
    ("change", "fate", "message"),
    [
        (("type_: 1", "type_: 2"), Fate.LEFT, "a notebook of Joplin's, no note: 'Models'"),
        (("type_: 1", "type_: 4"), Fate.LEFT, "an attachment of Joplin's, no note: 'Models'"),
        (("type_: 1", "type_: 5"), Fate.LEFT, "a tag of Joplin's, no note: 'Models'"),
        (("type_: 1", "type_: 99"), Fate.LEFT, "an item of type 99 of Joplin's, no note: 'Models'"),
        (
            ("latitude: 52.5", "deleted_time: 1709632800000"),
            Fate.PRIVATE,
            "a note in Joplin's trash: 'Models'",
        ),
    ],
)
def test_what_is_no_note_of_joplin_is_left_out_and_named(
    change: tuple[str, str], fate: Fate, message: str
) -> None:
    imported = post(JOPLIN.replace(*change))
    assert imported.items == ()
    assert [(note.fate, note.message) for note in imported.notes] == [(fate, message)]


def test_a_conflict_of_joplin_is_a_draft() -> None:
    assert because(JOPLIN.replace("is_conflict: 0", "is_conflict: 1")) == "is_conflict: 1"


def test_a_note_that_joplin_has_encrypted_is_refused() -> None:
    with pytest.raises(Refused, match="it is encrypted by Joplin"):
        one(JOPLIN.replace("latitude: 52.5", "encryption_applied: 1"))


def test_a_note_of_joplin_in_html_is_markdown() -> None:
    text = JOPLIN.replace("Learned models.", "<p>Learned <b>models</b>.</p>").replace(
        "latitude: 52.5", "markup_language: 2"
    )
    assert texts(post(text)) == ["Learned **models**.\n\nkey: value"]


def test_joplins_markdown_with_front_matter() -> None:
    times = "updated: 2024-03-06 10:00:00Z\ncreated: 2024-03-05 10:00:00Z"
    imported = post(f"---\ntitle: Models\n{times}\nlatitude: 52.5\ntags:\n  - django\n---\n\nLearned.\n")
    assert (days(imported), imported.items[0].draft.tags) == (["2024-03-05 11:00:00"], ("django",))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("= Models\n\nText.\n", "models.adoc"),
        ("= Models\nAnn <a@b.org>\n:toc:\n\nText.\n", "models.txt"),
        ("---\ndate: 2024-03-05\n---\n= Models\n\nText.\n", "models.adoc"),
        ("// remark\n= Models\n:source-highlighter: rouge\n\nText.\n", "models.md"),
    ],
)
def test_asciidoc_is_refused_by_its_name(text: str, name: str) -> None:
    with pytest.raises(Refused, match="it is AsciiDoc, which is not read") as refused:
        one(text, name)
    assert refused.value.mend == (
        "Write it as Markdown with 'asciidoctor -b docbook5 -o notes.xml notes.adoc' and "
        "'pandoc -f docbook -t gfm -o notes.md notes.xml', and import notes.md."
    )


def test_a_text_that_begins_with_an_equals_sign_is_no_asciidoc() -> None:
    assert days(post("= Log =\n\n# 2024-03-05\n\ntext\n", "log.txt")) == ["2024-03-05"]


def test_a_post_without_a_date_takes_that_of_the_user() -> None:
    imported = post("Title: A\nStatus: published\n\nText.\n", day=date(2024, 3, 5))
    assert (days(imported), imported.items[0].draft.title) == (["2024-03-05"], "A")
