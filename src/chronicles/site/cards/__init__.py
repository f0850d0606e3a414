"""Social cards: the pictures that previews of links show, drawn from what a page is called."""
