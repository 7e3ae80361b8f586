"""Candidates: the public page, the form, the sealed file, the status page, and how everything goes."""
