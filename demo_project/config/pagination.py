import re

from rest_framework.exceptions import NotFound
from rest_framework.pagination import PageNumberPagination


class NumberedPages(PageNumberPagination):
    """Pages by number, from 1 on; not "last", not an empty number."""

    def get_page_number(self, request, paginator):
        number = request.query_params.get("page", "1")
        if not re.fullmatch(r"[1-9][0-9]*", number):
            raise NotFound("There is no such page.")
        return number
