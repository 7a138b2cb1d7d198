"""Tables going out to, and coming in from, the spreadsheets that offices work with."""
