"""Responses: the status, the headers that are shown, the body as what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.proof.transcripts.ellipses import LineDifference
from chronicles.proof.transcripts.responses import merged_response, read_response, response_difference

JSON = """\
HTTP/1.1 200 OK
Content-Type: application/json
Vary: Accept, Cookie
X-Frame-Options: DENY
Set-Cookie: csrftoken=abc; Path=/
Set-Cookie: sessionid=def; Path=/

{"id": 1, "name": "Ada", "tags": ["a", "b"]}"""
PAGE = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n<html>\n<p>Ada\n</html>"
LOST = "HTTP/1.1 404 Not Found\nContent-Type: text/html; charset=utf-8\n\n<h1>Not Found"
MOVED = "HTTP/1.1 302 Found\nContent-Type: text/html; charset=utf-8\nLocation: /login/"


def difference(expected: str, got: str) -> LineDifference | None:
    return response_difference(expected.split("\n"), read_response(got.split("\n")))


def merged(expected: str, got: str) -> str:
    lines = expected.split("\n") if expected else []
    return "\n".join(merged_response(lines, read_response(got.split("\n"))))


OK = "HTTP/1.1 200 OK\n"
BODY = '\n{"id": 1, "name": "Ada", "tags": ["a", "b"]}'
FITTING = [
    JSON,
    OK + BODY,
    "HTTP/2 200 Fine\n" + BODY,
    OK + "content-type: application/json\n" + BODY,
    OK + "Vary: …Cookie\n" + BODY,
    OK + "Set-Cookie: sessionid=…\n" + BODY,
    OK + "Set-Cookie: csrftoken=…\nSet-Cookie: sessionid=…\n" + BODY,
    OK + "…\nVary: …\n" + BODY,
    OK + "\n…",
    OK + '\n{\n    "tags": ["a", …],\n    "name": "A…",\n    …\n}',
    OK + '\n{"name": "Ada", "id": 1, "tags": […]}',
]


@pytest.mark.parametrize("expected", FITTING)
def test_only_the_headers_that_are_shown_are_compared_and_json_as_json(expected: str) -> None:
    assert difference(expected, JSON) is None
    assert merged(expected, JSON) == expected


@pytest.mark.parametrize(
    ("expected", "got", "found"),
    [
        ("HTTP/1.1 201 Created\n" + BODY, JSON, (0, "HTTP/1.1 201 Created", "HTTP/1.1 200 OK")),
        (OK + "Vary: Cookie\n" + BODY, JSON, (1, "Vary: Cookie", "Vary: Accept, Cookie")),
        (OK + "Allow: GET\n" + BODY, JSON, (1, "Allow: GET", None)),
        (
            OK + "Set-Cookie: theme=dark\n" + BODY,
            JSON,
            (1, "Set-Cookie: theme=dark", "Set-Cookie: csrftoken=abc; Path=/"),
        ),
        (
            OK + "\n" + '{"id": 2, …}',
            JSON,
            (2, '{"id": 2, …}', '{"id": 1, …}'),
        ),
        (
            OK + '\n{\n  "id": 1,\n  "name": "' + "x" * 90 + '",\n  "tags": […]\n}',
            JSON.replace("Ada", "y" * 90),
            (4, '  "name": "' + "x" * 90 + '",', '  "name": "' + "y" * 90 + '",'),
        ),
        (OK + "\nnot JSON", JSON, (2, "not JSON", '{"id": 1, "name": "Ada", "tags": ["a", "b"]}')),
        (OK + "\n<html>\n<p>Eve\n</html>", PAGE, (3, "<p>Eve", "<p>Ada")),
        (OK + "\n<html>\n…\n<p>Eve\n…", PAGE, (4, "<p>Eve", None)),
        (OK.rstrip(), PAGE, (1, None, "<html>")),
    ],
)
def test_the_first_difference_of_a_response_names_its_line(
    expected: str, got: str, found: tuple[int, str | None, str | None]
) -> None:
    assert difference(expected, got) == LineDifference(*found)


@pytest.mark.parametrize(
    ("body", "got", "there"),
    [
        ('{"a": …}', '{"a": 1, "b": 2}', '{"a": …, "b": 2}'),
        ('[1, …, {"a": …}]', '[1, {"a": 2, "b": 3}]', '[1, {"a": …, "b": 3}]'),
        ('{"a": "…"}', '{"a": 1}', '{"a": 1}'),
    ],
)
def test_a_mark_in_json_never_hides_more_than_it_stands_for(body: str, got: str, there: str) -> None:
    came = f"{OK}Content-Type: application/json\n\n{got}"
    assert difference(f"{OK}\n{body}", came) == LineDifference(2, body, there)


@pytest.mark.parametrize(
    ("indent", "line"), [("  ", 4), ("    ", 4), ("\t", 4)], ids=["two spaces", "four spaces", "a tab"]
)
def test_json_that_its_author_has_laid_out_is_compared_line_by_line(indent: str, line: int) -> None:
    body = f'{{\n{indent}"id": 1,\n{indent}"name": "Eve",\n{indent}"tags": ["a", "b"]\n}}'
    found = difference(f"{OK}\n{body}", JSON)
    assert found is not None
    assert (found.line, found.expected) == (line, f'{indent}"name": "Eve",')
    assert found.got == f'{indent}"name": "Ada",'
    assert merged(f"{OK}\n{body}", JSON) == f"{OK}\n{body}".replace("Eve", "Ada")


@pytest.mark.parametrize(
    ("expected", "got", "then"),
    [
        ("", JSON, OK + "Content-Type: application/json\n" + BODY),
        ("", PAGE, OK + "Content-Type: text/html; charset=utf-8\n\n…"),
        ("", MOVED, MOVED),
        ("", "HTTP/1.1 204 No Content\nX-A: b", "HTTP/1.1 204 No Content"),
        (OK + "Vary: x\n…\n" + BODY, JSON, OK + "Vary: Accept, Cookie\n…\n" + BODY),
        (OK + "Gone: x\n" + BODY, JSON, OK + BODY),
        (OK + '\n{"id": …, "name": "Eve", …}', JSON, OK + '\n{"id": …, "name": "Ada", …}'),
        (OK + "\n…\n<p>Eve\n…", PAGE, OK + "\n<html>\n<p>Ada\n</html>"),
        (OK + "Vary: …\n\n…", LOST, LOST.replace("\n\n<h1>Not Found", "\n\n…")),
        (
            OK + "\nold",
            "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n" + "\n".join(map(str, range(30))),
            OK + "\n" + "\n".join(map(str, range(30))),
        ),
        (
            "",
            "HTTP/1.1 200 OK\n\n" + "\n".join(map(str, range(30))),
            OK + "\n" + "\n".join(map(str, range(20))) + "\n…",
        ),
    ],
)
def test_what_came_is_merged_into_what_is_shown(expected: str, got: str, then: str) -> None:
    assert merged(expected, got) == then
    assert difference(then, got) is None


HEADERS = st.lists(st.sampled_from(["A: 1", "A: …", "B: 2", "Vary: x", "…", "a: 2"]), max_size=4)
BODIES = st.lists(st.sampled_from(["…", "[1, …]", "[1, 2]", "x", "", '{"a": 1, …}']), max_size=4)
GOT = st.lists(st.sampled_from(["[1, 3]", "x", "y", "", '{"a": 2, "b": 1}']), max_size=4)


@given(
    st.sampled_from(["200", "404"]),
    HEADERS,
    BODIES,
    st.sampled_from(["200", "404"]),
    st.lists(st.sampled_from(["A: 1", "A: 3", "B: 2", "Content-Type: application/json"]), max_size=4),
    GOT,
)
def test_what_is_merged_always_fits(
    status: str, headers: list[str], body: list[str], came: str, had: list[str], got: list[str]
) -> None:
    while got and not got[-1]:
        got.pop()
    answer = read_response([f"HTTP/1.1 {came} x", *had, *(["", *got] if got else [])])
    expected = [f"HTTP/1.1 {status} x", *headers, *(["", *body] if body else [])]
    assert response_difference(merged_response(expected, answer), answer) is None
    assert response_difference(merged_response([], answer), answer) is None
