"""Lines that date what follows: a table of forms, and what is read of each."""

from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import DAYS
from tests.documents import Case, cases


def said(line: str) -> str:
    """What is read of a line, as the table has it."""
    stamp = read_stamp(line)
    if stamp is None:
        return "-"
    parts = [stamp.shape.name]
    if written := stamp.written:
        day = f"{written.day}/{written.month}" if written.is_pair else f"{written.day} {written.month}"
        parts.append(f"{day} {written.year or '?'}")
    parts += [DAYS[stamp.weekday]] if stamp.weekday is not None else []
    if clock := stamp.clock:
        zone = f" {clock.offset}" if clock.offset is not None else f" {clock.zone}" if clock.zone else ""
        parts.append(f"{clock.hour:02}:{clock.minute:02}{zone}")
    parts += [f"title {stamp.title}"] if stamp.title else []
    remarks = [*(written.remarks if written else ()), stamp.doubt]
    return "; ".join([*parts, *filter(None, remarks)])


@cases("importing/stamps.md")
def test_a_stamp_is_read_as_far_as_it_says(case: Case) -> None:
    assert said(case.input.removesuffix("\n")) == case.expected.removesuffix("\n"), case.place
