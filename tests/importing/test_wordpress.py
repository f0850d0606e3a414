"""WordPress' exports: what others may read becomes entries, as it looked; the rest stays private."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.importing.formats.wordpress_exports import PRIVACY
from chronicles.importing.formats.wordpress_text import wordpress_html
from tests.importing.shapes import days, lost, one, texts
from tests.site.conftest import Journal

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Blog</title>
<wp:wxr_version>1.2</wp:wxr_version>
"""
CLASSIC = (
    HEAD
    + """<item>
<title>Learning &lt;em&gt;forms&lt;/em&gt;</title>
<pubDate>Tue, 05 Mar 2024 08:00:00 +0000</pubDate>
<content:encoded><![CDATA[First paragraph of the post.

Second paragraph.
A new line in it.

[sourcecode language="python"]
def f(x):
    if x < 1:
        return "<b>"
[/sourcecode]

<pre>
for i in range(3):
    print(i)
</pre>

Done. [caption id="attachment_1" width="300"]<img src="https://example.org/a.png" alt="a" /> My caption[/caption]]]></content:encoded>
<wp:post_date>2024-03-05 09:00:00</wp:post_date>
<wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<wp:post_password></wp:post_password>
</item>
<item>
<title>For friends only</title>
<content:encoded><![CDATA[Secret text.]]></content:encoded>
<wp:post_date>2024-03-06 09:00:00</wp:post_date>
<wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<wp:post_password>enter</wp:post_password>
</item>
<item>
<title>Thrown away</title>
<content:encoded><![CDATA[Deleted text.]]></content:encoded>
<wp:post_date>2024-03-07 09:00:00</wp:post_date>
<wp:status>trash</wp:status>
<wp:post_type>post</wp:post_type>
</item>
<item>
<title>A draft</title>
<content:encoded><![CDATA[Not yet.]]></content:encoded>
<wp:post_date>0000-00-00 00:00:00</wp:post_date>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>
<wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type>
</item>
</channel>
</rss>
"""  # noqa: E501
)


def post(content: str = "Some text.", status: str = "publish", more: str = "") -> str:
    day = "" if "post_date" in more else "<wp:post_date>2024-03-05 09:00:00</wp:post_date>"
    return (
        f"{HEAD}<item><title>A post</title><content:encoded><![CDATA[{content}]]></content:encoded>{day}"
        f"<wp:status>{status}</wp:status><wp:post_type>post</wp:post_type>{more}</item></channel></rss>"
    )


def private(imported: Imported) -> list[str]:
    return [note.message for note in imported.notes if note.fate is Fate.PRIVATE]


def test_a_post_of_the_classic_editor_looks_as_it_looked() -> None:
    imported = one(CLASSIC, "wxr.xml")
    assert days(imported) == ["2024-03-05 09:00:00"]
    assert imported.items[0].draft.title == "Learning forms"
    assert texts(imported) == [
        "First paragraph of the post.\n\nSecond paragraph.  \nA new line in it.\n\n"
        '```python\ndef f(x):\n    if x < 1:\n        return "<b>"\n```\n\n'
        "```\nfor i in range(3):\n    print(i)\n```\n\n"
        "Done.\n\n![a](https://example.org/a.png)\n\nMy caption"
    ]
    assert lost(CLASSIC, imported) == []


def test_what_is_private_is_named_and_nothing_of_it_is_told() -> None:
    imported = one(CLASSIC, "wxr.xml")
    assert private(imported) == [
        "the post 'For friends only' is left out: its state is 'protected by a password'",
        "the post 'Thrown away' is left out: its state is 'trash'",
    ]
    assert [problem.message for problem in imported.problems] == [
        "the post 'A draft': it has no date, so it is not imported"
    ]
    for text in ("Secret text", "Deleted text", "Not yet"):
        assert text not in str(imported)


