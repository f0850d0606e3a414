"""The stage: pages are played on hosts, confined processes that have the project of a state ready."""

from chronicles.proof.stage.playing import play
from chronicles.proof.stage.scenes import Cue, Part, Performance, Scene, Take

__all__ = ["Cue", "Part", "Performance", "Scene", "Take", "play"]
