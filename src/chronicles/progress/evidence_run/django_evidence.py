"""Django's test runner, which notes what becomes of each test: `manage.py test --testrunner=…`."""

from typing import Any

from django.test.runner import DiscoverRunner

from .noted_result import NotedResult


class DjangoEvidence(DiscoverRunner):  # type: ignore[misc]  # Django has no types
    """The project's own runner may do as it likes; this one notes what became of each test."""

    def get_resultclass(self) -> type[NotedResult]:
        return NotedResult

    def run_suite(self, suite: Any, **kwargs: Any) -> Any:
        try:
            return super().run_suite(suite, **kwargs)
        finally:
            NotedResult.outcomes.write()
