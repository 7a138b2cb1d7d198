"""Drafts, their passages, and groups of recipients."""

from emulation.drafting.models.draft import ADDRESSED, COMPOSED, OFFICE, WITHOUT_BASES, Draft, State
from emulation.drafting.models.passage import HEADABLE, Passage, PassageLevel, cells_of, written_cells
from emulation.drafting.models.recipient_group import RecipientGroup

__all__ = [
    "ADDRESSED",
    "COMPOSED",
    "HEADABLE",
    "OFFICE",
    "WITHOUT_BASES",
    "Draft",
    "Passage",
    "PassageLevel",
    "RecipientGroup",
    "State",
    "cells_of",
    "written_cells",
]
