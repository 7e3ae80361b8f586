"""The tree of teams."""
