from django.contrib.auth.mixins import UserPassesTestMixin
from rest_framework.permissions import SAFE_METHODS, BasePermission


class StaffOnlyMixin(UserPassesTestMixin):
    """Lets staff see a page. Strangers are asked to sign in, everybody else is refused."""

    def test_func(self):
        return self.request.user.is_staff


class IsStaffOrReadOnly(BasePermission):
    """Everyone may read through the API; only staff may add, change or delete."""

    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or request.user.is_staff
