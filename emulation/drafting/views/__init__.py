"""Pages on which papers are written."""
