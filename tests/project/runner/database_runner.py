"""Runs what of a project's tests may be otherwise on another database."""

from typing import Any
from unittest import TestSuite

from django.test import SimpleTestCase, TransactionTestCase
from django.test.runner import DiscoverRunner


class DatabaseRunner(DiscoverRunner):  # type: ignore[misc]
    """Leaves out the tests that may ask no database: Django lets a `SimpleTestCase` fail that does."""

    def build_suite(self, *words: Any, **options: Any) -> TestSuite:
        """Return the tests that may ask one, in the order that Django gives them."""
        suite = super().build_suite(*words, **options)
        return type(suite)(test for test in suite if not _asks_none(test))


def _asks_none(test: object) -> bool:
    return isinstance(test, SimpleTestCase) and not isinstance(test, TransactionTestCase)
