"""HR's pages about badges: what earns them, and taking one back."""
