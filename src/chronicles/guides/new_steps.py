"""A step that is begun: its place, its page, and the page of a guide that has none yet."""

import re
from collections.abc import Iterable, Sequence

from chronicles.guides.outline import USUAL, Step, step_of
from chronicles.guides.series.patches import FileChange
from chronicles.pages.escaping import escaped
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.slugs import slug
from chronicles.problems import Refused

MOST = 99  # steps of a guide: a number has two digits
GUIDE = re.compile(r"\w[\w-]*")
ABOUT_GUIDE = "What is built in this guide, and for whom it is: write it here."
ABOUT_STEP = "What changes in this step, and why: write it here."
NO_DESCRIPTION = "# What the step means, in a sentence: the list of the steps shows it."  # YAML: null
FATES = {"added": "is new", "changed": "changes", "deleted": "is deleted"}


def next_step(guide: str, title: str, pages: Iterable[str], folder: str = USUAL) -> Step:
    """Return the step behind the last one of `guide`, called `title`.

    `pages` are the pages that there are, as paths below `docs/`, and `folder` is that of the guides. Raises
    `Refused` for a name that no guide can have, and behind the last number.
    """
    if not GUIDE.fullmatch(guide):
        mend = "Write letters, digits, '-' and '_', such as 'polls'."
        raise Refused(f"{guide!r} cannot be the name of a guide", mend)
    known = [step for page in pages if (step := step_of(page, folder)) and step.guide == guide]
    number = max((int(step.number) for step in known), default=0) + 1
    if number > MOST:
        raise Refused(f"the guide {guide} has a step {MOST} already", "Begin another guide.")
    return Step(guide, f"{number:02}", f"{folder}/{guide}/{number:02}-{slug(title) or 'step'}.md")


def guide_title(guide: str) -> str:
    """Return what a guide is called that nobody has given a title.

    >>> guide_title("first-steps")
    'First steps'
    """
    words = " ".join(re.split(r"[-_]+", guide)).strip()
    return words[:1].upper() + words[1:]


def guide_page(title: str) -> str:
    """Return the page of a guide that has nothing yet but its title and the list of its steps."""
    return f"{_opening(title)}\n{ABOUT_GUIDE}\n\n<!-- steps -->\n"


def step_page(
    step: Step,
    title: str,
    changes: Sequence[FileChange],
    about: Sequence[str] = (),
    *,
    description: str = "",
) -> str:
    """Return the page of a step that names every file that it changes.

    `about` are lines of Markdown, which stand above that; without any, a person is asked for them, and so for
    the `description`, the sentence that the list of the steps has.
    """
    said = f"description: {quoted(description) if description else NO_DESCRIPTION}\n"
    parts = [_opening(f"{int(step.number)}. {title}", said), *(about or [ABOUT_STEP])]
    if changes:
        parts += ["", "## The change", "", *map(_named, changes)]
    return "\n".join(parts) + "\n"


def _opening(title: str, more: str = "") -> str:
    return f"---\ntitle: {quoted(title)}\n{more}---\n\n# {escaped(title)}\n"


def _named(change: FileChange) -> str:
    """A file in a code span, which may not hold as many backticks in a row (CommonMark, "Code spans")."""
    longest = max((len(ticks) for ticks in re.findall("`+", change.path)), default=0)
    fence, space = "`" * (longest + 1), " " * bool(longest)
    return f"- {fence}{space}{change.path}{space}{fence} {FATES[change.fate]}."
