"""What stands at the top of a page and says something of it."""
