"""What `serve` does while somebody writes: builds, tells, and shows the last whole site."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chronicles.cli.serving_lines import round_line
from chronicles.disk.lock import locked
from chronicles.problems import Place, Problem
from chronicles.site.mkdocs.build import LOCK
from chronicles.site.mkdocs.config import opened
from chronicles.site.mkdocs.watched_paths import watched_roots
from chronicles.site.serving.build_rounds import BuildRound, BuildRounds, NewSite
from chronicles.site.serving.shown_site import ShownSite
from tests.waiting import LIMIT, wait_for

from .conftest import CONFIG, Journal
from .preview import previewed

Make = Callable[..., Journal]
QUICK = {"mkdocs.yml": CONFIG.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      live: false")}
NO_DATE = "---\ntitle: An entry\n---\n\nWords.\n"
GONE = Problem(Place("docs/a.md", 3), "gone", "Mend it.")


def test_a_page_hears_of_each_build_and_of_what_is_wrong_until_it_is_mended(journal: Make) -> None:
    site = journal(QUICK | {"docs/a.md": "# A\n\nOne.\n"})
    with previewed(site) as preview, preview.events() as events:
        first = next(events)
        assert (first["number"], first["problems"]) == (1, [])
        site.write({"docs/a.md": "# A\n\n[Two](gone.md).\n"})
        wrong = next(events)
        assert wrong["styles"] == first["styles"] and wrong["scripts"] == first["scripts"]
        [problem] = wrong["problems"]
        assert problem["place"] == "docs/a.md:3" and "'gone.md'" in problem["message"] and problem["mend"]
        # The page is shown all the same: that is where it is mended.
        assert "Two" in preview.get("a/")
        site.write({"docs/a.md": "# A\n\nThree.\n"})
        assert next(events)["problems"] == []
        assert "Three." in preview.get("a/")
        said = preview.lines("out", "docs/a.md: Mended. Built 4 pages (")
        assert said[1].startswith("Built 4 pages (")
        assert preview.said["err"].count("1 problem\n") == 1


def test_what_stops_a_build_leaves_the_last_whole_site(journal: Make) -> None:
    site = journal(QUICK)
    with previewed(site) as preview, preview.events() as events:
        next(events)
        site.write({"docs/journal/posts/a.md": NO_DATE, "docs/index.md": "# Home\n\nOther words.\n"})
        assert next(events)["problems"]
        assert "Welcome." in preview.get("")
        preview.lines("out", "The site is shown as it was before")
        site.write({"docs/journal/posts/a.md": NO_DATE.replace("title", "date: 2025-08-29\ntitle")})
        assert next(events)["problems"] == []
        assert "Other words." in preview.get("")


def test_a_first_build_that_stops_is_told_at_every_address_until_it_is_mended(journal: Make) -> None:
    site = journal(QUICK | {"docs/journal/posts/a.md": NO_DATE})
    with previewed(site) as preview, preview.events() as events:
        next(events)
        for path in "/", "/journal/", "/journal/anything/":
            status, page, _ = preview.ask(path)
            assert status == 503 and "docs/journal/posts/a.md" in page and "in the way of the site" in page
        preview.lines("out", "There is no site yet")
        site.write({"docs/journal/posts/a.md": NO_DATE.replace("title", "date: 2025-08-29\ntitle")})
        assert next(events)["problems"] == []
        assert preview.ask("/journal/")[0] == 200


def test_drafts_are_shown_on_demand_and_say_that_they_are(journal: Make) -> None:
    entry = "---\ndate: 2025-02-03\n{}: true\ntitle: {}\n---\n\nSecret words.\n"
    site = journal(
        QUICK
        | {
            "docs/journal/posts/draft.md": entry.format("draft", "A draft"),
            "docs/journal/posts/later.md": entry.format("scheduled", "An entry for later"),
            "docs/journal/posts/entry.md": "---\ndate: 2025-01-02\n---\n\n# An entry\n",
        }
    )
    with previewed(site) as preview:
        assert preview.ask("/journal/journal/draft/")[0] == 404
        assert "A draft" not in preview.get("journal/") and "An entry" in preview.get("journal/")
    with previewed(site, "--drafts") as preview:
        draft, later, other = (preview.get(f"journal/{name}/") for name in ("draft", "later", "entry"))
        assert 'Readers do not see this page while it says <code dir="ltr">draft: true</code>.' in draft
        assert "Readers do not see this page before 2025-02-03." in later
        assert "chronicles-draft" not in other
        assert "A draft" in preview.get("journal/") and "An entry for later" in preview.get("journal/")
    assert site.run("build").status == 0
    assert not [name for name in site.files() if "draft" in name or "later" in name]
    assert not [name for name, data in site.files().items() if b"chronicles-serve" in data]


def test_serve_tells_where_and_shows_a_change_and_nothing_from_outside(journal: Make) -> None:
    snippet = '```python {data-from="students/models.py#Course"}\n```\n'
    site = journal(QUICK | {"docs/index.md": f"# Home\n\n[gone](gone.md)\n\n{snippet}"})
    (site.root / "secret").write_text("a secret")
    with previewed(site) as preview:
        assert preview.said["out"][0] == f"Serving at {preview.address} (Ctrl-C ends it)\n"
        assert preview.address == f"{preview.origin}/journal/"
        # A dangling link is told, and the page is shown all the same: that is where it is mended.
        preview.until("", "max_length")
        assert any("'gone.md'" in line for line in preview.lines("err", "1 problem"))
        site.write({"demo_project/students/models.py": "class Course:\n    renamed = True\n"})
        preview.until("", "renamed")
        for path in ("/../secret", "/%2e%2e/secret", "/..%2fsecret", "//etc/passwd"):
            assert preview.ask(path)[0] == 404
        assert preview.ask("/journal/%00")[0] == 400
        status, said, _ = preview.ask("/journal/", Host="evil.example")
        assert (status, said) == (
            421,
            "This server is for this machine alone, and not for 'evil.example'.\n"
            f"The site is at {preview.address}\n",
        )
        # A slip in the settings is told, and the site stays until it is mended.
        settings = site.read("mkdocs.yml")
        for slip, told in (
            ("plugins: [\n", "mkdocs.yml:2: "),
            (settings.replace("zone: Africa/Lagos", "zone: Nowhere"), "mkdocs.yml:12: "),
            (settings.replace("site_name:", "nav: 5\nsite_name:"), "mkdocs.yml:1: 'nav': "),
        ):
            site.write({"mkdocs.yml": slip})
            preview.lines("err", told)
            assert "renamed" in preview.get("")
        preview.lines("out", "mkdocs.yml: The site is shown as it was before (")
        site.write({"mkdocs.yml": settings, "docs/index.md": "# Mended\n"})
        preview.until("", "Mended")


def test_what_is_served_is_what_is_built(journal: Make) -> None:
    site = journal(QUICK)
    assert site.run("build").status == 0
    with previewed(site) as preview:
        preview.get("")
        assert site.files(".chronicles/serve/site") == site.files("site")


def test_what_the_site_is_made_of_is_watched(journal: Make) -> None:
    config = QUICK["mkdocs.yml"].replace("  font: false\n", "  font: false\n  custom_dir: overrides\n")
    site = journal({"mkdocs.yml": f"hooks: [hook.py]\n{config}", "hook.py": "", "overrides/a.html": ""})
    with opened(site.root) as read:
        roots = watched_roots(read)
    shown = {path.relative_to(site.root).as_posix() for path in roots}
    assert {"docs", "mkdocs.yml", "proofs.lock", "overrides", "hook.py", "demo_project/students"} <= shown
    assert not shown & {".chronicles", "site", "."}


class Saves:
    """A watcher that tells of saves one after the other, each once `is_time` for it, by its place."""

    def __init__(self, *bursts: set[str], is_time: Callable[[int], bool] = lambda at: True) -> None:
        self.bursts, self.is_time = bursts, is_time

    def changes(self, wait: Callable[[float], bool]) -> Iterator[frozenset[Path]]:
        for at, burst in enumerate(self.bursts):
            wait_for(lambda at=at: self.is_time(at), f"it is time for {burst}")  # type: ignore[misc]
            yield frozenset(map(Path, burst))


class Pages:
    """Makes pages whose text is how often they were asked for."""

    def __init__(self) -> None:
        self.count = self.renewed = 0

    def pages(self, changed: frozenset[Path]) -> dict[str, bytes]:
        self.count += 1
        return {f"{path}.html": b"%d" % self.count for path in changed if path != Path("settings")}

    def renew(self) -> None:
        self.renewed += 1


def test_each_burst_of_saves_is_one_build_and_problems_are_told_until_mended() -> None:
    sites = iter(
        [
            NewSite(Path("a"), 3),
            NewSite(None, problems=(GONE,)),
            NewSite(None, problems=(GONE,)),
            NewSite(Path("b"), 4),
        ]
    )
    told: list[BuildRound] = []
    shown, folders = ShownSite(), []

    def tell(done: BuildRound) -> None:
        told.append(done)
        folders.append(shown.first().folder)

    rounds = BuildRounds(lambda changed: next(sites), shown, tell)
    saves = Saves({"a", "b"}, {"c"}, {"a"}, is_time=lambda at: len(told) > at)
    rounds.run(saves, threading.Event())
    assert [done.changed for done in told] == [(), (Path("a"), Path("b")), (Path("c"),), (Path("a"),)]
    assert folders == [Path("a"), Path("a"), Path("a"), Path("b")]
    assert [done.is_mended for done in told] == [False, False, False, True]
    assert [done.is_known for done in told] == [False, False, True, False]


def test_a_page_is_shown_at_once_also_during_a_build_and_the_build_of_it_has_the_last_word() -> None:
    shown, quick = ShownSite(), Pages()
    begun: list[set[str]] = []
    seen: list[tuple[set[str], set[str]]] = []

    def pages() -> set[str]:
        return set(shown.after(-1, 0).pages)

    def build(changed: frozenset[Path]) -> NewSite:
        """The second build ends when the next save is shown."""
        begun.append({str(path) for path in changed})
        if len(begun) == 2:
            wait_for(lambda: "b.html" in pages(), "the page is shown that was saved meanwhile")
        before = pages()
        seen.append((begun[-1], before))
        return NewSite(Path("site"), 1)

    behind = []

    def tell(done: BuildRound) -> None:
        assert shown.first().is_whole and quick.renewed == len(begun)
        behind.append(pages())

    when = [lambda: True, lambda: len(begun) == 2, lambda: len(behind) == 3]
    saves = Saves({"a"}, {"b"}, {"settings"}, is_time=lambda at: when[at]())
    BuildRounds(build, shown, tell, quick).run(saves, threading.Event())
    both = {"a.html", "b.html"}
    assert seen == [(set(), set()), ({"a"}, both), ({"b"}, {"b.html"}), ({"settings"}, set())]
    assert behind == [set(), {"b.html"}, set(), set()]


def test_what_is_wrong_with_a_watcher_is_told_where_the_builds_are() -> None:
    class Broken:
        def changes(self, wait: Callable[[float], bool]) -> Iterator[frozenset[Path]]:
            yield frozenset([Path("a")])
            raise OSError("gone")

    built: list[frozenset[Path]] = []

    def build(changed: frozenset[Path]) -> NewSite:
        built.append(changed)
        return NewSite(Path("site"), 1)

    with pytest.raises(OSError, match="gone"):
        BuildRounds(build, ShownSite(), lambda done: None).run(Broken(), threading.Event())
    assert built == [frozenset(), frozenset([Path("a")])]


def test_a_page_comes_before_the_build_of_it(journal: Make) -> None:
    site = journal(QUICK | {"docs/a.md": "# A\n\nOne.\n"})
    with previewed(site) as preview, preview.events() as events:
        assert next(events)["isWhole"]
        preview.get("a/")
        with locked(site.root / LOCK, lambda: None):  # no build goes on
            site.write({"docs/a.md": "# A\n\nTwo.\n"})
            quick = next(events)
            assert "Two." in preview.get("a/")
        whole = next(events)
        assert (quick["isWhole"], whole["isWhole"]) == (False, True)
        assert {name: quick[name] for name in ("styles", "problems")} == {
            name: whole[name] for name in ("styles", "problems")
        }
        assert "Two." in preview.get("a/")
        site.write({"docs/a.md": "---\ntitle: B\n---\n\n# A\n\nTwo.\n"})
        assert next(events)["isWhole"], "the front matter is of more than the page"


def test_a_line_says_what_changed_and_what_came_of_it() -> None:
    root = Path("/journal")
    first = BuildRound((), NewSite(Path("site"), 1, made=2, reused=1), 2.345)
    assert round_line(root, first) == "Built 1 page (2 made, 1 reused, 2.35 s)"
    many = tuple(root / f"docs/{name}.md" for name in "abcde")
    again = BuildRound(many, NewSite(Path("site"), 12), 0.2, (GONE,))
    names, built = round_line(root, again).split(": ")
    assert names == "docs/a.md, docs/b.md, docs/c.md and 2 more files"
    assert built == "Mended. Built 12 pages (0 made, 0 reused, 0.20 s)"
    stopped = BuildRound((Path("/shop/\x1b[2J.py"),), NewSite(None, problems=(GONE,)), 0.1)
    assert round_line(root, stopped) == "/shop/\u241b[2J.py: The site is shown as it was before (0.10 s)"


def test_nobody_waits_for_a_site_that_never_comes() -> None:
    shown = ShownSite()
    waiting = threading.Thread(target=shown.first)
    waiting.start()
    shown.end()
    waiting.join(LIMIT)
    assert not waiting.is_alive()
