from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter, SearchFilter

# Any text without the character NUL, which PostgreSQL does not store.
TEXT = r"^[^\x00]*$"


class TextSearchFilter(SearchFilter):
    """DRF's search refuses NUL. This one names the field, and says so in the schema, too."""

    def get_search_terms(self, request):
        try:
            return super().get_search_terms(request)
        except ValidationError as error:
            raise ValidationError({self.search_param: error.detail}) from None

    def get_schema_operation_parameters(self, view):
        parameters = super().get_schema_operation_parameters(view)
        return [item | {"schema": {"type": "string", "pattern": TEXT}} for item in parameters]


class StableOrderingFilter(OrderingFilter):
    """Puts equals in the order of their ids, so that no row is on two pages or on none."""

    def get_ordering(self, request, queryset, view):
        ordering = super().get_ordering(request, queryset, view)
        return ordering and [*ordering, "pk"]
