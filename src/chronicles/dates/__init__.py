"""The days and times that people write: in raw logs, in the running log, in front matter."""
