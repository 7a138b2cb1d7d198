"""The demonstration: a ward of 2024 after a real plan, the ward of today that took its place, with people, campaigns and registrations; four more plans."""
