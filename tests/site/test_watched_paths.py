"""What of a project `serve` watches."""

from pathlib import Path

from chronicles.site.mkdocs.watched_paths import watched_paths


def test_code_is_watched_at_the_top_too_and_what_the_project_writes_is_not(tmp_path: Path) -> None:
    for name in "shop", "docs", "node_modules", ".git":
        (tmp_path / name).mkdir()
    for name in "app.py", "requirements.txt", "db.sqlite3", "debug.log", "mkdocs.yml", ".env":
        (tmp_path / name).write_text("", "utf-8")
    found = watched_paths(tmp_path, ("docs", "mkdocs.yml"))
    assert [path.name for path in found] == ["shop", "app.py", "requirements.txt"]


def test_a_project_that_is_not_there_has_nothing_to_watch(tmp_path: Path) -> None:
    assert watched_paths(tmp_path / "shop") == []
