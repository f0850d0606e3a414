"""Turns raw logs into entries: nothing lost, nothing guessed silently, nothing imported twice."""
