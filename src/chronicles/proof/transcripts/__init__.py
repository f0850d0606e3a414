"""Transcripts: what is run, how its answer is compared, and what a page then says."""
