"""What `mkdocs serve` says of a build that cannot be: in words, and the site stays."""

import logging
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import Abort

from chronicles.site.mkdocs.config import wrong_settings
from chronicles.site.mkdocs.refused_builds import refused_build


def in_words(build: Callable[[], None], root: Path) -> Callable[[], None]:
    """Return a builder that tells in words what the system refuses, and what is wrong with the settings.

    While those in `root` cannot be used, nothing is built: MkDocs would empty the site first. It prints the
    traceback of any other error, except for its own `Abort`, of which it prints the text.
    """

    def told() -> None:
        if problems := wrong_settings(root):
            for line in (*map(str, problems), "The site is shown as it was before."):
                logging.getLogger("mkdocs").error(line)
            return
        try:
            build()
        except OSError as error:
            raise Abort(str(refused_build(error))) from None

    return told
