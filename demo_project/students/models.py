from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

MIN_AGE = 5
MAX_AGE = 120
EMAIL_TAKEN = "A student with this e-mail address is already registered."


def normalize_email(email):
    """Write an address the way we store it, so that Ada@ and ada@ are one person."""
    return email.strip().lower() if email else email


class Student(models.Model):
    """A person registered for a course."""

    name = models.CharField(max_length=100)
    email = models.EmailField("e-mail", unique=True, error_messages={"unique": EMAIL_TAKEN})
    age = models.PositiveSmallIntegerField(
        help_text=f"In whole years, from {MIN_AGE} to {MAX_AGE}.",
        validators=[MinValueValidator(MIN_AGE), MaxValueValidator(MAX_AGE)],
    )

    class Meta:
        # Two students may share a name; the id keeps their order the same on every page.
        ordering = ["name", "id"]
        # Forms check these rules first and explain them. The database has the last word.
        constraints = [
            models.CheckConstraint(
                name="student_age_in_range",
                condition=models.Q(age__gte=MIN_AGE, age__lte=MAX_AGE),
            ),
            # MySQL thinks that Ada@ and ada@ are equal, so there the unique column is enough.
            models.CheckConstraint(
                name="student_email_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Store the normalized address, whichever way the student came in."""
        self.email = normalize_email(self.email)
        super().save(*args, **kwargs)

    def clean(self):
        """Normalize before Django looks for a second student with the same address."""
        super().clean()
        self.email = normalize_email(self.email)
