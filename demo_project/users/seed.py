from django.conf import settings

from .models import User

# No secret: anybody can read it here. That is why it exists on development machines only.
DEMO_USERNAME, DEMO_PASSWORD = "demo", "demo-password"
# Two ordinary people beside the superuser, with the same password.
DEMO_PEOPLE = ["ada", "grace"]


def seed() -> str:
    """Create the demo accounts once; a password changed since then is not set back."""
    if not settings.DEBUG:
        return "Demo superuser: none, because DEBUG is off."
    return f"{add_superuser()}\n{add_people()}"


def add_superuser():
    if User.objects.filter(username=DEMO_USERNAME).exists():
        return f"Demo superuser: {DEMO_USERNAME} is already there."
    User.objects.create_superuser(DEMO_USERNAME, password=DEMO_PASSWORD)
    return f"Demo superuser: sign in as {DEMO_USERNAME} / {DEMO_PASSWORD}"


def add_people():
    known = set(User.objects.values_list("username", flat=True))
    new = [name for name in DEMO_PEOPLE if name not in known]
    for name in new:
        User.objects.create_user(name, password=DEMO_PASSWORD)
    return f"Demo people: {len(new)} added, {len(DEMO_PEOPLE) - len(new)} already there."
