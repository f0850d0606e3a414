"""The policy of a page: what it lets through, what it refuses, and what is told of that."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from re import DOTALL, findall

import material
import pytest
from playwright.sync_api import Browser

from chronicles.problems import Refused
from chronicles.site.render.content_policy import ContentPolicy
from chronicles.workspace.policy_settings import PolicySettings, read
from tests.browsers import becomes, hosted

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
PLAIN = (
    "default-src 'self'; base-uri 'self'; form-action 'self'; img-src 'self' data:; object-src 'none'; "
    "script-src 'self'; style-src 'self'"
)
ONE = "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"  # of "1"
TWO = "'sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU='"  # of "2"


def by(html: str, written: str = "", **sources: list[str]) -> dict[str, str]:
    """The directives of a page that are other than those of a page without anything, by their names."""
    said = {name.replace("_", "-"): some for name, some in sources.items()}
    usual = PLAIN.split("; ")
    found = ContentPolicy(said).of(html, written).split("; ")
    return dict(one.split(" ", 1) for one in found if one not in usual)


# What templates, plugins and settings put into a page.
CHOSEN = {
    "nothing": ("<p>a</p>", {}),
    "a script": ("<script>1</script>", {"script-src": f"'self' {ONE}"}),
    "a module": ('<script type="module">1</script>', {"script-src": f"'self' {ONE}"}),
    "data": ('<script type="application/ld+json">1</script>', {}),
    "formulas": ('<script type="math/tex; mode=display">1</script>', {}),
    "a script of this site": ('<script src="../a.js"></script>', {}),
    "a script of another": (
        "<script async src=https://a.example/b.js?c></script>",
        {"script-src": "'self' https://a.example"},
    ),
    "a style": ("<style>1</style>", {"style-src": f"'self' {ONE}"}),
    "the style of an element": (
        '<p style="1"></p><p class="a" style=\'2\'>',
        {"style-src": f"'self' 'sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU=' {ONE} 'unsafe-hashes'"},
    ),
    "its character references": (
        '<p style="&#49;">',
        {"style-src": f"'self' {ONE} 'unsafe-hashes'"},
    ),
    "a handler": ('<p onclick="1">', {"script-src": f"'self' {ONE} 'unsafe-hashes'"}),
    "a style sheet of another site, which has its fonts": (
        '<link rel="stylesheet" href="//a.example/b.css">',
        {"style-src": "'self' a.example", "font-src": "'self' a.example"},
    ),
    "Google's fonts": (
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=A">',
        {
            "style-src": "'self' https://fonts.googleapis.com",
            "font-src": "'self' https://fonts.googleapis.com https://fonts.gstatic.com",
        },
    ),
    "a link that loads nothing": ('<link rel="canonical" href="https://a.example/">', {}),
    "an import of styles": (
        '<style>@import url("https://a.example/b.css")</style>',
        {
            "style-src": "'self' 'sha256-HKmOVs3ce2NXroRvfEmvWp7/yuUAX5/eQIJN7iUg65w=' https://a.example",
            "font-src": "'self' https://a.example",
        },
    ),
    "a demo": ('<live-demo src="a">', {"script-src": "'self' 'wasm-unsafe-eval'"}),
    "comments": (
        '<div class="chronicles-comments">',
        {
            "script-src": "'self' https://giscus.app",
            "style-src": "'self' https://giscus.app",
            "frame-src": "'self' https://giscus.app",
        },
    ),
    "diagrams of Mermaid, whose styles have no hash": (
        '<style>1</style><p style="1"><pre class="mermaid">',
        {"style-src": "'self' 'unsafe-inline'"},
    ),
}
# What somebody wrote into a page.
WRITTEN = {
    "a script": ("<script>1</script>", {}),
    "a script of another site": ('<script src="https://a.example/b.js"></script>', {}),
    "a handler": ('<p onclick="1">', {}),
    "the style of an element": ('<p style="1">', {"style-src": f"'self' {ONE} 'unsafe-hashes'"}),
    "a picture": (
        '<img alt="" src="https://a.example:81/b.png" srcset="c.png 1x, http://d.example/e.png 2x">',
        {"img-src": "'self' data: http://d.example https://a.example:81"},
    ),
    "a film": (
        '<video poster="//a.example/b.png"><source src="https://c.example/d.mp4"></video>',
        {"img-src": "'self' data: a.example", "media-src": "'self' https://c.example"},
    ),
    "sounds of its own": ('<audio src="data:audio/wav;base64,">', {"media-src": "'self' data:"}),
    "a frame": (
        '<iframe src="https://www.youtube-nocookie.com/embed/a">',
        {"frame-src": "'self' https://www.youtube-nocookie.com"},
    ),
    "a drawing of this site": ('<object data="a.svg">', {"object-src": "'self'"}),
    "a form": ('<form action="https://a.example/b">', {"form-action": "'self' https://a.example"}),
    "a picture behind a style": (
        '<p style="background: url(https://a.example/b)">',
        {
            "style-src": "'self' 'sha256-NPskKg+q2Usn+pBo4zqUl9RUI0x0CboBieC32idU1wQ=' 'unsafe-hashes'",
            "img-src": "'self' data: https://a.example",
            "font-src": "'self' https://a.example",
        },
    ),
    "a host that is none": ('<img src="https://a b;script-src */">', {}),
    "a host in other letters": (
        '<img src="https://bücher.example/a">',
        {"img-src": "'self' data: https://xn--bcher-kva.example"},
    ),
    "code": ("<code>&lt;script&gt;1&lt;/script&gt;</code>", {}),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_what_the_owner_of_a_site_chose_is_let_through(name: str) -> None:
    html, expected = CHOSEN[name]
    assert by(html) == expected


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_into_a_page_shows_and_does_not_run(name: str) -> None:
    html, expected = WRITTEN[name]
    assert by(f"<body>{html}</body>", f"<p>a</p>{html}") == expected


def test_a_script_of_the_template_is_not_that_of_a_page_with_the_same_beginning() -> None:
    assert by("<script>1</script><script>2</script>", "<script>2</script>") == {"script-src": f"'self' {ONE}"}


def test_settings_add_sources_and_can_take_them_all() -> None:
    sources = {
        "script_src": ["https://a.example", TWO],
        "connect_src": ["'none'"],
        "object_src": ["https://b.example"],
    }
    assert by("<script>1</script>", **sources) == {
        "script-src": f"'self' {TWO} {ONE} https://a.example",
        "connect-src": "'none'",
        "object-src": "https://b.example",
    }
    assert by("<script>1</script>", script_src=["'unsafe-inline'"]) == {
        "script-src": "'self' 'unsafe-inline'"
    }


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<html><head><meta charset="utf-8"><script>', '<html><head><meta charset="utf-8">{}<script>'),
        ("<html><HEAD lang=a><title>", "<html><HEAD lang=a>{}<title>"),
        ("<p>A piece of a page.", "<p>A piece of a page."),
    ],
)
def test_it_stands_before_all_that_it_is_about(html: str, found: str) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{PLAIN}">'
    assert ContentPolicy().put_into(html) == found.format(meta)


def said(value: object) -> tuple[PolicySettings, list[tuple[str, str, tuple[str, ...]]]]:
    problems = []

    def wrong(refused: Refused, keys: tuple[str, ...]) -> None:
        problems.append((refused.message, refused.mend, keys))

    return read(value, wrong), problems


SETTINGS = {
    "nothing": (None, PolicySettings()),
    "off": (False, PolicySettings(is_on=False, is_said=True)),
    "as it is": (True, PolicySettings(is_said=True)),
    "a host": (
        {"script-src": "https://a.example"},
        PolicySettings(sources={"script-src": ("https://a.example",)}, is_said=True),
    ),
    "several": (
        {"img-src": ["*.a.example:*", "https:", "'self'"], "style-src": f"{ONE} 'unsafe-hashes'"},
        PolicySettings(
            sources={"img-src": ("*.a.example:*", "https:", "'self'"), "style-src": (ONE, "'unsafe-hashes'")},
            is_said=True,
        ),
    ),
}
WRONG = {
    "a word": (
        "strict",
        (
            "'strict' is no policy",
            "Write 'policy: false' for none, or below it such as 'script-src: https://example.org'.",
            (),
        ),
    ),
    "an unknown directive": (
        {"scripts-src": "a.example"},
        ("'scripts-src' is nothing that a policy names", "Did you mean 'script-src'?", ("scripts-src",)),
    ),
    "a number": (
        {"img-src": 7},
        (
            "7 is no source of a policy",
            "Write a host such as https://example.org, or a word of the policy such as \"'self'\".",
            ("img-src",),
        ),
    ),
    "a list with a switch": (
        {"img-src": ["a.example", True]},
        (
            "True is no source of a policy",
            "Write a host such as https://example.org, or a word of the policy such as \"'self'\".",
            ("img-src",),
        ),
    ),
    "nothing": (
        {"img-src": None},
        (
            "None is no source of a policy",
            "Write a host such as https://example.org, or a word of the policy such as \"'self'\".",
            ("img-src",),
        ),
    ),
    "a second directive": (
        {"img-src": ["a.example; script-src *"]},
        (
            "'a.example; script-src *' is no source of a policy",
            "Write a host such as https://example.org, or a word of the policy such as \"'self'\".",
            ("img-src",),
        ),
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(name: str) -> None:
    value, expected = SETTINGS[name]
    assert said(value) == (expected, [])


@pytest.mark.parametrize("name", WRONG)
def test_wrong_settings_are_told(name: str) -> None:
    value, expected = WRONG[name]
    assert said(value)[1] == [expected]


# Of Material's templates, those with a script in them: what is none of ours is asked for by a setting, and
# gets its hash. Where this fails, a new Material has another one: look whether it needs a file of ours.
INLINE = {
    "partials/integrations/analytics.html": "21de7a2f",
    "partials/integrations/analytics/google.html": "ccfcd6c1",
    "partials/javascripts/announce.html": "efae5dbe",
    "partials/javascripts/base.html": "eacdf910",
    "partials/javascripts/consent.html": "47113d0d",
    "partials/javascripts/content.html": "eec8c873",
    "partials/javascripts/outdated.html": "3d4a5bc5",
    "partials/javascripts/palette.html": "79541906",
    "redirect.html": "71dec870",
}


def test_material_has_no_other_scripts_in_its_templates() -> None:
    top = Path(material.__path__[0], "templates")
    found = {}
    for path in sorted(top.rglob("*.html")):
        if ".icons" not in path.parts and (
            scripts := findall(
                r"<script(?![^>]* (?:src|type)=)[^>]*>.*?</script>", path.read_text("utf-8"), DOTALL
            )
        ):
            found[path.relative_to(top).as_posix()] = sha256("".join(scripts).encode()).hexdigest()[:8]
    assert found == INLINE


HOSTILE = """\
# Home

