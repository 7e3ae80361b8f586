"""Inviting people: letters, one reminder at most, and cards for those without an address."""
