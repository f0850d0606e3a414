"""The project's Django, as a page's statements and requests find it. Imports the project."""

import sys

from .wsgi import Application


def is_set_up() -> bool:
    """Whether Django is set up here, by us or by a page."""
    if "django.apps" not in sys.modules:
        return False
    from django.apps import apps

    return bool(apps.ready)


def project_application() -> Application:
    """Return what answers requests: what WSGI_APPLICATION names, as `runserver` takes it, or Django alone.

    Raises `ImportError` where the setting names nothing. (`django.core.servers.basehttp` does the like, but
    imports a server.)
    """
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.utils.module_loading import import_string

    path = settings.WSGI_APPLICATION
    application: Application = import_string(path) if path else get_wsgi_application()
    return application
