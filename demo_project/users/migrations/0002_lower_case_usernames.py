from collections import Counter
from unicodedata import normalize

from django.db import migrations


def lower_case(names):
    """Give each id its new name, or refuse if two would end up with the same one."""
    new = {pk: normalize("NFKC", name).lower() for pk, name in names.items()}
    shared = sorted(name for name, uses in Counter(new.values()).items() if uses > 1)
    if shared:
        raise ValueError(
            f"More than one account would be called {', '.join(shared)}. "
            "Rename all but one of them in the admin, then migrate again."
        )
    return new


def tidy(apps, schema_editor):
    """Mend the names there are, before the next migration makes lower case the rule."""
    User = apps.get_model("users", "User")
    names = dict(User.objects.values_list("pk", "username"))
    for pk, name in lower_case(names).items():
        User.objects.filter(pk=pk).update(username=name)


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
