"""What keeps a site readable without a network, where its settings ask for that."""
