"""What the page of an entry shows besides its text."""

import re
from collections.abc import Callable

import pytest

from tests.site.conftest import Journal
from tests.site.searched import indexed

OLD = """
    ---
    title: Old <ways> & "so"
    date: 2025-09-01
    tags: [django, rare]
    series: Beginnings
    ---
    # Old

    ## What I think

    - [x] ? What is a token: [answered](2025-09-05-new.md#learned)
    - [x] ? Where is it: [there](../../index.md)
    - [x] ? Who is `<it>`
    - [ ] ? Open one
    """
NEW = """
    ---
    title: New
    date: 2025-09-05
    tags: [django, rare]
    series: Beginnings
    state: students/01
    corrects: 2025-09-01-old.md#what-i-think
    problem: "TypeError: <lambda>() takes 0 & more"
    fix: Give it <one> argument.
    ---
    # New

    ## Learned

    Text.
    """
FILES = {
    "docs/journal/posts/2025-09-01-old.md": OLD,
    "docs/journal/posts/2025-09-05-new.md": NEW,
    "docs/journal/posts/2025-09-06-near.md": "---\ndate: 2025-09-06\ntags: [rare]\n---\n# Near\n",
    "docs/journal/questions.md": "# Questions\n\n<!-- questions -->\n",
    "docs/journal/posts/2025-09-07-far.md": "---\ndate: 2025-09-07\ntags: [django]\n---\n# Far\n",
    "docs/journal/posts/2025-09-08-alone.md": "---\ndate: 2025-09-08\nseries: One\npin: true\n---\n# One\n",
}
Make = Callable[..., Journal]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    from tests.site.conftest import FILES as BASIS

    config = BASIS["mkdocs.yml"].replace(
        "  font: false\n", "  font: false\n  features: [navigation.footer]\n"
    )
    made = Journal(tmp_path_factory.mktemp("entries")).write({**BASIS, "mkdocs.yml": config, **FILES})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def page(site: Journal, name: str) -> str:
    return " ".join(site.read(f"site/journal/{name}/index.html").split())


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_error_and_its_cure_stand_above_the_text_and_in_the_search(site: Journal) -> None:
    html = page(site, "2025-09-05-new")
    cure = html[html.index('<dl class="chronicles-cure">') : html.index("</dl>")]
    assert "<code>TypeError: &lt;lambda&gt;() takes 0 &amp; more</code>" in cure
    assert "<dd>Give it &lt;one&gt; argument.</dd>" in cure
    assert html.index("</h1>") < html.index(cure) < html.index('id="learned"')
    found = [one for one in indexed(site.root / "site") if one.location == "journal/2025-09-05-new/"]
    assert any("TypeError: <lambda>() takes 0 & more" in one.text for one in found)
    assert "<dl" not in page(site, "2025-09-01-old")


def test_old_entry_says_what_was_learned_since(site: Journal) -> None:
    html = page(site, "2025-09-01-old")
    link = '<a href="../2025-09-05-new/">New</a>'
    said = f'<p class="chronicles-correction">I learned otherwise on 5 September 2025: {link}</p>'
    assert re.search(rf'id="what-i-think">What I think.*?</h2> ?{re.escape(said)}', html)
    assert (
        'Corrects <a href="../2025-09-01-old/#what-i-think">Old &lt;ways&gt; &amp; &#34;so&#34;</a>'
        in page(site, "2025-09-05-new")
    )


@pytest.mark.parametrize(
    "target, said",
    [
        (
            "2025-09-01-odl.md",
            "names '2025-09-01-odl.md', which is no other entry\n    Did you mean '2025-09-01-old.md'?",
        ),
        ("2025-09-01-old.md#what", "names 'what', which is no heading of 2025-09-01-old.md"),
        ("2025-09-05-new.md", "names '2025-09-05-new.md', which is no other entry"),
    ],
)
def test_correction_that_leads_nowhere_is_a_problem(journal: Make, target: str, said: str) -> None:
    text = NEW.replace("2025-09-01-old.md#what-i-think", target)
    run = journal({**FILES, "docs/journal/posts/2025-09-05-new.md": text}).run("build")
    assert run.status == 1
    assert f"docs/journal/posts/2025-09-05-new.md:7: 'corrects' {said}" in run.err


def test_series_lists_its_parts_in_their_order(site: Journal) -> None:
    html = page(site, "2025-09-05-new")
    series = html[html.index('aria-labelledby="chronicles-series"') :].partition("</nav>")[0]
    series = html[html.index('aria-labelledby="chronicles-series"') :].partition("</nav>")[0]
    assert series.index("2025-09-01-old") < series.index('<span aria-current="page">New</span>')
    assert "chronicles-series" not in page(site, "2025-09-08-alone")


def test_related_entries_share_tags_the_rarest_first(site: Journal) -> None:
    html = page(site, "2025-09-05-new")
    near = html[html.index('aria-labelledby="chronicles-related"') :].partition("</nav>")[0]
    assert re.findall(r'href="\.\./([^"]+)/"', near) == ["2025-09-06-near", "2025-09-07-far"]
    assert "chronicles-related" not in page(site, "2025-09-08-alone")


def test_entry_that_answers_a_question_says_so(site: Journal) -> None:
    assert "Answers a question of Old" in text(page(site, "2025-09-05-new")).replace(" :", ":")
    assert "What is a token" in page(site, "2025-09-05-new")


def test_state_reading_time_and_neighbors_are_shown(site: Journal) -> None:
    html = page(site, "2025-09-05-new")
    assert "the project at students/01" in html and "1 min read" in html
    footer = html[html.index("chronicles-turn") :]
    assert "2025-09-01-old" in footer and "2025-09-06-near" in footer


def test_pinned_entry_comes_first(site: Journal) -> None:
    html = site.read("site/journal/index.html")
    assert html.index("2025-09-08-alone") < html.index("2025-09-07-far")


def test_page_that_asks_for_them_lists_the_questions_with_their_answers(site: Journal) -> None:
    html = page(site, "questions")
    listed = html[html.index('<ul class="chronicles-questions">') :].partition("</ul>")[0]
    assert text(listed) == (
        "Open one September 1, 2025 What is a token September 1, 2025 , answered on September 5, 2025 "
        "Where is it September 1, 2025 , answered in Home Who is &lt;it&gt; September 1, 2025 , answered"
    )
    assert 'href="../.."' in listed
    assert 'href="../2025-09-01-old/"' in listed and 'href="../2025-09-05-new/"' in listed
