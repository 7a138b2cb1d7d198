"""Registrations: a unit answers the sheet of a campaign, sends it in, and has it accepted or returned."""
