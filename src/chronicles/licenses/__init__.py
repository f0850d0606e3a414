"""What a site carries of others, and under which licenses: a row and a text for each."""
