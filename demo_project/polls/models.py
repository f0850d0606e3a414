from django.db import models
from django.utils import timezone

CHOICE_TAKEN = "This question has that choice already."


class QuestionQuerySet(models.QuerySet):
    """What can be asked about questions as a whole."""

    def published(self):
        """Those that visitors may see at this very moment."""
        return self.filter(published_at__lte=timezone.now())


class Question(models.Model):
    """Something that visitors are asked, from the day of its publication on."""

    text = models.CharField(max_length=200)
    published_at = models.DateTimeField(
        "published",
        default=timezone.now,
        help_text="A question with a date in the future stays hidden until then.",
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        # Two questions may appear at the same moment; the id keeps their order the same.
        ordering = ["-published_at", "-id"]

    def __str__(self):
        return self.text

    def is_published(self):
        """Say of one question what `published` asks of all."""
        return self.published_at <= timezone.now()


class Choice(models.Model):
    """One of the answers to a question, and how often it was chosen."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(max_length=100)
    # Votes are counted, never typed: no form offers this field.
    votes = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        # In the order in which they were written down.
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="polls_choice_text_unique_per_question",
                fields=["question", "text"],
                violation_error_message=CHOICE_TAKEN,
            ),
            models.CheckConstraint(
                name="polls_choice_votes_not_negative",
                condition=models.Q(votes__gte=0),
            ),
        ]

    def __str__(self):
        return self.text

    def add_vote(self):
        """Let the database add one, so that votes which arrive together are all counted."""
        Choice.objects.filter(pk=self.pk).update(votes=models.F("votes") + 1)
