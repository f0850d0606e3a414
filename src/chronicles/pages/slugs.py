"""What a title becomes in the name of a file."""

import re

# A file's name may have 255 bytes on most systems, and a letter up to four of them.
LONGEST_SLUG = 60


def slug(title: str) -> str:
    """Return the words of `title` in lower case with `-` between them: `LONGEST_SLUG` characters at most.

    It is `""` where the title has no letter and no digit.

    >>> slug("The superuser surprise!")
    'the-superuser-surprise'
    """
    words = re.sub(r"[\W_]+", "-", title.lower()).strip("-")
    if len(words) > LONGEST_SLUG:
        return words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    return words
