from http import HTTPStatus

from django.http import JsonResponse


class JSONErrorsMiddleware:
    """Below /api/, programs are answered in JSON, also where no view of the API was reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_page_of_an_error(request, response):
            phrase = HTTPStatus(response.status_code).phrase
            return JsonResponse({"detail": phrase}, status=response.status_code)
        return response


def is_page_of_an_error(request, response):
    """Say whether it is Django that refuses a program, with a page made for people."""
    return (
        request.path.startswith("/api/")
        and 400 <= response.status_code < 500
        and not hasattr(response, "accepted_renderer")
        and response.get("Content-Type", "").startswith("text/html")
    )
