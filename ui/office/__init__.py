"""The office's desk: a page of pages over one office file."""
