"""Web pages, feeds, exports, encodings: what is told apart, and what becomes of it."""

import json
from datetime import date

import pytest

from chronicles.importing.drafts import plain_title
from chronicles.problems import Refused
from tests.importing.shapes import days, decided, one, texts

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#">
<title>A blog</title>
<entry><id>tag:1</id><published>2010-05-01T10:00:00.000+01:00</published>
<category scheme="http://schemas.google.com/g/2005#kind"
 term="http://schemas.google.com/blogger/2008/kind#post"/>
<category scheme="http://www.blogger.com/atom/ns#" term="django"/>
<title type="text">Hello &lt;b&gt;</title>
<content type="html">&lt;p&gt;First &lt;b&gt;post&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;
&lt;/p&gt;</content>
</entry>
<entry><id>tag:2</id><published>2010-05-02T10:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind"
 term="http://schemas.google.com/blogger/2008/kind#comment"/>
<title>Nice</title><content>Nice post</content></entry>
<entry><id>tag:3</id><published>2010-05-03T10:00:00Z</published><app:control><app:draft>yes</app:draft></app:control>
<title>Not yet</title>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <em>b</em>
<a href="http://x.org/">c</a></div></content>
</entry>
</feed>
"""
WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A blog</title>
<item><title>Hello</title><pubDate>Fri, 01 Jan 2021 09:00:00 +0000</pubDate>
<content:encoded><![CDATA[<h2>Head</h2><ul><li>one</li></ul>
<pre><code class="language-python">x = 1</code></pre>]]></content:encoded>
<wp:post_date>2021-01-01 10:00:00</wp:post_date>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="web"><![CDATA[Web]]></category>
<category domain="post_tag" nicename="orm"><![CDATA[orm]]></category></item>
<item><title>About</title><wp:post_date>2021-01-01 10:00:00</wp:post_date>
<wp:post_type>page</wp:post_type></item>
</channel></rss>
"""


def test_an_atom_export_of_blogger_has_its_posts_and_nothing_else() -> None:
    imported = one(ATOM, "blog.xml")
    assert days(imported) == ["2010-05-01 10:00:00", "2010-05-03 11:00:00"]
    assert texts(imported) == ["First **post**", "a *b*\n[c](http://x.org/)"]
    first, second = (item.draft for item in imported.items)
    assert (first.title, first.tags, first.is_draft) == ("Hello b", ("django",), False)
    assert second.is_draft
    told = {note.message for note in imported.notes}
    assert "a comment, not a post: 'Nice'" in told
    assert "<script> in the post 'Hello b', since it may run" in told


def test_an_export_of_wordpress_has_its_posts_with_tags_and_categories() -> None:
    imported = one(WXR, "export.xml")
    assert days(imported) == ["2021-01-01 10:00:00"]
    assert texts(imported) == ["## Head\n\n- one\n\n```python\nx = 1\n```"]
    draft = imported.items[0].draft
    assert (draft.title, draft.tags, draft.categories) == ("Hello", ("orm",), ("Web",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b">]><rss/>', "its XML has a document type"),
        ("<?xml version='1.0'?><rss>", "line 1 is no XML: no element found"),
        ("<?xml version='1.0'?><svg/>", "it is XML, but no feed of a blog"),
        ("<?xml version='1.0'?>" + "<a>" * 500, "its XML is nested too deeply"),
    ],
)
def test_other_xml_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        one(text, "a.xml")


def test_a_web_page_says_its_date_and_its_title() -> None:
    html = """<!doctype html><html><head><title>My post</title>
<meta property="article:published_time" content="2025-08-29T21:00:00+00:00"></head>
<body><article><h1>My post</h1><p>Text with <code>x</code>.</p><script>alert(1)</script>
<ul><li>one<ul><li>two</li></ul></li></ul></article></body></html>"""
    imported = one(html, "page.html")
    assert days(imported) == ["2025-08-29 22:00:00"]
    assert texts(imported) == ["# My post\n\nText with `x`.\n\n- one\n    - two"]
    assert imported.items[0].draft.title == "My post"


def test_a_web_page_without_a_date_is_read_as_a_log() -> None:
    html = "<html><body><h2>2025-01-01</h2><p>One.</p><h2>2025-01-02</h2><p>Two.</p></body></html>"
    imported = one(html, "log.html")
    assert (days(imported), texts(imported)) == (["2025-01-01", "2025-01-02"], ["One.", "Two."])


def test_an_export_of_day_one() -> None:
    entries = [
        {"creationDate": "2023-01-05T22:30:00Z", "text": "# Hello\n\nText.", "tags": ["django"], "uuid": "A"}
    ]
    imported = one(json.dumps({"metadata": {"version": "1.0"}, "entries": entries}), "Journal.json")
    assert days(imported) == ["2023-01-05 23:30:00"]
    assert (imported.items[0].draft.title, texts(imported)) == ("Hello", ["# Hello\n\nText."])


def test_an_export_is_known_by_its_name_however_it_is_written() -> None:
    imported = one(json.dumps([{"date": "2025-08-29", "text": "hello"}]), "EXPORT.JSON")
    assert (days(imported), texts(imported)) == (["2025-08-29"], ["hello"])


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("C# and F#", "C# and F#"),
        ("# A title #", "A title"),
        ("## B ##", "B"),
        ("#", ""),
        ("*a* [b](c)", "a b"),
    ],
)
def test_a_title_is_plain_and_keeps_its_signs(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_bullets_of_other_signs_are_items_as_deep_as_they_stood() -> None:
    text = "2025-08-29\n\nIntro\n    • a\n      ◦ b\n        ▪ c\n      ◦ d\n    • e\nText\n  • f\n"
    assert texts(one(text)) == ["Intro\n\n- a\n    - b\n        - c\n    - d\n- e\n\nText\n\n- f"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"a": 1}', "[1]", '{"entries": [{}]}', "{", "[" * 100_000])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        one(text, "a.json")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("# 2025-01-01\n\nÀ bientôt, café — déjà vu.\n".encode("cp1252"), "Windows-1252"),
        ("# 2025-01-01\n\nÀ bientôt, café — déjà vu.\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_other_encodings_are_read_and_told(data: bytes, name: str) -> None:
    imported = one(data)
    assert texts(imported) == ["À bientôt, café — déjà vu."]
    assert f"the file is not UTF-8; it is read as {name}" in decided(imported)


def test_a_file_name_dates_what_has_no_date() -> None:
    for name in ("2023-01-05.md", "2023-01-05-a-title.md", "20230105.txt", "2023_01_05.md"):
        assert days(one("Some text.\n", name)) == ["2023-01-05"], name
    assert days(one("Some text.\n", "notes-2.md")) == []


def test_a_date_of_the_user_is_for_what_has_none() -> None:
    imported = one("Intro.\n\n# 2025-01-01\n\nText.\n", day=date(2024, 12, 31))
    assert days(imported) == ["2024-12-31", "2025-01-01"]


@pytest.mark.parametrize(
    ("front", "when"),
    [
        ("date: 2023-01-05", "2023-01-05"),
        ("date: 2023-01-05 10:00:00 -0800", "2023-01-05 19:00:00"),
        ("date: 05.01.2023", "2023-01-05"),
        ('date: "January 5, 2023"', "2023-01-05"),
    ],
)
def test_the_dates_of_other_engines(front: str, when: str) -> None:
    imported = one(f"---\ntitle: A post\nlayout: post\n{front}\n---\n\nText.\n")
    assert days(imported) == [when]
    assert "no key of an entry" in {note.message for note in imported.notes}
