"""Exports in JSON: what is private stays so, and nothing is lost in silence."""

import json
from datetime import date
from typing import Any

import pytest

from chronicles.dates.day_range import DayRange
from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.importing.formats.exported_posts import iso_of_epoch
from chronicles.problems import Refused
from tests.importing.shapes import days, lost, one, texts

FORMS = (
    "The exports that are known are listed in the manual, Importing; or export it as Markdown, or as a list "
    "of objects with the keys 'date' and 'text'."
)


def read_value(value: Any, name: str = "export.json", **chosen: Any) -> Imported:
    return one(json.dumps(value), name, **chosen)


def told(imported: Imported, fate: Fate) -> list[str]:
    notes = [note for note in imported.notes if note.fate is fate]
    return [f"{note.message}: {note.text}" if note.text else note.message for note in notes]


def states(imported: Imported) -> list[str]:
    return ["draft" if item.draft.is_draft else "public" for item in imported.items]


def titles(imported: Imported) -> list[str]:
    return [item.draft.title for item in imported.items]


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        (
            [
                {"date": "2024-03-05", "entry": "Learned models"},
                {"date": "2024-03-06", "entry": "Learned views"},
            ],
            "the keys 'date', 'entry'",
        ),
        ([{"text": "no day"}, {"body": "none"}], "the keys 'text', 'body'"),
        ({"notes": [], "version": 2}, "the keys 'notes', 'version'"),
        ({"entries": [{"when": "2024-03-05"}]}, "the key 'when'"),
        ([], "no keys"),
        ({}, "no keys"),
        ("text", "no keys"),
        (
            [{f"k{number:02}": 1 for number in range(14)}],
            "the keys " + ", ".join(f"'k{n:02}'" for n in range(12)) + " and 2 more",
        ),
    ],
)
def test_json_of_an_unknown_kind_is_refused_with_its_keys(value: Any, keys: str) -> None:
    with pytest.raises(Refused) as refused:
        read_value(value)
    assert (refused.value.message, refused.value.mend) == (
        f"it is JSON of an unknown kind, with {keys}",
        FORMS,
    )


def test_a_list_of_entries_is_read_and_what_has_no_text_or_day_is_told() -> None:
    imported = read_value(
        {
            "app": "mine",
            "entries": [
                {"date": "2024-03-05", "text": "Learned models", "mood": "good", "tags": ["orm"]},
                {"date": "2024-03-06", "title": "Nothing"},
                {"text": "No day", "title": "Lost"},
                {"date": "2024-03-07", "text": "Mine", "private": True},
                {"date": "2024-03-08", "text": "Not yet", "published": False},
                {"date": "2024-03-09", "text": "Half", "status": "half-done", "title": "H"},
            ],
        }
    )
    assert days(imported) == ["2024-03-05", "2024-03-08", "2024-03-09"]
    assert (texts(imported), states(imported)) == (
        ["Learned models", "Not yet", "Half"],
        ["public", "draft", "draft"],
    )
    assert imported.items[0].draft.tags == ("orm",)
    assert told(imported, Fate.LEFT) == [
        "of the whole file: no part of an entry: app: mine",
        "entry 1: no part of an entry: mood: good",
        "the entry 'Nothing' has no text",
    ]
    assert told(imported, Fate.UNDATED) == ["the entry 'Lost': it has no date: No day"]
    assert told(imported, Fate.PRIVATE) == [
        "entry 4 is left out: its state is 'private'",
        "entry 5 is a draft: its state is 'draft'",
        "the entry 'H' is a draft: its state 'half-done' is not known",
    ]
    assert "Mine" not in str(imported)


DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "uuid": "A",
            "creationDate": "2024-03-06T03:30:00Z",
            "timeZone": "America/New_York",
            "text": "# Models\n\nLearned.\n\n![](dayone-moment://ABC)",
            "tags": ["orm"],
            "starred": True,
            "isPinned": False,
            "weather": {"conditionsDescription": "Rain"},
            "photos": [{"md5": "abc"}],
        },
        {"uuid": "B", "creationDate": "2024-03-07T05:00:00Z", "timeZone": "America/New_York",
         "isAllDay": True, "text": "All day."},
        {"uuid": "C", "creationDate": "2024-03-08T12:00:00Z", "text": "No zone."},
        {"uuid": "D", "creationDate": "2024-03-09T12:00:00Z", "text": "Secret.", "isHidden": True},
        {"uuid": "E", "creationDate": "2024-03-10T12:00:00Z", "text": "Secret too.", "isConcealed": True},
        {"uuid": "F", "creationDate": "2024-03-11T12:00:00Z", "richText": '{"contents":[{"text":"Rich."}]}'},
        {"uuid": "G", "creationDate": "2024-03-12T12:00:00Z", "photos": [{"md5": "def"}]},
    ],
}  # fmt: skip


def test_an_entry_of_day_one_is_of_the_day_that_it_was_where_it_was_written() -> None:
    imported = read_value(DAY_ONE, "Journal.json")
    assert days(imported) == [
        "2024-03-05 22:30:00",
        "2024-03-07",
        "2024-03-08 13:00:00",
        "2024-03-11 13:00:00",
    ]
    assert texts(imported) == ["# Models\n\nLearned.", "All day.", "No zone.", "Rich."]
    assert imported.items[0].draft.tags == ("orm",)
    assert "entry 1 of" not in str(imported)
    said = "times of America/New_York, where they were written, keep their day and their hour"
    assert said in told(imported, Fate.DECIDED)
    assert told(imported, Fate.PRIVATE) == [
        "entry 4 is left out: its state is 'hidden'",
        "entry 5 is left out: its state is 'concealed'",
    ]
    assert set(told(imported, Fate.LEFT)) == {
        "1 picture of entry 1",
        "the entry 'Models': no part of an entry: starred: true",
        'the entry \'Models\': no part of an entry: weather: {"conditionsDescription": "Rain"}',
        'the entry \'Models\': no part of an entry: photos: [{"md5": "abc"}]',
        "entry 7 has no text",
        'entry 7: no part of an entry: photos: [{"md5": "def"}]',
    }
    assert "Secret" not in str(imported)


def test_entries_of_journey_are_read_with_their_zones() -> None:
    entry = {
        "id": "1709692200000-abc",
        "date_journal": 1709692200000,
        "date_modified": 1709700000000,
        "text": "Learned models.",
        "preview_text": "Learned",
        "timezone": "America/New_York",
        "mood": 2,
        "tags": ["orm"],
    }
    imported = read_value(entry)
    assert (days(imported), texts(imported)) == (["2024-03-05 21:30:00"], ["Learned models."])
    assert told(imported, Fate.LEFT) == ["entry 1: no part of an entry: mood: 2"]
    html = read_value(
        {"dateOfJournal": "2024-03-05T20:00:00Z", "text": "<p>A <b>b</b></p><!-- x -->", "type": "html"}
    )
    assert (days(html), texts(html)) == (["2024-03-05 21:00:00"], ["A **b**"])
    assert told(html, Fate.PRIVATE) == ["1 hidden remark in entry 1"]
    assert read_value({**entry, "encrypted": 1}).items == ()


def test_entries_of_jrnl_keep_their_times() -> None:
    value = {
        "tags": {"@orm": 1},
        "entries": [
            {"title": "Learned models.", "body": "And views.", "date": "2024-03-05", "time": "14:04",
             "tags": ["@orm"], "starred": True},
            {"title": "Only a title.", "body": "", "date": "2024-03-06", "time": "09:00", "tags": []},
        ],
    }  # fmt: skip
    imported = read_value(value)
    assert days(imported) == ["2024-03-05 14:04:00", "2024-03-06 09:00:00"]
    assert (titles(imported), texts(imported)) == (
        ["Learned models.", "Only a title."],
        ["And views.", "Only a title."],
    )
    assert imported.items[0].draft.tags == ("orm",)
    assert told(imported, Fate.LEFT) == ["the entry 'Learned models.': no part of an entry: starred: true"]


