"""What is refused around payments. The text of each is meant for the customer."""

from orders.errors import OrderError


class NotPayableError(OrderError):
    """The order is paid or cancelled."""


class InProgressError(OrderError):
    """The provider is being asked at this moment."""

    def __init__(self):
        super().__init__("A payment of this order is under way. Please wait a moment.")


class KeyReusedError(OrderError):
    """One key, two different requests: one of them is a mistake, and we cannot know which."""

    def __init__(self):
        super().__init__("This Idempotency-Key was used for another request.")


class ReplayError(OrderError):
    """A message of the provider that we have already."""

    def __init__(self):
        super().__init__("This event was received before.")
