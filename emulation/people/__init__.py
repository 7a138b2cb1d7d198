"""People: accounts, terms of office, sign-in, and who may do what where."""