def test_the_text_of_jrnl_keeps_its_times() -> None:
    imported = one(
        "[2024-03-05 14:04] Learned models.\nAnd views.\n\n[2024-03-06 09:00] More.\nText.\n", "journal.txt"
    )
    assert days(imported) == ["2024-03-05 14:04:00", "2024-03-06 09:00:00"]


def test_a_json_feed_is_read() -> None:
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A feed",
        "items": [
            {"id": "1", "title": "One", "content_html": "<p>10<sup>6</sup></p>",
             "date_published": "2024-03-05T08:00:00Z", "summary": "In short", "url": "https://example.org/1"},
            {"id": "2", "content_text": "Two\nlines", "date_published": "2024-03-06T08:00:00Z"},
        ],
    }  # fmt: skip
    imported = read_value(value, "feed.json")
    assert texts(imported) == ["10<sup>6</sup>", "Two  \nlines"]
    assert imported.items[0].draft.description == "In short"
    assert told(imported, Fate.LEFT) == [
        "of the whole file: no part of an entry: title: A feed",
        "the item 'One': no part of an entry: url: https://example.org/1",
    ]


def test_articles_of_dev_to_have_the_day_on_which_they_were_published() -> None:
    value = [
        {"type_of": "article", "id": 1, "title": "Models", "description": "In short", "published": True,
         "published_at": "2024-03-05T08:00:00Z", "created_at": "2024-03-01T08:00:00Z",
         "cached_tag_list": "python, django", "body_markdown": "## Learned\n\nModels.",
         "cover_image": "https://e.org/c"},
        {"id": 2, "title": "Soon", "published": False, "created_at": "2024-03-06T08:00:00Z",
         "body_markdown": "Not yet."},
        {"id": 3, "title": "", "published_at": "2024-03-07T08:00:00Z",
         "body_markdown": "---\ntitle: In front\npublished: false\ntags: orm, sql\nseries: S\n---\n\nText."},
    ]  # fmt: skip
    imported = read_value(value, "articles.json")
    assert days(imported) == ["2024-03-05 09:00:00", "2024-03-06 09:00:00", "2024-03-07 09:00:00"]
    assert texts(imported) == ["## Learned\n\nModels.", "Not yet.", "Text."]
    assert (titles(imported), states(imported)) == (
        ["Models", "Soon", "In front"],
        ["public", "draft", "draft"],
    )
    assert [item.draft.tags for item in imported.items] == [("python", "django"), (), ("orm", "sql")]
    assert told(imported, Fate.LEFT) == [
        "the article 'In front': no part of an entry: series: S",
        "the article 'Models': no part of an entry: cover_image: https://e.org/c",
    ]


def test_posts_of_hashnode() -> None:
    value = {
        "posts": [
            {"_id": "1", "title": "Models", "contentMarkdown": "Learned.",
             "dateAdded": "2024-03-05T08:00:00.000Z",
             "isActive": True, "tags": [{"name": "ORM"}, "sql", "56744723958ef13879b9549b"], "coverImage": "https://e.org/c"},
            {"_id": "2", "title": "Old", "contentMarkdown": "Off.", "dateAdded": "2024-03-06T08:00:00Z",
             "isDelisted": True},
            {"_id": "3", "title": "Gone", "contentMarkdown": "Gone.", "dateAdded": "2024-03-07T08:00:00Z",
             "isDeleted": True},
            {"_id": "4", "title": "Api", "content": {"markdown": "Text."},
             "publishedAt": "2024-03-08T08:00:00Z"},
        ],
        "drafts": [{"title": "Soon", "contentMarkdown": "Not yet.", "dateUpdated": "2024-03-09T08:00:00Z"}],
    }  # fmt: skip
    imported = read_value(value)
    assert titles(imported) == ["Models", "Old", "Api", "Soon"]
    assert states(imported) == ["public", "draft", "public", "draft"]
    assert imported.items[0].draft.tags == ("ORM", "sql")
    assert told(imported, Fate.PRIVATE) == [
        "the post 'Gone' is left out: its state is 'deleted'",
        "the post 'Old' is a draft: its state is 'delisted'",
        "the post 'Soon' is a draft: its state is 'draft'",
    ]
    assert told(imported, Fate.LEFT) == [
        "the post 'Models': no part of an entry: coverImage: https://e.org/c",
        "the post 'Models': no part of an entry: tags: 56744723958ef13879b9549b",
    ]


