"""The folders of one site serve the next, and nothing but folders."""

from pathlib import Path

from chronicles.disk.folder_trees import delete_empty_folders, delete_files, put_away, take_back


def tree(root: Path, *files: str) -> Path:
    """A folder with these files, each of which holds its name; names that end in a slash are folders."""
    root.mkdir(exist_ok=True)
    for name in files:
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(name, "utf-8")
    return root


def below(root: Path) -> list[str]:
    """What there is below a folder, folders with a slash."""
    return sorted(
        f"{path.relative_to(root).as_posix()}{'/' * (path.is_dir() and not path.is_symlink())}"
        for path in root.rglob("*")
    )


def test_folders_go_and_come_back_without_files(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", "index.html", "a/b/index.html", "a/.c/x", "empty/")
    put_away(site, tmp_path / "kept" / "folders")
    assert not site.exists()
    assert below(tmp_path / "kept" / "folders") == ["a/", "a/.c/", "a/b/", "empty/"]
    take_back(tmp_path / "kept" / "folders", site)
    assert below(site) == ["a/", "a/.c/", "a/b/", "empty/"]
    assert below(tmp_path / "kept") == []


def test_what_somebody_put_among_them_does_not_come_back(tmp_path: Path) -> None:
    precious = tree(tmp_path / "precious", "diary")
    folders = tree(tmp_path / "folders", "a/private.txt")
    (folders / "a" / "link").symlink_to(precious, target_is_directory=True)
    (folders / "dangling").symlink_to(tmp_path / "nowhere")
    take_back(folders, tmp_path / "new")
    assert below(tmp_path / "new") == ["a/"]
    assert below(precious) == ["diary"]


def test_a_link_in_their_place_is_not_taken(tmp_path: Path) -> None:
    precious = tree(tmp_path / "precious", "diary")
    (tmp_path / "folders").symlink_to(precious, target_is_directory=True)
    take_back(tmp_path / "folders", tmp_path / "new")
    assert below(tmp_path / "new") == []
    assert below(precious) == ["diary"]


def test_without_any_there_is_an_empty_folder(tmp_path: Path) -> None:
    take_back(tmp_path / "none", tmp_path / "deep" / "new")
    assert below(tmp_path / "deep") == ["new/"]


def test_where_they_cannot_be_kept_all_is_deleted(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", "a/index.html")
    (tmp_path / "kept").write_text("a file where the folder would be", "utf-8")
    put_away(site, tmp_path / "kept" / "folders")
    assert below(tmp_path) == ["kept"]


def test_folders_that_took_the_place_of_older_ones(tmp_path: Path) -> None:
    older = tree(tmp_path / "folders", "old/")
    put_away(tree(tmp_path / "site", "new/index.html"), older)
    assert below(older) == ["new/"]


def test_only_folders_without_any_file_below_them_are_deleted(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", "a/b/c/", "a/d/e.txt", "f/", "g/h/")
    assert not delete_empty_folders(site)
    assert below(site) == ["a/", "a/d/", "a/d/e.txt"]
    delete_files(site)
    assert delete_empty_folders(site)
    assert below(site) == []
