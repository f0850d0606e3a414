from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    """`python manage.py seed` fills a new database with something to look at.

    It knows no app by name. An app joins by having a module `seed` with a function `seed`,
    which adds what is missing and returns one line about it.
    """

    help = (
        "Adds example data of every app and, only while DEBUG is on, a login to look around with. "
        "Run it as often as you like: what is there already stays as it is."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        for app in apps.get_app_configs():
            if module_has_submodule(app.module, "seed"):
                self.stdout.write(import_module(f"{app.name}.seed").seed())
