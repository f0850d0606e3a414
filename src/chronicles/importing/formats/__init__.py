"""The formats in which raw logs come: a file each."""
