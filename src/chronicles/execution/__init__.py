"""Runs what pages print, confined: a process for each state, its project ready, and a fork for each page."""

from chronicles.execution.script_runs import BlockInput, BlockResult, RunResults, ScriptRun, StepOutput

__all__ = ["BlockInput", "BlockResult", "RunResults", "ScriptRun", "StepOutput"]
