from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import RegexValidator
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.validators import UniqueValidator
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import RefreshToken

from config.serializers import StrictCharField, StrictModelSerializer

from .models import User
from .tokens import issue, spend

MAX_PASSWORD = 4096
# Three parts, written in the letters of base64url.
JWT = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"


class UsernameField(StrictCharField):
    """A name that is normalized before it is compared with the stored ones."""

    def to_internal_value(self, data):
        return User.normalize_username(super().to_internal_value(data))


class RegistrationSerializer(StrictModelSerializer):
    """Turns a name and a good password into an account."""

    username = UsernameField(
        max_length=150,
        trim_whitespace=False,
        validators=[
            User.username_validator,
            UniqueValidator(User.objects.all(), message="This name is taken."),
        ],
    )
    password = StrictCharField(
        min_length=8,
        max_length=MAX_PASSWORD,
        trim_whitespace=False,
        write_only=True,
        validators=[
            RegexValidator(r"^[^\x00]*[^0-9\x00][^\x00]*$", "This password is entirely numeric.")
        ],
    )

    class Meta:
        model = User
        fields = ["id", "username", "password"]

    def validate(self, attrs):
        """Hold the password against the same rules as the page does."""
        try:
            validate_password(attrs["password"], User(username=attrs["username"]))
        except DjangoValidationError as error:
            reasons = {"password": error.messages}
            raise serializers.ValidationError(reasons, code="weak_password") from None
        return attrs

    def create(self, validated_data):
        return User.objects.create_user(**validated_data)


class TokenPairSerializer(serializers.Serializer):
    """What comes back from signing in and from refreshing."""

    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class CredentialsSerializer(TokenPairSerializer):
    """Turns a name and its password into a pair of tokens."""

    username = StrictCharField(max_length=150, trim_whitespace=False, write_only=True)
    password = StrictCharField(max_length=MAX_PASSWORD, trim_whitespace=False, write_only=True)

    def validate(self, attrs):
        user = authenticate(self.context["request"], **attrs)
        if user is None:
            # The same words, whether the name, the password or the account is the trouble.
            raise AuthenticationFailed("No active account has this name and password.")
        return issue(user)


class RefreshSerializer(TokenPairSerializer):
    """Turns a refresh token, once, into the next pair."""

    refresh = serializers.RegexField(JWT, max_length=2000)

    def validate(self, attrs):
        token = RefreshToken(attrs["refresh"])
        # As with every request: refuses who is deactivated or has changed the password.
        user = JWTAuthentication().get_user(token)
        spend(token)
        return issue(user)


class SignOutSerializer(serializers.Serializer):
    """Uses a refresh token up without giving a new one."""

    refresh = serializers.RegexField(JWT, max_length=2000, write_only=True)

    def validate(self, attrs):
        spend(RefreshToken(attrs["refresh"]))
        return {}
