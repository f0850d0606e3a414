"""What a journal is: its name, whose it is, where it is read, its language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The words of `mkdocs.yml`; what it does not say is `""`, and `language` is a tag of BCP 47."""

    name: str = ""
    author: str = ""
    url: str = ""
    language: str = "en"

    @property
    def values(self) -> dict[str, str | None]:
        """The same as JSON has it: `None` for an author or an address that nobody knows."""
        return {
            "name": self.name,
            "author": self.author or None,
            "url": self.url or None,
            "language": self.language,
        }
