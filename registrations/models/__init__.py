"""A registration, its answers, and what was submitted."""

from registrations.models.answers import GradeAnswer, TargetAnswer, TextAnswer, TitleAnswer
from registrations.models.registration import EDITABLE, SENT, Registration, RegistrationQuerySet, State
from registrations.models.submission import Submission

__all__ = [
    "EDITABLE",
    "SENT",
    "GradeAnswer",
    "Registration",
    "RegistrationQuerySet",
    "State",
    "Submission",
    "TargetAnswer",
    "TextAnswer",
    "TitleAnswer",
]
