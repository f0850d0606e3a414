"""What pages may name of the theme: a template, an icon, also those of `custom_dir`. Touches the disk."""

from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.paths import followed, found, is_file
from chronicles.problems import Refused, nearest

PAGE, ICONS, ICON = ".html", ".icons", ".svg"
ENTRY = "blog-post.html"  # asks a page for what only the blog's have
# What the pages of a theme are put together from.
PARTS = frozenset({"partials", "fragments", "macros"})


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The folders of a theme, that of `custom_dir` first; a file is found in the first that has it."""

    folders: tuple[Path, ...]

    def wrong_template(self, name: object, *, is_entry: bool) -> Refused | None:
        """Return why a page cannot be made by the template `name`, `None` where it can.

        It is the path of a file below one of the folders, with `/`, which is a page and no part of one.
        """
        if name == ENTRY and not is_entry:
            return Refused(f"'template' names {name!r}, which is for entries", "Take the line out.")
        if (
            isinstance(name, str)
            and name.endswith(PAGE)
            and name.split("/")[0] not in PARTS
            and self._has(name)
        ):
            return None
        message = f"'template' names {str(name)[:80]!r}, which is no page of the theme"
        return Refused(message, nearest(str(name)[:80], self._pages()))

    def wrong_icon(self, name: object) -> Refused | None:
        """Return why a page cannot have the icon `name`, a path below `.icons` without its ending.

        To a theme without icons, `icon` is a key like any other.
        """
        if not any((folder / ICONS).is_dir() for folder in self.folders):
            return None
        if isinstance(name, str) and self._has(f"{ICONS}/{name}{ICON}"):
            return None
        message = f"'icon' names {str(name)[:80]!r}, which is no icon of the theme"
        return Refused(message, "Write the path of one, such as material/book-open.")

    def _has(self, name: str) -> bool:
        is_path = name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(name.split("/"))
        return is_path and any(_is_inside(folder, name) for folder in self.folders)

    def _pages(self) -> set[str]:
        return {path.name for folder in self.folders for path in folder.glob(f"*{PAGE}")} - {ENTRY}


def _is_inside(folder: Path, name: str) -> bool:
    """Whether the file is there and no link leads out of the folder."""
    path = folder / name
    try:
        return is_file(path) and found(path).is_relative_to(followed(folder))
    except OSError:
        return False
