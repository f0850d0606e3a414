"""Exports in XML and HTML: Blogger, Evernote, Medium, Substack, TextBundle, posts in HTML; feeds."""

from datetime import date
from html import escape

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.problems import Refused
from tests.importing.shapes import days, lost, one, texts

TAKEOUT = (
    "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
    " xmlns:blogger='http://schemas.google.com/blogger/2018'><title>B</title>{}</feed>"
)
ENTRY = (
    "<entry><id>tag:{0}</id><blogger:type>{1}</blogger:type><blogger:status>{2}</blogger:status><title>{3}</title>"
    "<content type='html'>{4}</content><published>2024-03-05T08:00:00Z</published>{5}</entry>"
)


def told(imported: Imported, fate: Fate) -> list[str]:
    notes = [note for note in imported.notes if note.fate is fate]
    return [f"{note.message}: {note.text}" if note.text else note.message for note in notes]


def blogger(kind: str = "POST", status: str = "LIVE", content: str = "Text.", more: str = "") -> Imported:
    return one(TAKEOUT.format(ENTRY.format(1, kind, status, "Models", content, more)), "feed.atom")


def test_todays_export_of_blogger_has_its_posts_and_names_the_rest() -> None:
    text = TAKEOUT.format(
        ENTRY.format(
            1,
            "POST",
            "LIVE",
            "Models",
            "&lt;p&gt;Learned models.&lt;/p&gt;&lt;br /&gt;&lt;div&gt;x&lt;/div&gt;",
            "",
        )
        + ENTRY.format(2, "COMMENT", "LIVE", "re", "nice", "")
        + ENTRY.format(3, "POST", "DRAFT", "Draft", "soon", "")
        + ENTRY.format(4, "PAGE", "LIVE", "About", "me", "")
    )
    imported = one(text, "feed.atom")
    assert texts(imported) == ["Learned models.\n\nx", "soon"]
    assert [item.draft.is_draft for item in imported.items] == [False, True]
    assert told(imported, Fate.PRIVATE) == ["the post 'Draft' is a draft: its state is 'DRAFT'"]
    assert told(imported, Fate.LEFT) == ["a comment, not a post: 're'", "a page, not a post: 'About'"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("LIVE", []),
        ("DRAFT", ["the post 'Models' is a draft: its state is 'DRAFT'"]),
        ("SCHEDULED", ["the post 'Models' is a draft: its state is 'SCHEDULED'"]),
        ("SOFT_TRASHED", ["the post 'Models' is left out: its state is 'SOFT_TRASHED'"]),
        ("HELD_BACK", ["the post 'Models' is a draft: its state 'HELD_BACK' is not known"]),
    ],
)
def test_a_state_of_blogger_says_what_becomes_of_a_post(status: str, said: list[str]) -> None:
    imported = blogger(status=status)
    assert told(imported, Fate.PRIVATE) == said
    assert len(imported.items) == ("left out" not in "".join(said))
    assert all(item.draft.is_draft == bool(said) for item in imported.items)


def test_a_post_in_the_trash_of_blogger_is_left_out_and_a_description_is_kept() -> None:
    more = "<blogger:metaDescription>In short</blogger:metaDescription><blogger:trashed/>"
    assert blogger(more=more).items[0].draft.description == "In short"
    trashed = blogger(more="<blogger:trashed>2024-03-06T08:00:00Z</blogger:trashed>")
    assert told(trashed, Fate.PRIVATE) == ["the post 'Models' is left out: its state is 'trashed'"]


def test_a_comment_of_the_old_export_is_known_by_what_it_answers() -> None:
    text = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'"
        " xmlns:gd='http://schemas.google.com/g/2005'><entry><title>re</title><content>nice</content>"
        "<published>2010-05-01T10:00:00Z</published><thr:in-reply-to ref='tag:1'/></entry></feed>"
    )
    imported = one(text, "blog.xml")
    assert (imported.items, told(imported, Fate.LEFT)) == ((), ["a comment, not a post: 're'"])


RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><item><title>{}</title><pubDate>{}</pubDate>{}'
    "</item></channel></rss>"
)
TUESDAY = "Tue, 05 Mar 2024 08:00:00 +0000"


def test_html_in_a_feed_keeps_its_meaning() -> None:
    html = escape("10<sup>6</sup> bytes, H<sub>2</sub>O, <del>gone</del>, <kbd>Ctrl</kbd>")
    text = RSS.format("Powers", TUESDAY, f"<description>&lt;p&gt;{html}&lt;/p&gt;</description>")
    assert texts(one(text, "feed.xml")) == [
        "10<sup>6</sup> bytes, H<sub>2</sub>O, <del>gone</del>, <kbd>Ctrl</kbd>"
    ]


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("A List&lt;int&gt;\nof it\n\n# two", "A List&lt;int>  \nof it\n\n\\# two"),
        ("a &amp;amp; b", "a & b"),
        ("&lt;b&gt;a&lt;/b&gt;", "**a**"),
    ],
)
def test_plain_text_in_a_feed_keeps_its_words_and_lines(description: str, text: str) -> None:
    assert texts(one(RSS.format("T", TUESDAY, f"<description>{description}</description>"), "f.xml")) == [
        text
    ]


def test_what_else_a_feed_has_is_told() -> None:
    more = "<description>In short</description><author>ada@example.org</author><link>https://e.org/1</link>"
    text = RSS.format("T", TUESDAY, f"{more}<content>&lt;p&gt;All of it.&lt;/p&gt;</content>")
    imported = one(text, "f.xml")
    assert texts(imported) == ["All of it."]
    assert told(imported, Fate.LEFT) == [
        "the post 'T': no part of an entry: author: ada@example.org",
        "the post 'T': no part of an entry: description: In short",
        "the post 'T': no part of an entry: link: https://e.org/1",
    ]


def test_a_post_without_a_day_waits_and_its_words_are_in_the_report() -> None:
    imported = one(RSS.format("T", "some day", "<description>Words of it.</description>"), "f.xml")
    assert told(imported, Fate.UNDATED) == [
        "the post 'T': it has no date that can be read: 'some day': Words of it."
    ]


def test_a_title_in_html_is_plain() -> None:
    text = RSS.format(
        "A &lt;em&gt;b&lt;/em&gt; &amp;amp; List&lt;int&gt;", TUESDAY, "<description>x</description>"
    )
    assert one(text, "f.xml").items[0].draft.title == "A b & Listint"


