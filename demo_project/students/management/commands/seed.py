from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

from students.models import Student

# In this order, so that in a new database Ada always gets the id 1.
STUDENTS = [
    ("Ada Lovelace", "ada@example.org", 36),
    ("Grace Hopper", "grace@example.org", 85),
    ("Alan Turing", "alan@example.org", 41),
    ("Katherine Johnson", "katherine@example.org", 101),
    ("Edsger Dijkstra", "edsger@example.org", 72),
    ("Rózsa Péter", "rozsa@example.org", 71),
]

# No secret: anybody can read it here. That is why it exists on development machines only.
DEMO_USERNAME = "demo"
DEMO_PASSWORD = "demo-password"  # noqa: S105


class Command(BaseCommand):
    """`python manage.py seed` fills a new database with something to look at."""

    help = (
        "Adds a few demo students and, only while DEBUG is on, a superuser to sign in with. "
        "Run it as often as you like: what is there already stays as it is."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        self.add_students()
        if settings.DEBUG:
            self.add_demo_superuser()
        else:
            self.stdout.write("Demo superuser: none, because DEBUG is off.")

    def add_students(self):
        """Add the students whose address is not registered yet."""
        added = 0
        for name, email, age in STUDENTS:
            student, is_new = Student.objects.get_or_create(
                email=email, defaults={"name": name, "age": age}
            )
            added += is_new
        self.stdout.write(f"Demo students: {added} added, {len(STUDENTS) - added} already there.")

    def add_demo_superuser(self):
        """Create the demo login once; a password changed since then is not set back."""
        users = get_user_model().objects
        if users.filter(username=DEMO_USERNAME).exists():
            self.stdout.write(f"Demo superuser: {DEMO_USERNAME} is already there.")
            return
        users.create_superuser(DEMO_USERNAME, password=DEMO_PASSWORD)
        self.stdout.write(f"Demo superuser: sign in as {DEMO_USERNAME} / {DEMO_PASSWORD}")
