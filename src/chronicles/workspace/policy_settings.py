"""What `policy:` in `mkdocs.yml` says: whose scripts, styles and files the pages may load. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chronicles.problems import Refused, nearest

# Content Security Policy Level 3, "6. Content Security Policy Directives": those that a page may have in
# itself and that name sources. `default-src` is ours: all that is not named falls back to it.
DIRECTIVES = (
    *("base-uri", "child-src", "connect-src", "font-src", "form-action", "frame-src", "img-src"),
    *("manifest-src", "media-src", "object-src", "script-src", "style-src", "worker-src"),
)
# "2.3.1. Source Lists": a scheme, a host with or without one, or a keyword, a hash, in single quotes.
SOURCE = re.compile(
    r"\*|[A-Za-z][A-Za-z0-9+.-]*:"
    r"|(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::(?:\d+|\*))?(?:/[^\s;,\"'<>]*)?"
    r"|'(?:self|none|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval|strict-dynamic)'"
    r"|'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}'"
)
Wrong = Callable[[Refused, tuple[str, ...]], None]  # told with the keys that lead to a wrong value


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """Whether pages have a policy (`is_on`), and what they may load besides, by directive.

    `is_said` is whether the settings name it at all: who has chosen is not asked again.
    """

    is_on: bool = True
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_said: bool = False

    @property
    def lets_ask(self) -> bool:
        """Whether scripts may ask other hosts."""
        return not self.is_on or "connect-src" in self.sources


def read(said: Any, wrong: Wrong) -> PolicySettings:
    """Return what `policy:` says, and tell `wrong` what of it cannot be used."""
    if said is None or isinstance(said, bool):
        return PolicySettings(said is not False, {}, said is not None)
    if not isinstance(said, Mapping):
        mend = "Write 'policy: false' for none, or below it such as 'script-src: https://example.org'."
        wrong(Refused(f"{said!r} is no policy", mend), ())
        return PolicySettings()
    found = {}
    for name, value in said.items():
        if name not in DIRECTIVES:
            wrong(
                Refused(f"{name!r} is nothing that a policy names", nearest(str(name), DIRECTIVES)),
                (str(name),),
            )
            continue
        sources = value.split() if isinstance(value, str) else value if isinstance(value, list) else [value]
        for source in (one for one in sources if not _is_source(one)):
            mend = "Write a host such as https://example.org, or a word of the policy such as \"'self'\"."
            wrong(Refused(f"{source!r} is no source of a policy", mend), (str(name),))
        found[str(name)] = tuple(filter(_is_source, sources))
    return PolicySettings(sources=found, is_said=True)


def _is_source(one: Any) -> bool:
    """Whether it is one, of what YAML may make of a line: a number is a host to nobody."""
    return isinstance(one, str) and SOURCE.fullmatch(one) is not None
