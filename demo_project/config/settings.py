"""Settings of the student registration system.

Whatever differs between a laptop and a server comes from environment variables:

SECRET_KEY            signs sessions and forms; required when DEBUG is off
DEBUG                 1 (the default) while developing, 0 on a server
ALLOWED_HOSTS         host names the site answers to, separated by commas
CSRF_TRUSTED_ORIGINS  origins whose forms are accepted, such as https://example.org
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


# region environment
def env_flag(name, default):
    """Read a yes-or-no setting. Anything but 1, true, yes or on means no."""
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name):
    """Read a comma-separated setting; without the variable the list is empty."""
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def read_secret_key(debug):
    """Take the key from the environment; only development may do without one."""
    key = os.environ.get("SECRET_KEY", "")
    if key:
        return key
    if debug:
        return "django-insecure-for-development-only"
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. With DEBUG off, set it to a long random text, for example from: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )


# endregion

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env_flag("DEBUG", default="1")
SECRET_KEY = read_secret_key(DEBUG)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "users",
    "students",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
        "OPTIONS": {
            # SQLite allows one writer at a time. Asking for the write lock when a transaction
            # starts lets a second writer wait its turn instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            # How many seconds that second writer waits.
            "timeout": 20,
            # With a write-ahead log, reading goes on while somebody writes.
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# region accounts
# Chosen before the first migration: changing the user model later is hard work.
AUTH_USER_MODEL = "users.User"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_REDIRECT_URL = "students:list"
# endregion

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"

REST_FRAMEWORK = {
    # A view that forgets to say who may write is still closed to strangers.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 25,
}

# region security
# On a server everything travels over HTTPS; on a laptop plain HTTP has to work.
SECURE_SSL_REDIRECT = not DEBUG
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG

# Browsers remember for a year to use HTTPS only, for every subdomain too.
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
# endregion
