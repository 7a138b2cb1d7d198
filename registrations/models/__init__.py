"""A registration, its answers, and what was submitted."""

from registrations.models.answers import GradeAnswer, Outcome, TargetAnswer, TextAnswer, TitleAnswer
from registrations.models.late_permit import LatePermit
from registrations.models.late_request import LateRequest
from registrations.models.paper_scan import PaperScan
from registrations.models.registration import EDITABLE, SENT, Registration, RegistrationQuerySet, State
from registrations.models.submission import Submission

__all__ = [
    "EDITABLE",
    "SENT",
    "GradeAnswer",
    "LatePermit",
    "LateRequest",
    "Outcome",
    "PaperScan",
    "Registration",
    "RegistrationQuerySet",
    "State",
    "Submission",
    "TargetAnswer",
    "TextAnswer",
    "TitleAnswer",
]
