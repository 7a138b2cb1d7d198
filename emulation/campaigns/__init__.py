"""Campaigns (phong trào thi đua): their plan, contents, targets, deadline, and the units they invite."""
