"""An HTTP response as a page shows it: its status, the headers that matter, its body."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from chronicles.proof.transcripts import json_patterns
from chronicles.proof.transcripts.ellipses import ANY, LineDifference, difference, merged, same

SHOWN = ("content-type", "location", "allow", "www-authenticate", "retry-after")  # in a first answer
MOST_LINES = 20  # of a body that is no JSON


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its first line, its headers as they are written, and the lines of its body.

    The first line is the status line of RFC 9112, section 4. No line has its end.
    """

    first: str
    headers: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def status(self) -> str:
        """The three digits of RFC 9110, section 15; `""` where the first line has none."""
        return [*self.first.split(" ", 2), "", ""][1]

    def values(self, name: str) -> list[str]:
        """The values of a header: none where it is not there, several where it is repeated.

        Upper and lower case in a name are the same: RFC 9110, section 5.1.
        """
        pairs = (line.partition(":") for line in self.headers)
        return [value.strip() for key, _, value in pairs if key.strip().lower() == name.lower()]

    def shows(self, line: str) -> bool:
        """Whether a header is there as a line shows it; a `…` alone stands for any."""
        name, _, value = line.partition(":")
        return line.strip() == ANY or any(same(value.strip(), there) for there in self.values(name.strip()))

    @property
    def kind(self) -> str:
        """What it says that its body is (RFC 9110, section 8.3); `""` where it says nothing."""
        return next(iter(self.values("content-type")), "")

    @property
    def is_json(self) -> bool:
        """Whether its body says that it is JSON: RFC 8259 has the type, RFC 6839 the suffix `+json`."""
        kind = self.kind.partition(";")[0].strip().lower()
        return kind == "application/json" or kind.endswith("+json")


def read_response(lines: Sequence[str]) -> Response:
    """Return the response that `lines` write; without a blank line there is no body."""
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    return Response(lines[0] if lines else "", tuple(lines[1:end]), tuple(lines[end + 1 :]))


def response_difference(expected: Sequence[str], got: Response) -> LineDifference | None:
    """Return the first difference between the response that a page shows and the one that came.

    Of its headers only those that are shown are compared, JSON as JSON. Lines count from 0, the first
    line; `None` is no difference. Of the first line only the status counts.
    """
    wanted = read_response(expected)
    if wanted.status != got.status:
        return LineDifference(0, wanted.first or None, got.first)
    for at, line in enumerate(wanted.headers, 1):
        if not got.shows(line):
            name = line.partition(":")[0]
            there = next((f"{name}: {value}" for value in got.values(name.strip())), None)
            return LineDifference(at, line, there)
    start = len(expected) - len(wanted.body)
    if got.is_json and (pair := _json(wanted.body, got.body)) is not None:
        if json_patterns.fits(*pair):
            return None
        return _moved(_first_unlike(wanted.body, _laid_out(wanted.body, pair)), start)
    return _moved(difference(wanted.body, got.body), start)


def merged_response(expected: Sequence[str], got: Response) -> list[str]:
    """Return the response as the page is to show it, with the `…` of what it shows now.

    Where it shows nothing yet, that is the headers in `SHOWN`, and of a body that is no JSON
    `MOST_LINES` lines at most, of HTML a `…` alone.
    """
    if not expected:
        return _first_answer(got)
    wanted = read_response(expected)
    headers = []
    for line in wanted.headers:
        name = line.partition(":")[0]
        if got.shows(line):
            headers.append(line)
        else:
            headers += [f"{name}: {value}" for value in got.values(name.strip())[:1]]
    if wanted.status != got.status:  # what is said of it differs, too
        known = {line.partition(":")[0].lower() for line in headers}
        headers += [line for line in _shown_headers(got) if line.partition(":")[0].lower() not in known]
    body: Sequence[str] = merged(wanted.body, got.body)
    if got.is_json and (pair := _json(wanted.body, got.body)) is not None:
        fits = json_patterns.fits(*pair)
        body = wanted.body if fits else _laid_out(wanted.body, pair)
    elif got.is_json:
        body = _first_body(got)
    first = wanted.first if wanted.status == got.status else got.first
    return [first, *headers, *(["", *body] if body else [])]


def _first_answer(got: Response) -> list[str]:
    body = _first_body(got)
    return [got.first, *_shown_headers(got), *(["", *body] if body else [])]


def _first_body(got: Response) -> list[str]:
    """A body that nobody has seen yet: JSON laid out, text up to a length, a page as `…`."""
    if not any(line.strip() for line in got.body):
        return []
    if got.is_json:
        try:
            return json_patterns.written(json_patterns.read("\n".join(got.body))).split("\n")
        except ValueError:
            return list(got.body)
    if got.kind.startswith("text/html"):
        return [ANY]
    cut = [ANY] if len(got.body) > MOST_LINES else []
    return [*got.body[:MOST_LINES], *cut]


def _shown_headers(got: Response) -> list[str]:
    return [line for line in got.headers if line.partition(":")[0].strip().lower() in SHOWN]


def _json(expected: Sequence[str], got: Sequence[str]) -> tuple[object, object] | None:
    """Both bodies as values, `None` where one of them is none."""
    try:
        return json_patterns.read("\n".join(expected)), json_patterns.read("\n".join(got))
    except ValueError:
        return None


def _laid_out(expected: Sequence[str], pair: tuple[object, object]) -> list[str]:
    """The answer's JSON in the form that the page has or would have it, so that lines can be compared."""
    return json_patterns.written(json_patterns.merge(*pair), json_patterns.layout("\n".join(expected))).split(
        "\n"
    )


def _first_unlike(expected: Sequence[str], got: Sequence[str]) -> LineDifference:
    """The first line that is another one, letter by letter: a `…` of JSON stands for no text of a line."""
    pairs = list(zip_longest(expected, got))
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), len(pairs) - 1)
    return LineDifference(at, *pairs[at])


def _moved(found: LineDifference | None, start: int) -> LineDifference | None:
    return LineDifference(found.line + start, found.expected, found.got) if found else None
