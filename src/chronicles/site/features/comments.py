"""How readers answer an entry: a mail or an issue that names it, and giscus for those who ask for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.workspace.comment_settings import Comments

# The languages that giscus speaks; it has no page for any other.
LANGUAGES = re.compile(
    "ar|be|bg|ca|cs|da|de|en|eo|es|eu|fa|fr|gr|hbs|he|hu|id|it|ja|kh|ko|nl|pl|pt|ro|ru|th|tr|uk|uz|vi"
    "|zh-CN|zh-TW"
)
OTHER_NAMES = {
    **{"el": "gr", "km": "kh", "zh": "zh-CN", "zh-Hant": "zh-TW"},
    **dict.fromkeys(("bs", "hr", "sh", "sr"), "hbs"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """How an entry is answered: whole addresses, empty where that way is not open.

    `mail` is a `mailto:` of RFC 6068; `host` is the name of the one that `issue` leads to.
    """

    mail: str = ""
    issue: str = ""
    host: str = ""


def reply(comments: Comments, title: str, day: str, url: str, words: SiteWords = ENGLISH) -> Reply:
    """Return how the entry of that title, day and address is answered.

    `day` is in words, the text of the mail in `words`; `url` is `""` where the site has no address. In a
    mail, lines end with CRLF (RFC 6068, section 5).
    """
    name = title if day in title else f"{title} ({day})"
    body = words.say("reply.about", title=name) + (f":\n{url}\n\n" if url else ":\n\n")
    mail = ""
    if comments.mail:
        # A mail has the line ends of mail.
        text = quote(body.replace("\n", "\r\n"), safe="")
        mail = f"mailto:{quote(comments.mail, safe='@')}?subject={quote('Re: ' + name, safe='')}&body={text}"
    issue = comments.tracker.issue(name, body) if comments.tracker else ""
    return Reply(mail, issue, comments.tracker.host if comments.tracker else "")


def replies(comments: Comments, posts: Iterable[Any], words: SiteWords = ENGLISH) -> dict[str, Any]:
    """Return what templates show of it: how each entry is answered, and what giscus is called with."""
    found = {}
    if comments != Comments():
        from django.utils.html import strip_tags  # many journals have no replies

        for post in posts:
            title = unescape(strip_tags(str(post.meta.get("title") or post.title)))  # HTML by now
            day = words.day(post.config.date.created.date())
            found[post.file.src_uri] = reply(comments, title, day, post.canonical_url or "", words)
    return {"replies": found, "giscus": called_with(comments, words.language.tag)}


def called_with(comments: Comments, language: str) -> dict[str, str]:
    """Return the attributes that the script of giscus reads, as giscus.app names them; none without giscus.

    Its theme is the reader's.
    """
    if not comments.giscus:
        return {}
    return {
        **{f"data-{key.replace('_', '-')}": value for key, value in comments.giscus.items()},
        "data-mapping": "pathname",
        "data-strict": "1",  # entries have addresses that are alike
        "data-reactions-enabled": "1",
        "data-emit-metadata": "0",
        "data-input-position": "bottom",
        "data-lang": spoken(language),
    }


def spoken(language: str) -> str:
    """Return what giscus calls a language of the theme, English where it does not speak it."""
    name = language.replace("_", "-")
    for one in (name, name.partition("-")[0]):
        if found := LANGUAGES.fullmatch(OTHER_NAMES.get(one, one)):
            return found[0]
    return "en"
