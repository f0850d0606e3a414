"""How this program was called."""

import click

CHECKOUT = "python3 build.py"  # as the messages of every room have it


def program() -> str:
    """Return the name by which this program was called: `python3 build.py`, or that of its command."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or CHECKOUT


def called(text: str) -> str:
    """Return `text` with the commands in it written as this program was called."""
    return text.replace(CHECKOUT, program())
