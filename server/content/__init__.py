"""Topics, sources and articles worth passing on."""
