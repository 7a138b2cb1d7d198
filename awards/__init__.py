"""Awards: what may be awarded, by whom, and what is paid for it."""