@pytest.mark.parametrize(
    ("status", "entries", "said"),
    [
        ("publish", ["public"], []),
        ("future", ["draft"], ["the post 'A post' is a draft: its state is 'future'"]),
        ("draft", ["draft"], ["the post 'A post' is a draft: its state is 'draft'"]),
        ("pending", ["draft"], ["the post 'A post' is a draft: its state is 'pending'"]),
        ("private", [], ["the post 'A post' is left out: its state is 'private'"]),
        ("trash", [], ["the post 'A post' is left out: its state is 'trash'"]),
        ("auto-draft", [], ["the post 'A post' is left out: its state is 'auto-draft'"]),
        ("inherit", [], ["the post 'A post' is left out: its state is 'inherit'"]),
        ("in-review", ["draft"], ["the post 'A post' is a draft: its state 'in-review' is not known"]),
    ],
)
def test_a_state_says_what_becomes_of_a_post(status: str, entries: list[str], said: list[str]) -> None:
    imported = one(post(status=status), "wxr.xml")
    assert ["draft" if item.draft.is_draft else "public" for item in imported.items] == entries
    assert private(imported) == said
    assert [f"the post 'A post' is a draft: {item.draft.draft_because}" for item in imported.items] == (
        said or ["the post 'A post' is a draft: "]
    )[: len(entries)]
    assert status == "in-review" or status in {rule.state for rule in PRIVACY}


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("<pubDate>Wed, 06 Mar 2024 08:00:00 +0000</pubDate>", "2024-03-06 09:00:00"),
        ("<wp:post_modified>2024-03-07 10:00:00</wp:post_modified>", "2024-03-07 10:00:00"),
        (
            "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>"
            "<wp:post_modified>2024-03-07 10:00:00</wp:post_modified>",
            "2024-03-07 10:00:00",
        ),
    ],
)
def test_a_draft_without_a_day_has_that_of_its_last_change(more: str, day: str) -> None:
    text = post(status="draft", more=f"<wp:post_date>0000-00-00 00:00:00</wp:post_date>{more}")
    imported = one(text, "wxr.xml")
    assert (days(imported), imported.items[0].draft.is_draft) == ([day], True)


