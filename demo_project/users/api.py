from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import CreateAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework_simplejwt.views import TokenViewBase

from config.openapi import error

from .serializers import (
    CredentialsSerializer,
    RefreshSerializer,
    RegistrationSerializer,
    SignOutSerializer,
)


class RegisterView(CreateAPIView):
    """Make an account."""

    serializer_class = RegistrationSerializer
    authentication_classes = []
    permission_classes = [AllowAny]


@extend_schema(responses={200: CredentialsSerializer, 401: error("401")})
class TokenView(TokenViewBase):
    """Sign in: a name and its password for a pair of tokens."""

    serializer_class = CredentialsSerializer


@extend_schema(responses={200: RefreshSerializer, 401: error("401")})
class RefreshView(TokenViewBase):
    """Stay signed in: a refresh token, which is used up by this, for the next pair."""

    serializer_class = RefreshSerializer


class SignOutView(TokenViewBase):
    """Sign out: use the refresh token up. The access token dies of age within minutes."""

    serializer_class = SignOutSerializer

    @extend_schema(responses={204: None, 401: error("401")})
    def post(self, request, *args, **kwargs):
        super().post(request, *args, **kwargs)
        return Response(status=status.HTTP_204_NO_CONTENT)
