"""Which reply belongs to which question, as its words and its id change."""

from datetime import date

import pytest

from chronicles.journal.mentor_reply import MentorReply
from chronicles.journal.remark_ids import Kind, remark_id
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.progress.replied import replied
from chronicles.progress.talking_points import TalkingPoint, talking_points
from tests.journals import FINDER

A, B = "journal/posts/a.md", "journal/posts/b.md"
WORDS = "Why is the query slow"
OWN = remark_id(A, WORDS)


def points(**pages: str) -> list[TalkingPoint]:
    readings = [
        read_page(Page(f"docs/journal/posts/{name}.md", text), FINDER) for name, text in pages.items()
    ]
    return [point for reading in readings for point in talking_points(reading, "docs")]


def reply(to: str = OWN, words: str = WORDS, by: str = "Ada", kind: Kind = "question") -> MentorReply:
    return MentorReply(date(2025, 10, 4), by, "docs/.replies/1.md", kind, to, words, A, "Yes.")


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (f"- [ ] ? {WORDS}\n", "", (A, 1)),
        (f"Text.\n\n- [x] ? {WORDS}: [there](b.md)\n", "", (A, 3)),
        (f"- [ ] ? Other\n- [ ] ? Quite other words <!-- id: {OWN} -->\n", "", (A, 2)),
        ("- [ ] ? Why is this query so slow\n- [ ] ? Something else\n", "", (A, 1)),
        ("- [ ] ? Other\n", f"- [ ] ? {WORDS}\n", (B, 1)),
        ("", f"- [ ] ? All new <!-- id: {OWN} -->\n", (B, 1)),
        (f"- [ ] ? {WORDS}\n- [ ] ? {WORDS}\n", "", (A, 1)),
        (f"```text\n- [ ] ? {WORDS}\n```\n\n- [ ] ? WHY is the  query slow\n", "", (A, 5)),
    ],
)
def test_a_reply_is_found_by_its_id_and_else_by_its_words(a: str, b: str, found: tuple[str, int]) -> None:
    answered, problems = replied(points(a=a, b=b), [reply()], "docs")
    assert problems == []
    assert list(answered.to) == [found]


def test_two_questions_of_the_same_words_have_ids_of_their_own() -> None:
    first, second = points(a=f"- [ ] ? {WORDS}\n- [ ] ? {WORDS}\n")
    answered, _ = replied([first, second], [reply(second.id), reply(first.id, by="Bob")], "docs")
    assert [answered.of(A, line)[0].by for line in (1, 2)] == ["Bob", "Ada"]


def test_a_lost_reply_is_asked_for_with_what_is_near() -> None:
    near = "- [ ] ? Why is the query slow at noon\n- [ ] ? Why is the query slow at night\n"
    answered, problems = replied(points(a=near), [reply("0000000000", "Why is the query slow at")], "docs")
    assert answered.to == {}
    assert list(map(str, problems)) == [
        "docs/.replies/1.md:2: nobody can tell which question this is a reply to: "
        "'Why is the query slow at' is not in 'journal/posts/a.md'\n"
        "    Write <!-- id: 0000000000 --> at the end of the line that it belongs to. The nearest: "
        "docs/journal/posts/a.md:1 'Why is the query slow at noon'; "
        "docs/journal/posts/a.md:2 'Why is the query slow at night'."
    ]


def test_a_reply_to_nothing_is_a_problem() -> None:
    _, problems = replied([], [reply()], "docs")
    assert [one.mend for one in problems] == ["Delete the reply, or ask again what it answers."]


def test_a_review_item_is_no_question() -> None:
    text = f"- [ ] ? {WORDS}\n\n## Needs review\n\n- {WORDS}\n  in two lines\n- [ ] more\n"
    asked, *review = points(a=text)
    assert [(one.kind, one.line, one.last) for one in (asked, *review)] == [
        ("question", 1, 1),
        ("review", 5, 6),
        ("review", 7, 7),
    ]
    answered, _ = replied([asked, *review], [reply(review[0].id, kind="review")], "docs")
    assert list(answered.to) == [(A, 5)]
