"""What a site shows besides its pages: feeds, comments, guides, goals, demos."""
