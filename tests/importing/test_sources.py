"""Folders, archives, pictures and repositories as they come; an import that is taken back."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from chronicles.cli.import_sources import read_commit_log
from chronicles.importing import plan as plans
from chronicles.importing.archives import ArchiveRoom, members
from chronicles.importing.note_files import NoteFile, NoteFiles, is_skipped, sorted_out
from chronicles.importing.plan import Action, Known, Placement, plan
from chronicles.importing.sanitizer import Cleaner
from chronicles.pages.markdown.dialect import Dialect
from chronicles.problems import Refused
from tests.importing.pictures import SECRET, jpeg, png
from tests.importing.shapes import one
from tests.journals import Story
from tests.site.conftest import Journal

POSTS, PICTURES = "docs/journal/posts", "docs/journal/pictures"
Make = Callable[..., Journal]
VAULT: dict[str, str | bytes] = {
    "vault/.obsidian/app.json": "{}",
    "vault/node_modules/a/README.md": "# 2024-01-01\n\nNobody's.\n",
    "vault/2024-03-05.md": "I saw [[2024-03-06|tomorrow]] and ![[board.png]] and [[Nothing]].\n",
    "vault/days/2024-03-06.md": "Learned urls. See [yesterday](../2024-03-05.md), ![b](../img/board.png).\n",
    "vault/img/board.png": png(),
    "vault/img/other.jpg": jpeg(),
    "vault/program.bin": b"\0\1",
}

# Google Keep's, as Takeout has it.
THROWN_AWAY = {"textContent": "Secret.", "isTrashed": True, "userEditedTimestampUsec": 1709647200000000}


def packed(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def below(journal: Journal, folder: str) -> list[str]:
    """The files of the journal below a folder, by their paths."""
    return sorted(kept(journal, folder))


def kept(journal: Journal, folder: str) -> dict[str, bytes]:
    paths = (path for path in (journal.root / folder).rglob("*") if path.is_file())
    return {path.relative_to(journal.root).as_posix(): path.read_bytes() for path in paths}


def names(journal: Journal) -> list[str]:
    return [name.rpartition("/")[2] for name in below(journal, POSTS)]


def written(story: Story, time: str) -> None:
    """Commit all that there is, as somebody wrote it at a time."""
    story.git("add", "--all")
    story.git("commit", "--quiet", "--message=More", f"--date={time}")


def test_a_vault_comes_with_its_links_and_its_pictures(journal: Make) -> None:
    made = journal(VAULT)
    run = made.run("import", "vault")
    assert (run.status, run.err) == (0, "")
    first, second = (made.read(f"{POSTS}/{day}.md") for day in ("2024-03-05", "2024-03-06"))
    [picture] = below(made, PICTURES)
    name = picture.rpartition("/")[2]
    assert (
        "\nI saw [tomorrow](2024-03-06.md) and " + f"![board.png](../pictures/{name}) and Nothing.\n" in first
    )
    assert f"\nLearned urls. See [yesterday](2024-03-05.md), ![b](../pictures/{name}).\n" in second
    assert (made.root / picture).read_bytes() == png(notes=False)
    assert SECRET not in (made.root / picture).read_bytes()
    assert "file: days/2024-03-06.md" in second
    assert run.out.splitlines()[:3] == [
        "2 entries in 2 files, 2024-03-05 to 2024-03-06",
        "  2 new",
        "  1 picture came along",
    ]
    before = kept(made, "docs")
    again = made.run("import", "vault")
    assert again.out.splitlines() == [
        "2 entries in 2 files, 2024-03-05 to 2024-03-06",
        "  2 unchanged",
        "0 entries written, 2 left as they are",
    ]
    assert kept(made, "docs") == before
    built = made.run("build")
    assert (built.status, built.err) == (0, "")


def test_the_journal_itself_is_no_vault(journal: Make) -> None:
    made = journal(
        {"notes/2024-03-05.md": "One.\n", f"{POSTS}/2024-01-01.md": "---\ndate: 2024-01-01\n---\n\nMine.\n"}
    )
    for _ in range(2):
        made.run("import", ".")
        assert names(made) == ["2024-01-01.md", "2024-03-05.md"]
    made.run("build")
    made.run("import", ".")
    assert names(made) == ["2024-01-01.md", "2024-03-05.md"]


def test_what_of_a_vault_no_entry_has_is_told(journal: Make) -> None:
    run = journal(VAULT).run("import", "--verbose", "vault")
    assert (
        "left out: a picture that nothing shows\n    img/other.jpg\n  left out: no text\n    program.bin\n"
        in run.out
    )


def twins(text: str = "Twice.") -> dict[str, str | bytes]:
    """A log that says the same twice on one day, as one does that was put together by hand."""
    return {"log.md": f"# 2024-03-05 09:00\n\n{text}\n\n# 2024-03-05 09:00\n\n{text}\n"}


def test_of_two_entries_of_the_same_words_the_deleted_one_comes_back_whole(journal: Make) -> None:
    made = journal(twins())
    made.run("import", "log.md")
    first, second = below(made, POSTS)
    before = kept(made, POSTS)
    (made.root / second).unlink()
    assert made.run("import", "log.md").out.splitlines()[-1] == "1 entry written, 1 left as it is"
    assert kept(made, POSTS) == before
    made.write({first: made.read(first).replace("Twice.", "Once.")})
    assert made.run("import", "--force", "log.md").status == 0
    assert kept(made, POSTS) == before


@pytest.mark.parametrize("others", [{}, {"notes/2024-03-06.md": "Read.\n"}])
def test_what_is_private_is_told_by_dry_runs_and_by_the_import_after_them(
    journal: Make, others: dict[str, str | bytes]
) -> None:
    made = journal({"notes/gone.json": json.dumps(THROWN_AWAY), **others})
    dry = made.run("import", "--dry-run", "notes").out
    assert "Stays private" in dry
    assert made.run("import", "--dry-run", "notes").out == dry
    assert "Stays private" in made.run("import", "notes").out
    assert "Stays private" not in made.run("import", "notes").out
    assert "Secret." not in str(kept(made, POSTS))


def test_a_picture_that_an_entry_shows_is_not_told_to_be_unused_when_a_note_comes_later(
    journal: Make,
) -> None:
    made = journal(VAULT)
    made.run("import", "vault")
    made.write({"vault/days/2024-03-07.md": "Read.\n"})
    run = made.run("import", "vault")
    assert "2 times: a picture" not in run.out
    assert "  a picture that nothing shows (img/other.jpg)\n" in run.out


def test_an_export_of_archives_in_an_archive_is_read(journal: Make) -> None:
    inner = packed(
        {"Notes/2024-03-05.md": "One.\n\n![a](a.png)\n", "Notes/a.png": png(), "../2024-03-07.md": "Three.\n"}
    )
    made = journal({"export.zip": packed({"Export-1.zip": inner, "2024-03-06.md": "Two.\n"})})
    run = made.run("import", "export.zip")
    assert (run.status, run.err) == (0, "")
    assert names(made) == [
        "2024-03-05.md",
        "2024-03-06.md",
        "2024-03-07.md",
    ]
    assert len(below(made, PICTURES)) == 1


def test_all_archives_of_an_import_share_one_room() -> None:
    data = packed({f"{number}.md": "text" * 10 for number in range(3)})
    room = ArchiveRoom(files=5, bytes=1_000)
    assert len(members(data, room)) == 3
    assert (room.files, room.bytes) == (2, 880)
    with pytest.raises(Refused, match="the archive is too large"):
        members(data, room)


def test_a_picture_beside_a_file_comes_along_and_none_from_elsewhere(journal: Make) -> None:
    made = journal(
        {
            "notes/log.md": "# 2024-03-05\n\n![a](images/a.png) ![b](../b.png)\n",
            "notes/images/a.png": png(),
            "b.png": png(),
        }
    )
    assert made.run("import", "notes/log.md").status == 0
    entry = made.read(f"{POSTS}/2024-03-05.md")
    assert "![a](../pictures/a-" in entry and "![b]\\(../b.png)" in entry
    assert len(below(made, PICTURES)) == 1


def test_a_picture_that_cannot_be_cleaned_stays_and_is_named(journal: Make) -> None:
    made = journal({"n/2024-03-05.md": "![a](a.svg)\n", "n/a.svg": "<svg onload='x()'/>"})
    run = made.run("import", "--verbose", "n")
    assert below(made, PICTURES) == []
    assert "left out: the picture a.svg: it is no picture whose place and camera can be taken out" in run.out
    assert "![a]\\(a.svg)" in made.read(f"{POSTS}/2024-03-05.md")


def test_two_files_of_one_name_and_day_are_told_apart_by_their_titles(journal: Make) -> None:
    post = "---\ntitle: {}\ndate: 2024-03-05\n---\n\n{}\n"
    made = journal(
        {"x/index.md": post.format("Alpha", "Alpha text."), "y/index.md": post.format("Beta", "Beta text.")}
    )
    made.run("import", "x/index.md", "y/index.md")
    made.write({"y/index.md": post.format("Beta", "Beta text.\n\nMore beta.")})
    run = made.run("import", "y/index.md")
    assert (run.status, "1 entry written" in run.out) == (0, True)
    assert "Alpha text." in made.read(f"{POSTS}/2024-03-05-alpha.md")
    assert "More beta." in made.read(f"{POSTS}/2024-03-05-beta.md")
    assert "More beta." not in made.read(f"{POSTS}/2024-03-05-alpha.md")


def test_notes_without_a_date_get_that_of_their_first_commit(journal: Make) -> None:
    made = journal({"til/git/rebase.md": "# Rebase\n\nIt moves commits.\n", "til/2024-01-02.md": "Dated.\n"})
    story = Story(made.root)
    written(story, "2024-03-05 22:30:00 -0500")
    (made.root / "til/git/rebase.md").rename(made.root / "til/git/rebasing.md")
    written(story, "2024-04-01 10:00:00 +0000")
    run = made.run("import", "--verbose", "--dates", "git", "til")
    assert (run.status, run.err) == (0, "")
    assert names(made) == [
        "2024-01-02.md",
        "2024-03-05-rebase.md",
    ]
    assert "the date 5 March 2024 is that of the first commit of the file" in run.out


def test_commits_become_an_entry_a_day(journal: Make) -> None:
    made = journal({"a.txt": "one"})
    story = Story(made.root)
    commit = ("commit", "--quiet", "--allow-empty")
    story.git(*commit, "--message=Add a", "--message=Because of b.", "--date=2024-03-05 22:30:00 -0500")
    story.git(*commit, "--message=Change a", "--date=2024-03-06 09:00:00 +0000")
    run = made.run("import", "--commits", ".")
    assert (run.status, run.err) == (0, "")
    assert [name[:10] for name in names(made)] == ["2024-03-05", "2024-03-06"]
    assert "**Add a**\n\nBecause of b." in made.read(below(made, POSTS)[0])


def test_commits_of_no_repository_are_told(journal: Make) -> None:
    run = journal({"x/a.txt": "one"}).run("import", "--commits", "x")
    assert (run.status, run.err) == (
        1,
        "x: it has no commits\n    Name the folder of a git repository.\n1 problem\n",
    )


def test_a_log_of_commits_has_a_heading_a_day() -> None:
    said = "2024-03-05\0One\n\nWhy.\n\0\0\n2024-03-05\0Two\n\0\0\n2024-03-06\0Three\n\0\0\n"
    assert (
        read_commit_log(said) == "# 2024-03-05\n\n**One**\n\nWhy.\n\n**Two**\n\n# 2024-03-06\n\n**Three**\n\n"
    )
    assert read_commit_log("") == ""


def test_an_import_is_taken_back_and_nothing_that_was_edited_since(journal: Make) -> None:
    made = journal({**VAULT, "log.txt": "2024-03-07\n\nOne.\n"})
    made.run("import", "log.txt")
    before = kept(made, "docs")
    made.write({"log.txt": "2024-03-07\n\nOne.\n\nTwo.\n\n2024-03-08\n\nThree.\n"})
    made.run("import", "log.txt", "vault")
    edited = f"{POSTS}/2024-03-08.md"
    made.write({edited: made.read(edited).replace("Three.", "Four.")})
    run = made.run("import", "--undo")
    assert (run.status, run.err.splitlines()) == (
        1,
        [
            f"{edited}: it was changed since the import, so it stays as it is",
            "    Delete it if you want it gone.",
            "1 problem",
        ],
    )
    assert run.out.splitlines()[-1] == "4 files of the last import taken back"
    assert "Four." in made.read(edited)
    assert {name: data for name, data in kept(made, "docs").items() if name != edited} == before
    again = made.run("import", "--undo")
    assert (again.status, again.err.splitlines()[0]) == (
        1,
        "import --undo: no import is known that could be taken back",
    )


def test_an_import_is_told_to_other_programs(journal: Make) -> None:
    made = journal({"log.txt": "2024-03-05\n\nOne.\n", "idea.md": "No day.\n"})
    run = made.run("import", "--json", "log.txt", "idea.md")
    said = json.loads(run.out)
    assert said["version"] == 1
    assert said["entries"] == [
        {"path": f"{POSTS}/2024-03-05.md", "action": "new", "title": "5 March 2024", "date": "2024-03-05",
         "file": "log.txt", "line": 1, "draft": False, "because": ""}
    ]  # fmt: skip
    assert [problem["file"] for problem in said["problems"]] == ["idea.md"]
    assert run.status == 1


def test_what_waits_was_decided_and_looks_odd_is_on_one_screen(journal: Make) -> None:
    days = "".join(
        f"## {day}\n\nText of {day}.\n\n"
        for day in ("2019-01-01", "2019-02-01", "2024-03-05", "2024-01-01", "2024-04-01")
    )
    run = journal({"log.md": days, "idea.md": "No day.\n"}).run("import", "--dry-run", "log.md", "idea.md")
    assert run.out == (
        "5 entries in 2 files, 2019-01-01 to 2024-04-01\n"
        "  5 new\n"
        "Has no date, and waits\n"
        "  idea.md: 1 line\n"
        "Looks odd\n"
        "  nothing for 4 years and 11 months between 1 February 2019 and 1 January 2024\n"
        "  log.md, line 13: 1 January 2024 goes back from 5 March 2024 above it\n"
        "5 entries would be written, 0 left as they are\n"
    )


NOTES = (
    "days/2024-03-05.md",
    "days/2024.md",
    "2024-03-05.md",
    "old/days/2024.md",
    "x/v1.2 of it.md",
    "x/b.png",
)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("2024-03-05", "2024-03-05.md"),
        ("days/2024-03-05", "days/2024-03-05.md"),
        ("Days/2024-03-05.md", "days/2024-03-05.md"),
        ("days/2024", "days/2024.md"),
        ("old/days/2024", "old/days/2024.md"),
        ("v1.2 of it", "x/v1.2 of it.md"),
        ("x/v1.2 of it", "x/v1.2 of it.md"),
        ("b.png", "x/b.png"),
        ("moved/b.png", "x/b.png"),
        ("days/20", None),
        ("b.jpg", None),
        ("/", None),
    ],
)
def test_a_note_is_found_by_its_name_and_by_as_much_of_its_path_as_is_said(
    name: str, path: str | None
) -> None:
    files = tuple(NoteFile("vault", one, bytes) for one in NOTES)
    found = NoteFiles(files).called(files[0], name)
    assert (found and found.path) == path


def test_a_broken_archive_in_a_folder_is_told_and_stops_nothing_else(journal: Make) -> None:
    broken = packed({"2024-03-06.md": "Two.\n"})[:-30]
    made = journal(
        {"n/a.zip": broken, "n/2024-03-05.md": "One.\n", "n/b.zip": packed({"2024-03-07.md": "T.\n"})}
    )
    run = made.run("import", "n")
    assert (run.status, names(made)) == (1, ["2024-03-05.md", "2024-03-07.md"])
    assert run.err.splitlines() == [
        "n/a.zip: the archive cannot be read: File is not a zip file",
        "    Unpack it, and import the files.",
        "1 problem",
    ]
    run = made.run("import", "n/a.zip")
    assert (run.status, run.err.splitlines()[0]) == (
        1,
        "n/a.zip: the archive cannot be read: File is not a zip file",
    )


@pytest.mark.parametrize(
    ("files", "words", "said"),
    [
        ({"n/a.bin": b"\0"}, ("n",), "n: no notes are in it"),
        ({"n/b/.hidden.md": "x"}, ("n",), "n: no notes are in it"),
        ({"n.zip": packed({"a.bin": b"\0"})}, ("n.zip",), "n.zip: no notes are in it"),
        ({}, ("--commits", "nowhere"), "nowhere: it is no folder"),
        ({"a.txt": "x"}, ("--commits", "a.txt"), "a.txt: it is no folder"),
    ],
)
def test_what_holds_nothing_to_import_is_told(
    journal: Make, files: dict[str, str | bytes], words: tuple[str, ...], said: str
) -> None:
    run = journal(files).run("import", *words)
    assert (run.status, run.err.splitlines()[0], run.err.splitlines()[-1]) == (1, said, "1 problem")


@pytest.mark.parametrize("words", [["log.txt"], ["--dry-run"], ["--force", "log.txt"], ["--year", "2024"]])
def test_to_take_back_stands_alone(journal: Make, words: list[str]) -> None:
    made = journal({"log.txt": "2024-03-05\n\nOne.\n"})
    made.run("import", "log.txt")
    run = made.run("import", "--undo", *words)
    assert run.status == 2
    assert "--undo takes back the last import, whatever it was: give nothing else." in run.err
    assert names(made) == ["2024-03-05.md"]


def test_a_history_that_cannot_be_read_is_told_once_a_folder(journal: Make) -> None:
    made = journal({"til/a.md": "# A\n\nA.\n", "til/b.md": "# B\n\nB.\n", "til/2024-03-05.md": "One.\n"})
    story = Story(made.root)
    written(story, "2024-03-05 22:30:00 -0500")
    (made.root / ".git/HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (made.root / ".git/config").write_text("[core\n", "utf-8")
    run = made.run("import", "--dates", "git", "til")
    told = [line for line in run.err.splitlines() if line.startswith("til: ")]
    assert (run.status, len(told), names(made)) == (1, 1, ["2024-03-05.md"])


def test_no_address_of_a_helper_gets_out_of_a_commit(journal: Make) -> None:
    made = journal({"a.txt": "one"})
    message = "Add a\n\nCo-authored-by: Ada Obi <ada@example.org>"
    Story(made.root).git(
        "commit", "--quiet", "--allow-empty", "-m", message, "--date=2024-03-05 22:30:00 -0500"
    )
    made.run("import", "--commits", ".")
    [path] = below(made, POSTS)
    assert "Co-authored-by: Ada Obi\n" in made.read(path)


@pytest.mark.parametrize(
    ("text", "end", "entry"),
    [
        ("One.\n\nTwo.\n", "1 entry written, 0 left as they are", "Two."),
        ("Else.\n", "0 entries written, 1 left as it is", "One."),
        ("# A title\n\nOne.\n", "1 entry written, 0 left as they are", "title: A title"),
    ],
)
def test_a_note_that_its_name_dates_goes_on_in_its_entry(
    journal: Make, text: str, end: str, entry: str
) -> None:
    made = journal({"n/2024-03-05.md": "One.\n", "n/x/2024-03-05.md": "Other.\n"})
    made.run("import", "n/2024-03-05.md")
    made.write({"n/2024-03-05.md": text})
    run = made.run("import", "n/2024-03-05.md")
    assert (run.out.splitlines()[-1], names(made)) == (end, ["2024-03-05.md"])
    assert entry in made.read(f"{POSTS}/2024-03-05.md")
    made.run("import", "n")
    assert names(made) == ["2024-03-05-2.md", "2024-03-05.md"]


def test_nothing_is_rendered_where_nothing_is_new(journal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = journal({"log.md": "# 2024-03-05\n\nOne.\n"})
    made.run("import", "log.md")
    text = made.read(f"{POSTS}/2024-03-05.md")
    draft = one("# 2024-03-05\n\nOne.\n").items[0].draft
    entry = Known("a.md", text, "log.md", draft.stamp, draft.source, when=str(draft.when))
    monkeypatch.setattr(plans, "compose", None)
    [step] = plan([Placement(draft, "a.md", entry)], [()], {})
    assert (step.action, step.before, step.after) == (Action.SAME, text, text)
    cleaner = Cleaner(Dialect())
    assert not {"_finder", "_markdown"} & vars(cleaner).keys()


def test_a_picture_of_an_entry_that_is_left_alone_does_not_come_along(journal: Make) -> None:
    made = journal({"log.md": "# 2024-03-05\n\nOne.\n", "b.png": png()})
    made.run("import", "log.md")
    [path] = below(made, POSTS)
    made.write(
        {path: made.read(path).replace("One.", "Mine."), "log.md": "# 2024-03-05\n\nTwo.\n\n![b](b.png)\n"}
    )
    run = made.run("import", "log.md")
    assert ("left alone" in run.out, below(made, PICTURES)) == (True, [])


def test_a_journal_that_begins_with_all_notes_of_its_folder_takes_no_page_for_one(journal: Make) -> None:
    made = journal({"notes/2024-03-05.md": "One.\n", "site/2024-03-06.html": "<p>Two.</p>\n"})
    made.run("init", ".", "--yes", "--project", "none", "--import", ".")
    assert [name for name in names(made) if "begins" not in name] == ["2024-03-05.md"]


@pytest.mark.parametrize(
    ("path", "skipped"),
    [
        ("a/b.md", False),
        (".obsidian/x.json", True),
        ("logseq/bak/x.md", True),
        ("a/.hidden.md", True),
        ("__MACOSX/a.md", True),
    ],
)
def test_what_is_nobodys_notes_is_skipped(path: str, skipped: bool) -> None:
    assert is_skipped(path) is skipped


def test_a_file_of_an_archive_with_any_ending_is_read_when_it_was_named_itself() -> None:
    texts, others = sorted_out([NoteFile("", "backup.old", lambda: packed({"a.md": "x", "b.exe": "y"}))])
    assert ([file.name for file in texts], [file.name for file in others]) == (
        ["backup.old/a.md"],
        ["backup.old/b.exe"],
    )


SUBSTACK: dict[str, str | bytes] = {
    "export/posts.csv": (
        "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle\n"
        '1234567.learned-models,2024-03-05T08:00:00Z,true,,newsletter,everyone,"Models, learned",In short\n'
        "1234568.secret,2024-03-06T08:00:00.000Z,true,,newsletter,only_paid,For some,Secret words\n"
    ),
    "export/posts/1234567.learned-models.html": "<p>Learned <em>models</em>.</p>\n",
    "export/posts/1234568.secret.html": "<p>Hidden text.</p>\n",
}


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_page_of_substack_has_the_day_and_the_state_of_its_table(journal: Make, is_packed: bool) -> None:
    inside = {name.removeprefix("export/"): text for name, text in SUBSTACK.items()}
    made = journal({"export.zip": packed(inside)} if is_packed else SUBSTACK)
    run = made.run("import", "export.zip" if is_packed else "export")
    assert run.status == 0
    [(name, text)] = kept(made, POSTS).items()
    assert name.endswith("/2024-03-05-models-learned.md")
    assert b"description: In short" in text and b"Learned *models*." in text and b"draft" not in text
    assert "'For some' is left out: its state is 'only_paid'" in run.out + run.err
    assert "Hidden" not in run.out + run.err


def test_a_page_is_read_again_when_its_table_says_something_else(journal: Make) -> None:
    made = journal(SUBSTACK)
    made.run("import", "export")
    made.write({"export/posts.csv": str(SUBSTACK["export/posts.csv"]).replace("only_paid", "everyone")})
    made.run("import", "export")
    assert names(made) == ["2024-03-05-models-learned.md", "2024-03-06-for-some.md"]


BEAR = '{{"version": 2, "net.shinyfrog.bear": {{"creationDate": "2024-03-05T20:00:00Z", {}}}}}'


@pytest.mark.parametrize(
    ("said", "count", "is_draft", "told"),
    [
        ('"trashed": 0, "archived": 0', 1, False, ""),
        ('"trashed": 0, "archived": 1', 1, True, "its state is 'archived'"),
        ('"trashed": 1, "archived": 0', 0, False, "is left out: its state is 'trashed'"),
        ('"trashed": 0, "archived": [', 0, False, "info.json: it is no JSON: line 1 cannot be read"),
        (
            '"trashed": 0, "archived": ' + "[" * 9000 + "]" * 9000,
            0,
            False,
            "info.json: its JSON is nested too deeply",
        ),
        ('"pinned": 1', 1, True, "its state is 'not said in this file, but in info.json'"),
    ],
)
def test_a_note_of_a_bundle_has_the_day_and_the_state_that_its_application_says(
    journal: Make, said: str, count: int, is_draft: bool, told: str
) -> None:
    bundle = {"info.json": BEAR.format(said), "text.md": "# Models\n\nLearned.\n"}
    files: dict[str, str | bytes] = {f"Models.textbundle/{name}": text for name, text in bundle.items()}
    made = journal({"notes.zip": packed(files)})
    run = made.run("import", "notes.zip")
    posts = kept(made, POSTS)
    assert [name.rpartition("/")[2] for name in posts] == ["2024-03-05-models.md"] * count
    assert [b"draft: true" in text for text in posts.values()] == [is_draft] * count
    assert told in run.out + run.err


def joplin(number: int, kind: int, head: str = "", **fields: str) -> dict[str, str | bytes]:
    """An item of Joplin's raw export, whose id is one digit again and again."""
    said = {"id": str(number) * 32, "created_time": f"2024-03-0{number}T10:00:00.000Z", **fields}
    end = "\n".join(f"{key}: {value}" for key, value in {**said, "type_": str(kind)}.items())
    return {f"joplin/{str(number) * 32}.md": f"{head}\n\n{end}" if head else end}


