from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly


class IsSellerOrReadOnly(IsAuthenticatedOrReadOnly):
    """Everyone may read; only the seller, and staff, may change or delete."""

    def has_object_permission(self, request, view, product):
        if request.method in SAFE_METHODS or request.user.is_staff:
            return True
        return product.seller_id == request.user.pk
