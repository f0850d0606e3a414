from datetime import UTC, datetime

from .models import Question

# What is asked, from when on, and the choices with the votes they start with. The dates are
# fixed, so that the list looks the same on every machine; nobody sees the last one before 2100.
QUESTIONS = [
    (
        "When do you learn best?",
        datetime(2025, 3, 3, 9, 0, tzinfo=UTC),
        [("Before breakfast", 4), ("In the afternoon", 2), ("When everybody sleeps", 7)],
    ),
    (
        "Which database did you meet first?",
        datetime(2025, 3, 10, 9, 0, tzinfo=UTC),
        [("SQLite", 5), ("PostgreSQL", 3), ("MySQL or MariaDB", 6), ("A spreadsheet", 9)],
    ),
    (
        "Where do you keep your notes?",
        datetime(2025, 3, 17, 9, 0, tzinfo=UTC),
        [("In a paper notebook", 3), ("In Markdown files", 8), ("In my head", 2)],
    ),
    (
        "Who was the first to read your code?",
        datetime(2025, 3, 24, 9, 0, tzinfo=UTC),
        [("A friend", 4), ("A mentor", 3), ("A stranger on the internet", 1), ("Nobody yet", 5)],
    ),
    (
        "What would you like to build next?",
        datetime(2025, 3, 31, 9, 0, tzinfo=UTC),
        [("A blog", 3), ("A shop", 6), ("An API for an app", 5)],
    ),
    (
        "What confused you most in your first week with Django?",
        datetime(2025, 4, 7, 9, 0, tzinfo=UTC),
        [("Project or app", 6), ("Migrations", 4), ("The CSS that did not load", 9)],
    ),
    (
        "Which of today's languages is still spoken by computers?",
        datetime(2100, 1, 1, 0, 0, tzinfo=UTC),
        [("Python", 0), ("SQL", 0), ("COBOL", 0)],
    ),
]


def seed() -> str:
    """Add the questions that are missing; those already there keep their choices and votes."""
    added = sum(add_question(*question) for question in QUESTIONS)
    return f"Demo questions: {added} added, {len(QUESTIONS) - added} already there."


def add_question(text, published_at, choices):
    """Add one question with its choices and say whether it was missing."""
    if Question.objects.filter(text=text).exists():
        return False
    question = Question.objects.create(text=text, published_at=published_at)
    for choice, votes in choices:
        question.choices.create(text=choice, votes=votes)
    return True
