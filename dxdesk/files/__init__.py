"""What travels between desks, and what is read from outside."""
