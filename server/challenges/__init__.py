"""Challenges: something to reach together, or for oneself, between two dates."""
