"""Settings for a server. DJANGO_SETTINGS_MODULE=config.production chooses them.

SECRET_KEY            signs sessions and forms; required
ALLOWED_HOSTS         the names of the site, separated by commas; required
WEBHOOK_SECRET        signs the messages of the payment provider; required
DATABASE_URL          the database, as on every machine
CSRF_TRUSTED_ORIGINS  other origins whose forms are accepted, such as https://example.org
BEHIND_PROXY          1 if a web server stands in front and sets X-Forwarded-Proto itself
SECURE_HSTS_SECONDS   how long browsers insist on HTTPS; a year, unless told otherwise
"""

from django.core.exceptions import ImproperlyConfigured

from .settings import *  # noqa: F403 - a server has the same settings, but for those below
from .settings import DATABASES, env

DEBUG = False

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. Set it to a long random text, for example from: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", str.strip, default=[])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is missing. Set it to the names of the site, such as: example.org"
    )

WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="")
if not WEBHOOK_SECRET:
    raise ImproperlyConfigured(
        "WEBHOOK_SECRET is missing. Set it to the secret that the payment provider has given you."
    )

if "for-development-only" in SECRET_KEY + WEBHOOK_SECRET:
    raise ImproperlyConfigured("A secret from config/settings.py is none: everybody can read it.")

# Everything travels over HTTPS, and a browser that was here once will not try anything else.
SECURE_SSL_REDIRECT = True
# But for the question whether all is well, which comes from this machine itself.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.bool("BEHIND_PROXY", default=False):
    # The web server in front speaks HTTPS with the visitor and plain HTTP with us.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A connection to the database is kept for the next request, if it still works by then.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# What one process counts, such as refused sign-ins, all have to know. `manage.py createcachetable`
# makes the table for it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# The first one is for new passwords. The second one still knows those from before.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Each static file gets a name that changes with its content, so browsers may keep it for ever.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# One line for each warning and error, on the terminal or wherever the server keeps its log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