def test_what_else_an_export_has_is_told_and_comments_are_counted() -> None:
    more = (
        "<dc:creator>ada</dc:creator><excerpt:encoded><![CDATA[In short]]></excerpt:encoded>"
        "<wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value>good</wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>"
        "<wp:comment><wp:comment_author_email>bob@example.org</wp:comment_author_email></wp:comment>"
    )
    imported = one(post(more=more), "wxr.xml")
    left = {(note.message, note.text) for note in imported.notes if note.fate is Fate.LEFT}
    assert left == {
        ("the feed's own words, about itself", ""),
        ("the post 'A post': no part of an entry", "creator: ada"),
        ("the post 'A post': no part of an entry", "excerpt: In short"),
        ("the post 'A post': no part of an entry", "mood: good"),
        ("1 comment to the post 'A post'", ""),
    }
    assert "bob@example.org" not in str(imported)


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One.\nStill one.", "One.  \nStill one."),
        ("One.<br />\nStill one.", "One.  \nStill one."),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
        ("<h2>Head</h2>\nBelow.", "## Head\n\nBelow."),
        (
            "Above:\n<ul>\n<li>one</li>\n<li>two\nlines</li>\n</ul>\nBelow.",
            "Above:\n\n- one\n- two  \n    lines\n\nBelow.",
        ),
        ("<blockquote>One.\n\nTwo.</blockquote>", "> One.\n>\n> Two."),
        ("<div>One.\n\nTwo.</div>", "One.\n\nTwo."),
        ("<p>One\ntwo.</p>\n\nThree.", "One  \ntwo.\n\nThree."),
        ("<em>One</em> word.\n\n1 &lt; 2 &amp; 3", "*One* word.\n\n1 &lt; 2 & 3"),
        ("Begins.\n\n<!--more-->\n\nGoes on.", "Begins.\n\n<!-- more -->\n\nGoes on."),
        (
            '[code lang="js"]\nif (a &lt; b) {\n\n\treturn;\n}\n[/code]',
            "```js\nif (a < b) {\n\n\treturn;\n}\n```",
        ),
        ("[python]\nx = 1\n[/python]", "```python\nx = 1\n```"),
        ("[sourcecode]\na &amp; b <c>\n[/sourcecode]", "```\na &amp; b <c>\n```"),
        ("See [code] alone.", "See [code] alone."),
        ('<pre class="brush: css">a {\n\n}</pre>', "```css\na {\n\n}\n```"),
        (
            '[caption width="3" caption="Old &amp; new"]<img src="https://e.org/a.png">[/caption]',
            "![](https://e.org/a.png)\n\nOld & new",
        ),
        (
            '[caption]<a href="https://e.org/"><img src="https://e.org/a" alt="A"></a> <b>W</b>[/caption]',
            "[![A](https://e.org/a)](https://e.org/)\n\n**W**",
        ),
        ("[embed]https://e.org/video[/embed]", "[https://e.org/video](https://e.org/video)"),
        ("[youtube https://e.org/watch?v=1]", "[https://e.org/watch?v=1](https://e.org/watch?v=1)"),
        ('[audio src="https://e.org/a.mp3"]', "[https://e.org/a.mp3](https://e.org/a.mp3)"),
        ("One.\n\nhttps://e.org/a_b_c\n\nTwo.", "One.\n\n[https://e.org/a_b_c](https://e.org/a_b_c)\n\nTwo."),
        ("As he wrote [sic], [1] and [note].", "As he wrote [sic], [1] and [note]."),
    ],
)
def test_the_text_of_the_classic_editor(content: str, markdown: str) -> None:
    assert texts(one(post(content), "wxr.xml")) == [markdown]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        (
            "<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:list -->\n"
            "<ul><!-- wp:list-item -->"
            "<li>a</li><!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
            "One\ntwo.\n\n- a",
        ),
        (
            '<!-- wp:code {"language":"python"} -->\n'
            '<pre class="wp-block-code"><code>def f():\n\n    pass</code></pre>\n'
            "<!-- /wp:code -->",
            "```python\ndef f():\n\n    pass\n```",
        ),
        (
            '<!-- wp:syntaxhighlighter/code {"language":"yaml"} -->\n'
            '<pre class="wp-block-syntaxhighlighter-code">a: 1</pre>\n'
            "<!-- /wp:syntaxhighlighter/code -->",
            "```yaml\na: 1\n```",
        ),
        (
            '<!-- wp:code --><pre class="wp-block-code"><code lang="go" class="language-go">x := 1'
            "</code></pre><!-- /wp:code -->",
            "```go\nx := 1\n```",
        ),
        (
            '<!-- wp:embed --><figure><div class="wp-block-embed__wrapper">\nhttps://e.org/v\n</div></figure>'
            "<!-- /wp:embed -->",
            "[https://e.org/v](https://e.org/v)",
        ),
        (
            '<!-- wp:details --><details class="wp-block-details"><summary>More</summary>'
            "<!-- wp:paragraph -->"
            "<p>Text.</p><!-- /wp:paragraph --></details><!-- /wp:details -->",
            '??? "More"\n\n    Text.',
        ),
    ],
)
def test_the_blocks_of_gutenberg(content: str, markdown: str) -> None:
    imported = one(post(content), "wxr.xml")
    assert (texts(imported), private(imported)) == ([markdown], [])


@pytest.mark.parametrize(
    ("content", "fate", "message"),
    [
        ('A. [gallery ids="1,2"]', Fate.LEFT, "the pictures of [gallery ids=\"1,2\"] in the post 'A post'"),
        (
            'A. [contact-form to="me"]',
            Fate.DECIDED,
            "[contact-form to=\"me\"] is no shortcode that is known; shown as text in the post 'A post'",
        ),
        (
            '<!-- wp:paragraph --><p>A.</p><!-- /wp:paragraph --><!-- wp:block {"ref":12} /-->',
            Fate.LEFT,
            "the block block {\"ref\": 12}, which the export has no text of, in the post 'A post'",
        ),
        (
            "<!-- wp:paragraph --><p>A.</p><!-- /wp:paragraph --><!-- wp:odd {a: 1} /-->",
            Fate.LEFT,
            "the block odd, which the export has no text of, in the post 'A post'",
        ),
        ("A. <!-- rewrite this -->", Fate.PRIVATE, "1 hidden remark in the post 'A post'"),
    ],
)
def test_what_only_the_blog_could_show_is_named(content: str, fate: Fate, message: str) -> None:
    imported = one(post(content), "wxr.xml")
    assert message in [note.message for note in imported.notes if note.fate is fate]
    assert "rewrite this" not in str(imported)


def test_a_post_without_text_is_told_and_no_entry() -> None:
    imported = one(post(" "), "wxr.xml")
    assert imported.items == ()
    assert "the post 'A post' has no text" in {note.message for note in imported.notes}


