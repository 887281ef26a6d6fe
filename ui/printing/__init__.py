"""Paper: one painter that paginates for preview, printer and PDF."""
