"""Puts a built site where it is read: what goes out, in which order, and to which kinds of places."""
