"""`html: false`, on whole small sites: nothing that a page or a file holds runs in a reader's browser."""

from collections.abc import Callable
from html.parser import HTMLParser

from .conftest import CONFIG, Journal

WITHOUT = {"mkdocs.yml": CONFIG.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      html: false")}
EVIL = "<script>canary()</script>\n\n<div onclick=canary()>*b*</div>\n\n[a](javascript:canary())\n"
PAGES = {
    "docs/index.md": f"# Home\n\n{EVIL}\nPress <kbd>Enter</kbd>.\n\n<!-- questions -->\n",
    "docs/journal/posts/2025-09-01-a.md": (
        f"---\ndate: 2025-09-01\ntitle: A <script>canary()</script>\n---\n\n{EVIL}\n- [ ] ? Why <b>so</b>?\n"
    ),
    "docs/journal/log.md": f"# Log\n\n## 2025-09-02 A note\n\n{EVIL}",
}


class Running(HTMLParser):
    """What in a page could run our canary."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script" and ("type", "application/ld+json") not in attrs  # which is data
        self.found += [
            f"{tag} {key}" for key, value in attrs if "canary(" in (value or "") and key != "content"
        ]

    def handle_data(self, data: str) -> None:
        self.found += ["script"] if self._script and "canary" in data else []


def test_no_html_of_a_page_reaches_a_reader(journal: Callable[..., Journal]) -> None:
    made = journal(PAGES | WITHOUT)
    for command in ("check", "build"):
        run = made.run(command)
        assert (run.status, run.err) == (0, "")
    pages = {name: data.decode() for name, data in made.files().items() if name.endswith(".html")}
    assert {name: found for name, html in pages.items() if (found := Running(html).found)} == {}
    home = pages["index.html"]
    assert "&lt;script&gt;canary()&lt;/script&gt;" in home
    assert "Press <kbd>Enter</kbd>." in home
    assert "<li>Why &lt;b&gt;so&lt;/b&gt;? <span" in home


def test_with_html_it_does(journal: Callable[..., Journal]) -> None:
    made = journal({"docs/index.md": PAGES["docs/index.md"].replace("<!-- questions -->", "")})
    assert made.run("build").status == 0
    assert Running(made.files()["index.html"].decode()).found == ["script", "div onclick", "a href"]


FILES = {
    "docs/a.html": "<p>a</p>",
    "docs/a.js": "canary()",
    "docs/own.js": "1",
    "docs/good.svg": '<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style><a href="#b"/></svg>',
    "docs/script.svg": "<svg>\n<script>canary()</script></svg>",
    "docs/moving.svg": '<svg>\n\n<animate attributeName="href" values="#;java&#10;script:canary()"/></svg>',
}
FORBIDDEN = "could run in a reader's browser, which 'html: false' forbids"
SAID = f"""\
docs/a.html: this file {FORBIDDEN}
    Take it out, or name a script below extra_javascript in mkdocs.yml.
docs/a.js: this file {FORBIDDEN}
    Take it out, or name a script below extra_javascript in mkdocs.yml.
docs/moving.svg:3: 'values' in this drawing {FORBIDDEN}
    Save the drawing without it.
docs/script.svg:2: 'script' in this drawing {FORBIDDEN}
    Save the drawing without it.
"""


def test_files_that_could_run_are_problems(journal: Callable[..., Journal]) -> None:
    named = {"mkdocs.yml": WITHOUT["mkdocs.yml"] + "extra_javascript: [own.js]\n"}
    made = journal(FILES | named)
    for command in ("check", "build"):
        run = made.run(command)
        assert run.status == 1
        assert run.err.replace("ERROR   -  ", "").startswith(SAID)
    assert made.write({"mkdocs.yml": CONFIG}).run("check").status == 0


def test_check_does_not_say_that_readers_get_html(journal: Callable[..., Journal]) -> None:
    assert journal(WITHOUT).run("check", "--no-exec").out.splitlines()[-1] == (
        "nothing was run; what mkdocs.yml names runs on your machine in every command: "
        "see the manual, Security"
    )