BINNED = {"deleted_time": "1709632800000"}
JOPLIN: dict[str, str | bytes] = {
    **joplin(
        1,
        1,
        f"First\n\nSee [other](:/{'5' * 32}) ![pic](:/{'6' * 32}).\n\n<img src=':/{'6' * 32}' alt='again'>",
        parent_id="8" * 32,
    ),
    **joplin(2, 5, "python"),
    **joplin(3, 6, note_id="1" * 32, tag_id="2" * 32),
    **joplin(4, 2, "Diary"),
    **joplin(5, 1, f"Second\n\nMore, not [this](:/{'9' * 32}).", parent_id="4" * 32),
    **joplin(6, 4, "pic.png", mime="image/png", file_extension="png"),
    **joplin(8, 2, "Learning", parent_id="4" * 32),
    "joplin/resources/" + "6" * 32 + ".png": png(),
}
GONE: dict[str, str | bytes] = {
    **joplin(7, 1, f"Gone\n\nSecret ![s](:/{'a' * 32})", parent_id="0" * 32, **BINNED),
    **joplin(9, 6, note_id="7" * 32, tag_id="c" * 32),
    "joplin/" + "a" * 32 + ".md": f"hush.png\n\nid: {'a' * 32}\nfile_extension: png\ntype_: 4",
    "joplin/" + "c" * 32 + ".md": f"therapy\n\nid: {'c' * 32}\ntype_: 5",
    "joplin/" + "0" * 32 + ".md": f"Doctor\n\nid: {'0' * 32}\ntype_: 2",
    "joplin/resources/" + "a" * 32 + ".png": png(),
}


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_note_of_joplin_has_what_its_other_items_say(journal: Make, is_packed: bool) -> None:
    inside = {name.removeprefix("joplin/"): text for name, text in JOPLIN.items()}
    made = journal({"joplin.zip": packed(inside)} if is_packed else JOPLIN)
    run = made.run("import", "joplin.zip" if is_packed else "joplin")
    assert (run.status, run.err) == (0, "")
    assert names(made) == ["2024-03-01-first.md", "2024-03-05-second.md"]
    [picture] = below(made, PICTURES)
    shown = f"../pictures/{picture.rpartition('/')[2]}"
    text = made.read(f"{POSTS}/2024-03-01-first.md")
    assert f"See [other](2024-03-05-second.md) ![pic]({shown}).\n\n![again]({shown})\n" in text
    assert "tags:\n- python\ncategories:\n- Diary\n- Learning\n" in text
    assert "no note" not in run.out
    before = kept(made, "docs")
    again = made.run("import", "joplin.zip" if is_packed else "joplin")
    assert again.out.splitlines()[1:] == ["  2 unchanged", "0 entries written, 2 left as they are"]
    assert kept(made, "docs") == before


