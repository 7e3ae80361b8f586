"""One's own pages: what I did, what I earned, where I stand."""
