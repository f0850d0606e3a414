"""What `serve` says of each build: what had changed, how long it took, what is wrong and what is mended."""

from pathlib import Path

from rich.text import Text

from chronicles.cli.output import err, out, tell
from chronicles.problems import count, visible
from chronicles.site.serving.build_rounds import BuildRound

NAMED = 3  # of the files that changed


def tell_round(root: Path, done: BuildRound) -> None:
    """Print a line of what was built, to standard output; what is wrong goes to standard error, once."""
    for notice in done.site.notices:
        err.print(Text(visible(notice), style="yellow"))
    if done.is_known:
        err.print(f"{count(len(done.site.problems), 'problem')}, as before", style="bold red")
    elif done.site.problems:
        tell(done.site.problems)
    out.print(Text(round_line(root, done)))


def round_line(root: Path, done: BuildRound) -> str:
    """Return what a build came to, on one line."""
    what = f"{changed_files(root, done)}: " if done.changed else ""
    if done.site.folder is None:
        shown = "The site is shown as it was before" if done.changed else "There is no site yet"
        return f"{what}{shown} ({done.seconds:.2f} s)"
    mended = "Mended. " if done.is_mended else ""
    made = f"{done.site.made} made, {done.site.reused} reused, {done.seconds:.2f} s"
    return f"{what}{mended}Built {count(done.site.pages, 'page')} ({made})"


def changed_files(root: Path, done: BuildRound) -> str:
    """Return the names of the files that changed, as seen from the journal; of many, the first ones."""
    names = [
        visible(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix())
        for path in done.changed
    ]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {count(more, 'more file')}" if more > 0 else "")
