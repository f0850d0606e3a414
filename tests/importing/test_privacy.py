"""Who may read a post: each format has its rule as a table, with its source."""

import importlib
import pkgutil

import pytest

from chronicles.importing import formats
from chronicles.importing.formats.privacy import (
    FLAGS,
    Decision,
    Publication,
    StateRule,
    decide_publication,
)

MODULES = [
    importlib.import_module(f"{formats.__name__}.{module.name}")
    for module in pkgutil.iter_modules(formats.__path__)
]
TABLES = [
    (module.__name__.rpartition(".")[2], module.PRIVACY) for module in MODULES if hasattr(module, "PRIVACY")
]
RULES = (
    StateRule("published", Publication.PUBLIC, "a document"),
    StateRule("draft", Publication.DRAFT, "a document"),
    StateRule("trash", Publication.LEFT_OUT, "a document"),
)


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _ in TABLES])
def test_each_state_of_a_format_stands_once_and_has_its_source(
    name: str, table: tuple[StateRule, ...]
) -> None:
    assert all(rule.state.strip() == rule.state and rule.state and rule.source for rule in table)
    assert len({rule.state.casefold() for rule in table}) == len(table)
    for rule in table:
        assert decide_publication([rule.state], table).publication is rule.publication


@pytest.mark.parametrize(
    ("states", "decision"),
    [
        ([], Decision(Publication.PUBLIC)),
        (["", "  "], Decision(Publication.PUBLIC)),
        (["published"], Decision(Publication.PUBLIC)),
        ([" PUBLISHED "], Decision(Publication.PUBLIC)),
        (["draft"], Decision(Publication.DRAFT, "its state is 'draft'")),
        (["published", "Trash", "draft"], Decision(Publication.LEFT_OUT, "its state is 'Trash'")),
        (["odd"], Decision(Publication.DRAFT, "its state 'odd' is not known")),
        (["odd", "trash"], Decision(Publication.LEFT_OUT, "its state is 'trash'")),
    ],
)
def test_the_strictest_of_its_states_counts(states: list[str], decision: Decision) -> None:
    assert decide_publication(states, RULES) == decision


@pytest.mark.parametrize("flag", FLAGS)
def test_a_word_that_means_the_same_everywhere_is_known_everywhere(flag: str) -> None:
    assert decide_publication([flag], ()).publication is Publication.LEFT_OUT
