"""Orvane, the invented company that `ricoche demo` shows: data and pure generators, no database."""
