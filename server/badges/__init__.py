"""Badges earned and their progress."""
