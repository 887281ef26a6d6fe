"""The SQLite file of each desk: tables, numbered migrations, and stores that speak domain."""