def test_a_note_of_joplin_is_read_again_when_it_has_another_tag(journal: Make) -> None:
    made = journal(JOPLIN)
    made.run("import", "joplin")
    made.write({**joplin(2, 5, "django")})
    assert "  1 unchanged\n  1 grown\n" in made.run("import", "joplin").out
    assert "tags:\n- django\n" in made.read(f"{POSTS}/2024-03-01-first.md")


@pytest.mark.parametrize("words", [(), ("--verbose",), ("--json",)])
def test_nothing_that_only_a_thrown_away_note_of_joplin_has_gets_out(
    journal: Make, words: tuple[str, ...]
) -> None:
    made = journal({**JOPLIN, **GONE})
    run = made.run("import", *words, "joplin")
    assert (run.status, names(made)) == (0, ["2024-03-01-first.md", "2024-03-05-second.md"])
    said = run.out + str(kept(made, POSTS))
    assert not [word for word in ("Secret", "hush", "therapy", "Doctor") if word in said]
    assert len(below(made, PICTURES)) == 1
    assert "a tag of Joplin's that only private notes have" in run.out


def test_what_of_joplin_no_note_has_is_told_once(journal: Make) -> None:
    less = {name: text for name, text in JOPLIN.items() if "1" * 32 not in name and "3" * 32 not in name}
    run = journal(less).run("import", "--verbose", "joplin")
    for said in ("a tag of Joplin's, no note: 'python'", "an attachment of Joplin's, no note: 'pic.png'"):
        assert run.out.count(said) == 1
    assert "a picture that nothing shows" not in run.out
    assert "no note: 'Diary'" not in run.out


