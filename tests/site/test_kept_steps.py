"""A server makes the steps of guides once, and anew where a patch is another one."""

from collections.abc import Callable
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.site.features.kept_steps import KeptSteps, SiteSteps
from chronicles.site.mkdocs.config import load as settings_of
from chronicles.site.render.highlights import Highlights
from chronicles.workspace.workspace import load

from .conftest import Journal
from .guided import guided

PATCH = "docs/steps/polls/02-clean.patch"


def steps_of(journal: Journal, kept: KeptSteps) -> SiteSteps:
    store = Store(journal.root / ".chronicles/highlights")
    return kept.of(load(settings_of(journal.root)), "docs", Highlights(store))


def test_steps_are_made_anew_where_a_patch_is_another_one(
    journal: Callable[..., Journal], tmp_path: Path
) -> None:
    site, kept = journal(guided(tmp_path / "story")), KeptSteps()
    first = steps_of(site, kept)
    site.write({"docs/index.md": "# Other words\n"})
    assert steps_of(site, kept) is first and not first.problems and first.zips
    patch = (site.root / PATCH).read_bytes()
    site.write({PATCH: patch.replace(b"latin.txt", b"latins.txt")})
    wrong = steps_of(site, kept)
    assert wrong.problems and wrong == steps_of(site, KeptSteps())
    site.write({PATCH: patch})
    assert steps_of(site, kept) == first


def test_steps_are_made_anew_where_a_guide_is_another_one(
    journal: Callable[..., Journal], tmp_path: Path
) -> None:
    site, kept = journal(guided(tmp_path / "story")), KeptSteps()
    first = steps_of(site, kept)
    (site.root / PATCH).with_suffix(".md").unlink()
    (site.root / PATCH).unlink()
    now = steps_of(site, kept)
    assert now != first and now == steps_of(site, KeptSteps())
