"""What a changelog has that the one before had not."""

from chronicles.upgrading.change_news import ChangeNews, change_news

BEFORE = "# Changelog\n\nWords.\n\n## 0.1.0\n\n- **Old.** It was\n  there.\n"
AFTER = """\
# Changelog

Words.

## 0.2.0

- **New.** It is
  here.
- **Another.**

### Settings

- **`zone:`** means something else.

## 0.1.0

- **Old.** It was
  there.
"""


def test_news_are_the_items_that_the_one_before_has_not() -> None:
    assert change_news(BEFORE, AFTER) == [
        ChangeNews("0.2.0", "- **New.** It is\n  here.", False),
        ChangeNews("0.2.0", "- **Another.**", False),
        ChangeNews("0.2.0", "- **`zone:`** means something else.", True),
    ]


def test_what_was_unreleased_and_is_released_is_no_news() -> None:
    assert change_news(BEFORE.replace("0.1.0", "Unreleased"), BEFORE) == []


def test_a_text_that_is_no_changelog_has_none() -> None:
    assert change_news("", "- a\n- b\n") == []
