"""Shares, links and visits."""
