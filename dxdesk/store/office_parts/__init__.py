"""The parts of the office's store, a theme each; `office_store` puts them together.

A method is one transaction; what it does in it stands in the `office_*` modules, which are handed
a session, so that several can share one.
"""