ENEX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export export-date="20240401T000000Z" application="Evernote" version="10">
<note><title>Models &amp; views</title><created>20240305T080000Z</created><updated>20240306T080000Z</updated>
<tag>orm</tag><note-attributes><author>Ada</author></note-attributes>
<content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><div>Learned&nbsp;models.</div>
<div><en-todo checked="true"/>done</div><div><en-todo checked="false"/>to do</div>
<ul><li>one</li></ul><en-media type="image/png" hash="abc"/>
<div style="-en-codeblock:true"><div>if x:</div><div>    y</div></div></en-note>]]></content>
<resource><data encoding="base64">aGVsbG8=</data><mime>image/png</mime></resource></note>
<note><title>Half secret</title><created>20240307T080000Z</created>
<content><![CDATA[<en-note>Open. <en-crypt hint="x">U2VjcmV0</en-crypt></en-note>]]></content></note>
<note><title>All secret</title><created>20240308T080000Z</created>
<content encoding="base64:aes">U2VjcmV0</content></note>
</en-export>
"""


def test_notes_of_evernote() -> None:
    imported = one(ENEX, "notes.enex")
    assert days(imported) == ["2024-03-05 09:00:00", "2024-03-07 09:00:00"]
    assert texts(imported) == [
        "Learned\xa0models.\n\n[x] done\n\n[ ] to do\n\n- one\n\n```\nif x:\n    y\n```",
        "Open.",
    ]
    first, second = (item.draft for item in imported.items)
    assert (first.title, first.tags, first.is_draft, second.is_draft) == (
        "Models & views",
        ("orm",),
        False,
        True,
    )
    assert told(imported, Fate.PRIVATE) == [
        "the note 'Half secret' is a draft: its state is 'encrypted'",
        "the note 'All secret' is left out: its state is 'locked'",
    ]
    left = told(imported, Fate.LEFT)
    assert "1 attached file of the note 'Models & views'" in left
    assert "the note 'Models & views': no part of an entry: note-attributes: Ada" in left
    assert lost(ENEX, imported) == []
    assert "U2VjcmV0" not in str(imported)


def test_an_export_of_evernote_without_notes_is_refused() -> None:
    with pytest.raises(Refused, match="it is an export of Evernote without notes"):
        one('<?xml version="1.0"?><en-export></en-export>', "a.enex")


MEDIUM = """<!DOCTYPE html><html><head><title>Models</title><style>p {{}}</style></head><body>
<article class="h-entry"><header><h1 class="p-name">Models</h1></header>
<section data-field="subtitle" class="p-summary">What I learned</section>
<section data-field="body" class="e-content"><section><div><div>
<h3 name="a" class="graf graf--h3 graf--leading graf--title">Models</h3>
<p class="graf graf--p">A <strong>word</strong>.</p>
<pre data-code-block-mode="1" data-code-block-lang="python" class="graf graf--pre"
><span>def f():<br>    <span>return</span> 1</span></pre>
<figure class="graf graf--figure"><img src="https://cdn.example.org/a.png"><figcaption>Words</figcaption></figure>
</div></div></section></section>
<footer>{}<p>Exported from <a href="https://medium.com">Medium</a></p></footer></article></body></html>
"""
PUBLISHED = (
    '<p>By <a class="p-author h-card">Ada</a> on <a>'
    '<time class="dt-published" datetime="2024-03-05T08:00:00.000Z">March 5</time></a>.</p>'
)


def test_a_post_of_medium() -> None:
    text = MEDIUM.format(PUBLISHED)
    imported = one(text, "2024-03-05_Models-abc.html")
    assert days(imported) == ["2024-03-05 09:00:00"]
    assert texts(imported) == [
        "A **word**.\n\n```python\ndef f():\n    return 1\n```\n\n![](https://cdn.example.org/a.png)\n\nWords"
    ]
    draft = imported.items[0].draft
    assert (draft.title, draft.description, draft.is_draft) == ("Models", "What I learned", False)
    assert told(imported, Fate.LEFT) == [
        "the post 'Models': no part of an entry: footer: By Ada on March 5.Exported from Medium"
    ]
    assert lost(text, imported) == []


def test_a_draft_of_medium_waits_for_a_day_and_its_text_is_told_to_nobody() -> None:
    imported = one(MEDIUM.format(""), "draft_Models-abc.html")
    assert told(imported, Fate.UNDATED) == ["the post 'Models': it has no date"]
    [item] = one(MEDIUM.format(""), "draft_Models-abc.html", day=date(2024, 3, 5)).items
    assert (item.draft.is_draft, item.draft.draft_because) == (True, "its state is 'draft'")
    [item] = one(MEDIUM.format(PUBLISHED), "draft_Models-abc.html").items
    assert item.draft.is_draft


def test_a_page_of_substack_is_a_draft_since_its_state_is_elsewhere() -> None:
    imported = one("<p>Learned <em>models</em>.</p>\n", "1234567.learned-models.html", day=date(2024, 3, 5))
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["Learned *models*."])
    draft = imported.items[0].draft
    assert (draft.title, draft.is_draft) == ("Learned models", True)
    assert draft.draft_because == "its state is 'not said in this file, but in posts.csv'"


def test_the_table_of_substack_says_how_each_of_its_pages_is_imported() -> None:
    table = (
        "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle\n"
        '1234567.learned-models,2024-03-05T08:00:00Z,true,,newsletter,everyone,"Models, learned",In short\n'
        "1234568.secret,2024-03-06T08:00:00.000Z,true,,newsletter,only_paid,For some,Secret words\n"
        "1234569.soon,,false,,newsletter,everyone,Soon,Secret words\n"
    )
    imported = one(table, "posts.csv")
    assert imported.items == ()
    assert told(imported, Fate.PRIVATE) == [
        "the post 'For some': its state is 'only_paid'; its page is beside the table",
        "the post 'Soon': its state is 'not published'; its page is beside the table",
    ]
    [note] = [note for note in imported.notes if note.fate is Fate.LEFT and note.text]
    assert (note.message, note.mend) == (
        "the post 'Models, learned' is in posts/1234567.learned-models.html",
        "Import the export as a whole, with its pages.",
    )
    assert (lost(table, imported), "Secret" in str(imported)) == ([], False)


def test_a_post_in_html_with_front_matter_is_read_as_html() -> None:
    text = """---
