"""Static files from the project's own folders, where those of the site will not do: after an edit."""

import mimetypes
from pathlib import Path


def find(name: str) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of the static file `name`, if there is one."""
    from django.conf import settings

    if "django.contrib.staticfiles" not in settings.INSTALLED_APPS:
        return None
    from django.contrib.staticfiles import finders

    found = finders.find(name)
    if not found:
        return None
    return mimetypes.guess_type(name)[0] or "application/octet-stream", Path(found).read_bytes()
