"""Step-up: a fresh code before an act that weighs."""