NUMBER = "0123456789abcdef0123456789abcdef"
FOLDER = f"n/Journal {NUMBER}"
TABLE = (
    '\ufeffName,Date,Tags,Author\nFirst day,"March 5, 2024","python, django",\n'
    'Second day,"March 6, 2024",sql,Ada\nNo page,"March 7, 2024","a\nb",Ada\n'
)
NOTION: dict[str, str | bytes] = {
    f"{FOLDER}/First day aaaa{NUMBER[4:]}.md": (
        "# First day\n\nDate: March 5, 2024 10:00 AM\nTags: python, django\nAuthor: \n\nI learned: models.\n"
    ),
    f"{FOLDER}/Second day bbbb{NUMBER[4:]}.md": "# Second day\n\nRead: sql.\n",
    f"{FOLDER}_all.csv": TABLE,
    f"{FOLDER}.csv": 'Name,Tags\nSecond day,sql\nNo page,"a\nb"\nOnly here,x\n',
}


@pytest.mark.parametrize("folder", [f"Journal {NUMBER}/", "Journal/"])
def test_a_page_of_notion_has_its_properties_and_what_its_table_says(journal: Make, folder: str) -> None:
    made = journal({name.replace(f"Journal {NUMBER}/", folder): text for name, text in NOTION.items()})
    run = made.run("import", "--verbose", "n")
    assert (run.status, run.err) == (0, "")
    assert names(made) == ["2024-03-05-first-day.md", "2024-03-06-second-day.md"]
    first, second = (made.read(name) for name in below(made, POSTS))
    assert "date: 2024-03-05 10:00:00\ntags:\n- python\n- django\n" in first
    assert first.endswith("---\n\nI learned: models.\n")
    assert "date: 2024-03-06\ntags:\n- sql\n" in second and second.endswith("---\n\nRead: sql.\n")
    assert "no key of an entry\n    Author: Ada\n" in run.out
    told = "a row of a table of Notion's without a page of its own: {}\n    line{} "
    assert run.out.count("own: 'No page'") == run.out.count("own: 'Only here'") == 1
    assert (
        told.format("'No page'", "s 4-5") + " Name: No page, Date: March 7, 2024, Tags: a b, Author: Ada"
        in run.out
    )
    before = kept(made, "docs")
    assert "0 entries written, 2 left as they are" in made.run("import", "n").out
    assert kept(made, "docs") == before


