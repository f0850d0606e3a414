"""What stands around every request, whichever page it is for: health, size, policy."""

import logging

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpResponse, JsonResponse

logger = logging.getLogger("config.health")


def database_answers():
    """Ask the database for the easiest thing there is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def answer(request, status, text, **headers):
    """Say one sentence without a template, because a template may need what has just failed."""
    if request.path_info.startswith("/api/"):
        response = JsonResponse({"detail": text}, status=status)
    else:
        response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


class HealthMiddleware:
    """Answer /healthz, and say 503 instead of 500 while the database is gone.

    /healthz is no ordinary view, so that whoever looks after the server can ask for it by any name,
    and needs no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info != "/healthz":
            return self.get_response(request)
        if database_answers():
            return answer(request, 200, "ok")
        return answer(request, 503, "unavailable")

    def process_exception(self, request, exception):
        """Ask the visitor to come back, if it is not the fault of the page that failed."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        if connection.connection is not None and database_answers():
            return None
        logger.error("The database does not answer: %s", exception)
        text = "The database does not answer right now. Please try again in a moment."
        return answer(request, 503, text, Retry_After="10")


class RequestSizeMiddleware:
    """Refuse what is larger than any form of this site, before anybody reads it.

    Django's own limit holds for forms only: the API reads its JSON past it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return answer(request, 413, "That is too much for one request.")
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Tell browsers where a page may load things from: from this site, and nowhere else.

    Should anybody ever smuggle a <script> into a page, it is not run.
    """

    RULES = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    # Pages that we did not write, with styles (but no scripts) between their lines.
    NOT_OURS = ("/admin/", "/api/", "/api-auth/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.DEBUG and response.status_code >= 400:
            return response  # Django's page about an error has its own scripts
        rules = self.RULES
        if request.path_info.startswith(self.NOT_OURS):
            rules += "; style-src 'self' 'unsafe-inline'"
        response.headers.setdefault("Content-Security-Policy", rules)
        return response
