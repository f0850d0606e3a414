"""The journals of the site's tests, for the command."""

from tests.site.conftest import journal

__all__ = ["journal"]
