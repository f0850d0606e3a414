"""What the heads of posts say of who may read them: a row for each key, with who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PostState:
    """A key, the values with which a post is for all, those with which it is not, and the source of both.

    A key such as `build.render` stands in a mapping. Values are in small letters; any other than these is
    taken for one with which the post is not for all.
    """

    key: str
    public: frozenset[str]
    private: frozenset[str]
    source: str


YES, NO = frozenset({"true", "yes", "1", "on"}), frozenset({"false", "no", "0", "off"})
POST_STATES = (
    PostState(
        "draft", NO, YES, "Hugo, Front matter; Zola, Page; Docusaurus, Blog plugin; Starlight, Frontmatter"
    ),
    PostState("published", YES, NO, "Jekyll, Front Matter; dev.to, Editor Guide; Hexo, Front-matter"),
    PostState("publish", YES, NO, "Obsidian, Publish and unpublish notes"),
    PostState("dg-publish", YES, NO, "Obsidian Digital Garden, Note Settings"),
    PostState("public", YES, NO, "Logseq, Publishing"),
    PostState("build.render", YES | {"always"}, NO | {"never", "link"}, "Hugo, Build options"),
    PostState("build.list", YES | {"always"}, NO | {"never", "local"}, "Hugo, Build options"),
    PostState("unlisted", NO, YES, "Docusaurus, Blog plugin: Markdown front matter"),
    PostState("hidden", NO, YES, "Eleventy and Hexo themes: a page that no list has"),
    PostState("private", NO, YES, "Hexo and VuePress blogs: a page that is not made"),
    PostState("exclude", NO, YES, "ABlog, Posting and Listing: a post that no list has"),
    PostState("eleventyexcludefromcollections", NO, YES, "Eleventy, Collections"),
    PostState("is_conflict", NO, YES, "Joplin, Conflicts"),
    PostState(
        "status",
        frozenset({"published", "publish", "public", "featured"}),
        frozenset({"draft", "hidden", "private", "skip", "pending", "future", "trash", "archived"}),
        "Pelican, Writing content: File metadata; Nikola, Handbook: Metadata; WordPress, Post Status",
    ),
    PostState(
        "visibility",
        frozenset({"public"}),
        frozenset({"private", "members", "paid", "unlisted", "hidden"}),
        "Ghost, Admin API: Posts; Memos",
    ),
    PostState(
        "password", frozenset(), frozenset(), "Nikola and WordPress: a post that opens with a password"
    ),
)
# Tags that are states (Nikola before 8: Handbook, Metadata).
PRIVATE_TAGS = frozenset({"draft", "private", "noexport"})
# Folders of what is not published yet (Jekyll, Posts: Drafts; Hexo, Writing).
DRAFT_FOLDERS = frozenset({"_drafts"})


def why_draft(values: Mapping[str, Any], path: str = "") -> str:
    """Return why a post is a draft, or nothing: what its head says, and in which folder it lies.

    The value of a password is not told.
    """
    folded = {str(key).casefold(): value for key, value in values.items()}
    for state in POST_STATES:
        word = _word(_value(folded, state.key))
        if not word or word in state.public:
            continue
        if state.key == "password":
            return "it has a password"
        return f"{state.key}: {word}" + ("" if word in state.private else ", which is not known")
    tag = next((tag for tag in _tags(folded.get("tags")) if tag in PRIVATE_TAGS), "")
    folder = next((part for part in path.split("/")[:-1] if part in DRAFT_FOLDERS), "")
    return f"tagged {tag}" if tag else f"it lies in {folder}" if folder else ""


def _value(folded: Mapping[str, Any], key: str) -> Any:
    """The value of a key; a dot in one leads into a mapping."""
    outer, _, inner = key.partition(".")
    value = folded.get(outer)
    return (value.get(inner) if isinstance(value, Mapping) else None) if inner else value


def _word(value: Any) -> str:
    """A value as one word; what says nothing, such as an empty one, is empty."""
    return "" if value is None else " ".join(str(value).casefold().split())[:80]


def _tags(value: Any) -> list[str]:
    found = value if isinstance(value, list) else str(value or "").split(",")
    return [_word(tag) for tag in found]
