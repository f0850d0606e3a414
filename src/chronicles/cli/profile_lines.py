"""What a build has cost, in lines for a person."""

from collections.abc import Iterator

from chronicles.problems import count, visible
from chronicles.site.build_profile import MEGABYTE, BuildProfile, PageCost, PeakMemory, PhaseCost

SLOWEST = 10
SHORTEST = 0.0005  # seconds: what is less is 0.000 in the table
NOTHING = "Nothing has changed since the build before, so no page was even looked at."


def profile_lines(profile: BuildProfile, pages: int, *, is_unchanged: bool) -> Iterator[str]:
    """Tell the phases, the slowest pages, the memory for so many `pages`, and what explains them."""
    yield "  seconds    work  phase"
    yield from map(_phase, filter(_is_shown, profile.phases))
    yield _total(profile)
    if is_unchanged:
        yield NOTHING
    if slowest := profile.slowest(SLOWEST):
        few = f"the {SLOWEST} slowest of " if len(profile.pages) > SLOWEST else ""
        yield f"Milliseconds for {few}{count(len(profile.pages), 'page')}:"
        yield "rendering  finishing  page"
        yield from map(_page, slowest)
    if profile.memory:
        yield _memory(profile.memory, pages)
    yield from profile.notes


def _is_shown(phase: PhaseCost) -> bool:
    return max(phase.seconds, phase.cpu) >= SHORTEST


def _phase(phase: PhaseCost) -> str:
    return f"{phase.seconds:9.3f}{phase.cpu:8.3f}  {visible(phase.name)}"


def _total(profile: BuildProfile) -> str:
    seconds, work = (sum(getattr(one, name) for one in profile.phases) for name in ("seconds", "cpu"))
    return f"{seconds:9.3f}{work:8.3f}  all of it"


def _page(page: PageCost) -> str:
    return f"{page.rendering * 1000:9.0f}{page.finishing * 1000:11.0f}  {visible(page.path)}"


def _memory(memory: PeakMemory, pages: int) -> str:
    said = f"Memory at most: {memory.own / MEGABYTE:.0f} MB"
    if memory.largest_helper:
        said += f", and {memory.largest_helper / MEGABYTE:.0f} MB in the largest process that it started"
    if not memory.before or not pages:
        return said
    more = (memory.own - memory.before) / MEGABYTE
    return f"{said}; {more:.0f} MB of it for the pages, {more / pages * 1000:.0f} MB for each 1,000"
