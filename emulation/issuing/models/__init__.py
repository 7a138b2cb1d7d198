"""Series of numbers, the papers that an office sends out, their signed copies, and the images of its seal and signatures."""

from emulation.issuing.models.mark import Mark, MarkKind
from emulation.issuing.models.paper import BADGES, KEPT, OutgoingPaper, OutgoingPaperQuerySet, State
from emulation.issuing.models.series import Manner, Series
from emulation.issuing.models.signed_copy import CopyKind, SignedCopy, values_of

__all__ = ["BADGES", "KEPT", "CopyKind", "Manner", "Mark", "MarkKind", "OutgoingPaper", "OutgoingPaperQuerySet", "Series", "SignedCopy", "State", "values_of"]