def test_two_pages_of_notion_with_one_title_have_the_columns_of_their_table(journal: Make) -> None:
    page = "# Standup\n\nWho: Ada\nStatus: Private\n\n2024-03-0{0}\n\nText {0}.\n"
    table = "Name,Who,Status\nStandup,Ada,Private\nStandup,Bob,Private\n"
    numbers = [f"{digit}" * 32 for digit in "12"]
    pages = {f"{FOLDER}/Standup {number}.md": page.format(at) for at, number in enumerate(numbers, 5)}
    made = journal({**pages, f"{FOLDER}.csv": table})
    made.run("import", FOLDER.partition("/")[0])
    texts = [text.decode() for text in kept(made, POSTS).values()]
    assert len(texts) == 2 and all("draft: true" in text and "Ada" not in text for text in texts)


def test_a_page_of_notion_is_read_again_when_its_table_says_something_else(journal: Make) -> None:
    made = journal(NOTION)
    made.run("import", "n")
    made.write({f"{FOLDER}_all.csv": TABLE.replace(",sql,", ",orm,")})
    assert "  1 unchanged\n  1 grown\n" in made.run("import", "n").out
    assert "tags:\n- orm\n" in made.read(below(made, POSTS)[1])


@pytest.mark.parametrize("words", [(), ("--verbose",), ("--json",)])
def test_a_row_that_is_private_is_told_by_its_name_alone(journal: Make, words: tuple[str, ...]) -> None:
    table = "Name,Private,Secret\nSecond day,Yes,hush\nNo page,Yes,hush\n"
    made = journal(
        {**NOTION, f"{FOLDER}.csv": "", f"{FOLDER}_all.csv": table.replace("Second day,Yes,hush", "x,,")}
    )
    run = made.run("import", *words, "n")
    assert "'No page'" in run.out and "hush" not in run.out
    made.write(
        {
            f"{FOLDER}_all.csv": table.replace("Private,", "Day,Private,").replace(
                ",Yes", ',"March 6, 2024",Yes'
            )
        }
    )
    made.run("import", "n")
    assert "draft: true" in made.read(f"{POSTS}/2024-03-06-second-day.md")


