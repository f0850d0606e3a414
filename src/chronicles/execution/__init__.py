"""Runs what pages print, confined: a process for each state with its project ready, a fork of it for each page."""

from chronicles.execution.pool import play
from chronicles.execution.script_runs import Cue, Part, Performance, Scene, Take

__all__ = ["Cue", "Part", "Performance", "Scene", "Take", "play"]
