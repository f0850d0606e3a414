from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly


class IsSellerOrReadOnly(IsAuthenticatedOrReadOnly):
    """Everyone may read; only the seller, and whom the admin lets, may change or delete."""

    def has_object_permission(self, request, view, product):
        if request.method in SAFE_METHODS or product.seller_id == request.user.pk:
            return True
        right = "delete" if request.method == "DELETE" else "change"
        return request.user.has_perm(f"products.{right}_product")
