from django.apps import AppConfig
from django.core.checks import Tags, register


class UsersConfig(AppConfig):
    default_auto_field = 'django.db.models.BigAutoField'
    name = 'users'

    def ready(self):
        from .checks import check_token_blacklist

        register(check_token_blacklist, Tags.security)
