import logging

from django.contrib.auth.backends import ModelBackend
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from .models import SignInAttempt

logger = logging.getLogger("django.security.login")


class LimitedBackend(ModelBackend):
    """Django's check of name and password, with an end to guessing.

    It stands behind every door: the pages, the admin, the browsable API and the tokens.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        username = username or kwargs.get("username")
        if request is None or not username or password is None:
            return super().authenticate(request, username, password, **kwargs)
        # Behind NUM_PROXIES web servers, the address is the one that the first of them saw.
        attempt = SignInAttempt.objects.begin(username, BaseThrottle().get_ident(request) or "")
        self.refuse_too_many(attempt)
        user = super().authenticate(request, username, password, **kwargs)
        if user:
            attempt.forget()
        return user

    def refuse_too_many(self, attempt):
        seconds = attempt.seconds_to_wait()
        if seconds:
            # It is not tried, so it does not count. Otherwise the wait would never end.
            attempt.delete()
            logger.warning("Too many failed sign-ins, refused for %s seconds", seconds)
            raise Throttled(seconds)
