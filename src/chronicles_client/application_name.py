"""What an application is called: `shop.app:app`, or `shop.app:create_app()` where a call gives it. Pure.

The form is that of gunicorn's APP_MODULE and of uvicorn's argument.
"""

import re
from dataclasses import dataclass

FORM = re.compile(
    r"(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?P<call>\(\))?"
)


@dataclass(frozen=True, slots=True, order=True)
class ApplicationName:
    """A module by its dotted name, and what in it is the application: `name` may have dots, too.

    With `is_factory`, what is called so returns the application when it is called without arguments.
    """

    module: str
    name: str
    is_factory: bool = False

    def __str__(self) -> str:
        return f"{self.module}:{self.name}{'()' if self.is_factory else ''}"


def read_application_name(text: str) -> ApplicationName | None:
    """Return the name that `text` spells, `None` where it spells none.

    >>> read_application_name("shop.app:create_app()")
    ApplicationName(module='shop.app', name='create_app', is_factory=True)
    """
    found = FORM.fullmatch(text.strip())
    return ApplicationName(found["module"], found["name"], bool(found["call"])) if found else None
