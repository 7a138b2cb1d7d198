"""Notices: an inbox for everyone, and an outbox of mail that sends each notice once."""
