from django.apps import apps
from django.conf import settings
from django.core.checks import Error

BLACKLIST = "rest_framework_simplejwt.token_blacklist"


def check_token_blacklist(app_configs, **kwargs):
    """Without its app, simplejwt rotates tokens and lets the used ones live on, silently."""
    jwt = settings.SIMPLE_JWT
    rotates = jwt.get("ROTATE_REFRESH_TOKENS") or jwt.get("BLACKLIST_AFTER_ROTATION")
    if not rotates or apps.is_installed(BLACKLIST):
        return []
    return [
        Error(
            "Refresh tokens are rotated, but used ones cannot be refused.",
            hint=f"Add {BLACKLIST!r} to INSTALLED_APPS and run migrate.",
            id="users.E001",
        )
    ]