META = ".. title: First, indeed\n.. slug: first\n.. date: 2024-03-05 10:00:00 UTC\n.. tags: python, the ORM\n"
YAML_META = "---\ntitle: First, indeed\ndate: 2024-03-05 10:00:00 UTC\ntags: [python, the ORM]\n---\n"
BOOK = json.dumps(
    {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "# 2020-01-02\n\nThe *text*."}]}
)


@pytest.mark.parametrize(
    ("ending", "post", "text", "meta"),
    [
        ("md", "Text.\n", "Text.\n", YAML_META),
        ("md", "The *text*.\n\n# 2020-01-02\n\nOf it.\n", "The *text*.\n\n# 2020-01-02\n\nOf it.\n", META),
        ("txt", "The text.\n", "The text.\n", META),
        ("rst", "The *text*.\n\nMore::\n\n    code\n", "The *text*.\n\nMore:\n\n```\ncode\n```\n", META),
        ("html", "<p>The <em>text</em>.</p>\n", "The *text*.\n", META),
        ("ipynb", BOOK, "# 2020-01-02\n\nThe *text*.\n", META),
    ],
)
def test_a_post_of_nikola_has_the_head_that_is_beside_it(
    journal: Make, ending: str, post: str, text: str, meta: str
) -> None:
    made = journal({f"posts/first.{ending}": post, "posts/first.meta": meta})
    run = made.run("import", "--verbose", "posts")
    assert (run.status, run.err, names(made)) == (0, "", ["2024-03-05-first-indeed.md"])
    assert "no text" not in run.out
    [entry] = (made.read(name) for name in below(made, POSTS))
    assert "date: 2024-03-05 11:00:00\ntags:\n- python\n- the ORM\n" in entry
    assert entry.endswith(f"---\n\n{text}")
    before = kept(made, "docs")
    for words in (["posts"], [f"posts/first.{ending}"], [f"posts/first.{ending}", "posts/first.meta"]):
        again = made.run("import", *words)
        assert (again.status, again.out.splitlines()[-1]) == (0, "0 entries written, 1 left as it is")
    assert kept(made, "docs") == before
    made.write({"posts/first.meta": meta.replace("python", "sql")})
    made.run("import", "posts")
    assert b"- sql\n" in b"".join(kept(made, POSTS).values())


