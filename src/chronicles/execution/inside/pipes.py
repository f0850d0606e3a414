"""The two pipes to the caller: orders come in, reports go out, one line of JSON each."""

import json
import os
from typing import Any, TextIO

Message = dict[str, Any]


class Wire:
    """Both ends that a host has. Its pages only report."""

    def __init__(self, orders: int, reports: int) -> None:
        self._orders: TextIO = os.fdopen(orders, encoding="utf-8")
        self._reports = reports

    def order(self) -> Message | None:
        """Return the next order, `None` after the last."""
        line = self._orders.readline()
        return json.loads(line) if line else None

    def report(self, kind: str, **values: object) -> None:
        """Tell the caller."""
        data = json.dumps({"is": kind, **values}).encode() + b"\n"
        while data:
            data = data[os.write(self._reports, data) :]

    def leave_orders(self) -> None:
        """A page takes no orders, and must not read those of the host."""
        self._orders.close()
