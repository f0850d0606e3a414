"""E-mail of a running project, which no browser can send: it is shown to the reader instead."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

from .sent_letters import record

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def install(show: Callable[[str], None]) -> None:
    """Let a project that sends its e-mail by SMTP, as Django does by itself, `show` each as JSON."""
    from django.conf import settings

    EmailBackend.show = staticmethod(show)  # Django makes a backend for each letter, by its name
    if settings.EMAIL_BACKEND == SMTP:
        settings.EMAIL_BACKEND = f"{__name__}.EmailBackend"


class EmailBackend(BaseEmailBackend):  # type: ignore[misc]  # Django has no types
    """Shows what it is to send; what cannot be a letter is refused as everywhere."""

    show: Callable[[str], None] = print

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Show the letters that have a recipient, and return how many these are."""
        sent = [message for message in email_messages if message.recipients()]
        for message in sent:
            message.message()  # raises what is wrong with it
            letter = _letter(message)
            record(letter)
            self.show(json.dumps(letter))
        return len(sent)


def _letter(message: Any) -> dict[str, Any]:
    return {
        "from": message.from_email,
        "to": message.recipients(),
        "subject": str(message.subject),
        "body": str(message.body),
        "attachments": [_name(each) for each in message.attachments],
    }


def _name(attachment: Any) -> str:
    """What an attachment is called: one that Django made is a tuple, another one a part of a message."""
    name = attachment[0] if isinstance(attachment, tuple) else attachment.get_filename()
    return str(name or "without a name")
