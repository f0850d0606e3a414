"""A reply as a file: what it says, what is refused, and how it travels."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from chronicles.journal.mentor_reply import MentorReply, read_reply, reply_name, reply_text
from chronicles.journal.reply_letter import issue_link, mail_link, reply_patch
from chronicles.problems import Refused

REPLY = MentorReply(
    date(2025, 10, 4),
    'Ada "L" <a@b>',
    "docs/journal/.replies/a.md",
    "question",
    "0123456789",
    "Why: is it #slow?",
    "journal/posts/2025-08-29.md",
    "Because.\n\n```python\nx\n```",
)
TEXT = reply_text(REPLY)


def test_a_reply_is_read_as_it_was_written() -> None:
    assert read_reply(REPLY.path, TEXT) == (REPLY, [])


def test_two_replies_never_have_one_name_unless_they_say_the_same() -> None:
    others = [
        REPLY,
        MentorReply(*(getattr(REPLY, name) for name in REPLY.__slots__[:-1]), "Other."),
        MentorReply(REPLY.day, "Bob", *(getattr(REPLY, name) for name in REPLY.__slots__[2:])),
    ]
    assert len({reply_name(one) for one in others}) == 3
    assert reply_name(REPLY).startswith("2025-10-04-why-is-it-slow-")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('to: "0123456789"', "to: r-01234567", ":2: 'to' is no id"),
        ('to: "0123456789"', "to: [a]", ":2: 'to' is no text"),
        ('to: "0123456789"\n', "", ":1: 'to' is no text"),
        ('to: "0123456789"', f"to: q-{'0' * 99}", ":2: 'to' has over 12 characters"),
        ("question:", "note:", ":2: a reply names one question, or one item that needs review"),
        (
            "question:",
            "review: x\nquestion:",
            ":2: a reply names one question, or one item that needs review",
        ),
        ('by: "Ada \\"L\\" <a@b>"', f"by: {'a' * 81}", ":5: 'by' has over 80 characters"),
        ('by: "Ada \\"L\\" <a@b>"', "by: {a: b}", ":5: 'by' is no text"),
        ('by: "Ada \\"L\\" <a@b>"', 'by: "a\\u202eb"', ":5: 'by' holds U+202E"),
        ("date: 2025-10-04", "date: soon", ":6: "),
        ("date: 2025-10-04\n", "", ":1: a reply has no day"),
        ('question: "Why: is it #slow?"', f"question: {'a' * 1001}", ":3: 'question' has over 1000"),
        ("Because.", "a" * 65_536, ": a reply is at most 64 KB long"),
        ("---\nto", "--\nto", ":"),
        (TEXT, "", ":1: a reply names one question"),
        (TEXT, "---\n" + "[" * 1000 + "\n---\n", ":"),
        ("Because.\n\n```python\nx\n```\n", "", ":3: the reply says nothing"),
    ],
)
def test_what_is_no_reply_is_a_problem_with_its_line(before: str, after: str, said: str) -> None:
    assert before in TEXT
    found, problems = read_reply(REPLY.path, TEXT.replace(before, after))
    assert found is None
    assert any(str(one).startswith(f"{REPLY.path}{said}") for one in problems), problems


def test_what_was_talked_about_needs_no_words() -> None:
    text = TEXT.partition("Because")[0].replace("question", "review").replace("q-0", "r-0")
    found, problems = read_reply("a.md", text)
    assert problems == []
    assert found is not None
    assert (found.kind, found.text) == ("review", "")


def test_a_patch_has_headers_that_its_author_cannot_end() -> None:
    evil = MentorReply(REPLY.day, "A\nB <x>", *(getattr(REPLY, name) for name in REPLY.__slots__[2:]))
    head = reply_patch(evil, "a.md").split("\n")[:5]
    assert head[1:4] == [
        "From: A B x <nobody@localhost>",
        "Date: Sat, 4 Oct 2025 00:00:00 +0000",
        "Subject: [PATCH] Reply to: Why: is it #slow?",
    ]


@pytest.mark.parametrize(
    ("repository", "begins", "body"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b/issues/new?title=", "body"),
        ("https://codeberg.org/a/b/", "https://codeberg.org/a/b/issues/new?title=", "body"),
        (
            "https://gitlab.example/a/b/c",
            "https://gitlab.example/a/b/c/-/issues/new?issue[title]=",
            "issue[description]",
        ),
    ],
)
def test_an_issue_begins_with_the_reply_and_its_file(repository: str, begins: str, body: str) -> None:
    link = issue_link(REPLY, "docs/a.md", repository)
    assert link.startswith(begins)
    said = parse_qs(urlsplit(link).query)[body][0].replace("\r\n", "\n")
    assert said.startswith("Because.")
    assert f"\n````markdown\n{TEXT}````\n" in said


def test_a_link_that_no_server_takes_is_refused() -> None:
    long = MentorReply(*(getattr(REPLY, name) for name in REPLY.__slots__[:-1]), "a" * 9_000)
    with pytest.raises(Refused, match="too long for a link"):
        mail_link(long, "a.md")
    with pytest.raises(Refused, match="names no repository"):
        issue_link(REPLY, "a.md", "")
