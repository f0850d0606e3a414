"""How the API says no."""

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.db.models import ProtectedError
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.views import exception_handler

# Reasons that no schema can state: what is taken already, what is not there, what is too easy.
CONFLICTS = {"unique", "does_not_exist", "weak_password"}


class Conflict(APIException):
    """The request is well written, but what is stored stands against it."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "What is stored stands against it."
    default_code = "conflict"


class TooLarge(APIException):
    """There is more of it than DATA_UPLOAD_MAX_MEMORY_SIZE allows."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request is too large."
    default_code = "too_large"


# What Django raises, and what the API makes of it. The database refuses, too, when two requests
# ask for the same name at the same moment and both have found it free.
IN_OTHER_WORDS = {
    IntegrityError: Conflict,
    ProtectedError: Conflict,
    RequestDataTooBig: TooLarge,
}


def codes(errors):
    """Yield the code of every error, however deep it lies."""
    if isinstance(errors, str):
        yield errors
        return
    for error in errors.values() if isinstance(errors, dict) else errors:
        yield from codes(error)


def answer_error(error, context):
    """Answer 409 where no rule of the schema is broken, as with an address that is taken.

    So 400 keeps one meaning: the request breaks a rule that the schema states.
    """
    if type(error) in IN_OTHER_WORDS:
        error = IN_OTHER_WORDS[type(error)]()
    response = exception_handler(error, context)
    if isinstance(error, ValidationError) and CONFLICTS.issuperset(codes(error.get_codes())):
        response.status_code = status.HTTP_409_CONFLICT
    return response
