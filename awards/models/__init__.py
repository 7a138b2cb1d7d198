"""What may be awarded, by whom, and what comes with it; who is nominated; the council and its votes; what was decided."""

from awards.models.ballot import Ballot, BallotPaper, BallotState, Choice, Recusal, Voter
from awards.models.catalogue import Authority, BaseSalary, Category, Honour, Level, Rate, Subject
from awards.models.council import Attendance, CouncilMember, Meeting, MeetingState, Post
from awards.models.decision import IN_THE_BOOK, Award, AwardState, CertificateOffsets, Decision, DecisionState
from awards.models.importing import NominationImport
from awards.models.nomination import AT_OFFICE, EDITABLE, Attribute, Evidence, Kind, Nomination, NominationQuerySet, State

__all__ = [
    "AT_OFFICE",
    "EDITABLE",
    "IN_THE_BOOK",
    "Attendance",
    "Attribute",
    "Authority",
    "Award",
    "AwardState",
    "Ballot",
    "BallotPaper",
    "BallotState",
    "BaseSalary",
    "Category",
    "CertificateOffsets",
    "Choice",
    "CouncilMember",
    "Decision",
    "DecisionState",
    "Evidence",
    "Honour",
    "Kind",
    "Level",
    "Meeting",
    "MeetingState",
    "Nomination",
    "NominationImport",
    "NominationQuerySet",
    "Post",
    "Rate",
    "Recusal",
    "State",
    "Subject",
    "Voter",
]
