"""The page that the server shows as long as there is no site: what keeps it from being built."""

from collections.abc import Iterable
from html import escape

from chronicles.problems import Problem, count, visible

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body class="chronicles-problems-page">
<main>
<h1>{title}</h1>
<p>The site is built once this is mended; this page then turns into it by itself.</p>
<ul class="chronicles-problems">
{items}
</ul>
</main>
</body>
</html>
"""


def problem_page(problems: Iterable[Problem]) -> bytes:
    """Return a page that lists problems, each with its place and its mend."""
    listed = sorted(set(problems))
    title = f"{count(len(listed), 'problem')} in the way of the site"
    return PAGE.format(title=title, items="\n".join(map(_item, listed))).encode()


def _item(problem: Problem) -> str:
    message, mend = map(escape, problem.lines)
    place = escape(visible(str(problem.place)))
    return f"<li><p><code>{place}</code> {message}</p><p>{mend}</p></li>"


def shown_problems(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as the script of a page reads them."""
    return [
        {"place": visible(str(problem.place)), "message": problem.lines[0], "mend": problem.lines[1]}
        for problem in sorted(set(problems))
    ]
