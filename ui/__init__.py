"""The windows: they show values and call the two doors of the core."""