@pytest.mark.parametrize(
    ("post", "said"),
    [("Text.\n", "status: private"), ("---\ntitle: Own\ndraft: false\n---\n\nText.\n", "status: private")],
)
def test_a_post_of_nikola_that_its_head_keeps_private_is_a_draft(journal: Make, post: str, said: str) -> None:
    made = journal({"posts/first.md": post, "posts/first.meta": f"{META}.. status: private\n"})
    run = made.run("import", "posts/first.md")
    assert f"it is a draft: {said}" in run.out
    assert "draft: true" in made.read(below(made, POSTS)[0])


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("first.meta", f"{META}.. og-image: x.png\n# a remark\n.. status: private\n", "status: private"),
        ("first.meta", f"{META}.. status:private\n", "status: private"),
        ("first.META", f"{META}.. status: private\n", "status: private"),
        ("first.meta", "\n---\nstatus: private\n---\n", "status: private"),
        ("first.meta", "---\nstatus: private\n", "the head beside it cannot be read"),
    ],
)
def test_a_head_with_lines_that_nobody_knows_keeps_a_post_private(
    journal: Make, name: str, head: str, said: str
) -> None:
    made = journal({"posts/2024-03-05-first.md": "Text.\n", f"posts/2024-03-05-{name}": head})
    run = made.run("import", "posts")
    assert f"it is a draft: {said}" in run.out
    assert "draft: true" in made.read(below(made, POSTS)[0])


