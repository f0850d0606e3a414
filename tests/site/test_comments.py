"""How readers answer an entry: what `comments:` may say, and what the pages then have."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from chronicles.problems import Refused
from chronicles.site.features.comments import Reply, called_with, reply, spoken
from chronicles.workspace.comment_settings import Comments, read, tracker

from .conftest import CONFIG, Journal

GISCUS = {"repo": "me/blog", "repo_id": "R_kgDOx", "category": "Comments", "category_id": "DIC_kwDOx"}
ENTRY = "---\ntitle: 'A <b> & \"c\" + 100%'\ndate: 2025-09-01\n---\n# Old\n\nText.\n"
LOG = (
    "# Log\n\n## 2025-09-10 21:14\n\nFrom the phone.\n"
    "\n## 2025-09-11 A draft\n\n<!-- draft: true -->\n\nNo.\n"
)
FILES = {
    "docs/journal/posts/2025-09-01-old.md": ENTRY,
    "docs/journal/posts/2025-09-02-new.md": "---\ndate: 2025-09-02\n---\n# Of `code`\n",
    "docs/journal/log.md": LOG,
}
Make = Callable[..., Journal]


def config(comments: object, top: str = "") -> str:
    """The settings with `comments:`, and with what `top` says beside the plugins."""
    said = yaml.safe_dump({"comments": comments}, sort_keys=False).replace("\n", "\n      ").rstrip()
    return top + CONFIG.replace("zone: Africa/Lagos\n", f"zone: Africa/Lagos\n      {said}\n")


def section(html: str) -> str:
    """What a page says of replies."""
    found = re.search(r'<section class="[^"]*chronicles-reply.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def links(html: str) -> dict[str, str]:
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a>', section(html))
    return {text: unescape(url) for url, text in found}


def said(comments: object, repository: str = "") -> tuple[Comments, list[tuple[str, str, tuple[str, ...]]]]:
    problems: list[tuple[str, str, tuple[str, ...]]] = []

    def wrong(refused: Refused, keys: tuple[str, ...]) -> None:
        problems.append((refused.message, refused.mend, keys))

    return read(comments, repository, wrong), problems


@pytest.mark.parametrize(
    "address, form",
    [
        ("https://github.com/me/blog", "https://github.com/me/blog/issues/new"),
        ("https://github.com/me/blog/", "https://github.com/me/blog/issues/new"),
        ("https://github.com/me/blog.git", "https://github.com/me/blog/issues/new"),
        ("https://github.com/me/blog/issues", "https://github.com/me/blog/issues/new"),
        ("https://github.com/me/issues", "https://github.com/me/issues/issues/new"),
        ("https://codeberg.org/me/blog/issues/new", "https://codeberg.org/me/blog/issues/new"),
        ("http://git.example.org:3000/me/blog", "http://git.example.org:3000/me/blog/issues/new"),
        ("https://gitlab.com/us/all/blog", "https://gitlab.com/us/all/blog/-/issues/new"),
        ("https://gitlab.gnome.org/me/blog", "https://gitlab.gnome.org/me/blog/-/issues/new"),
        ("https://git.example.org/me/blog/-/issues", "https://git.example.org/me/blog/-/issues/new"),
        *[
            (wrong, None)
            for wrong in (
                "me/blog",
                "github.com/me/blog",
                "git@github.com:me/blog.git",
                "https://github.com/me",
                "https://github.com/",
                "https://github.com/me/a blog",
                "https://github.com/me/blog?tab=readme",
                "https://me:secret@github.com/me/blog",
                "javascript://github.com/me/blog",
                "https://[github.com/me/blog",
            )
        ],
    ],
)
def test_address_of_a_repository_leads_to_its_form(address: str, form: str | None) -> None:
    found = tracker(address)
    assert (found.form if found else None) == form


def test_gitlab_calls_title_and_text_by_other_names() -> None:
    gitlab = tracker("https://gitlab.com/me/blog")
    assert gitlab is not None
    assert gitlab.issue("a&b", "c d") == (
        "https://gitlab.com/me/blog/-/issues/new?issue%5Btitle%5D=a%26b&issue%5Bdescription%5D=c%20d"
    )


@pytest.mark.parametrize(
    "comments, repository, form",
    [
        (None, "https://github.com/me/blog", "https://github.com/me/blog/issues/new"),
        ({"mail": "me@example.org"}, "https://github.com/me/blog/", "https://github.com/me/blog/issues/new"),
        (
            {"issues": "https://codeberg.org/a/b"},
            "https://github.com/c/d",
            "https://codeberg.org/a/b/issues/new",
        ),
        ({"issues": False}, "https://github.com/me/blog", None),
        (None, "https://gitlab.com/me/blog", None),
        (None, "https://github.com/", None),
        (None, "", None),
    ],
)
def test_repository_of_the_site_is_the_usual_one_where_it_is_on_github(
    comments: object, repository: str, form: str | None
) -> None:
    found, problems = said(comments, repository)
    assert (found.tracker.form if found.tracker else None) == form
    assert problems == []


ALL = "giscus.app shows all four for your repository."
COPY = f"Copy it; {ALL}"
MAIL = "Write one, such as 'mail: me@example.org'."
ISSUES = "Write one such as 'issues: https://github.com/me/blog', or 'issues: false' for none."
WAYS = "Write below it one or more of 'mail:', 'issues:' and 'giscus:'."


@pytest.mark.parametrize(
    "comments, message, mend, keys",
    [
        (["mail"], "'comments' names no way to answer", WAYS, ""),
        ({"mial": 1}, "'mial' is no way to answer an entry", "Did you mean 'mail'?", "mial"),
        ({"mail": "me"}, "'me' is no address for mail", MAIL, "mail"),
        ({"mail": True}, "True is no address for mail", MAIL, "mail"),
        ({"mail": "a@b.org\nBcc: c@d"}, "'a@b.org\\nBcc: c@d' is no address for mail", MAIL, "mail"),
        ({"issues": "me/blog"}, "'me/blog' is no address of a repository", ISSUES, "issues"),
        ({"issues": True}, "True is no address of a repository", ISSUES, "issues"),
        (
            {"giscus": True},
            "'giscus' has no values below it",
            f"Write repo, repo_id, category, category_id; {ALL}",
            "giscus",
        ),
        (
            {"giscus": {**GISCUS, "theme": "x"}},
            "'theme' is no value of giscus",
            "There are: category, category_id, repo, repo_id.",
            "giscus theme",
        ),
        ({"giscus": {**GISCUS, "repo_id": None}}, "giscus lacks 'repo_id'", COPY, "giscus"),
        ({"giscus": {**GISCUS, "repo": "a"}}, "'a' is no 'repo' of giscus", COPY, "giscus repo"),
        ({"giscus": {**GISCUS, "category": " "}}, "' ' is no 'category' of giscus", COPY, "giscus category"),
        (
            {"giscus": {**GISCUS, "category_id": 7}},
            "7 is no 'category_id' of giscus",
            COPY,
            "giscus category_id",
        ),
    ],
)
def test_wrong_value_is_told_in_words_and_not_used(
    comments: object, message: str, mend: str, keys: str
) -> None:
    found, problems = said(comments)
    assert problems == [(message, mend, tuple(keys.split()))]
    assert found == Comments()


def test_all_problems_are_told_at_once_each_at_its_line(journal: Make) -> None:
    text = config({"mail": "me", "issues": "me/blog", "giscus": {**GISCUS, "repo": "x"}, "utterances": "y"})
    # The same words further up and further down are not meant.
    text = text.replace("site_name", "extra:\n  mail: a\n  repo: b\nsite_name") + "extra_css: []\n"
    made = journal({"mkdocs.yml": text.replace("zone: Africa/Lagos", "zone: Nowhere")})
    run = made.run("build")
    lines = ["", *made.read("mkdocs.yml").splitlines()]
    assert run.status == 1
    found = re.findall(r"^mkdocs\.yml:(\d+): (.+)$", run.err, re.MULTILINE)
    assert [(lines[int(number)].strip(), words) for number, words in found] == [
        ("zone: Nowhere", "there is no time zone 'Nowhere'"),
        ("mail: me", "'me' is no address for mail"),
        ("issues: me/blog", "'me/blog' is no address of a repository"),
        ("repo: x", "'x' is no 'repo' of giscus"),
        ("utterances: y", "'utterances' is no way to answer an entry"),
    ]


def test_mail_and_issue_name_the_entry_and_its_address() -> None:
    comments, _ = said({"mail": "me+blog@example.org", "issues": "https://github.com/me/blog"})
    found = reply(comments, 'A & "b" + 100%?', "1 September 2025", "https://example.org/a/")
    mail, issue = urlsplit(found.mail), urlsplit(found.issue)
    assert (mail.scheme, unquote(mail.path)) == ("mailto", "me+blog@example.org")
    assert not re.search(r"[ \r\n\"+]", found.mail + found.issue)
    title = 'A & "b" + 100%? (1 September 2025)'
    assert parse_qs(mail.query) == {
        "subject": [f"Re: {title}"],
        "body": [f"About “{title}”:\r\nhttps://example.org/a/\r\n\r\n"],
    }
    assert parse_qs(issue.query) == {
        "title": [title],
        "body": [f"About “{title}”:\nhttps://example.org/a/\n\n"],
    }
    assert found.host == "github.com"


def test_day_is_not_said_twice_and_no_address_is_made_up() -> None:
    comments, _ = said({"mail": "me@example.org"})
    found = reply(comments, "29 August 2025, 21:14", "29 August 2025", "")
    assert parse_qs(urlsplit(found.mail).query) == {
        "subject": ["Re: 29 August 2025, 21:14"],
        "body": ["About “29 August 2025, 21:14”:\r\n\r\n"],
    }
    assert reply(Comments(), "A", "1 May 2025", "") == Reply()


@pytest.mark.parametrize(
    "language, name",
    [
        ("en", "en"),
        ("de", "de"),
        ("pt-BR", "pt"),
        ("zh", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("zh_TW", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("el", "gr"),
        ("sr", "hbs"),
        ("sw", "en"),
    ],
)
def test_giscus_is_asked_for_a_language_that_it_speaks(language: str, name: str) -> None:
    assert spoken(language) == name
    assert called_with(Comments(giscus=GISCUS), language)["data-lang"] == name


def test_nothing_configured_leaves_not_one_byte_in_the_pages(journal: Make) -> None:
    made = journal(FILES)
    assert made.run("build").status == 0
    pages = {name: data for name, data in made.files().items() if name.endswith((".html", ".json", ".xml"))}
    assert "journal/2025-09-01-old/index.html" in pages
    del pages["third-party-licenses/index.html"]  # whose authors say where they can be reached
    words = re.compile(rb"chronicles-(reply|comments)|giscus|mailto:|issues/new")
    assert [name for name, data in pages.items() if words.search(data)] == []


def test_every_entry_can_be_answered_and_nothing_else(journal: Make) -> None:
    comments = {"mail": "me@example.org", "issues": "https://github.com/me/blog"}
    made = journal({**FILES, "mkdocs.yml": config(comments)})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    site = made.files()
    answered = [name for name, data in site.items() if name.endswith(".html") and section(data.decode())]
    names = ("2025-09-01-old", "2025-09-02-new", "2025-09-10-2114")
    assert answered == [f"journal/{name}/index.html" for name in names]
    found = links(made.read("site/journal/2025-09-01-old/index.html"))
    assert list(found) == ["Reply by mail", "Open an issue"]
    title = 'A <b> & "c" + 100% (1 September 2025)'
    url = "https://example.org/journal/journal/2025-09-01-old/"
    assert parse_qs(urlsplit(found["Open an issue"]).query) == {
        "title": [title],
        "body": [f"About “{title}”:\n{url}\n\n"],
    }
    assert parse_qs(urlsplit(found["Reply by mail"]).query)["subject"] == [f"Re: {title}"]
    code = links(made.read("site/journal/2025-09-02-new/index.html"))
    assert "title=Of%20code%20%282%20September%202025%29&" in code["Open an issue"]
    note = links(made.read("site/journal/2025-09-10-2114/index.html"))
    assert parse_qs(urlsplit(note["Open an issue"]).query)["title"] == ["10 September 2025, 21:14"]
    assert not any(b"giscus" in data for name, data in site.items() if name.endswith(".html"))
    # Feeds and the search have the entries and not what stands below them.
    others = [data for name, data in site.items() if name.endswith((".xml", ".json"))]
    assert others and not any(b"mailto:" in data or b"issues/new" in data for data in others)
    made.run("build")
    assert made.files() == site


def test_without_an_address_of_the_site_only_the_entry_is_named(journal: Make) -> None:
    text = config({"issues": "https://codeberg.org/me/blog"}).replace(
        "site_url: https://example.org/journal/\n", ""
    )
    made = journal({**FILES, "mkdocs.yml": text})
    assert made.run("build").status == 0
    html = made.read("site/journal/2025-09-02-new/index.html")
    assert list(links(html)) == ["Open an issue"]
    body = parse_qs(urlsplit(links(html)["Open an issue"]).query)["body"]
    assert body == ["About “Of code (2 September 2025)”:\n\n"]
    assert ">on codeberg.org<" in section(html)


def test_giscus_alone_is_a_button_that_scripts_have_to_show(journal: Make) -> None:
    made = journal({**FILES, "mkdocs.yml": config({"giscus": {**GISCUS, "category": 'Q & "A"'}})})
    assert made.run("build").status == 0
    html = section(made.read("site/journal/2025-09-10-2114/index.html"))
    assert '<div class="chronicles-comments" hidden data-repo="me/blog" data-repo-id="R_kgDOx"' in html
    assert 'data-category="Q &amp; &#34;A&#34;"' in html and 'data-mapping="pathname"' in html
    assert "<ul>" not in html and "https://giscus.app" not in html
    assert "Show the comments (loaded from giscus.app and GitHub)" in html
    assert '<script src="../../assets/chronicles-comments.js"></script>' in html
