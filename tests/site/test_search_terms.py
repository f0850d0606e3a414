"""What a text is found by: the same in Python, which makes the index, and in the browser (tests/scripts)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.site.search.search_files import PageTerms, page_terms, search_files
from chronicles.site.search.search_terms import BUCKETS, LONGEST, bucket, folded, names, terms
from chronicles.site.search.searched_page import MOST, WEIGHTS, SearchedPage, SearchedSection, weights

TABLE = Path(__file__).parents[1] / "tables" / "search_terms.json"


def all_terms(text: str) -> list[str]:
    return [term for name in names(folded(text)) for term, _ in terms(name)]


@pytest.mark.parametrize(("text", "expected"), json.loads(TABLE.read_text("utf-8")))
def test_a_text_has_these_terms(text: str, expected: list[str]) -> None:
    assert all_terms(text) == expected


@given(st.text())
def test_terms_of_any_text_are_short_and_have_a_bucket(text: str) -> None:
    for term in all_terms(text):
        assert 0 < len(term) <= LONGEST
        assert 0 <= bucket(term) < BUCKETS


def page(*sections: tuple[str, str, str], **more: object) -> SearchedPage:
    made = [SearchedSection.of_html(*section) for section in sections]
    return SearchedPage("a/", "A page", ["Guide", "5. Models"], made, **more)  # type: ignore[arg-type]


def test_names_weigh_more_where_they_are_defined_explained_or_in_a_heading() -> None:
    filling = " word" * 40
    code = "<pre><code>class Student(Model):\n    name = Other()\n</code></pre>"
    found = weights(
        page(
            ("", "A page", f"<p>Said{filling}</p>"),
            ("head", "About Heading", f"<p>Explained{filling}</p>{code}"),
        )
    )
    by_term = {term: numbers[-1] % WEIGHTS for term, numbers in found.items()}
    assert by_term["student"] > by_term["explained"] > by_term["other"]
    assert by_term["heading"] > by_term["explained"]
    assert {number // WEIGHTS for number in found["models"]} == {0}  # where the page stands
    assert "guide" not in found


@pytest.mark.parametrize(("boost", "weight"), [(0.01, 1), (100, MOST)])
def test_a_boost_keeps_weights_within_their_bounds(boost: float, weight: int) -> None:
    found = weights(page(("", "A page", "<p>Words</p>"), boost=boost))
    assert set(found["words"]) == {weight}


def test_tags_and_the_items_of_lists_are_words_of_their_own() -> None:
    html = "<p>One</p><p>Two</p><ul><li>Three</li></ul>"
    found = weights(page(("", "A page", html), tags=("for-beginners",)))
    assert {"one", "two", "three", "beginners"} <= found.keys()


def test_what_a_page_gives_is_kept_as_bytes() -> None:
    made = page_terms(page(("", "T", "<p>Ünïcode \ud800 models.CASCADE</p>")))
    assert PageTerms.read(made.kept()) == made


def test_files_name_each_other_and_hold_every_term_and_text() -> None:
    files = search_files([page_terms(page(("", f"P {at}", f"<p>word{at} common</p>"))) for at in range(40)])
    contents = json.loads(files["search/index.json"])
    assert contents["pages"] == 40
    named = {f"search/{kind}-{name}.json" for kind in ("terms", "texts") for name in contents[kind]}
    assert named == files.keys() - {"search/index.json"}
    for at in range(40):
        terms_of = contents["terms"][bucket("common") % len(contents["terms"])]
        texts_of = contents["texts"][at % len(contents["texts"])]
        assert "common" in dict(json.loads(files[f"search/terms-{terms_of}.json"]))[at]
        assert dict(json.loads(files[f"search/texts-{texts_of}.json"]))[at][3][0][2] == f"word{at} common"


def test_large_sites_have_more_files_of_about_the_same_size() -> None:
    long = [" ".join(f"w{at}x{word}" for word in range(900)) for at in range(60)]
    files = search_files([page_terms(page(("", "P", f"<p>{text}</p>"))) for text in long])
    sizes = [len(data) for name, data in files.items() if "/texts-" in name]
    assert len(sizes) in (16, 32, 64)
    assert max(sizes) < 40_000


def test_the_same_pages_give_the_same_bytes_and_an_edit_changes_few_files() -> None:
    text = " ".join(f"{chr(97 + number % 26)}{number}" for number in range(400))
    made = [page_terms(page(("", f"P{at}", f"<p>{text}</p>"))) for at in range(40)]
    before = search_files(made)
    assert search_files(made) == before
    made[7] = page_terms(page(("", "P7", "<p>other</p>")))
    after = search_files(made)
    changed = after.keys() - before.keys()
    assert 0 < len(changed) < len(after)
    assert len([name for name in changed if "texts" in name]) == 1
