"""Shows a built site on this machine while it is written: what is asked for, what is new, what is wrong."""
