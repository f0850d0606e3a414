"""Which pages a check is about, and what else is looked at with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from chronicles.pages.reading import Reading


@dataclass(frozen=True, slots=True)
class CheckScope:
    """The pages to be proven, `readings`; `is_whole` says whether these are all pages of the journal.

    With `is_series`, the last step is compared with the project as it is now. `everywhere` are the pages of
    which the form is looked at where that is more than those: a page may break the links of another.
    """

    readings: Sequence[Reading]
    is_whole: bool = True
    is_series: bool = True
    everywhere: Sequence[Reading] | None = None

    @property
    def seen(self) -> Sequence[Reading]:
        """The pages of which the form is looked at, and the states that they name."""
        return self.readings if self.everywhere is None else self.everywhere

    @property
    def is_form_of_all(self) -> bool:
        """Whether what a build finds elsewhere than in pages counts, too."""
        return self.is_whole or self.everywhere is not None
