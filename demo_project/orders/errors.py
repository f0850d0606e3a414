"""What the shop refuses. The text of each is meant for the customer."""


class OrderError(Exception):
    """The rules say no, and nothing was changed."""

    def as_answer(self):
        """The refusal in the words of the API."""
        return {"detail": str(self)}


class QuantityError(OrderError):
    """More of one product than a cart may hold."""

    def __init__(self):
        super().__init__("Your cart cannot hold so many of one product.")


class RemovedError(OrderError):
    """The row of the cart is gone, perhaps into an order."""

    def __init__(self):
        super().__init__("This is no longer in your cart.")


class EmptyCartError(OrderError):
    """There is nothing to order."""

    def __init__(self):
        super().__init__("Your cart is empty.")


class StatusError(OrderError):
    """The order is not in a status from which this can be done."""


class OutOfStockError(OrderError):
    """Some products are short. `shortages` names each, with what was wanted and what is left."""

    def __init__(self, shortages):
        self.shortages = shortages
        words = [
            f"{short['name']} ({short['wanted']} wanted, {short['available']} left)"
            for short in shortages
        ]
        super().__init__(f"Not enough in stock: {', '.join(words)}.")

    def as_answer(self):
        return super().as_answer() | {"shortages": self.shortages}
