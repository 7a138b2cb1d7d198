"""Pages of units, people and sign-in."""