def ghost(**post: Any) -> dict[str, Any]:
    whole = {"id": "1", "title": "Models", "html": "<p>Learned.</p>", "status": "published",
             "visibility": "public", "type": "post", "published_at": "2024-03-05T08:00:00.000Z",
             "created_at": "2024-03-01T08:00:00Z"}  # fmt: skip
    return {"db": [{"meta": {"version": "5.0"}, "data": {
        "posts": [{**whole, **post}],
        "tags": [{"id": "t", "name": "ORM"}],
        "posts_tags": [{"post_id": "1", "tag_id": "t"}],
    }}]}  # fmt: skip


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ({}, ["public"]),
        ({"status": "draft", "published_at": None}, ["draft"]),
        ({"status": "scheduled"}, ["draft"]),
        ({"status": "sent"}, ["draft"]),
        ({"visibility": "members"}, ["draft"]),
        ({"visibility": "paid"}, ["draft"]),
        ({"visibility": "tiers"}, ["draft"]),
        ({"visibility": "label:gold"}, ["draft"]),
        ({"type": "page"}, []),
        ({"page": 1}, []),
    ],
)
def test_posts_of_ghost_have_their_states(post: dict[str, Any], expected: list[str]) -> None:
    imported = read_value(ghost(**post), "ghost.json")
    assert states(imported) == expected
    assert [item.draft.tags for item in imported.items] == [("ORM",)] * len(expected)
    assert bool(told(imported, Fate.PRIVATE)) == ("draft" in expected)


@pytest.mark.parametrize(
    "forms",
    [
        {"lexical": json.dumps({"root": {"children": [
            {"type": "paragraph", "children": [{"text": "Learned "}, {"text": "models."}]},
            {"type": "paragraph", "children": [{"text": "# And views."}]}]}})},
        {"mobiledoc": json.dumps({"version": "0.3.1", "cards": [], "sections": [
            [1, "p", [[0, [], 0, "Learned models."]]], [1, "p", [[0, [], 0, "# And views."]]]]})},
        {"plaintext": "Learned models.\n\n# And views."},
    ],
)  # fmt: skip
def test_a_post_of_ghost_without_html_keeps_its_words(forms: dict[str, str]) -> None:
    imported = read_value(ghost(html=None, **forms))
    assert texts(imported) == ["Learned models.\n\n\\# And views."]
    assert "the post 'Models' has no HTML" in "".join(told(imported, Fate.DECIDED))


def test_a_mobiledoc_of_markdown_keeps_its_words() -> None:
    document = {
        "version": "0.3.1",
        "cards": [["markdown", {"markdown": "Learned models."}]],
        "sections": [[10, 0]],
    }
    assert texts(read_value(ghost(html=None, mobiledoc=json.dumps(document)))) == ["Learned models."]


KEEP = {
    "title": "Models",
    "textContent": "Learned\n# models\n\n<b>All</b> of them",
    "textContentHtml": "<p>Learned</p>",
    "labels": [{"name": "orm"}],
    "listContent": [{"text": "one", "isChecked": True}, {"text": "two", "isChecked": False}],
    "createdTimestampUsec": 1709640000000000,
    "userEditedTimestampUsec": 1709812800000000,
    "isTrashed": False,
    "isArchived": False,
    "isPinned": False,
    "color": "DEFAULT",
    "attachments": [{"filePath": "a.png"}],
}


