"""What has a name in a file, for each language that a Django project is written in."""
