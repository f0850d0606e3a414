from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken


def issue(user):
    """Give somebody a pair of tokens: one for requests, one to get the next pair with."""
    refresh = RefreshToken.for_user(user)
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def spend(refresh):
    """Use up a refresh token. Of any number of requests with the same one, one succeeds.

    simplejwt looks whether a token is used and then marks it so; between the two, another
    request can do the same. Here the unique key of the blacklist decides who was first.
    """
    outstanding = OutstandingToken.objects.filter(jti=refresh["jti"]).first()
    if outstanding is None:
        raise TokenError("Token is unknown")
    _, is_first = BlacklistedToken.objects.get_or_create(token=outstanding)
    if not is_first:
        raise TokenError("Token is blacklisted")
