"""dev.to's export, and the articles of any other Forem: Markdown, some with a front matter of their own."""

from typing import Any

from chronicles.importing.account import SourceLine
from chronicles.importing.drafts import plain_summary
from chronicles.importing.formats.exported_posts import ExportedPost, plain_words, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.json_documents import (
    JSONObject,
    document_of,
    first_text,
    objects_of,
    other_values,
    read_objects,
    true_flags,
)
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.posts import read_front
from chronicles.importing.formats.privacy import Publication, StateRule
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.pages.page import split_lines

SOURCE = "Forem's API, articles (developers.forem.com/api); dev.to's Editor Guide, Front Matter"
PRIVACY = (
    StateRule("published", Publication.PUBLIC, f"{SOURCE}: published"),
    StateRule("unpublished", Publication.DRAFT, f"{SOURCE}: published"),
    StateRule("scheduled", Publication.DRAFT, f"{SOURCE}: published_at"),
)
DATES = ("published_at", "published_timestamp", "date", "created_at")
KNOWN = frozenset(
    {
        *(
            *DATES,
            "body_markdown",
            "title",
            "published",
            "tags",
            "tag_list",
            "cached_tag_list",
            "description",
            "id",
        )
    }
    | {
        *(
            "processed_html",
            "body_html",
            "type_of",
            "slug",
            "path",
            "readable_publish_date",
            "edited_at",
            "user",
        )
    }
)


def _articles(found: object) -> list[JSONObject]:
    found = found.get("articles") if isinstance(found, dict) else found
    articles = objects_of(found)
    return articles if any("body_markdown" in article for article in articles) else []


def parse_articles(file: TextFile, choices: Choices) -> Parsed:
    """Return the drafts of the articles of dev.to."""
    return read_objects(file, _articles(document_of(file)), _post, PRIVACY, choices)


def _post(entry: JSONObject, number: int) -> ExportedPost:
    text, front = _parted(first_text(entry, "body_markdown"))
    values = {**front, **{key: value for key, value in entry.items() if value not in (None, "")}}
    published = [part["published"] for part in (front, entry) if "published" in part]
    has_day = bool(first_text(values, *DATES[:3]))
    is_public = all(value is True or value == "true" for value in published) if published else has_day
    return ExportedPost(
        text=text,
        written=tuple(str(values.get(key) or "") for key in DATES),
        title=whole_title(str(values.get("title") or "")),
        states=(*true_flags(entry), "published" if is_public else "unpublished"),
        key=str(entry.get("id") or ""),
        tags=plain_words(_tags(values)),
        description=plain_summary(first_text(values, "description")),
        noun="article",
        number=number,
        others=(*other_values(entry, KNOWN), *other_values(front, (*KNOWN, "canonical_url"))),
    )


def _parted(text: str) -> tuple[str, JSONObject]:
    """The text, and the values of a front matter that stands above it."""
    lines = [SourceLine(number, line) for number, (line, _) in enumerate(split_lines(text), 1)]
    front = read_front(lines)
    if front is None:
        return text, {}
    return "\n".join(line.text for line in lines[front.length :]), front.values


def _tags(values: JSONObject) -> list[Any]:
    for key in ("tag_list", "tags", "cached_tag_list"):
        value = values.get(key)
        if isinstance(value, list) and value:
            return value
        if isinstance(value, str) and value:
            return [word.strip() for word in value.split(",")]
    return []


FORMAT = Format("dev.to's articles", SOURCE, lambda file: bool(_articles(document_of(file))), parse_articles)
