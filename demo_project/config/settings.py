"""Settings for development. A server takes config/production.py, which builds on them.

They work without any preparation. What differs from machine to machine comes from environment
variables, or from a file .env beside manage.py; .env.example says what it may hold.
"""

import sys
from datetime import timedelta
from pathlib import Path

import environ

from .databases import database

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# The second key is good for development only, because anybody can read it here.
SECRET_KEY = env.str("SECRET_KEY", default="") or "django-insecure-for-development-only"
DEBUG = True
ALLOWED_HOSTS = []
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", str.strip, default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "users",
    "students",
    "polls",
    "products",
    "orders",
    "payments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.guards.ContentSecurityPolicyMiddleware",
    "config.guards.HealthMiddleware",
    "config.guards.RequestSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.JSONErrorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "users.middleware.TooManyAttemptsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(env.str("DATABASE_URL", default=""), BASE_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Chosen before the first migration: changing the user model later is hard work.
AUTH_USER_MODEL = "users.User"

# It looks at name and password as Django does, but not for ever.
AUTHENTICATION_BACKENDS = ["users.backends.LimitedBackend"]
# So many failed sign-ins within this time are one too many: for the same account from the same
# address, for one account from everywhere, and for one address whatever the account.
SIGN_IN_WINDOW = timedelta(minutes=15)
SIGN_IN_LIMITS = {
    "same": env.int("SIGN_IN_LIMIT", default=5),
    "account": env.int("SIGN_IN_LIMIT_ACCOUNT", default=50),
    "address": env.int("SIGN_IN_LIMIT_ADDRESS", default=50),
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

if "test" in sys.argv:
    # Real passwords are hashed slowly on purpose. Those of the tests need not be.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # And they find the static files where they lie, without collectstatic.
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# Where somebody is sent who has to sign in first.
LOGIN_URL = "users:login"
# And where to, once they have, unless they were on their way to somewhere else.
LOGIN_REDIRECT_URL = "students:list"
# And where to after signing out.
LOGOUT_REDIRECT_URL = "students:list"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"

REST_FRAMEWORK = {
    # Programs bring a token; the session is for the API's own pages in a browser.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # A view that forgets to say who may write is still closed to strangers.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.NumberedPages",
    "PAGE_SIZE": 25,
    "DEFAULT_PARSER_CLASSES": ["config.parsers.LimitedJSONParser"],
    "EXCEPTION_HANDLER": "config.errors.answer_error",
    "DEFAULT_SCHEMA_CLASS": "config.openapi.PublicAutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # How much one address, or one person who is signed in, may ask.
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("THROTTLE_ANON", default="60/min"),
        "user": env.str("THROTTLE_USER", default="240/min"),
    },
    # How many web servers stand in front. Without it, a visitor could claim any address.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
}

if "test" in sys.argv:
    # The tests ask more in a second than a person in a minute. Those that need rates set them.
    REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"anon": None, "user": None}

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=5),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=1),
    # Each refresh token is good for one refresh. users/tokens.py sees to it.
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
    # A new password makes all earlier tokens worthless.
    "CHECK_REVOKE_TOKEN": True,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Chronicles demo",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # What is sent and what comes back differ: a new product has no id yet.
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.openapi.document_errors",
    ],
}

# Who takes the money, and what signs the messages about it. This secret is good for development
# only, because anybody can read it here.
PAYMENT_PROVIDER = "payments.fake_provider.FakeProvider"
WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="") or "for-development-only"

# Nobody has to send us more than this, in bytes. config/guards.py refuses it early.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
