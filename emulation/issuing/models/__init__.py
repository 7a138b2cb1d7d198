"""Series of numbers, and the papers that an office sends out."""

from emulation.issuing.models.paper import BADGES, KEPT, OutgoingPaper, OutgoingPaperQuerySet, State
from emulation.issuing.models.series import Manner, Series

__all__ = ["BADGES", "KEPT", "Manner", "OutgoingPaper", "OutgoingPaperQuerySet", "Series", "State"]
