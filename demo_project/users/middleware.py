import math

from django.shortcuts import render
from rest_framework.exceptions import Throttled


class TooManyAttemptsMiddleware:
    """Shows a page where a view refuses for a while. The API has its own way to say so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Throttled):
            return None
        context = {"minutes": math.ceil(exception.wait / 60)}
        response = render(request, "429.html", context, status=429)
        response["Retry-After"] = exception.wait
        return response
