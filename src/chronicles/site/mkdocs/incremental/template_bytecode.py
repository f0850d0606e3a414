"""Templates as Jinja has compiled them, kept from build to build: Material has fifty."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.theme import Theme

from chronicles.disk.cache import Store, key
from chronicles.disk.installed_code import installed_code
from chronicles.site.material.replacement import replaced


class TemplateBytecode(BytecodeCache):
    """Compiled templates in `store`; Jinja itself compares them with the text of the template."""

    def __init__(self, store: Store) -> None:
        self._store = store.part("templates")
        self._code = installed_code()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what was kept of a template."""
        if data := self._store.get_sealed(self._name(bucket)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has made of a template."""
        self._store.put_sealed(self._name(bucket), bucket.bytecode_to_string())

    def used(self) -> AbstractContextManager[None]:
        """Let the environments that MkDocs makes for a theme come with this cache."""

        def make(original: Callable[[Any], Environment]) -> Callable[[Any], Environment]:
            return lambda theme: self._with_cache(original(theme))

        return replaced(Theme, "get_env", make)

    def _with_cache(self, env: Environment) -> Environment:
        env.bytecode_cache = self
        return env

    def _name(self, bucket: Bucket) -> str:
        return key(self._code, bucket.key)