def test_a_note_of_keep() -> None:
    imported = read_value(KEEP, "Models.json")
    assert (days(imported), titles(imported)) == (["2024-03-05 13:00:00"], ["Models"])
    assert texts(imported) == ["Learned  \n\\# models\n\n&lt;b>All&lt;/b> of them\n\n- [x] one\n- [ ] two"]
    assert imported.items[0].draft.tags == ("orm",)
    said = 'the note \'Models\': no part of an entry: attachments: [{"filePath": "a.png"}]'
    assert told(imported, Fate.LEFT) == [said]
    edited = {key: value for key, value in KEEP.items() if key != "createdTimestampUsec"}
    assert days(read_value(edited)) == ["2024-03-07 13:00:00"]


def test_a_note_of_keep_that_was_put_away_is_a_draft_and_one_thrown_away_is_left_out() -> None:
    archived = read_value({**KEEP, "isArchived": True})
    assert (states(archived), told(archived, Fate.PRIVATE)) == (
        ["draft"],
        ["the note 'Models' is a draft: its state is 'archived'"],
    )
    trashed = read_value({**KEEP, "isTrashed": True})
    assert (trashed.items, told(trashed, Fate.PRIVATE)) == (
        (),
        ["the note 'Models' is left out: its state is 'trashed'"],
    )
    assert "Learned" not in str(trashed)


def test_the_page_of_a_note_of_keep_is_not_read_since_its_state_is_in_the_json() -> None:
    text = (
        '<?xml version="1.0" ?>\n<html><head><title>Models</title></head>\n<body><div class="note DEFAULT">'
        '<div class="heading">Mar 5, 2024</div>\n<div class="content">Secret</div></div></body></html>'
    )
    imported = one(text, "Keep/Models.html")
    said = "Google Keep's page of a note; whether it was thrown away is said in the JSON beside it"
    assert (imported.items, told(imported, Fate.PRIVATE), lost(text, imported)) == ((), [said], [])
    assert "Secret" not in str(imported)


def test_posts_of_tumblr() -> None:
    value = {"response": {"posts": [
        {"id": 1, "blog_name": "b", "type": "text", "state": "published", "date": "2024-03-05 08:00:00 GMT",
         "title": "Models", "body": "<p>Learned <b>models</b>.</p>", "tags": ["orm"], "note_count": 3},
        {"id": 2, "blog_name": "b", "type": "quote", "state": "private", "date": "2024-03-06 08:00:00 GMT",
         "text": "Secret"},
        {"id": 3, "blog_name": "b", "type": "chat", "state": "draft", "timestamp": 1709812800,
         "dialogue": [{"label": "A:", "phrase": "hello"}, {"name": "B", "phrase": "<hi>"}]},
        {"id": 4, "blog_name": "b", "state": "queued", "date": "2024-03-08 08:00:00 GMT", "content": [
            {"type": "text", "subtype": "heading1", "text": "Head"}, {"type": "text", "text": "1 < 2"},
            {"type": "image", "alt_text": "A", "media": [{"url": "https://e.org/a.png"}]},
            {"type": "link", "url": "https://e.org/", "title": "T"}]},
        {"id": 5, "blog_name": "b", "state": "published", "date": "2024-03-09 08:00:00 GMT", "question": "Q?",
         "answer": "<p>A.</p>"},
    ]}}  # fmt: skip
    imported = read_value(value)
    assert texts(imported) == [
        "Learned **models**.",
        "A: hello\n\nB &lt;hi>",
        "## Head\n\n1 &lt; 2\n\n![A](https://e.org/a.png)\n\n[T](https://e.org/)",
        "Q?\n\nA.",
    ]
    assert states(imported) == ["public", "draft", "draft", "public"]
    assert told(imported, Fate.PRIVATE) == [
        "post 2 is left out: its state is 'private'",
        "post 3 is a draft: its state is 'draft'",
        "post 4 is a draft: its state is 'queued'",
    ]
    assert told(imported, Fate.LEFT) == ["the post 'Models': no part of an entry: note_count: 3"]
    assert "Secret" not in str(imported)