def test_a_head_that_has_no_post_or_is_none_is_told(journal: Make) -> None:
    made = journal(
        {"a/first.meta": META, "b/2024-03-05.md": "Text.\n", "b/2024-03-05.meta": "fileFormatVersion: 2\n"}
    )
    run = made.run("import", "a/first.meta")
    assert (run.status, run.err.splitlines()[0]) == (
        1,
        "a/first.meta: it is the head of a post of Nikola's, whose text is in another file",
    )
    assert "left out: no text\n    2024-03-05.meta\n" in made.run("import", "--verbose", "b").out
    assert names(made) == ["2024-03-05.md"]


ONE, TWO = "65e6f0aa-1111-4222-8333-444455556666", "65e6f0aa-1111-4222-8333-44445555777{}"
LOGSEQ: dict[str, str | bytes] = {
    "v/journals/2024_03_05.md": (
        f"- I learned [[models]], **see** [it](https://example.org)\n  id:: {ONE}\n  collapsed:: true\n"
        "\t- inner\n"
        f"- ## A title\n  id:: {TWO.format(0)}\n- id:: {TWO.format(1)}\n  Below %% hush %% it\n- other\n"
    ),
    "v/journals/2024_03_06.md": (
        f"- yesterday: (({ONE})) and [more]((({TWO.format(0)})))\n- {{{{embed (({TWO.format(1)}))}}}}\n"
        f"- nothing: (({TWO.format(9)}))\n- `(({ONE}))`\n"
    ),
    "v/pages/gone.md": f"---\ndate: 2024-03-07\ndraft: true\n---\n\n- a secret\n  id:: {TWO.format(2)}\n",
    "v/journals/2024_03_08.md": f"- of it: (({TWO.format(2)}))\n",
}


def test_a_reference_to_a_block_is_its_text_and_leads_to_its_entry(journal: Make) -> None:
    made = journal(LOGSEQ)
    run = made.run("import", "--verbose", "v")
    assert (run.status, run.err) == (0, "")
    read = {name: made.read(f"{POSTS}/{name}").partition("---\n\n")[2] for name in names(made)}
    assert read["2024-03-05.md"] == (
        "- I learned models, **see** [it](https://example.org)\n    collapsed:: true\n    - inner\n"
        "- ## A title\n- Below  it\n- other\n"
    )
    assert (
        "- yesterday: [I learned models, see it](2024-03-05.md) and [more](2024-03-05.md)\n"
        in (read["2024-03-06.md"])
    )
    assert "> [Below it](2024-03-05.md)\n" in read["2024-03-06.md"]
    assert f"- nothing: (({TWO.format(9)}))\n- `(({ONE}))`\n" in read["2024-03-06.md"]
    assert read["2024-03-08.md"] == f"- of it: (({TWO.format(2)}))\n"
    told = "decided: a reference to a block that no entry shows\n    (({}))\n"
    assert told.format(TWO.format(9)) in run.out and told.format(TWO.format(2)) in run.out
    assert "secret" not in run.out
    before = kept(made, "docs")
    assert "0 entries written, 4 left as they are" in made.run("import", "v").out
    assert kept(made, "docs") == before
    built = made.run("build")
    assert (built.status, built.err) == (0, "")


def test_an_entry_that_shows_a_block_differs_when_that_reads_otherwise(journal: Make) -> None:
    made = journal(LOGSEQ)
    made.run("import", "v")
    text = str(LOGSEQ["v/journals/2024_03_05.md"])
    made.write({"v/journals/2024_03_05.md": text.replace("I learned", "I read of")})
    run = made.run("import", "--force", "v")
    assert "  2 differs\n" in run.out
    assert "[I read of models, see it](2024-03-05.md)" in made.read(f"{POSTS}/2024-03-06.md")
