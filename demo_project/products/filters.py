import re

from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

from .serializers import SLUG


class CategoryFilter(BaseFilterBackend):
    """`?category=books` shows the books only."""

    def filter_queryset(self, request, queryset, view):
        slug = request.query_params.get("category")
        if slug is None:
            return queryset
        if not re.fullmatch(SLUG, slug):
            raise ValidationError({"category": "Give the slug of a category, such as books."})
        return queryset.filter(category__slug=slug)

    def get_schema_operation_parameters(self, view):
        schema = {"type": "string", "pattern": SLUG}
        return [{"name": "category", "in": "query", "required": False, "schema": schema}]
