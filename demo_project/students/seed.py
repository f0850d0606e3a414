from .models import Student

# In this order, so that in a new database Ada always gets the id 1.
STUDENTS = [
    ("Ada Lovelace", "ada@example.org", 36),
    ("Grace Hopper", "grace@example.org", 85),
    ("Alan Turing", "alan@example.org", 41),
    ("Katherine Johnson", "katherine@example.org", 101),
    ("Edsger Dijkstra", "edsger@example.org", 72),
    ("Rózsa Péter", "rozsa@example.org", 71),
]


def seed() -> str:
    """Add the students whose address is not registered yet."""
    added = 0
    for name, email, age in STUDENTS:
        _, is_new = Student.objects.get_or_create(email=email, defaults={"name": name, "age": age})
        added += is_new
    return f"Demo students: {added} added, {len(STUDENTS) - added} already there."
