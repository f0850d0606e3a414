"""Pictures that notes show: without what they tell of a place or a person, and named by what they are."""
