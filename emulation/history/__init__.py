"""Lines of history: who did what to which record, when, why, and from which state to which."""