<script>canary = 1</script>

<p onclick="canary = 2">Press me</p>

`<script>code</script>` and [a](javascript:canary=3) and

<p>more</p>

    <script>indented code</script>

```html
<script>fenced code</script>
```

<script type="module" src="https://a.example/b.js"></script>
<script type="application/json">{}</script>
<script src="own.js"></script>
<p style="color: rgb(1, 2, 3)" id="styled">A</p>
<!-- <script>comment</script> -->
"""
TOLD = """\
docs/index.md:3: this script stands in the page, which the policy of pages refuses. Move it into a file
below the pages, and name that with 'src'; or see 'policy:' in the manual.
docs/index.md:5: 'onclick' runs a script, which the policy of pages refuses. Move it into a file below
the pages, and name that with 'src'; or see 'policy:' in the manual.
docs/index.md:7: this address runs a script, which the policy of pages refuses. Move it into a file below
the pages, and name that with 'src'; or see 'policy:' in the manual.
docs/index.md:17: this script comes from https://a.example, which the policy of pages refuses. Write
'script-src: https://a.example' below 'policy:' in mkdocs.yml.
"""
FILES = {
    "mkdocs.yml": CONFIG.replace("    unrecognized_links: warn\n", ""),
    "docs/index.md": HOSTILE,
    "docs/own.js": "own = true;",
}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_what_does_not_run_is_told_with_its_line_and_each_time(journal: Make) -> None:
    made = journal(FILES)
    for _ in range(2):
        run = made.run("build")
        assert (run.status, flat(run.err)) == (0, flat(TOLD))


def test_what_the_settings_allow_is_not_told(journal: Make) -> None:
    more = "      zone: Africa/Lagos\n      policy:\n        script-src: https://a.example\n"
    made = journal({**FILES, "mkdocs.yml": FILES["mkdocs.yml"].replace("      zone: Africa/Lagos\n", more)})
    run = made.run("build")
    assert (run.status, flat(run.err)) == (0, flat(TOLD[: TOLD.index("docs/index.md:17")]))
    home = made.files()["index.html"].decode()
    assert "script-src &#x27;self&#x27; https://a.example;" in home.replace("'", "&#x27;")


def test_without_a_policy_nothing_is_told_and_nothing_is_there(journal: Make) -> None:
    off = FILES["mkdocs.yml"].replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      policy: false")
    made = journal({**FILES, "mkdocs.yml": off})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    assert b"Content-Security-Policy" not in made.files()["index.html"]


ELSEWHERE = """\
mkdocs.yml:{line}: the policy of pages lets the script of https://a.example run, and nothing that this
loads from others. Name what it needs below 'policy:', or write 'policy: true' if that is nothing.
"""


def test_a_script_of_the_settings_runs_and_its_wants_are_asked_for(journal: Make) -> None:
    config = CONFIG + "extra_javascript:\n  - https://a.example/b.js\n"
    made = journal({"mkdocs.yml": config})
    run = made.run("build")
    line = config.lstrip("\n").split("\n").index("extra_javascript:") + 1
    assert (run.status, flat(run.err)) == (0, flat(ELSEWHERE.format(line=line)))
    assert "script-src 'self' https://a.example;" in made.files()["index.html"].decode()


@pytest.mark.browser
def test_a_browser_runs_no_script_of_a_page_and_shows_its_styles(journal: Make, browser: Browser) -> None:
    made = journal(FILES)
    assert made.run("build").status == 0
    page = browser.new_page()
    page.route("https://a.example/**", lambda route: route.fulfill(body="canary = 4"))
    page.add_init_script("addEventListener('securitypolicyviolation', (one) => (refused ??= []).push(one))")
    page.add_init_script("globalThis.refused = []; globalThis.canary = 0; globalThis.own = false")
    with hosted(made.root / "site") as base:
        page.goto(base)
        page.get_by_text("Press me").click()
        page.get_by_role("link", name="a", exact=True).click()
        becomes(page, "() => refused.length === 4")
        found = page.evaluate("refused.map((one) => one.effectiveDirective).sort()")
        assert found == ["script-src-attr", "script-src-elem", "script-src-elem", "script-src-elem"]
        assert page.evaluate("[canary, own]") == [0, True]
        assert page.locator("#styled").evaluate("(one) => getComputedStyle(one).color") == "rgb(1, 2, 3)"
    page.context.close()
