"""Clones of other journals for the cohort: each read as it lies there, and nothing of it run."""

import json
from hashlib import sha256
from pathlib import Path

from chronicles.cli.reviewing import recorded
from chronicles.cohort.learner_record import LearnerRecord, read_record
from chronicles.disk.paths import followed
from chronicles.problems import Refused, Unusable
from chronicles.progress.json_record import report
from chronicles.site.mkdocs.stranger_settings import MEND, settings_of_stranger
from chronicles.workspace.workspace import load


def clone_record(folder: Path, cache: Path) -> LearnerRecord:
    """Return what the journal in `folder` tells; links lead to the files of its pages.

    What can be made again is kept below the folder `cache`, and nothing is written into the clone. Raises
    `Refused` where there is no journal that can be read.
    """
    folder = followed(folder)
    own = cache / sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    settings = settings_of_stranger(folder, own)
    try:
        record, _ = recorded(load(settings))
    except Unusable as error:
        raise Refused(f"it cannot be read: {error.problems[0].message}", MEND) from None
    data = json.dumps(report(record), ensure_ascii=False)
    return read_record(data.encode("utf-8", "replace"), f"{settings.docs.as_uri()}/")