title: Old post
---
<p>First paragraph with <a href="https://example.org">a link</a>.</p>
<ul>
<li>one</li>
<li>two</li>
</ul>
<pre><code class="language-python">def f():
    return 1
</code></pre>
<!-- secret -->
"""
    imported = one(text, "2024-03-05-old-post.html")
    assert (days(imported), imported.items[0].draft.title) == (["2024-03-05"], "Old post")
    assert texts(imported) == [
        "First paragraph with [a link](https://example.org).\n\n- one\n- two\n\n"
        "```python\ndef f():\n    return 1\n```"
    ]
    assert told(imported, Fate.PRIVATE) == ["1 hidden remark in the post"]
    assert (lost(text, imported), "secret" in str(imported)) == ([], False)


def test_a_part_of_a_web_page_is_read_by_its_ending() -> None:
    assert texts(one("<p>A <b>b</b></p>", "2024-03-05.html")) == ["A **b**"]


def test_the_text_of_a_textbundle_is_a_draft_with_its_tags() -> None:
    text = "2024-03-05\n\nLearned #models today.\n\n#orm #web/views\n"
    imported = one(text, "notes.zip/Models.textbundle/text.markdown")
    assert (days(imported), imported.items[0].draft.tags) == (["2024-03-05"], ("orm", "web/views"))
    assert imported.items[0].draft.draft_because == "its state is 'not said in this file, but in info.json'"
    assert texts(imported) == ["Learned #models today."]
    assert lost(text, imported) == []


def test_what_a_textbundle_says_of_its_text_is_told() -> None:
    imported = one(
        '{"version": 2, "type": "net.daringfireball.markdown", "creatorURL": "x"}', "A.textbundle/info.json"
    )
    assert imported.items == ()
    notes = [(note.fate, note.message, note.text) for note in imported.notes]
    message = "what a TextBundle says of the text beside it, whose day and state are taken from it"
    said = ["creatorURL: x", "type: net.daringfireball.markdown", "version: 2"]
    assert notes == [(Fate.LEFT, message, text) for text in said]


def test_a_post_in_html_keeps_what_jekyll_highlights() -> None:
    text = (
        "---\ntitle: Code\n---\n<p>Above</p>\n{% highlight python %}\ndef f():\n\n    return '<b>'\n"
        "{% endhighlight %}\n"
        "<p>Below {% highlight ruby %}</p>\n"
    )
    assert texts(one(text, "2024-03-05-code.html")) == [
        "Above\n\n```python\ndef f():\n\n    return '<b>'\n```\n\nBelow \\{% highlight ruby %}"
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("<status>publish</status>", []),
        ("<status>draft</status>", ["the post 'T' is a draft: its state is 'draft'"]),
        ("<status>odd</status>", ["the post 'T' is a draft: its state 'odd' is not known"]),
        ("<status>trash</status>", ["the post 'T' is left out: its state is 'trash'"]),
        (
            "<post_password>x</post_password>",
            ["the post 'T' is left out: its state is 'protected by a password'"],
        ),
    ],
)
def test_a_feed_that_says_a_state_is_believed(more: str, said: list[str]) -> None:
    imported = one(RSS.format("T", TUESDAY, f"<description>Words.</description>{more}"), "f.xml")
    assert told(imported, Fate.PRIVATE) == said


def test_a_film_is_a_link_and_what_ran_is_named() -> None:
    html = escape(
        '<p>a</p><iframe src="https://e.org/embed/1" title="A film"></iframe><video controls>'
        '<source src="https://e.org/a.mp4">none</video><script>x()</script><iframe>y</iframe>'
    )
    imported = one(RSS.format("T", TUESDAY, f"<description>{html}</description>"), "f.xml")
    assert texts(imported) == [
        "a\n\n[A film](https://e.org/embed/1)\n\n[https://e.org/a.mp4](https://e.org/a.mp4)"
    ]
    assert told(imported, Fate.LEFT) == [
        "<iframe> in the post 'T', since it may run",
        "<script> in the post 'T', since it may run",
    ]


def test_a_title_that_is_too_long_is_told_as_a_whole() -> None:
    title = "word " * 40
    imported = one(RSS.format(title, TUESDAY, "<description>Text.</description>"), "f.xml")
    assert len(imported.items[0].draft.title) <= 120
    assert [note.text for note in imported.notes if note.fate is Fate.LEFT] == [f"title: {title.strip()}"]


def test_a_page_of_tumblrs_download_is_a_draft_since_its_state_is_elsewhere() -> None:
    text = """<!DOCTYPE HTML>
