"""What a publication changes, and in which order."""

from chronicles.publishing.release import Release, TargetState


def release(files: str, there: str = "", same: str = "", ours: str = "") -> Release:
    sets = (frozenset(names.split()) for names in (there, same, ours))
    return Release(frozenset(files.split()), TargetState(*sets))


def test_files_are_new_changed_or_gone() -> None:
    found = release("a b c", there="b c", same="c", ours="b c d")
    assert (found.new, found.changed, found.gone) == (["a"], ["b"], ["d"])
    assert not found.is_empty


def test_nothing_changes_where_all_is_the_same() -> None:
    assert release("a b", there="a b", same="a b", ours="a b").is_empty


def test_a_file_of_somebody_else_is_named_unless_it_is_the_same() -> None:
    assert release("a b", there="a b", same="b").foreign == ["a"]


def test_what_is_new_comes_first_and_pages_come_behind_what_they_show() -> None:
    found = release("new.html new.css old.html old.css", there="old.html old.css", ours="old.html old.css")
    assert [*found.groups()] == [["new.css"], ["new.html"], ["old.css"], ["old.html"]]