def test_a_value_that_is_long_is_told_by_how_it_begins() -> None:
    imported = read_value([{"date": "2024-03-05", "text": "A", "blob": "x" * 600}])
    assert told(imported, Fate.LEFT) == [f"entry 1: no part of an entry: blob: {'x' * 500}… (600 characters)"]


def test_a_day_of_the_user_is_for_an_entry_without_one() -> None:
    imported = read_value([{"date": "2024-03-05", "text": "A"}, {"text": "B"}], day=date(2024, 3, 6))
    assert days(imported) == ["2024-03-05", "2024-03-06"]


@pytest.mark.parametrize(
    ("value", "per_second", "time"),
    [
        (1709640000, 1, "2024-03-05T12:00:00Z"),
        ("1709640000000", 1000, "2024-03-05T12:00:00Z"),
        (1709640000000000, 1_000_000, "2024-03-05T12:00:00Z"),
        (-1, 1, "1969-12-31T23:59:59Z"),
        (10**30, 1, ""),
        (10**400, 1, ""),
        ("soon", 1, ""),
        (float("nan"), 1, ""),
        (True, 1, ""),
        (None, 1, ""),
        (-62135596800, 1, ""),
    ],
)
def test_seconds_since_1970_are_a_time_or_nothing(value: Any, per_second: int, time: str) -> None:
    assert iso_of_epoch(value, per_second) == time


def test_a_day_that_cannot_be_is_no_day_and_names_its_entry() -> None:
    value = [{"date": "1924-03-05", "text": "Old", "title": "A"}, {"date": "2024-03-05", "text": "New"}]
    days_that_can_be = DayRange(date(2000, 1, 1), date(2030, 1, 1))
    imported = read_value(value, days=days_that_can_be)
    assert days(imported) == ["2024-03-05"]
    [told_of] = told(imported, Fate.UNDATED)
    assert told_of.startswith("the entry 'A': ") and told_of.endswith(": Old")


@pytest.mark.parametrize("zone", ["Nowhere/Atlantis", "../../etc/passwd", ""])
def test_a_zone_that_there_is_not_is_that_of_the_site(zone: str) -> None:
    entry = {"uuid": "A", "creationDate": "2024-03-05T08:00:00Z", "timeZone": zone, "text": "A"}
    assert days(read_value({"entries": [entry]})) == ["2024-03-05 09:00:00"]
    assert days(read_value({"entries": [{**entry, "isAllDay": True}]}))[0].startswith("2024-03-05")


@pytest.mark.parametrize(
    "forms",
    [
        {"lexical": "{"},
        {"lexical": "[]"},
        {"mobiledoc": "[1]"},
        {"mobiledoc": '{"sections": 1}'},
        {"lexical": "1"},
    ],
)
def test_a_post_of_ghost_whose_forms_cannot_be_read_is_told(forms: dict[str, str]) -> None:
    imported = read_value(ghost(html=None, **forms))
    assert (imported.items, told(imported, Fate.LEFT)) == ((), ["the post 'Models' has no text"])


def test_items_of_a_list_of_tumblr_are_one() -> None:
    content = [
        {"type": "text", "subtype": "unordered-list-item", "text": "one"},
        {"type": "audio", "title": "No address"},
    ]
    value = [{"blog_name": "b", "date": "2024-03-05", "content": content}]
    assert texts(read_value(value)) == ["- one\n\nNo address"]


def test_tags_of_dev_to_as_a_list() -> None:
    value = [{"body_markdown": "A.", "published_at": "2024-03-05", "tag_list": ["a", "b"]}]
    assert read_value(value).items[0].draft.tags == ("a", "b")