def test_a_date_of_the_user_is_for_a_post_without_one() -> None:
    text = post(more="<wp:post_date>0000-00-00 00:00:00</wp:post_date>")
    imported = one(text, "wxr.xml", day=date(2024, 3, 5))
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["Some text."])
    undated = [note.text for note in one(text, "wxr.xml").notes if note.fate is Fate.UNDATED]
    assert undated == ["Some text."]


@pytest.mark.parametrize(
    "text", ["[code]" * 20_000, "[caption]" * 20_000, "<pre>" * 20_000, "<div>" * 20_000]
)
def test_what_nothing_closes_is_read_once(text: str) -> None:
    assert wordpress_html(text)[0].strip()


REST = [
    {
        "id": 1,
        "date": "2024-03-05T08:00:00",
        "title": {"rendered": "Caf&#233; <em>models</em>"},
        "content": {"rendered": "<p>Learned models.</p>", "protected": False},
        "excerpt": {"rendered": "<p>In short</p>"},
        "status": "publish",
        "type": "post",
        "tags": [3],
        "link": "https://example.org/models",
    },
    {"id": 2, "date": "2024-03-06T08:00:00", "title": {"rendered": "Draft"},
     "content": {"rendered": "<p>Soon.</p>"}, "status": "draft"},
    {"id": 3, "date": "2024-03-07T08:00:00", "title": {"rendered": "Locked"},
     "content": {"rendered": "", "protected": True}, "status": "publish"},
    {"id": 4, "date": "2024-03-08T08:00:00", "title": {"raw": "Raw"},
     "content": {"raw": "One.\n\nTwo."}, "status": "publish", "password": ""},
    {"id": 5, "date": "2024-03-09T08:00:00", "title": {"rendered": "About"},
     "content": {"rendered": "Me."}, "status": "publish", "type": "page"},
]  # fmt: skip


def test_posts_of_the_rest_api_are_read_with_their_states() -> None:
    imported = one(json.dumps(REST), "posts.json")
    assert days(imported) == ["2024-03-05 08:00:00", "2024-03-06 08:00:00", "2024-03-08 08:00:00"]
    assert texts(imported) == ["Learned models.", "Soon.", "One.\n\nTwo."]
    assert [item.draft.title for item in imported.items] == ["Café models", "Draft", "Raw"]
    assert [item.draft.is_draft for item in imported.items] == [False, True, False]
    assert private(imported) == [
        "the post 'Draft' is a draft: its state is 'draft'",
        "the post 'Locked' is left out: its state is 'protected by a password'",
    ]
    left = {(note.message, note.text) for note in imported.notes if note.fate is Fate.LEFT}
    assert left == {
        ("a page, not a post: 'About'", ""),
        ("the post 'Café models': no part of an entry", "excerpt: In short"),
        ("the post 'Café models': no part of an entry", "link: https://example.org/models"),
        ("the post 'Café models': no part of an entry", "tags: [3]"),
    }


def test_one_post_of_the_rest_api_may_be_a_draft() -> None:
    text = (
        '[{"id":1,"date":"2024-03-05T08:00:00","title":{"rendered":"Models"},'
        '"content":{"rendered":"<p>Learned models.</p>"},"status":"draft"}]'
    )
    [item] = one(text, "wp-rest.json").items
    assert (item.body, item.draft.title, item.draft.is_draft) == (("Learned models.",), "Models", True)


def test_an_import_writes_and_says_nothing_that_is_private(journal: Callable[..., Journal]) -> None:
    made = journal({"wxr.xml": CLASSIC})
    run = made.run("import", "--verbose", "wxr.xml")
    assert run.status == 1  # a draft waits for its day
    assert "kept private: the post 'For friends only' is left out" in run.out
    written = {path.name: path.read_text("utf-8") for path in (made.root / "docs/journal/posts").glob("*.md")}
    assert list(written) == ["2024-03-05-learning-forms.md"]
    for text in ("Secret text", "Deleted text", "Not yet"):
        assert text not in f"{run.out}{run.err}{written}"
    before = dict(written)
    again = made.run("import", "--verbose", "wxr.xml")
    after = {path.name: path.read_text("utf-8") for path in (made.root / "docs/journal/posts").glob("*.md")}
    assert ("0 entries written, 1 left as it is" in again.out, after) == (True, before)
