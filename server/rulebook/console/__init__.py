"""HR's rulebook: the list, the history, campaigns, bounds."""
