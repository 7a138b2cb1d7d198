"""The work of an office with its people: slips with one-time codes, and handing over a term."""
