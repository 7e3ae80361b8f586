"""Glue that knows no feature: rendering, forms, sessions, headers."""
