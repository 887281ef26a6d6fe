"""Plain values and pure functions: no disk, no clock, no database, no screen."""
