"""Measurements against plain scripts: `python -m benchmarks` (see README.md)."""
