"""The suite of this repository: which tools it runs, how they are run side by side, what is told."""
