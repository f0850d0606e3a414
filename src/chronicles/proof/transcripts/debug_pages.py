"""The pages that Django answers with where `DEBUG = True`, for whoever writes the project."""

import re
from html import unescape

from chronicles.proof.transcripts.responses import Response

# As `technical_500.html`, `technical_500.txt` and `technical_404.html` of `django/views/templates` have it.
SIGN = re.compile(r"You.re seeing this error because you have (?:<code>)?DEBUG = True")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
VALUE = re.compile(r'<pre class="exception_value">(.*?)</pre>', re.DOTALL)


def error_of(response: Response) -> str:
    """Return what a debug page says that went wrong, on one line; `""` for any other response.

    It is the kind of the exception with the path, and behind it what the exception says.
    """
    body = "\n".join(response.body)
    if not SIGN.search(body):
        return ""
    if found := TITLE.search(body):
        value = VALUE.search(body)
        said = [unescape(match[1]) for match in (found, value) if match]
    else:
        said = [line for line in response.body if line.strip()][:2]
    return ": ".join(" ".join(words.split()) for words in said)
