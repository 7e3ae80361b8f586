"""Reward rules and their versions."""
