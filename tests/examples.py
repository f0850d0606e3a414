"""How many examples hypothesis makes up: of what a test asks for, a fifth in the default run, two fifths in
`--all`, and twenty times as many in `--long`. The suite names the profile with `--hypothesis-profile`."""

from hypothesis import settings

PERCENT = {"default": 20, "all": 40, "long": 2000}
FEWEST = 5

for _name, _percent in PERCENT.items():
    settings.register_profile(_name, max_examples=_percent, deadline=None)
settings.load_profile("default")  # unless pytest is told of another


def examples(number: int) -> int:
    """Return how many examples to make up where a test asks for `number` of them."""
    return max(FEWEST, number * settings().max_examples // 100)
