"""What a person says of a journal that they begin. Pure."""

from dataclasses import dataclass
from datetime import date

NEW = "new"
NEW_PROJECT = "project"  # the folder of one that is made


@dataclass(frozen=True, slots=True)
class JournalAnswers:
    """The answers to `init`.

    `name` is the author's, `url` is where the site will be read, with `/` at its end. `project` is the
    folder of the project as seen from the journal, or `none`; `is_new` whether it is to be made. `docs` is
    the folder of the pages, `program` the file that starts the generator, `branch` what is published, and
    `repository` the page of the repository or `""`.
    """

    name: str
    title: str
    zone: str
    project: str
    url: str
    today: date
    is_new: bool = False
    docs: str = "docs"
    program: str = "build.py"
    branch: str = "main"
    repository: str = ""
