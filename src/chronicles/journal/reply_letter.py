"""A reply on its way to a learner: as a patch, as a mail, or as an issue that a link begins."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha1
from urllib.parse import quote, urlsplit

from chronicles.journal.mentor_reply import MentorReply, reply_text
from chronicles.problems import Refused

LONGEST_LINK = (
    8_000  # characters: servers refuse longer ones (RFC 9110, section 4.1, asks for 8,000 at least)
)
NOWHERE = "nobody@localhost"  # git am(1) wants an address, and none is asked for


def reply_patch(reply: MentorReply, path: str, address: str = NOWHERE) -> str:
    """Return a patch that adds the reply as the file `path` of a repository, for `git am` or `git apply`.

    `address` is that of who sends it.
    """
    text = reply_text(reply)
    lines = text.removesuffix("\n").split("\n")
    blob = sha1(f"blob {len(text.encode())}\0{text}".encode(), usedforsecurity=False).hexdigest()
    return "\n".join(
        [
            f"From {'0' * 40} Mon Sep 17 00:00:00 2001",
            f"From: {_header(reply.by)} <{address}>",
            f"Date: {_day(reply.day)} 00:00:00 +0000",
            f"Subject: [PATCH] {_header(subject(reply))}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "---",
            "",
            f"diff --git a/{path} b/{path}",
            "new file mode 100644",
            f"index {'0' * 40}..{blob}",
            "--- /dev/null",
            f"+++ b/{path}",
            f"@@ -0,0 +1,{len(lines)} @@",
            *(f"+{line}" for line in lines),
            "-- ",
            "",
        ]
    )


def mail_link(reply: MentorReply, path: str) -> str:
    """Return a link that begins a mail with the reply (RFC 6068); the reader's program asks to whom."""
    return _short(f"mailto:?subject={_in_url(subject(reply))}&body={_in_url(_letter(reply, path))}")


def issue_link(reply: MentorReply, path: str, repository: str) -> str:
    """Return a link that begins an issue with the reply at the address of a repository on the web.

    GitLab's form has other names than that of GitHub, which Gitea and Forgejo share (GitLab Docs, "Create an
    issue"; GitHub Docs, "Creating an issue from a URL query"). Raises `Refused` without a repository.
    """
    parts = urlsplit(repository)
    if not parts.hostname or not parts.path.strip("/"):
        mend = "Write 'repo_url: https://…' into its mkdocs.yml, or use --patch or --mail."
        raise Refused("the journal names no repository on the web", mend)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('.git')}"
    title, said = _in_url(subject(reply)), _in_url(_letter(reply, path))
    if "gitlab" in parts.hostname:
        return _short(f"{base}/-/issues/new?issue[title]={title}&issue[description]={said}")
    return _short(f"{base}/issues/new?title={title}&body={said}")


def subject(reply: MentorReply) -> str:
    """Return what a reply is about, in a line."""
    verb = "Reply to" if reply.kind == "question" else "Talked about"
    words = " ".join(reply.words.split())
    return f"{verb}: {words if len(words) <= 60 else words[:59] + '…'}"


def _letter(reply: MentorReply, path: str) -> str:
    """The text of a mail or an issue: what is said, and the file that it may become."""
    text = reply_text(reply)
    fence = "`" * max(3, _longest_run(text.split("\n")) + 1)
    said = f"{reply.text}\n\n" if reply.text else ""
    return f"{said}To show it in the journal, save this as {path}:\n\n{fence}markdown\n{text}{fence}\n"


def _longest_run(lines: Sequence[str]) -> int:
    return max((len(line.lstrip()) - len(line.lstrip().lstrip("`")) for line in lines), default=0)


def _short(link: str) -> str:
    if len(link) > LONGEST_LINK:
        raise Refused("the reply is too long for a link", "Use --patch FILE, or write the file.")
    return link


def _in_url(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")


def _header(text: str) -> str:
    """A text as the value of a header, which it cannot end."""
    return " ".join(text.replace("<", "").replace(">", "").split())


def _day(day: date) -> str:
    """A day as mails have it, in English on every machine (RFC 5322, section 3.3)."""
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{names[day.weekday()]}, {day.day} {months[day.month - 1]} {day.year:04}"