<html><head><link rel="stylesheet" href="../style.css"></head><body>
<h1>Models</h1><p>Learned <i>models</i>.</p>
<div id="footer"><span id="timestamp"> March 5th, 2024 8:00am </span><span class="tag">orm</span></div>
</body></html>
"""
    imported = one(text, "123.html")
    assert (days(imported), texts(imported)) == (["2024-03-05 08:00:00"], ["Learned *models*."])
    draft = imported.items[0].draft
    assert (draft.title, draft.tags, draft.is_draft) == ("Models", ("orm",), True)
    assert told(imported, Fate.PRIVATE) == [
        "the post 'Models' is a draft: its state is 'not said in this file'"
    ]
    assert lost(text, imported) == []


def test_an_entity_of_a_document_type_elsewhere_is_known_if_html_has_it() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE en-export SYSTEM "x.dtd"><en-export><note><title>A&nbsp;b &odd;'
        "</title><created>20240305T080000Z</created><content>&lt;en-note&gt;T&lt;/en-note&gt;</content></note></en-export>"
    )
    assert one(text, "a.enex").items[0].draft.title == "A b &odd;"


def test_an_export_of_wordpress_without_posts_is_refused() -> None:
    text = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel></channel></rss>'
    with pytest.raises(Refused, match="it is an export of WordPress without posts"):
        one(text, "wxr.xml")


def test_a_page_of_substack_without_a_day_waits() -> None:
    imported = one("<p>Words</p>", "1234567.learned-models.html")
    assert told(imported, Fate.UNDATED) == ["the post 'Learned models': it has no date"]


def test_a_web_page_that_is_a_log_of_one_day_has_its_title() -> None:
    html = "<html><head><title>My log</title></head><body><h2>2024-03-05</h2><p>One.</p></body></html>"
    assert one(html, "log.html").items[0].draft.title == "My log"


@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("EST", "2024-03-05 14:00:00"),
        ("PDT", "2024-03-05 16:00:00"),
        ("GMT", "2024-03-05 09:00:00"),
        ("UT", "2024-03-05 09:00:00"),
        ("+0530", "2024-03-05 03:30:00"),
    ],
)
def test_the_zones_of_a_feed_are_those_of_a_mail(zone: str, when: str) -> None:
    text = RSS.format("T", f"Tue, 05 Mar 2024 08:00:00 {zone}", "<description>Text.</description>")
    assert days(one(text, "f.xml")) == [when]


def test_a_table_of_substack_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="its table cannot be read: field larger than field limit"):
        one(f"post_id,post_date,is_published\n{'x' * 140_000}\n", "posts.csv")


def test_an_empty_post_in_html_has_only_its_front_matter() -> None:
    text = "---\ntitle: Nothing\ndate: 2024-03-05\n---\n"
    imported = one(text, "2024-03-05-nothing.html")
    assert lost(text, imported) == []


@pytest.mark.parametrize("name", ["123.html", "2024-03-05_Models-abc.html"])
def test_a_page_without_a_day_is_no_entry(name: str) -> None:
    text = (
        MEDIUM.format("")
        if "abc" in name
        else '<div id="footer"><b id="timestamp">one day</b></div><p>Words</p>'
    )
    imported = one(text, name)
    assert (imported.items, len(imported.problems)) == ((), 1)


NOTION = "First day aaaa456789abcdef0123456789abcdef.md"


@pytest.mark.parametrize(
    ("head", "when", "tags", "text"),
    [
        (
            "Tags: python, the ORM\nCreated: March 5, 2024 10:00 AM",
            "2024-03-05 10:00:00",
            ("python", "the ORM"),
            "",
        ),
        ("Created time: March 4, 2024\nDate: March 5, 2024", "2024-03-05", (), ""),
        ("Date: March 4, 2024 → March 5, 2024", "2024-03-05", (), ""),
        ("Date: March 5, 2024 10:00 AM → 11:00 AM", "2024-03-05 10:00:00", (), ""),
        ("Tag: a\nLabels: b\nURL: https://example.org\nDate: March 5, 2024", "2024-03-05", ("a", "b"), ""),
        ("Summary: models.", "2024-03-09", (), "Summary: models.\n\n"),
        ("Date: a day like any other", "2024-03-09", (), "Date: a day like any other\n\n"),
        ("Tags: python\nand more of it", "2024-03-09", (), "Tags: python\nand more of it\n\n"),
        ("", "2024-03-09", (), ""),
    ],
)
def test_the_properties_of_a_page_of_notion_are_its_front_matter(
    head: str, when: str, tags: tuple[str, ...], text: str
) -> None:
    page = f"# First day\n\n{head}\n\nI learned: models.\n"
    imported = one(page, NOTION, **({"day": date(2024, 3, 9)} if when.endswith("09") else {}))
    assert (days(imported), texts(imported)) == ([when], [f"{text}I learned: models."])
    draft = imported.items[0].draft
    assert (draft.title, draft.tags, lost(page, imported)) == ("First day", tags, [])


@pytest.mark.parametrize(
    ("state", "because"),
    [
        ("Private: Yes", "private: yes"),
        ("Draft: No", ""),
        ("Status: Doing", "status: doing, which is not known"),
    ],
)
def test_the_state_of_a_page_of_notion_decides_who_reads_it(state: str, because: str) -> None:
    imported = one(f"# First day\n\n{state}\nDate: March 5, 2024\n\nText.\n", NOTION)
    assert [item.draft.draft_because for item in imported.items] == [because]


def test_of_a_private_page_of_notion_nothing_is_told_but_its_name() -> None:
    page = "# Contract\n\nStatus: Private\nSalary: 100\n\n2024-03-05\n\nText.\n"
    imported = one(page, NOTION)
    assert [item.draft.is_draft for item in imported.items] == [True]
    assert not [note for note in imported.notes if "Salary" in note.text or "Private" in note.text]
    assert texts(imported) == ["Text."]


def test_a_page_of_notion_with_days_of_its_own_or_none_loses_nothing() -> None:
    for below in ("## 2024-03-05\n\nOne.\n\n## 2024-03-06\n\nTwo.", "No day.", "", "30 February 2024"):
        page = f"# First day\n\nTags: python\n\n{below}\n"
        assert lost(page, one(page, NOTION)) == []


def test_a_table_of_notion_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="its table cannot be read: field larger than field limit"):
        one(f"Name\n{'x' * 140_000}\n", NOTION.replace(".md", ".csv"))
