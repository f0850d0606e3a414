"""The folder that the project seems to lie in: `<site>/live/<state>/<session>`."""

from importlib import import_module

from django.conf import settings
from django.urls import get_resolver, set_script_prefix


def move_under(script: str) -> None:
    """Let every address that the project makes begin with `script`.

    The URL configuration is read before: `static(settings.MEDIA_URL)` in it must see the bare
    prefix, since requests come with the script's name taken off.
    """
    _ = get_resolver().url_patterns
    set_script_prefix(script + "/")
    for name in ("STATIC_URL", "MEDIA_URL"):
        settings.__dict__.pop(name, None)
    _forget("django.core.files.storage", "default_storage", settings.MEDIA_URL)
    if "django.contrib.staticfiles" in settings.INSTALLED_APPS:
        _forget("django.contrib.staticfiles.storage", "staticfiles_storage", settings.STATIC_URL)


def _forget(module: str, name: str, url: str) -> None:
    """Let a storage forget the address that it had while the project still lay at the root."""
    storage = getattr(import_module(module), name)
    _ = storage.__class__  # wakes the lazy object
    storage = getattr(storage, "_wrapped", storage)
    storage.__dict__.pop("base_url", None)  # a cached property
    if getattr(storage, "_base_url", None) is not None:
        storage._base_url = url
