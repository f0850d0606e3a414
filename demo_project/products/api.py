from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.viewsets import ModelViewSet

from config.filters import StableOrderingFilter, TextSearchFilter

from .filters import CategoryFilter
from .models import Category, Product
from .permissions import IsSellerOrReadOnly
from .serializers import CategorySerializer, ProductSerializer


class CategoryViewSet(ModelViewSet):
    """The categories as JSON. Writing needs the admin's permission for it."""

    queryset = Category.objects.all()
    serializer_class = CategorySerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]


class ProductViewSet(ModelViewSet):
    """The products as JSON. Whoever is signed in may sell, and change what is their own."""

    # The request narrows it below; the schema reads the model from here.
    queryset = Product.objects.none()
    serializer_class = ProductSerializer
    permission_classes = [IsSellerOrReadOnly]
    filter_backends = [CategoryFilter, TextSearchFilter, StableOrderingFilter]
    search_fields = ["name", "description"]
    # Lists of what is allowed. A key that is on neither of them never reaches the database.
    ordering_fields = ["name", "price", "created_at"]
    ordering = ["name"]

    def get_queryset(self):
        products = Product.objects.visible_to(self.request.user)
        return products.select_related("category", "seller")

    def perform_create(self, serializer):
        serializer.save(seller=self.request.user)
