"""States: the moments that a page may name, and everything that must never reach git."""

import pytest

from chronicles.pages.states import FORMS, NOW, State, parse_state
from chronicles.problems import Refused

REVISION = "Name a tag, a branch or a commit; only ~N and ^N may follow it."
DAY = "Write a date such as 2025-08-29."


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("now", NOW),
        ("2025-08-29", State("day", "2025-08-29")),
        ("2024-02-29", State("day", "2024-02-29")),
        ("0001-01-01", State("day", "0001-01-01")),
        ("9999-12-31", State("day", "9999-12-31")),
        ("students/05", State("step", "students/05")),
        ("my-guide_2/00", State("step", "my-guide_2/00")),
        ("git:v1.0", State("git", "v1.0")),
        ("git:main", State("git", "main")),
        ("git:feature/a+b", State("git", "feature/a+b")),
        ("git:HEAD~3", State("git", "HEAD~3")),
        ("git:HEAD^", State("git", "HEAD^")),
        ("git:HEAD~1^2~", State("git", "HEAD~1^2~")),
        ("git:user@example", State("git", "user@example")),
        ("git:0123abc", State("git", "0123abc")),
        ("git:" + "x" * 10_000, State("git", "x" * 10_000)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_states(text: str, state: State) -> None:
    assert parse_state(text) == state
    assert str(state) == text


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-x",
        "--all",
        "@{1}",
        "HEAD@{1}",
        "@",
        "a:b",
        ":/text",
        "a..b",
        "a...b",
        "..",
        "^{tree}",
        "HEAD^{tree}",
        "a b",
        " a",
        "a ",
        "a\n",
        "a\x00",
        "a\tb",
        "a//b",
        "a/",
        "a.",
        "a.lock",
        "^a",
        "~1",
        "a*",
        "a?",
        "a[b]",
        "a\\b",
        "/a",
        "a^-",
        "$(id)",
        "`id`",
        "a;b",
        "a|b",
        "'a'",
        "\u202ea",
    ],
)
def test_no_other_revision_reaches_git(name: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_state(f"git:{name}")
    assert (refused.value.message, refused.value.mend) == (f"{name!r} is not a revision", REVISION)


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13-01", "2025-00-10", "0000-01-01", "9999-99-99"])
def test_a_day_is_one_of_the_calendar(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_state(text)
    assert (refused.value.message, refused.value.mend) == (f"{text!r} is not a day of the calendar", DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NOW",
        "now ",
        " now",
        "now\n",
        "HEAD",
        "v1.0",
        "-x",
        "@{1}",
        "a:b",
        "../05",
        "students/5",
        "students/005",
        "students/05\n",
        "/05",
        "students/",
        "a/b/05",
        "-a/05",
        "2025-8-29",
        "25-08-29",
        "2025-08-29T10:00",
        "git",
        "GIT:v1",
        "git :v1",
        "students\\05",
        "x" * 10000,
        "\x00",
        "now..now",
        "20250829",
        "2025-08-29\n",
    ],
    ids=lambda text: repr(text)[:30],
)
def test_anything_else_is_no_state(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_state(text)
    assert (refused.value.message, refused.value.mend) == (f"{text!r} is not a state", FORMS)


@pytest.mark.parametrize(
    "text", ["students/\u0660\u0665", "\u0662\u0660\u0662\u0665-08-29", "students/\uff10\uff15"]
)
def test_digits_are_those_of_ascii(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_state(text)
    assert (refused.value.message, refused.value.mend) == (f"{text!r} is not a state", FORMS)


@pytest.mark.parametrize(
    ("text", "is_pinned"),
    [
        ("git:" + "0a" * 20, True),
        ("git:" + "0a" * 32, True),
        ("git:" + "0A" * 20, False),
        ("git:" + "0a" * 19, False),
        ("git:" + "0a" * 20 + "~1", False),
        ("git:v1.0", False),
        ("now", False),
        ("2025-08-29", False),
        ("students/05", False),
    ],
)
def test_only_a_full_hash_can_never_mean_another_commit(text: str, is_pinned: bool) -> None:
    assert parse_state(text).is_pinned is is_pinned
