from rest_framework.permissions import SAFE_METHODS, BasePermission


class IsStaffOrReadOnly(BasePermission):
    """Everyone may read; only staff may add, change or delete."""

    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or request.user.is_staff
