"""Addresses: what each form means, what is refused and how that is said."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronicles.pages.addresses import FORM, Address, parse_address
from chronicles.pages.selectors import Selector
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused
from tests.documents import Case, cases
from tests.examples import examples


def shown(text: str) -> str:
    try:
        address = parse_address(text)
    except Refused as refused:
        return f"! {refused.message}\n  {refused.mend}\n"
    said = {
        "project": address.project,
        "path": address.path,
        "selectors": " ".join(address.selectors),
        "states": " ".join(f"{state.kind}({state.name})" for state in address.states),
    }
    return "".join(f"{key}: {value}\n" for key, value in said.items() if value)


@cases("pages/addresses.md")
def test_addresses(case: Case) -> None:
    assert "".join(map(shown, case.input.splitlines())) == case.expected, case.place


@pytest.mark.parametrize(
    "path", ["a\nb", "a.py\n", "a\0b", "\t", "a\x7fb", " a.py", "a.py ", "\u2028a", "a\x85", "\r", "\x1b[31m"]
)
@pytest.mark.parametrize("form", ["{}", "shop:{}", "{}#A", "{}@now", "shop:{}#A@now"])
def test_a_path_has_no_control_characters_and_no_spaces_around_it(path: str, form: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_address(form.format(path))
    assert (refused.value.message, refused.value.mend) == (f"{path!r} is not the path of a file", FORM)


@pytest.mark.parametrize(
    ("text", "is_diff"),
    [("a.py", False), ("a.py@now", False), ("a.py@git:v1..now", True), ("a.py#A@git:v1..git:v1", True)],
)
def test_an_address_of_two_states_is_a_difference(text: str, is_diff: bool) -> None:
    assert parse_address(text).is_diff is is_diff


def test_a_long_address_is_taken_as_it_stands() -> None:
    path, name = "a/" * 5_000 + "b.py", "A" * 10_000
    assert parse_address(f"{path}#{name}") == Address(path, (name,))


names = st.text(st.sampled_from("abcXYZ_09éß-"), min_size=1, max_size=6)
quoted = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=6)
selectors = st.builds(
    Selector,
    names.map(lambda name: f"{name}.{name}") | names | quoted,
    st.sampled_from([0, 1, 25, "*"]),
).map(str)
segments = st.text(st.sampled_from("abc.-_ é~+'\"&<"), min_size=1, max_size=6).map(str.strip)
paths = st.lists(segments.filter(lambda part: part not in ("", ".", "..")), min_size=1, max_size=4).map(
    "/".join
)
revisions = st.from_regex(r"[a-z][a-z0-9_+-]{0,8}(/[a-z0-9]{1,3})?(~[0-9]?|\^[0-9]?){0,2}", fullmatch=True)
states = st.one_of(
    st.just(NOW),
    revisions.map(lambda name: State("git", name)),
    st.dates().map(lambda day: State("day", day.isoformat())),
    st.builds(lambda guide, step: State("step", f"{guide}/{step:02}"), st.just("intro"), st.integers(0, 99)),
)
addresses = st.builds(
    Address,
    paths,
    st.lists(selectors, max_size=3, unique=True).map(tuple),
    st.lists(states, max_size=2).map(tuple),
    st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{1,6}", fullmatch=True) | st.just(""),
)
some = settings(max_examples=examples(300), derandomize=True, deadline=None)


@some
@given(addresses)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert parse_address(str(address)) == address


@some
@given(st.text(st.sampled_from("ab#@:.,/~^{}'[]*\\-0123456789 \n\0gitnowé\u202e"), max_size=24))
@example("a@git:b@now..now")
@example("aa:bb:cc")
def test_any_text_is_an_address_that_reads_back_or_is_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except Refused as refused:
        assert refused.message and refused.mend
        return
    assert parse_address(str(address)) == address
    assert not address.path.startswith(("/", "../")) and "\0" not in address.path
    assert all(
        not state.name.startswith(("-", ":", "@")) and ".." not in state.name for state in address.states
    )
