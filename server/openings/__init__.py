"""Openings: imported or typed, listed by closeness, and the public page of each."""
