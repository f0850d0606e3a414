from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from rest_framework_simplejwt.token_blacklist.admin import OutstandingTokenAdmin
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from .models import SignInAttempt, User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Django's pages for accounts: they hash passwords and manage permissions."""


@admin.register(SignInAttempt)
class SignInAttemptAdmin(admin.ModelAdmin):
    """Failed sign-ins. They do not say whose; deleting them lets people try again at once."""

    list_display = ["happened_at", "account", "address"]
    list_filter = ["happened_at"]
    ordering = ["-happened_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


# The package's own page shows each token whole, and whoever copies one is that person.
admin.site.unregister(OutstandingToken)


@admin.register(OutstandingToken)
class HiddenTokenAdmin(OutstandingTokenAdmin):
    """Who has which refresh token, and how long; but not the token."""

    exclude = ["token"]

    def get_readonly_fields(self, *args, **kwargs):
        fields = super().get_readonly_fields(*args, **kwargs)
        return [name for name in fields if name not in self.exclude]
