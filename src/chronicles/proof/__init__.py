"""What a page claims, held against its source."""
