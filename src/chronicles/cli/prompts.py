"""Questions to the person at the terminal. What was typed is used, or given back, and never just gone."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import click
from rich.text import Text

from chronicles.cli.output import err, out
from chronicles.pages.characters import unfit
from chronicles.pages.page import decode
from chronicles.problems import Refused, visible

with suppress(ImportError):  # with it, the arrow keys move in the line and do not become part of it
    import readline  # noqa: F401


def answers(questions: Sequence[str]) -> list[str]:
    """Ask for some words each, and return them, `""` for a question that was skipped.

    Enter skips a question, and Ctrl-D those that are left. Ctrl-C ends the command by `click.Abort`, and what
    was answered until then is given back.
    """
    found: list[str] = []
    with given_back(lambda: "\n\n".join(filter(None, found))):
        for question in questions:
            try:
                found.append(_ask(f"{question} (Enter skips)", _words, default="", show_default=False))
            except click.Abort as abort:
                if not isinstance(abort.__context__, EOFError):
                    raise
                break
    return found + [""] * (len(questions) - len(found))


@contextmanager
def given_back(text: Callable[[], str]) -> Iterator[None]:
    """Print what a person wrote once more where nothing became of it, which is where anything is raised."""
    try:
        yield
    except BaseException:
        if said := text():
            err.print("You wrote:", style="dim")
            for line in said.split("\n"):
                err.print(Text(visible(line)))
        raise


def ask_text(question: str, proposed: str) -> str:
    """Ask for some words; Enter takes those `proposed`. Raises `click.Abort` after Ctrl-C or Ctrl-D."""
    return str(_ask(question, _words, default=proposed))


def choose(items: Sequence[str]) -> int:
    """List `items` and ask for one of them; return its place, from 0.

    Raises `click.Abort` after Ctrl-C or Ctrl-D.
    """
    _list(items)
    return int(_ask("Which one", click.IntRange(1, len(items)), default=1)) - 1


def pick(items: Sequence[str], question: str) -> list[int]:
    """List `items` and ask for any of them; return their places, from 0, in the order of the answer.

    Raises `click.Abort` after Ctrl-C or Ctrl-D.
    """
    _list(items)

    def numbers(said: str) -> list[int]:
        found = []
        for word in re.findall(r"[^\s,;]+", said):
            if not (word.isdecimal() and 1 <= int(word) <= len(items)):
                known = "1" if len(items) == 1 else f"1 to {len(items)}"
                raise click.UsageError(f"{visible(word)!r} is none of the numbers {known}.")
            found.append(int(word) - 1)
        return list(dict.fromkeys(found))

    return list(_ask(f"{question} (numbers, Enter for none)", numbers, default="", show_default=False))


def agreed(question: str) -> bool:
    """Ask whether something is to be done; Enter is a no. Raises `click.Abort` after Ctrl-C or Ctrl-D."""

    def meant(said: str) -> bool:
        word = said.strip().lower()
        if word not in ("y", "yes", "n", "no", ""):
            raise click.UsageError(f"{visible(said)!r} is neither y nor n.")
        return word.startswith("y")

    return bool(_ask(f"{question} (y, Enter for no)", meant, default="", show_default=False))


def one_of(question: str, known: Mapping[str, str]) -> str:
    """Ask for one of the `known` letters, each with what it means, and return it; Enter is an `n`.

    Raises `click.Abort` after Ctrl-C or Ctrl-D.
    """

    def letter(said: str) -> str:
        word = said.strip().lower()[:1] or "n"
        if word not in known:
            raise click.UsageError(f"{visible(said)!r} is none of {', '.join(known)}.")
        return word

    meanings = ", ".join(f"{key} {meaning}" for key, meaning in known.items())
    return str(_ask(f"{question} ({meanings})", letter, default="", show_default=False))


def given(question: str, otherwise: str) -> str:
    """Ask for some words where somebody can be asked; `otherwise` is what Enter means, and a pipe.

    Raises `click.Abort` after Ctrl-C or Ctrl-D.
    """
    if not sys.stdin.isatty():
        return otherwise
    return str(_ask(question, _title, default=otherwise))


def _title(said: str) -> str:
    title = " ".join(_words(said).split())
    if refused := unfit(title, "it"):
        raise click.UsageError(f"{refused.message}. {refused.mend}")
    return title


def _list(items: Sequence[str]) -> None:
    for number, item in enumerate(items, 1):
        out.print(Text(f"{number:>3}  {visible(item)}"))


def _ask(question: str, read: click.ParamType[Any] | Callable[[str], Any], **more: Any) -> Any:
    """Ask until `read` can make something of the answer."""
    # What is no UTF-8 comes through, so that the question can be asked again.
    getattr(sys.stdin, "reconfigure", lambda **_: None)(errors="surrogateescape")
    value_proc = None if isinstance(read, click.ParamType) else read
    kind = read if isinstance(read, click.ParamType) else None
    try:
        return click.prompt(question, type=kind, value_proc=value_proc, **more)
    except click.Abort:
        err.print()  # the terminal is still in the line of the question
        raise


def _words(said: str) -> str:
    try:
        return decode(said.encode("utf-8", "surrogateescape")).strip()
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. Type it again.") from None
