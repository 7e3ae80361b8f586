"""Orvane, the invented company that `ricoche demo` builds: data and pure plans, then the commands that live them."""
