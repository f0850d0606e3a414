"""For the tests: every address of the site, as the URL configuration has it."""

import re

from django.contrib import admin
from django.contrib.admindocs.views import simplify_regex
from django.urls import get_resolver

# The API takes /api/students.json for /api/students/, and the same view answers both.
FORMAT = re.compile(r"/?(\\\.<format>|<drf_format_suffix:format>)/?$")


def all_addresses():
    """Return the addresses, such as /students/<int:pk>/edit/, each with the view behind it."""
    found = {}
    for address, view in walk(get_resolver().url_patterns, "/"):
        plain = FORMAT.sub("/", address)
        if found.get(plain) is not view:
            found[address] = view
    return found


def walk(patterns, before):
    """Go through what is included, too; write each address without its regular expressions."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, address)
        else:
            yield simplify_regex(address), pattern.callback


def admin_folder(model):
    """Where the admin keeps a model, such as /admin/students/student/."""
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def as_for_any_model(address):
    """Write an address of the admin the way it is for every model: /admin/MODEL/add/."""
    for model in admin.site._registry:
        if address.startswith(admin_folder(model)):
            return address.replace(admin_folder(model), "/admin/MODEL/")
    return address
