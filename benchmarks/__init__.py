"""Measurements against gates: `python -m benchmarks [name …]`."""
