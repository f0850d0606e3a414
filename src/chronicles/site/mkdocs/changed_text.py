"""Why MkDocs has another text of a page than was read before. Looks at the disk."""

from contextlib import suppress
from pathlib import Path

from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data

from chronicles.problems import Refused


def changed_text(file: File, markdown: str) -> Refused:
    """Return what is to be said of `markdown`, which is what MkDocs has of the page now.

    Either its author has saved the page meanwhile, or another plugin was there first.
    """
    with suppress(OSError, UnicodeDecodeError):
        if get_data(Path(str(file.abs_src_path)).read_text("utf-8-sig"))[0] == markdown:
            return Refused("the page was changed while the site was built", "Build again.")
    message = "another plugin changed the page before its blocks were filled"
    return Refused(message, "Put '- chronicles' before that plugin in mkdocs.yml.")
