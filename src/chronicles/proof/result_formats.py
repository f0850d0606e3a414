"""The forms in which other programs read what a check ended with, by their names. Pure."""

from collections.abc import Callable

from chronicles.proof.check_result import CheckResult
from chronicles.proof.github_annotations import github_annotations
from chronicles.proof.json_result import json_result
from chronicles.proof.result_context import ResultContext
from chronicles.proof.sarif_log import sarif_log

ResultFormat = Callable[[CheckResult, ResultContext], str]

RESULT_FORMATS: dict[str, ResultFormat] = {
    "json": json_result,
    "sarif": sarif_log,
    "github": github_annotations,
}
